using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Elections.DecisionSheets;

/// <summary>Freezes what an address shows now and puts it into a draft. For keepers of what is published.</summary>
/// <param name="freeze">Answers an address with everything it shows; refused when the address asks what the data do not allow.</param>
public sealed class AddExhibit(RecordStore record, TimeProvider clock, Func<string, Outcome<Snapshot>> freeze)
{
    public Outcome<Exhibit> Run(Guid sheet, string address, string? note, Actor actor) => Errors.Open(record, actor).Then<Exhibit>(keeper =>
    {
        if (Errors.TooLong("note", note, Errors.LongestText) is { } refusal)
        {
            return refusal;
        }

        if (ViewAddress.Of(address) is not { } kept)
        {
            return Errors.NoAddress(address);
        }

        var frozen = freeze(kept);
        return frozen.IsDone
            ? new Draft(record, clock).Change(sheet, keeper, "sheet-exhibit-added", (db, _) =>
            {
                var position = (db.Rows<Exhibit>().Where(e => e.Sheet == sheet).Max(e => (int?)e.Position) ?? 0) + 1;
                var now = clock.GetUtcNow();
                var exhibit = new Exhibit(Guid.CreateVersion7(now), sheet, position, now, kept, note?.Trim() ?? "", frozen.Value.DataVersion, frozen.Value.Write());
                db.Add(exhibit);
                return Outcome<Exhibit>.Of(exhibit);
            })
            : Outcome<Exhibit>.Refused(frozen.Refusals);
    });
}
