using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Elections.DecisionSheets;

/// <summary>Takes an exhibit out of a draft. For keepers of what is published.</summary>
public sealed class RemoveExhibit(RecordStore record, TimeProvider clock)
{
    public Outcome<Exhibit> Run(Guid sheet, Guid exhibit, Actor actor) => new Draft(record, clock).Change<Exhibit>(sheet, actor, "sheet-exhibit-removed", (db, _) =>
    {
        if (db.Rows<Exhibit>().FirstOrDefault(e => e.Id == exhibit && e.Sheet == sheet) is not { } found)
        {
            return Errors.NoSuchExhibit(exhibit);
        }

        db.Remove(found);
        return found;
    });
}
