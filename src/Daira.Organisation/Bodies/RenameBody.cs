using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

public sealed record Renaming(long Body, DateOnly On, string? NameArabic, string? NameLatin, Act Act, int? Seen = null);

/// <summary>Gives a body another name; the old ones stay in its history with their days.</summary>
public sealed class RenameBody(OrganisationStore store)
{
    public Outcome<Body> Run(Renaming request, Actor actor) => store.Change<Body>(actor, "body-renamed", change =>
    {
        var body = change.Changeable(request.Body, request.Seen, request.On, OrganisationRights.Found);
        if (!body.IsDone)
        {
            return body;
        }

        var (act, names) = (change.Checked(request.Act), CleanText.Names(request.NameArabic, request.NameLatin));
        if (((body.Value.Last.Stage == BodyStage.Dissolved ? Errors.WrongStage("rename", BodyStage.Dissolved) : null)
            ?? act.Refusals.Concat(names.Refusals).FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Add(request.Body, (BodyEvent)new BodyRenamed(request.On, names.Value, act.Value));
        change.Journal($"body/{request.Body}", request);
        return change.Data.Bodies[request.Body];
    });
}
