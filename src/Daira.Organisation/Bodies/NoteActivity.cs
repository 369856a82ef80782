using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <param name="Note">What happened, in a few words; no persons' names.</param>
public sealed record Activity(long Body, DateOnly On, string Note, int? Seen = null);

/// <summary>Notes that a body did something, so that silence can be told from work. Whoever may read the body may note it.</summary>
public sealed class NoteActivity(OrganisationStore store)
{
    public Outcome<Body> Run(Activity request, Actor actor) => store.Change<Body>(actor, "body-active", change =>
    {
        if (!change.Data.Bodies.TryGetValue(request.Body, out var body))
        {
            return Errors.UnknownBody(request.Body);
        }

        var note = CleanText.Words(request.Note, "field.note");
        if ((change.Ask(OrganisationRights.Read, OrganisationScopes.OfBody(body.Id)) ?? Fault(change, body, request) ?? note.Refusals.FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Add(request.Body, (BodyEvent)new BodyActive(request.On, note.Value));
        change.Journal($"body/{request.Body}", request);
        return change.Data.Bodies[request.Body];
    });

    private static Refusal? Fault(OrganisationChange change, Body body, Activity request) =>
        !body.Last.IsActive(change.Today) ? Errors.WrongStage("note", body.Last.Stage)
        : request.Seen is { } seen && seen != body.Version ? Errors.SeenBefore(seen, body.Version)
        : request.On > change.Today ? Errors.DayInFuture(request.On, change.Today)
        : request.On < body.Events[^1].On ? Errors.DayTooEarly(request.On, body.Events[^1].On)
        : null;
}
