using Daira.Foundation;
using Daira.Foundation.Access;

namespace Daira.Organisation.Dues;

/// <summary>The books of a body in a year, as its treasurer looks at them.</summary>
/// <param name="Called">Dues and contributions called in the year; <paramref name="Collected"/> what payers paid in it, for whichever year.</param>
/// <param name="Owed">What payers still owe, of all years; <paramref name="Owing"/> is how many they are.</param>
/// <param name="Payables">What is owed to the bodies above.</param>
public sealed record BodyAccounts(
    long Body, int Year, Money Cash, Money Cheques, Money Bank, Money Suspense, Money Called, Money Collected, Money Exempted, Money Donations, Money Owed, int Owing, Money Payables, int Receipts, int Cancelled)
{
    public static Outcome<BodyAccounts> Of(DuesStore store, long body, int year, Actor actor) => store.Read<BodyAccounts>(actor, body, reading =>
    {
        var (from, until) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var (owing, owed) = reading.Owing(body);
        var receipts = reading.Rows<Receipt>().Where(r => r.Body == body && r.Year == year);
        return new BodyAccounts(
            body,
            year,
            reading.Balance(new LedgerAccount(AccountKind.Cash, body)),
            reading.Balance(new LedgerAccount(AccountKind.Cheques, body)),
            reading.Balance(new LedgerAccount(AccountKind.Bank, body)),
            -reading.Balance(AccountKind.Suspense, body),
            -(Moved(AccountKind.Dues) + Moved(AccountKind.Contributions)),
            reading.Collected(body, year),
            Moved(AccountKind.Exempted),
            -Moved(AccountKind.Donations),
            owed,
            owing,
            -reading.Balance(AccountKind.Owed, body),
            receipts.Count(),
            receipts.Count(r => reading.Rows<LedgerTransaction>().Any(t => t.Reverses == r.Transaction)));

        Money Moved(AccountKind kind) => reading.Moved(kind, body, from, until);
    });
}
