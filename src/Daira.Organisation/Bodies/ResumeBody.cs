using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

public sealed record Resumption(long Body, DateOnly On, Act Act, int? Seen = null);

/// <summary>Lets a suspended body work again, at the stage it had.</summary>
public sealed class ResumeBody(OrganisationStore store)
{
    public Outcome<Body> Run(Resumption request, Actor actor) => store.Change<Body>(actor, "body-resumed", change =>
    {
        var body = change.Changeable(request.Body, request.Seen, request.On, OrganisationRights.Close);
        if (!body.IsDone)
        {
            return body;
        }

        var act = change.Checked(request.Act);
        if (((body.Value.Last.Stage == BodyStage.Suspended ? null : Errors.WrongStage("resume", body.Value.Last.Stage)) ?? act.Refusals.FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Add(request.Body, (BodyEvent)new BodyResumed(request.On, act.Value));
        change.Journal($"body/{request.Body}", request);
        return change.Data.Bodies[request.Body];
    });
}
