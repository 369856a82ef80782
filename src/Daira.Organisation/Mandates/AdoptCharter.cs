using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="Clauses">Arabic compulsory; ids stable, because breaches name them.</param>
/// <param name="Basis">The decision that adopted it.</param>
public sealed record NewCharter(IReadOnlyList<CharterClause> Clauses, string Basis);

/// <summary>Puts a new version of the honour charter in force; acceptances from then on sign it, earlier ones keep theirs.</summary>
public sealed class AdoptCharter(OrganisationStore store)
{
    public Outcome<Charter> Run(NewCharter request, Actor actor) => store.Change<Charter>(actor, "charter-adopted", change =>
    {
        var basis = CleanText.Words(request.Basis, "field.basis");
        var empty = request.Clauses.Count == 0 || request.Clauses.Any(c => string.IsNullOrWhiteSpace(c.Text.Arabic));
        if ((change.Ask(OrganisationRights.Define, Scope.Installation) ?? basis.Refusals.FirstOrDefault()
            ?? (empty ? Bodies.Errors.TypeFault("clause", request.Clauses.Count) : null)) is { } refusal)
        {
            return refusal;
        }

        var charter = new Charter(change.Data.Charters[^1].Version + 1, change.Today, basis.Value, request.Clauses);
        change.Define(EventKinds.Charter, "charter", charter);
        change.Journal("charter", charter);
        return charter;
    });
}
