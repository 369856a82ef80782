using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Elections.DecisionSheets;

/// <param name="Choice">1-based position among the options.</param>
/// <param name="DecidedBy">The person or body that decided.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record SheetChoice(int Choice, string DecidedBy, string Reason);

/// <summary>Writes down what was decided: the sheet, its exhibits and their fingerprint stand from then on. For keepers of what is published.</summary>
public sealed class DecideSheet(RecordStore record, TimeProvider clock)
{
    /// <summary>Fewer ways open are no choice.</summary>
    private const int FewestOptions = 2;

    public Outcome<DecisionSheet> Run(Guid id, SheetChoice choice, Actor actor) => Errors.Open(record, actor).Then<DecisionSheet>(keeper =>
    {
        if ((Errors.Line("decided-by", choice.DecidedBy) ?? Errors.Line("reason", choice.Reason, Errors.LongestText)) is { } refusal)
        {
            return refusal;
        }

        return new Draft(record, clock).Change<DecisionSheet>(id, keeper, "sheet-decided", (db, sheet) =>
        {
            if (sheet.Options.Count < FewestOptions)
            {
                return Errors.Options(sheet.Options.Count);
            }

            if (choice.Choice < 1 || choice.Choice > sheet.Options.Count)
            {
                return Errors.NoSuchOption(choice.Choice, sheet.Options.Count);
            }

            var decided = sheet with { Choice = choice.Choice, DecidedBy = choice.DecidedBy.Trim(), Reason = choice.Reason.Trim(), DecidedAt = clock.GetUtcNow() };
            decided = decided with { Hash = Fingerprint(decided, db.Rows<Exhibit>().AsNoTracking().Where(e => e.Sheet == id).OrderBy(e => e.Position).ToList()) };
            db.Update(decided);
            db.Decide(keeper, clock, "decision-sheet", decided.Label, JsonSerializer.Serialize(new { sheet = decided.Id, hash = decided.Hash }), decided.Reason);
            return decided;
        });
    });

    /// <summary>Changes with any word, figure or picture of the sheet: what was decided can be proved to be what is read.</summary>
    public static string Fingerprint(DecisionSheet sheet, IReadOnlyList<Exhibit> exhibits)
    {
        var content = JsonSerializer.Serialize(new
        {
            sheet = sheet with { Hash = null },
            exhibits = exhibits.Select(e => new { e.Position, taken = Moment.Write(e.TakenAt), e.Address, e.Note, e.DataVersion, e.Content }),
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
