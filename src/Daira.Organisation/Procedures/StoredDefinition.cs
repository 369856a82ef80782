using System.Reflection;
using System.Text.Json;
using Daira.Elections.Places;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>A definition as it is written in a file: the same words, flat, so that a secretary can read it.</summary>
/// <param name="Effect">What a granted case does to the organisation; null = nothing by itself. See <see cref="CaseEffects"/>.</param>
public sealed record StoredDefinition(Definition Definition, string? Effect)
{
    /// <exception cref="JsonException">Not a definition; names the path.</exception>
    public static StoredDefinition Read(string json) => OrganisationJson.Read<DefinitionFile>(json).ToDefinition();

    /// <summary>The same definition as it is written in a file.</summary>
    public string ToJson() => OrganisationJson.Write(DefinitionFile.Of(this));

    /// <summary>Those in the assembly; a test holds that each is without fault.</summary>
    internal static IEnumerable<StoredDefinition> Shipped() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.EndsWith(".procedure.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(n => OrganisationJson.Preset<DefinitionFile>(n).ToDefinition());

    private sealed record DefinitionFile(
        string Id, int Version, DateOnly InForceFrom, Names Names, ActorFile Opener, TimeLimit Promise, IReadOnlyList<StepFile> Steps,
        string? Effect = null, IReadOnlyList<Paper>? Papers = null, IReadOnlyList<Field>? Form = null, LawClock? Law = null)
    {
        public StoredDefinition ToDefinition() => new(
            new Definition(Id, Version, InForceFrom, Names, Opener.ToRule(), [.. Steps.Select(s => s.ToStep())], Promise) { Papers = Papers ?? [], Form = Form ?? [], Law = Law },
            Effect);

        public static DefinitionFile Of(StoredDefinition stored)
        {
            var d = stored.Definition;
            return new DefinitionFile(d.Id, d.Version, d.InForceFrom, d.Names, ActorFile.Of(d.Opener), d.Promise, [.. d.Steps.Select(StepFile.Of)], stored.Effect, d.Papers, d.Form, d.Law);
        }
    }

    private sealed record StepFile(
        string Id, Names Names, ActorFile Actor, TimeLimit Limit, IReadOnlyList<MoveFile> Moves, IReadOnlyList<Field>? Form = null, bool SuspendsClock = false)
    {
        public Step ToStep() => new(Id, Names, Actor.ToRule(), Limit, [.. Moves.Select(m => m.ToMove())]) { Form = Form ?? [], SuspendsClock = SuspendsClock };

        public static StepFile Of(Step step) => new(step.Id, step.Names, ActorFile.Of(step.Actor), step.Limit, [.. step.Moves.Select(MoveFile.Of)], step.Form, step.SuspendsClock);
    }

    private sealed record MoveFile(
        string Id, Names Names, string? To = null, Ending? Ending = null, bool NeedsReason = false, IReadOnlyList<Reason>? Reasons = null, ActorFile? SecondPerson = null)
    {
        public Move ToMove() => new(Id, Names, To, Ending) { NeedsReason = NeedsReason, Reasons = Reasons ?? [], SecondPerson = SecondPerson?.ToRule() };

        public static MoveFile Of(Move move) => new(move.Id, move.Names, move.To, move.Ending, move.NeedsReason, move.Reasons, move.SecondPerson is { } second ? ActorFile.Of(second) : null);
    }

    /// <param name="Who"><c>applicant</c> or <c>anyone</c>; null for an office.</param>
    /// <param name="At"><c>origin</c>: where the case comes from; null = at its own place.</param>
    private sealed record ActorFile(string? Who = null, string? Body = null, PlaceLevel? Level = null, IReadOnlyList<string>? Offices = null, string? At = null)
    {
        public ActorRule ToRule() => Who switch
        {
            "applicant" => ActorRule.TheApplicant,
            "anyone" => new ActorRule.Anyone(),
            null when Body is not null && Level is { } level && At is null or "origin" => new ActorRule.Office(Body, level, [.. Offices ?? []]) { AtOrigin = At is not null },
            _ => throw new JsonException($"An actor is 'applicant', 'anyone', or a body with its level and offices; '{Who}' is none."),
        };

        public static ActorFile Of(ActorRule rule) => rule switch
        {
            ActorRule.Applicant => new("applicant"),
            ActorRule.Anyone => new("anyone"),
            ActorRule.Office office => new(null, office.BodyType, office.Level, office.Offices),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.GetType().Name, "An actor is the applicant, anyone, or an office."),
        };
    }
}
