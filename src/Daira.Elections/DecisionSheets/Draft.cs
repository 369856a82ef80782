using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Elections.DecisionSheets;

/// <summary>A change of a sheet that is not decided yet, journalled with it.</summary>
internal sealed class Draft(RecordStore record, TimeProvider clock)
{
    public Outcome<T> Change<T>(Guid id, Actor actor, string action, Func<RecordDb, DecisionSheet, Outcome<T>> change) =>
        Errors.Open(record, actor).Then(keeper => record.Change<Outcome<T>>(db =>
        {
            if (db.Rows<DecisionSheet>().AsNoTracking().FirstOrDefault(s => s.Id == id) is not { } sheet)
            {
                return Errors.NoSuchSheet(id);
            }

            if (sheet.IsDecided)
            {
                return Errors.Decided(sheet);
            }

            var changed = change(db, sheet);
            if (changed.IsDone)
            {
                db.Journal(keeper, clock, action, sheet.Label, sheet.Id.ToString("D"));
            }

            return changed;
        }));
}
