using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <param name="Reason">Compulsory.</param>
public sealed record Dissolution(long Body, DateOnly On, string Reason, Act Act, int? Seen = null);

/// <summary>Ends a body for good, or gives up a planned one. Bodies below it are moved and mandates ended first, so that nothing is left hanging.</summary>
public sealed class DissolveBody(OrganisationStore store)
{
    public Outcome<Body> Run(Dissolution request, Actor actor) => store.Change<Body>(actor, "body-dissolved", change =>
    {
        var body = change.Changeable(request.Body, request.Seen, request.On, OrganisationRights.Close);
        if (!body.IsDone)
        {
            return body;
        }

        var (act, reason) = (change.Checked(request.Act), CleanText.Words(request.Reason, "field.reason"));
        if ((Fault(change.Data, body.Value, request.On) ?? act.Refusals.Concat(reason.Refusals).FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Add(request.Body, (BodyEvent)new BodyDissolved(request.On, reason.Value, act.Value));
        change.Journal($"body/{request.Body}", request);
        return change.Data.Bodies[request.Body];
    });

    private static Refusal? Fault(OrganisationData data, Body body, DateOnly on) =>
        body.Last.Stage == BodyStage.Dissolved ? Errors.WrongStage("dissolve", body.Last.Stage)
        : data.ChildrenOf(body).Count(b => b.Last.Stage != BodyStage.Dissolved) is > 0 and var below ? Errors.HasChildren(below)
        : data.MandatesOf(body).Count(m => m.Overlaps(on, null)) is > 0 and var held ? Errors.HasMandates(held)
        : null;
}
