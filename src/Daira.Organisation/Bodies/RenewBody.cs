using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <param name="Until">The new last day, after the present one.</param>
public sealed record Renewal(long Body, DateOnly On, DateOnly Until, Act Act, int? Seen = null);

/// <summary>Prolongs a preparatory or provisional body, as often as its type allows; also one whose time has just run out.</summary>
public sealed class RenewBody(OrganisationStore store)
{
    public Outcome<Body> Run(Renewal request, Actor actor) => store.Change(actor, "body-renewed", change => Run(change, request));

    internal static Outcome<Body> Run(OrganisationChange change, Renewal request)
    {
        var body = change.Changeable(request.Body, request.Seen, request.On, OrganisationRights.Found);
        if (!body.IsDone)
        {
            return body;
        }

        var act = change.Checked(request.Act);
        if ((Fault(body.Value, change.Data.TypeOf(body.Value), request) ?? act.Refusals.FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Add(request.Body, (BodyEvent)new BodyRenewed(request.On, request.Until, act.Value));
        change.Journal($"body/{request.Body}", request);
        return change.Data.Bodies[request.Body];
    }

    private static Refusal? Fault(Body body, BodyType type, Renewal request) =>
        body.Last is not { Stage: BodyStage.Preparatory or BodyStage.Provisional, Until: { } present } ? Errors.WrongStage("renew", body.Last.Stage)
        : body.Last.Renewals >= type.Renewals ? Errors.NoMoreRenewals(type.Renewals)
        : request.Until <= present ? Errors.EndOutside(request.Until, present.AddDays(1), request.On.AddMonths(type.ProvisionalMonths))
        : BodyChecks.EndFault(type, body.Last.Stage, request.On, request.Until);
}
