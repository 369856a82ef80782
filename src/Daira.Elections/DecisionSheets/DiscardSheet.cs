using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Elections.DecisionSheets;

/// <summary>Throws a draft away with its exhibits; what was decided stays for good. For keepers of what is published.</summary>
public sealed class DiscardSheet(RecordStore record, TimeProvider clock)
{
    public Outcome<DecisionSheet> Run(Guid id, Actor actor) => new Draft(record, clock).Change<DecisionSheet>(id, actor, "sheet-discarded", (db, sheet) =>
    {
        db.RemoveRange(db.Rows<Exhibit>().Where(e => e.Sheet == id));
        db.Remove(sheet);
        return sheet;
    });
}
