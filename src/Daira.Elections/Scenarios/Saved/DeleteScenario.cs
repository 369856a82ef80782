using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Scenarios.Saved;

/// <summary>Forgets a saved scenario; the journal keeps that it was there. For the local operator only.</summary>
public sealed class DeleteScenario(RecordStore record, TimeProvider clock)
{
    /// <returns>The scenario that is no longer kept.</returns>
    public Outcome<SavedScenario> Run(Guid id, Actor actor)
    {
        if (Rights.RefuseChange(actor) is { } refusal)
        {
            return refusal;
        }

        if (record.Prepare() is { IsDone: false } closed)
        {
            return Outcome<SavedScenario>.Refused(closed.Refusals);
        }

        return record.Change<Outcome<SavedScenario>>(db =>
        {
            if (db.Rows<SavedScenario>().SingleOrDefault(s => s.Id == id) is not { } saved)
            {
                return new Refusal(RefusalKind.NotFound, "unknown-scenario", new Message("scenarios.unknown", id.ToString("D")));
            }

            db.Remove(saved);
            db.Journal(actor, clock, "scenario-deleted", id.ToString("D"), null);
            return saved;
        });
    }
}
