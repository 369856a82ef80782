using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <param name="Parent">The body it stands under from now on; null = at the top.</param>
public sealed record Attachment(long Body, DateOnly On, long? Parent, Act Act, int? Seen = null);

/// <summary>Moves a body under another; the right is needed at both. A body never comes to stand under itself.</summary>
public sealed class AttachBody(OrganisationStore store)
{
    public Outcome<Body> Run(Attachment request, Actor actor) => store.Change<Body>(actor, "body-attached", change =>
    {
        var body = change.Changeable(request.Body, request.Seen, request.On, OrganisationRights.Found);
        if (!body.IsDone)
        {
            return body;
        }

        var act = change.Checked(request.Act);
        if ((Fault(change, body.Value, request.Parent) ?? act.Refusals.FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Add(request.Body, (BodyEvent)new BodyAttached(request.On, request.Parent, act.Value));
        change.Journal($"body/{request.Body}", request);
        return change.Data.Bodies[request.Body];
    });

    private static Refusal? Fault(OrganisationChange change, Body body, long? to)
    {
        if (to is not { } id)
        {
            return change.Ask(OrganisationRights.Found, Scope.Installation);
        }

        return !change.Data.Bodies.TryGetValue(id, out var parent) ? Errors.UnknownBody(id)
            : change.Ask(OrganisationRights.Found, OrganisationScopes.OfBody(id)) is { } forbidden ? forbidden
            : parent.Id == body.Id || change.Data.Above(parent).Any(b => b.Id == body.Id) ? Errors.Cycle(body.Id, id)
            : !PlanBody.Fits(change.Data, parent, change.Data.TypeOf(body)) ? Errors.OtherOrganisation(id)
            : null;
    }
}
