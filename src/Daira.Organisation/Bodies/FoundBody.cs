using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <param name="Stage">Preparatory, provisional or constituted.</param>
/// <param name="Until">Last day; compulsory for a preparatory or provisional body, never given for a constituted one.</param>
/// <param name="Seen">How many events of the body the actor saw; null = whatever stands.</param>
public sealed record Founding(long Body, BodyStage Stage, DateOnly On, DateOnly? Until, Act Act, int? Seen = null);

/// <summary>Founds a planned body, or moves it on: planned → preparatory → provisional → constituted; a stage may be skipped, none repeated.</summary>
public sealed class FoundBody(OrganisationStore store)
{
    public Outcome<Body> Run(Founding request, Actor actor) => store.Change(actor, "body-founded", change => Run(change, request));

    internal static Outcome<Body> Run(OrganisationChange change, Founding request)
    {
        var body = change.Changeable(request.Body, request.Seen, request.On, OrganisationRights.Found);
        if (!body.IsDone)
        {
            return body;
        }

        var act = change.Checked(request.Act);
        if ((Fault(body.Value, request) ?? act.Refusals.FirstOrDefault() ?? BodyChecks.EndFault(change.Data.TypeOf(body.Value), request.Stage, request.On, request.Until)) is { } refusal)
        {
            return refusal;
        }

        change.Add(request.Body, (BodyEvent)new BodyFounded(request.On, request.Stage, request.Until, act.Value));
        change.Journal($"body/{request.Body}", request);
        return change.Data.Bodies[request.Body];
    }

    private static Refusal? Fault(Body body, Founding request) =>
        request.Stage is BodyStage.Preparatory or BodyStage.Provisional or BodyStage.Constituted && body.Last.Stage < request.Stage
            ? null
            : Errors.WrongStage(request.Stage == BodyStage.Constituted ? "constitute" : "found", body.Last.Stage);
}
