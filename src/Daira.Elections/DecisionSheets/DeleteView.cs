using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.DecisionSheets;

/// <summary>Forgets a saved view; what was frozen from it stays. For keepers of what is published.</summary>
public sealed class DeleteView(RecordStore record, TimeProvider clock)
{
    /// <returns>The view that was deleted.</returns>
    public Outcome<SavedView> Run(Guid id, Actor actor) => Errors.Open(record, actor).Then(keeper => record.Change<Outcome<SavedView>>(db =>
    {
        if (db.Rows<SavedView>().FirstOrDefault(v => v.Id == id) is not { } view)
        {
            return Errors.NoSuchView(id);
        }

        db.Remove(view);
        db.Journal(keeper, clock, "view-deleted", id.ToString("D"), view.Name);
        return view;
    }));
}
