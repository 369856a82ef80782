using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Dues;

/// <summary>What was counted, and what does not hold; nothing when the books are proven.</summary>
public sealed record LedgerProof(long Transactions, long Receipts, long BankLines, IReadOnlyList<Message> Faults)
{
    public bool IsProven => Faults.Count == 0;
}

/// <summary>
/// Works every balance out again: each transaction sums to zero and its sides are there, receipts run without a gap in each body and year and
/// say what the ledger says, the ledger's bank is the sum of the bank's own lines, every call is owed once.
/// </summary>
public sealed class ProveLedger(DuesStore store)
{
    private const int MostNamed = 20;

    private static readonly (string Fault, string Sql)[] Checks =
    [
        ("unbalanced", "select \"transaction\" from ledger_postings group by \"transaction\" having sum(amount) <> 0 or count(*) < 2"),
        ("without-sides", "select number from ledger_transactions t where not exists (select 1 from ledger_postings p where p.\"transaction\" = t.number)"),
        ("sides-alone", "select \"transaction\" from ledger_postings p where not exists (select 1 from ledger_transactions t where p.\"transaction\" = t.number)"),
        ("transactions-gap", "select max(number) from ledger_transactions having max(number) <> count(*) or min(number) <> 1"),
        ("receipts-gap", "select body * 10000 + year from receipts group by body, year having max(number) <> count(*) or min(number) <> 1"),
        ("receipt-differs", "select r.\"transaction\" from receipts r where not exists (select 1 from ledger_postings p where p.\"transaction\" = r.\"transaction\" and p.amount = -r.amount)"),
        ("bank-differs", """
            select b.body from (select body, sum(amount) as told from bank_lines group by body) b
            where b.told <> (select coalesce(sum(p.amount), 0) from ledger_postings p where p.account = 'bank:' || b.body)
            """),
        ("line-differs", "select l.\"transaction\" from bank_lines l where not exists (select 1 from ledger_postings p where p.\"transaction\" = l.\"transaction\" and p.account = 'bank:' || l.body and p.amount = l.amount)"),
        ("call-differs", "select c.\"transaction\" from dues_calls c where not exists (select 1 from ledger_postings p where p.\"transaction\" = c.\"transaction\" and p.account = 'receivable:' || c.body || ':' || c.payer and p.amount = c.amount)"),
    ];

    public Outcome<LedgerProof> Run(Actor actor) => Rights.Refuse(actor, DuesRights.Read, Scope.Installation, Sensitivity.Personal) is { } refusal
        ? refusal
        : store.ReadAll(reading => new LedgerProof(
            reading.Rows<LedgerTransaction>().LongCount(), reading.Rows<Receipt>().LongCount(), reading.Rows<BankLine>().LongCount(), [.. Checks.SelectMany(c => Faults(reading, c.Fault, c.Sql))]));

    private static IEnumerable<Message> Faults(DuesReading reading, string fault, string sql)
    {
        var found = reading.Numbers($"{sql} order by 1 limit {MostNamed.ToString(CultureInfo.InvariantCulture)}");
        return found.Select(n => new Message("dues.fault." + fault, new Code(n.ToString(CultureInfo.InvariantCulture))));
    }
}
