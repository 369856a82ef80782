using System.Text.Json;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Access;

/// <summary>Rows that come and rows that go.</summary>
public sealed record RightsChange(IReadOnlyList<OfficeRight> Added, IReadOnlyList<OfficeRight> Removed);

/// <summary>Reads and changes the rights table (office → rights). A change needs two persons.</summary>
/// <param name="known">Every right the program asks for; a row with another is refused.</param>
public sealed class ChangeRightsTable(RecordStore record, IReadOnlyCollection<Right> known, TimeProvider clock)
{
    public const string Kind = "rights-table";

    private readonly TwoPersons twoPersons = new(clock);

    public static IReadOnlyList<OfficeRight> Table(RecordDb db) =>
        [.. db.Rows<OfficeRight>().AsNoTracking().AsEnumerable().OrderBy(r => r.Office, StringComparer.Ordinal).ThenBy(r => r.Right.Id, StringComparer.Ordinal)];

    public Outcome<JointAct> Ask(RightsChange change, string reason, Actor actor) => Change<JointAct>(actor, db =>
        Refuse(db, change) is { } refusal ? refusal : twoPersons.Ask(db, actor, Rights.ChangeRights, Scope.Installation, Kind, Subject(change), JsonSerializer.Serialize(change), reason));

    public Outcome<RightsChange> Allow(Guid id, Actor actor) => Change<RightsChange>(actor, db =>
    {
        if (db.Rows<JointAct>().AsNoTracking().SingleOrDefault(a => a.Id == id) is not { Kind: Kind } asked)
        {
            return new Refusal(RefusalKind.NotFound, "no-such-request", new Message("access.no-such-request", new Code(id.ToString("N"))));
        }

        var change = JsonSerializer.Deserialize<RightsChange>(asked.Content)!;
        if (Refuse(db, change) is { } refusal)
        {
            return refusal;
        }

        var allowed = twoPersons.Allow(db, actor, id);
        if (!allowed.IsDone)
        {
            return Outcome<RightsChange>.Refused(allowed.Refusals);
        }

        db.RemoveRange(change.Removed);
        db.AddRange(change.Added);
        return change;
    });

    /// <summary>A refusal leaves nothing but its entry in the journal.</summary>
    private Outcome<T> Change<T>(Actor actor, Func<RecordDb, Outcome<T>> change) => record.Change(db =>
    {
        var outcome = change(db);
        if (!outcome.IsDone)
        {
            db.JournalRefusal(actor, clock, Kind, outcome.Refusals);
        }

        return outcome;
    });

    private Refusal? Refuse(RecordDb db, RightsChange change)
    {
        var stands = Table(db).ToHashSet();
        return change.Added.FirstOrDefault(r => !known.Contains(r.Right)) is { } unknown
                ? new Refusal(RefusalKind.NotFound, "no-such-right", new Message("access.no-such-right", new Code(unknown.Right.Id)))
            : change.Removed.FirstOrDefault(r => !stands.Contains(r)) is { } missing
                ? new Refusal(RefusalKind.Conflict, "row-not-there", new Message("access.row-not-there", new Code($"{missing.Office} {missing.Right}")))
            : change.Added.FirstOrDefault(r => stands.Any(s => (s.Office, s.Right) == (r.Office, r.Right) && !change.Removed.Contains(s))) is { } twice
                ? new Refusal(RefusalKind.Conflict, "row-there-already", new Message("access.row-there-already", new Code($"{twice.Office} {twice.Right}")))
            : change.Added.Count + change.Removed.Count == 0
                ? new Refusal(RefusalKind.Invalid, "no-change", new Message("access.no-change"))
            : null;
    }

    private static string Subject(RightsChange change) =>
        string.Join(' ', change.Removed.Select(r => $"-{r.Office}:{r.Right}").Concat(change.Added.Select(r => $"+{r.Office}:{r.Right}")));
}
