using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <param name="Reason">Compulsory: no body is stopped in silence.</param>
public sealed record Suspension(long Body, DateOnly On, string Reason, Act Act, int? Seen = null);

/// <summary>Stops a working body for a time: its mandates stay, their rights rest.</summary>
public sealed class SuspendBody(OrganisationStore store)
{
    public Outcome<Body> Run(Suspension request, Actor actor) => store.Change<Body>(actor, "body-suspended", change =>
    {
        var body = change.Changeable(request.Body, request.Seen, request.On, OrganisationRights.Close);
        if (!body.IsDone)
        {
            return body;
        }

        var (act, reason) = (change.Checked(request.Act), CleanText.Words(request.Reason, "field.reason"));
        if ((Fault(body.Value) ?? act.Refusals.Concat(reason.Refusals).FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Add(request.Body, (BodyEvent)new BodySuspended(request.On, reason.Value, act.Value));
        change.Journal($"body/{request.Body}", request);
        return change.Data.Bodies[request.Body];
    });

    private static Refusal? Fault(Body body) =>
        body.Last.Stage is BodyStage.Preparatory or BodyStage.Provisional or BodyStage.Constituted ? null : Errors.WrongStage("suspend", body.Last.Stage);
}
