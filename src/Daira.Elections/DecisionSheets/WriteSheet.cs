using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Elections.DecisionSheets;

/// <param name="Options">The ways open; empty lines are left out.</param>
public sealed record SheetText(string Question, string Background, IReadOnlyList<string> Options);

/// <summary>Writes question, background and options of a draft. For keepers of what is published.</summary>
public sealed class WriteSheet(RecordStore record, TimeProvider clock)
{
    public Outcome<DecisionSheet> Run(Guid id, SheetText text, Actor actor)
    {
        string[] options = [.. text.Options.Select(o => o.Trim()).Where(o => o.Length > 0)];
        if ((Errors.Line("question", text.Question) ?? Errors.TooLong("background", text.Background, Errors.LongestText)
            ?? options.Select(o => Errors.TooLong("option", o, Errors.LongestLine)).FirstOrDefault(f => f is not null)) is { } refusal)
        {
            return refusal;
        }

        return new Draft(record, clock).Change<DecisionSheet>(id, actor, "sheet-written", (db, sheet) =>
        {
            var written = sheet with { Question = text.Question.Trim(), Background = text.Background.Trim(), Options = options };
            db.Update(written);
            return written;
        });
    }
}
