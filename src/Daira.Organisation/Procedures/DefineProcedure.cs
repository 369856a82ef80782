using System.Text.Json;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>Puts a new version of a definition in force from a file; one that could leave somebody without an answer is refused with all its faults.</summary>
public sealed class DefineProcedure(OrganisationStore store)
{
    /// <param name="json">The definition in the form of the shipped files.</param>
    public Outcome<Definition> Run(string json, Actor actor) => store.Change(actor, "procedure-defined", change =>
    {
        if (change.Ask(OrganisationRights.Define, Scope.Installation) is { } forbidden)
        {
            return forbidden;
        }

        StoredDefinition stored;
        try
        {
            stored = StoredDefinition.Read(json);
        }
        catch (JsonException e)
        {
            return new Refusal(RefusalKind.Invalid, "definition-unreadable", new Message("definition.unreadable", e.Message));
        }

        return Checked(change, stored, json);
    });

    private static Outcome<Definition> Checked(OrganisationChange change, StoredDefinition stored, string json)
    {
        var definition = stored.Definition;
        var faults = DefinitionFaults.Of(definition);
        if (faults.Count > 0)
        {
            return Outcome<Definition>.Refused(faults);
        }

        var last = change.Data.Procedures.Keys.Where(k => k.Id == definition.Id).Select(k => k.Version).DefaultIfEmpty(0).Max();
        if (definition.Version != last + 1)
        {
            return new Refusal(RefusalKind.Conflict, "definition-version", new Message("definition.version", definition.Version, last + 1));
        }

        if (stored.Effect is { } effect && !CaseEffects.All.Contains(effect, StringComparer.Ordinal))
        {
            return new Refusal(RefusalKind.Invalid, "definition-effect", new Message("definition.effect", effect, string.Join(", ", CaseEffects.All)));
        }

        if (definition.Papers.Count > 0 && (stored.Effect == CaseEffects.Member || Members.MemberCases.All.Contains(definition.Id)))
        {
            return new Refusal(RefusalKind.Invalid, "definition-member-papers", new Message("definition.member-papers", definition.Id));
        }

        change.Define(EventKinds.Procedure, definition.Id, JsonDocument.Parse(json).RootElement);
        change.Journal($"procedure/{definition.Id}/{definition.Version}");
        return definition;
    }
}
