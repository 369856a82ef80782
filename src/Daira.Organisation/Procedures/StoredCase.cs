using System.Collections.Immutable;

namespace Daira.Organisation.Procedures;

/// <summary>One event of a case as kept: what happened, and what was filled in with it.</summary>
/// <param name="Procedure">Id of the definition; with the opening only.</param>
/// <param name="DefinitionVersion">The version the case follows to its end; with the opening only.</param>
/// <param name="Form">Answers to the form of the step, by field.</param>
public sealed record CaseEntry(CaseEvent Event, string? Procedure = null, int? DefinitionVersion = null, IReadOnlyDictionary<string, string>? Form = null);

/// <summary>A case with all that happened in it.</summary>
public sealed record StoredCase(long Id, StoredDefinition Stored, IReadOnlyList<CaseEntry> Entries, CaseState State)
{
    public Definition Definition => Stored.Definition;

    /// <summary>Every answer given, the later over the earlier.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; } = Entries.SelectMany(e => e.Form ?? new Dictionary<string, string>())
        .GroupBy(a => a.Key).ToDictionary(g => g.Key, g => g.Last().Value);

    /// <summary>Papers handed in, in their order.</summary>
    public IReadOnlyList<PaperFacts> Papers { get; } = [.. Entries.Select(e => e.Event).OfType<PaperAdded>().Select(p => p.Paper)];

    internal static StoredCase Of(long id, IReadOnlyList<CaseEntry> entries, ImmutableDictionary<(string, int), StoredDefinition> definitions)
    {
        var stored = definitions[(entries[0].Procedure!, entries[0].DefinitionVersion!.Value)];
        return new StoredCase(id, stored, entries, CaseState.Of(stored.Definition, entries.Select(e => e.Event)));
    }
}
