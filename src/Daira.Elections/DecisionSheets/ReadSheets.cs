using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Elections.DecisionSheets;

/// <summary>Reads sheets and saved views. For keepers of what is published.</summary>
public sealed class ReadSheets(RecordStore record)
{
    /// <returns>By name.</returns>
    public Outcome<IReadOnlyList<SavedView>> Views(Actor actor) => Errors.Open(record, actor).Then(_ =>
        Outcome<IReadOnlyList<SavedView>>.Of([.. record.Read(db => db.Rows<SavedView>().AsNoTracking().ToList()).OrderBy(v => v.Name, StringComparer.InvariantCulture)]));

    /// <returns>The last first.</returns>
    public Outcome<IReadOnlyList<DecisionSheet>> Sheets(Actor actor) => Errors.Open(record, actor).Then(_ =>
        Outcome<IReadOnlyList<DecisionSheet>>.Of(record.Read(db => db.Rows<DecisionSheet>().AsNoTracking().OrderByDescending(s => s.Number).ThenByDescending(s => s.Version).ToList())));

    /// <param name="label">Number and version, e.g. <c>3.1</c>; the number alone for its last version.</param>
    public Outcome<FullSheet> Sheet(string label, Actor actor) => Sheets(actor).Then(all =>
        all.FirstOrDefault(s => s.Label == label || s.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == label) is { } found ? Sheet(found.Id, actor) : Errors.NoSuchLabel(label));

    public Outcome<FullSheet> Sheet(Guid id, Actor actor) => Errors.Open(record, actor).Then(_ => record.Read<Outcome<FullSheet>>(db =>
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
    }));
}
