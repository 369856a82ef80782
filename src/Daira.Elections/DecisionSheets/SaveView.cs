using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.DecisionSheets;

/// <summary>Keeps an address under a name. For keepers of what is published.</summary>
public sealed class SaveView(RecordStore record, TimeProvider clock)
{
    public Outcome<SavedView> Run(string name, string address, Actor actor) => Errors.Open(record, actor).Then<SavedView>(keeper =>
    {
        if (Errors.Line("name", name) is { } refusal)
        {
            return refusal;
        }

        if (ViewAddress.Of(address) is not { } kept)
        {
            return Errors.NoAddress(address);
        }

        return record.Change<Outcome<SavedView>>(db =>
        {
            var view = new SavedView(Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow(), Journaling.NameOf(keeper), name.Trim(), kept);
            if (db.Rows<SavedView>().Any(v => v.Name == view.Name))
            {
                return Errors.NameTaken(view.Name);
            }

            db.Add(view);
            db.Journal(keeper, clock, "view-saved", view.Id.ToString("D"), view.Name);
            return view;
        });
    });
}
