using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daira.Foundation;
using Daira.Foundation.Access;

namespace Daira.Organisation.Dues;

/// <summary>What came of a bank's file.</summary>
/// <param name="New">Movements that were not known.</param>
/// <param name="Same">Movements that an earlier file brought.</param>
/// <param name="Matched">New ones with the code of one payer who was called by this body: their receipts are written.</param>
/// <param name="Suspended">New ones that came in without saying from whom.</param>
/// <param name="Outgoing">New ones that went out.</param>
/// <param name="Balance">Of the bank in the ledger, afterwards.</param>
/// <param name="Missing">What the file's opening balance is above the ledger's bank before it: movements of other files not yet read; null when the file shows no balance.</param>
public sealed record BankImport(string Checksum, int New, int Same, int Matched, int Suspended, int Outgoing, Money Balance, Money? Missing);

/// <summary>
/// Books a bank's file: the ledger's bank follows the statement to the hundredth. Read again, whole or in another cut, nothing is booked twice.
/// What came in without a code waits in suspense.
/// </summary>
public sealed class ImportBankFile(DuesStore store)
{
    public Outcome<BankImport> Run(long body, BankStatement statement, Actor actor, CancellationToken stop = default) =>
        store.Change<BankImport>(actor, "bank-file-imported", DuesRights.Collect, body, change =>
        {
            var marked = Marked(statement.Entries);
            var known = Known(change, body, statement.Entries);
            var fresh = marked.Where(m => !known.Contains(m.Mark)).ToList();
            var before = change.Balance(new(AccountKind.Bank, body));
            if (fresh.Find(f => f.Entry.Day > change.Today) is { Entry: not null } future)
            {
                return Errors.DayInFuture(future.Entry.Day, change.Today);
            }

            var payers = Payers(change, body);
            var (matched, outgoing) = (0, 0);
            foreach (var (mark, entry) in fresh)
            {
                stop.ThrowIfCancellationRequested();
                var transaction = Book(change, body, entry);
                change.Keep(new BankLine(body, mark, statement.Checksum, entry.Day, entry.Amount.Centimes, entry.Words, transaction));
                outgoing += entry.Amount < Money.Zero ? 1 : 0;
                if (entry.Amount > Money.Zero && PayerCode.In(entry.Words) is [var payer] && payers.Contains(payer))
                {
                    Suspense.Assign(change, transaction, payer, entry.Amount, entry.Day, $"bank-{transaction.ToString(CultureInfo.InvariantCulture)}");
                    matched++;
                }
            }

            var same = marked.Count - fresh.Count;
            change.Journal(string.Create(CultureInfo.InvariantCulture, $"dues/{body}/bank"), new { statement.Checksum, New = fresh.Count, Same = same, Matched = matched });
            var after = fresh.Aggregate(before, (sum, f) => sum + f.Entry.Amount);
            return new BankImport(
                statement.Checksum, fresh.Count, same, matched, fresh.Count - matched - outgoing, outgoing, after, same == 0 && statement.Opening is { } opening ? opening - before : null);
        });

    private static long Book(DuesChange change, long body, BankEntry entry)
    {
        var bank = new LedgerAccount(AccountKind.Bank, body);
        return entry.Amount < Money.Zero
            ? change.Post("bank", entry.Day, new(AccountKind.Outside, body), bank, -entry.Amount)
            : change.Post("bank", entry.Day, n => [(bank, entry.Amount), (Suspense.Account(body, n), -entry.Amount)]);
    }

    /// <summary>A mark for each movement: what the line says, and which of its equals in the file it is.</summary>
    private static List<(string Mark, BankEntry Entry)> Marked(IReadOnlyList<BankEntry> entries)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. entries.Select(e =>
        {
            var says = string.Create(CultureInfo.InvariantCulture, $"{e.Day:yyyy-MM-dd}|{e.Amount.Centimes}|{(e.Reference.Length > 0 ? e.Reference : e.Words)}");
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(says)))[..32];
            seen[digest] = seen.GetValueOrDefault(digest) + 1;
            return (string.Create(CultureInfo.InvariantCulture, $"{digest}-{seen[digest]}"), e);
        })];
    }

    /// <summary>Marks of the body's lines on the days of the file: one question, however many lines.</summary>
    private static HashSet<string> Known(DuesChange change, long body, IReadOnlyList<BankEntry> entries)
    {
        var (first, last) = entries.Count == 0 ? (change.Today, change.Today) : (entries.Min(e => e.Day), entries.Max(e => e.Day));
        return change.MarksOf(body, first, last);
    }

    /// <summary>Everybody this body called.</summary>
    private static HashSet<string> Payers(DuesChange change, long body) => change.Rows<DuesCall>().Where(c => c.Body == body).Select(c => c.Payer).ToHashSet(StringComparer.Ordinal);
}
