using Daira.Elections.Contests;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Laws;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Imports;

/// <summary>
/// Takes back an import, an added contest, a correction or a choice of a place: every figure is then as if it had never been decided. The
/// decision stays in <c>record</c> with the one that takes it back. For whoever may decide such a thing.
/// </summary>
public sealed class UndoDecision(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    /// <param name="decision">Id of the decision.</param>
    /// <param name="reason">Why, in the person's own words; null for none.</param>
    /// <returns>The version of the data afterwards.</returns>
    public Outcome<string> Run(Guid decision, string? reason, Actor actor, CancellationToken stop) =>
        Opening.Of(actor, RightOver(decision), record, elections).Then(keeper => elections.Change<Outcome<string>>((connection, db) =>
        {
            var all = DecidedChanges.All(record);
            if (Refuse(decision, all) is { } refusal)
            {
                return refusal;
            }

            // As if it were recorded already, so that what is told again leaves the undone decision out.
            var target = all.First(d => d.Id == decision);
            var undo = Undoing(target, reason, keeper);
            var applying = new Applying(connection, db, new SourceFiles(record.Database.Folder), [.. all, undo], stop);
            if (target.Kind == PlacesImported.Name && PlacesImported.Needed(target, applying) is { } needed)
            {
                return new Refusal(RefusalKind.Conflict, "figures-rest-on-it", new Message("undo.figures-rest-on-it", target.Subject, needed));
            }

            DecidedChanges.Of(target).TakeBack(target, applying);
            stop.ThrowIfCancellationRequested();
            var recorded = record.Change(r =>
            {
                r.Journal(keeper, clock, "decision-undone", target.Subject, undo.Content);
                return r.Decide(undo);
            });
            return DecidedChanges.Note(connection, recorded);
        }));

    /// <summary>The import with a number.</summary>
    /// <inheritdoc cref="Run(Guid, string?, Actor, CancellationToken)"/>
    public Outcome<string> Run(int import, string? reason, Actor actor, CancellationToken stop) =>
        Opening.Of(actor, Rights.ImportResults, record).Then<string>(keeper => DecidedChanges.All(record).FirstOrDefault(d => ImportNumbers.Of(d) == import) is { } decision
            ? Run(decision.Id, reason, keeper, stop)
            : new Refusal(RefusalKind.NotFound, "unknown-import", new Message("undo.unknown-import", (long)import)));

    /// <summary>Whoever may decide a thing may take it back. A decision that is not there is an import's matter: whoever asks must hold that right to learn so.</summary>
    private Right RightOver(Guid decision) =>
        DecidedChanges.All(record).FirstOrDefault(d => d.Id == decision)?.Kind is Corrections.Kind or TieResolved.Name ? Rights.CorrectResults : Rights.ImportResults;

    private Decision Undoing(Decision target, string? reason, Actor actor) => new(
        Guid.CreateVersion7(clock.GetUtcNow()), 0, clock.GetUtcNow(), Journaling.NameOf(actor), DecidedChanges.Undo, target.Subject, DecidedChanges.Undoing(target.Id), reason);

    private static Refusal? Refuse(Guid decision, IReadOnlyList<Decision> all)
    {
        var undone = DecidedChanges.UndoneOf(all);
        if (all.FirstOrDefault(d => d.Id == decision && d.Kind != DecidedChanges.Undo) is not { } target)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-decision", new Message("undo.unknown", decision.ToString("D")));
        }

        if (undone.Contains(decision))
        {
            return new Refusal(RefusalKind.Conflict, "undone-before", new Message("undo.before", target.Subject));
        }

        var resting = target.Kind == ContestAdded.Name
            ? all.FirstOrDefault(d => d.Kind == ResultsImported.Name && !undone.Contains(d.Id) && d.Subject == target.Subject)
            : null;
        return resting is null
            ? null
            : new Refusal(RefusalKind.Conflict, "import-rests-on-it", new Message("undo.import-rests-on-it", target.Subject, (long)ResultsImported.NumberOf(resting)));
    }
}
