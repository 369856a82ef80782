using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.DecisionSheets;

/// <summary>Opens a decision sheet with its question. For keepers of what is published.</summary>
public sealed class OpenSheet(RecordStore record, TimeProvider clock)
{
    public Outcome<DecisionSheet> Run(string question, Actor actor) => Errors.Open(record, actor).Then(keeper =>
    {
        if (Errors.Line("question", question) is { } refusal)
        {
            return refusal;
        }

        return Outcome<DecisionSheet>.Of(record.Change(db =>
        {
            var now = clock.GetUtcNow();
            var number = (db.Rows<DecisionSheet>().Max(s => (int?)s.Number) ?? 0) + 1;
            var sheet = new DecisionSheet(Guid.CreateVersion7(now), number, 1, null, now, Journaling.NameOf(keeper), question.Trim(), "", [], null, null, null, null, null);
            db.Add(sheet);
            db.Journal(keeper, clock, "sheet-opened", sheet.Label, sheet.Id.ToString("D"));
            return sheet;
        }));
    });
}
