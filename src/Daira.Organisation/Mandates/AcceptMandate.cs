using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="Charter">The version of the honour charter that was read and signed.</param>
public sealed record Acceptance(long Mandate, DateOnly On, int Charter, int? Seen = null);

/// <summary>Records that the holder accepted the mandate and signed the charter: by the person, or from a signed paper by whoever appoints.</summary>
public sealed class AcceptMandate(OrganisationStore store)
{
    public Outcome<Mandate> Run(Acceptance request, Actor actor) => store.Change<Mandate>(actor, "mandate-accepted", change =>
    {
        if (!change.Data.Mandates.TryGetValue(request.Mandate, out var mandate))
        {
            return Errors.UnknownMandate(request.Mandate);
        }

        if ((Allowed(change, mandate) ?? Fault(change, mandate, request)) is { } refusal)
        {
            return refusal;
        }

        change.Add(mandate, new MandateAccepted(request.On, request.Charter));
        change.Journal($"mandate/{request.Mandate.ToString(CultureInfo.InvariantCulture)}", request);
        return change.Data.Mandates[request.Mandate];
    });

    private static Refusal? Allowed(OrganisationChange change, Mandate mandate) =>
        change.Actor is Actor.Person signed && change.Data.PersonOf(signed.Account)?.Id == mandate.Person
            ? null
            : change.Ask(OrganisationRights.Appoint, OrganisationScopes.OfBody(mandate.Body));

    private static Refusal? Fault(OrganisationChange change, Mandate mandate, Acceptance request) =>
        mandate.End is { } end ? Errors.EndedAlready(end.On)
        : mandate.Acceptance is { } before ? Errors.AcceptedAlready(before.On)
        : request.Seen is { } seen && seen != mandate.Version ? Errors.SeenBefore(seen, mandate.Version)
        : request.On > change.Today ? Bodies.Errors.DayInFuture(request.On, change.Today)
        : request.Charter != change.Data.Charters[^1].Version ? Errors.CharterOld(request.Charter, change.Data.Charters[^1].Version)
        : null;
}
