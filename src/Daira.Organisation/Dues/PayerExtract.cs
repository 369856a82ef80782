using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Members;

namespace Daira.Organisation.Dues;

/// <summary>What one payer was called for, paid, was forgiven and gave in a year, body by body: the yearly extract.</summary>
public sealed record PayerExtract(string Payer, int Year, IReadOnlyList<ExtractOfBody> Bodies)
{
    /// <summary>What was given in the year, less what was taken back.</summary>
    public Money Given => Bodies.SelectMany(b => b.Lines).Aggregate(Money.Zero, (sum, l) => sum + l.Given);

    /// <summary>In the books of one body, for whoever may read them.</summary>
    public static Outcome<PayerExtract> Of(DuesStore store, long body, string payer, int year, Actor actor) => !PayerCode.IsOne(payer)
        ? Errors.PayerUnread(payer)
        : store.Read<PayerExtract>(actor, body, reading =>
        {
            var books = ExtractOfBody.Of(reading, body, payer, year);
            return books.IsEmpty ? Errors.NotAPayer(payer) : new PayerExtract(payer, year, [books]);
        });

    /// <summary>In the books of every body, for the member who opened their own page.</summary>
    public static PayerExtract Of(DuesStore store, OwnMembership own, int year) => store.ReadAll(reading =>
    {
        var payer = own.Row.Subject;
        var bodies = reading.Rows<DuesCall>().Where(c => c.Payer == payer).Select(c => c.Body).Union(reading.Rows<Receipt>().Where(r => r.Payer == payer).Select(r => r.Body)).Order().ToList();
        return new PayerExtract(payer, year, [.. bodies.Select(b => ExtractOfBody.Of(reading, b, payer, year)).Where(b => b.Lines.Count > 0 || b.Opening != Money.Zero)]);
    });
}

/// <param name="Opening">Owed when the year began.</param>
/// <param name="IsEmpty">Whether the payer never stood in these books.</param>
public sealed record ExtractOfBody(long Body, Money Opening, IReadOnlyList<ExtractLine> Lines, bool IsEmpty)
{
    /// <summary>Owed when the year ended, or now.</summary>
    public Money Closing => Lines.Aggregate(Opening, (sum, l) => sum + l.Owed);

    internal static ExtractOfBody Of(DuesReading reading, long body, string payer, int year)
    {
        var account = new LedgerAccount(AccountKind.Receivable, body, payer).Code;
        var owed = reading.Rows<Posting>().Where(p => p.Account == account).ToList().ToLookup(p => p.Transaction, p => p.Amount);
        var receipts = reading.Rows<Receipt>().Where(r => r.Payer == payer && r.Body == body).ToDictionary(r => r.Transaction);
        var calls = reading.Rows<DuesCall>().Where(c => c.Payer == payer && c.Body == body).ToDictionary(c => c.Transaction);
        var numbers = owed.Select(o => o.Key).Union(receipts.Keys).ToList();
        var lines = reading.Rows<LedgerTransaction>().Where(t => numbers.Contains(t.Number) || numbers.Contains(t.Reverses ?? 0)).ToList()
            .OrderBy(t => t.Day).ThenBy(t => t.Number).Select(Line).ToList();
        return new ExtractOfBody(
            body, lines.Where(l => l.Day.Year < year).Aggregate(Money.Zero, (sum, l) => sum + l.Owed), lines.FindAll(l => l.Day.Year == year), lines.Count == 0);

        ExtractLine Line(LedgerTransaction t)
        {
            var receipt = receipts.GetValueOrDefault(t.Reverses ?? t.Number);
            var given = receipt is null ? Money.Zero : t.Reverses is null ? receipt.Money : -receipt.Money;
            return new ExtractLine(t.Day, t.Number, t.Kind, receipt?.Code ?? calls.GetValueOrDefault(t.Number)?.Category, new Money(owed[t.Number].Sum()), given);
        }
    }
}

/// <param name="Kind">See <see cref="LedgerTransaction"/>.</param>
/// <param name="Document">Code of the receipt; category of a call; null where there is none.</param>
/// <param name="Owed">What the payer's debt grew by; below zero where it shrank, zero for a gift.</param>
/// <param name="Given">What the payer gave; below zero where a receipt was cancelled.</param>
public sealed record ExtractLine(DateOnly Day, long Transaction, string Kind, string? Document, Money Owed, Money Given);
