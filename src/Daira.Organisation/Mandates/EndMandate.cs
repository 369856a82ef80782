using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="On">First day without the mandate: today takes the rights away at once. May lie ahead.</param>
/// <param name="Seen">How many events of the mandate the actor saw; null = whatever stands.</param>
public sealed record Ending(long Mandate, DateOnly On, EndReason Reason, Act Act, int? Seen = null);

/// <summary>Ends a mandate before its term. Everyone may resign; to take an office away needs the right to appoint.</summary>
public sealed class EndMandate(OrganisationStore store)
{
    public Outcome<Mandate> Run(Ending request, Actor actor) => store.Change<Mandate>(actor, "mandate-ended", change =>
    {
        if (!change.Data.Mandates.TryGetValue(request.Mandate, out var mandate))
        {
            return Errors.UnknownMandate(request.Mandate);
        }

        var act = change.Checked(request.Act);
        if ((Allowed(change, mandate, request) ?? Fault(mandate, request) ?? act.Refusals.FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Add(mandate, new MandateEnded(request.On, request.Reason, act.Value));
        change.Journal($"mandate/{request.Mandate.ToString(CultureInfo.InvariantCulture)}", request);
        return change.Data.Mandates[request.Mandate];
    });

    private static Refusal? Allowed(OrganisationChange change, Mandate mandate, Ending request) =>
        request.Reason == EndReason.Resigned && change.Actor is Actor.Person signed && change.Data.PersonOf(signed.Account)?.Id == mandate.Person
            ? null
            : change.Ask(OrganisationRights.Appoint, OrganisationScopes.OfBody(mandate.Body));

    private static Refusal? Fault(Mandate mandate, Ending request) =>
        mandate.End is { } end ? Errors.EndedAlready(end.On)
        : request.Seen is { } seen && seen != mandate.Version ? Errors.SeenBefore(seen, mandate.Version)
        : request.On < mandate.From || (mandate.Last is { } last && request.On > last) ? Errors.EndOutside(request.On, mandate.From, mandate.Last)
        : null;
}
