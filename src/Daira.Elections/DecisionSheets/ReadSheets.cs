using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Elections.DecisionSheets;

/// <summary>Reads sheets and saved views. For the local operator only.</summary>
public sealed class ReadSheets(RecordStore record)
{
    /// <returns>By name.</returns>
    public Outcome<IReadOnlyList<SavedView>> Views(Actor actor) => Errors.Closed(record, actor) is { } closed
        ? closed
        : Outcome<IReadOnlyList<SavedView>>.Of([.. record.Read(db => db.Rows<SavedView>().AsNoTracking().ToList()).OrderBy(v => v.Name, StringComparer.InvariantCulture)]);

    /// <returns>The last first.</returns>
    public Outcome<IReadOnlyList<DecisionSheet>> Sheets(Actor actor) => Errors.Closed(record, actor) is { } closed
        ? closed
        : Outcome<IReadOnlyList<DecisionSheet>>.Of(record.Read(db => db.Rows<DecisionSheet>().AsNoTracking().OrderByDescending(s => s.Number).ThenByDescending(s => s.Version).ToList()));

    public Outcome<FullSheet> Sheet(Guid id, Actor actor)
    {
        if (Errors.Closed(record, actor) is { } closed)
        {
            return closed;
        }

        return record.Read<Outcome<FullSheet>>(db =>
        {
            if (db.Rows<DecisionSheet>().AsNoTracking().FirstOrDefault(s => s.Id == id) is not { } sheet)
            {
                return Errors.NoSuchSheet(id);
            }

            var exhibits = db.Rows<Exhibit>().AsNoTracking().Where(e => e.Sheet == id).OrderBy(e => e.Position).ToList();
            return new FullSheet(
                sheet,
                [.. exhibits.Select(e => (e, Snapshot.Read(e.Content)))],
                sheet.Replaces is { } before ? db.Rows<DecisionSheet>().AsNoTracking().First(s => s.Id == before) : null,
                db.Rows<DecisionSheet>().AsNoTracking().FirstOrDefault(s => s.Replaces == id));
        });
    }
}
