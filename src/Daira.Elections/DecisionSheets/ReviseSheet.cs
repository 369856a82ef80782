using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Elections.DecisionSheets;

/// <summary>Opens a new version of a decided sheet, with its words and exhibits; the old one stays as it is. For keepers of what is published.</summary>
public sealed class ReviseSheet(RecordStore record, TimeProvider clock)
{
    public Outcome<DecisionSheet> Run(Guid id, Actor actor) => Errors.Open(record, actor).Then(keeper => record.Change<Outcome<DecisionSheet>>(db =>
    {
        if (db.Rows<DecisionSheet>().AsNoTracking().FirstOrDefault(s => s.Id == id) is not { } old)
        {
            return Errors.NoSuchSheet(id);
        }

        if (!old.IsDecided)
        {
            return Errors.StillDraft(old);
        }

        if (db.Rows<DecisionSheet>().AsNoTracking().FirstOrDefault(s => s.Replaces == id) is { } later)
        {
            return Errors.Replaced(old, later);
        }

        var now = clock.GetUtcNow();
        var sheet = new DecisionSheet(
            Guid.CreateVersion7(now), old.Number, old.Version + 1, old.Id, now, Journaling.NameOf(keeper), old.Question, old.Background, old.Options, null, null, null, null, null);
        db.Add(sheet);
        foreach (var exhibit in db.Rows<Exhibit>().AsNoTracking().Where(e => e.Sheet == id).ToList())
        {
            db.Add(exhibit with { Id = Guid.CreateVersion7(now), Sheet = sheet.Id });
        }

        db.Journal(keeper, clock, "sheet-revised", sheet.Label, sheet.Id.ToString("D"));
        return sheet;
    }));
}
