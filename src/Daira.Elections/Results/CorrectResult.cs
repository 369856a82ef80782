using System.Data.Common;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Results;

/// <param name="Votes">The right figure, ≥ 0; null when the figure in the source is known to be wrong and the right one is not known.</param>
/// <param name="Reason">Why, and from what paper, in the person's own words.</param>
public sealed record Correction(string Contest, string Place, string List, long? Votes, string Reason);

/// <summary>
/// Corrects a list's votes at a place: a new row that names the old one, a decision that survives a rebuild, and a journal
/// entry. For keepers of corrections.
/// </summary>
public sealed class CorrectResult(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    /// <returns>The version of the data afterwards.</returns>
    public Outcome<string> Run(Correction request, Actor actor) =>
        Opening.Of(actor, Rights.CorrectResults, record, elections).Then(keeper => elections.Change<Outcome<string>>((connection, _) =>
        {
            var standing = Corrections.Standing(connection, request.Contest, request.Place, request.List);
            if (Refuse(request, standing) is { } refusal)
            {
                return refusal;
            }

            // The decision first: if the machine stops between the two, the repair at the next start applies it.
            var decision = record.Change(db => Decide(db, request, standing!.Value.Votes, keeper));
            Corrections.Apply(connection, Corrections.Read(decision), standing!.Value.Id);
            return DecidedChanges.Note(connection, decision);
        }));

    private static Refusal? Refuse(Correction request, (long Id, long? Votes)? standing) =>
        request.Votes is < 0 or > int.MaxValue
            ? new Refusal(RefusalKind.Invalid, "votes-out-of-range", new Message("correct.votes-out-of-range", request.Votes.Value, (long)int.MaxValue))
        : string.IsNullOrWhiteSpace(request.Reason)
            ? new Refusal(RefusalKind.Invalid, "reason-missing", new Message("correct.reason-missing"))
        : standing is null
            ? new Refusal(RefusalKind.NotFound, "no-such-result", new Message("correct.no-such-result", request.Contest, request.Place, request.List))
        : standing.Value.Votes == request.Votes
            ? new Refusal(RefusalKind.Conflict, "same-figure", new Message("correct.same-figure", request.Contest, request.Place, request.List))
        : null;

    private Decision Decide(RecordDb db, Correction request, long? old, Actor actor)
    {
        var subject = $"{request.Contest}/{request.Place}/{request.List}";
        var content = Corrections.Write(request, old);
        db.Journal(actor, clock, "result-corrected", subject, content);
        return db.Decide(actor, clock, Corrections.Kind, subject, content, request.Reason);
    }
}
