using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;

namespace Daira.Organisation.Dues;

/// <summary>Money that came by the bank without saying from whom: each movement waits on an account of its own.</summary>
public static class Suspense
{
    internal static LedgerAccount Account(long body, long transaction) => new(AccountKind.Suspense, body, transaction.ToString(CultureInfo.InvariantCulture));

    /// <summary>Movements that wait, oldest first, with what is left of each.</summary>
    public static IReadOnlyList<(BankLine Line, Money Left)> Waiting(this DuesReading reading, long body)
    {
        var left = reading.Open(AccountKind.Suspense, body).ToDictionary(o => long.Parse(o.Detail, CultureInfo.InvariantCulture), o => -o.Balance);
        return [.. left.Keys.Chunk(500).SelectMany(some => reading.Rows<BankLine>().Where(l => some.Contains(l.Transaction)).ToList()).OrderBy(l => l.Day).ThenBy(l => l.Transaction).Select(l => (l, left[l.Transaction]))];
    }

    /// <summary>Gives a movement to a payer and writes the receipt.</summary>
    internal static Receipt Assign(DuesChange change, long waiting, string payer, Money amount, DateOnly day, string key)
    {
        var transaction = change.Post("assignment", day, Account(change.Body, waiting), new(AccountKind.Receivable, change.Body, payer), amount);
        return change.Write(transaction, payer, amount, day, PaymentMethod.Bank, key);
    }
}

/// <param name="Transaction">Of the movement that waits.</param>
/// <param name="Amount">As written, at most what is left of it; null for all.</param>
public sealed record Assignment(long Body, long Transaction, string Payer, string? Amount = null);

/// <summary>Says whose a movement in suspense is; the receipt is written now.</summary>
public sealed class AssignSuspense(DuesStore store)
{
    public Outcome<Receipt> Run(Assignment request, Actor actor) => store.Change<Receipt>(actor, "suspense-assigned", DuesRights.Collect, request.Body, change =>
    {
        var left = -change.Balance(Suspense.Account(request.Body, request.Transaction));
        var amount = request.Amount is null ? left : Money.Read(request.Amount, "dues.field.amount");
        if (left <= Money.Zero)
        {
            return Errors.NothingInSuspense(request.Transaction);
        }

        if ((PayerCode.IsOne(request.Payer) ? amount.Why : Errors.PayerUnread(request.Payer)) is { } refusal)
        {
            return refusal;
        }

        if (amount.Value > left)
        {
            return Errors.MoreThanSuspense(amount.Value, left);
        }

        var line = change.Rows<BankLine>().Single(l => l.Transaction == request.Transaction);
        var nth = change.Rows<Posting>().Count(p => p.Account == Suspense.Account(request.Body, request.Transaction).Code);
        var receipt = Suspense.Assign(change, request.Transaction, request.Payer, amount.Value, line.Day, string.Create(CultureInfo.InvariantCulture, $"bank-{request.Transaction}-{nth}"));
        change.Journal($"receipt/{receipt.Code}", new { receipt.Payer, receipt.Amount });
        return receipt;
    });
}

/// <param name="Transaction">Of the movement that waits.</param>
/// <param name="Reason">Compulsory: what it is, e.g. cheques paid in, a sale, a transfer between the body's own accounts.</param>
public sealed record SetAside(long Body, long Transaction, bool IsCheques, string Reason);

/// <summary>Takes a movement out of suspense that is nobody's dues: cheques paid in at the bank, or money from elsewhere.</summary>
public sealed class SetSuspenseAside(DuesStore store)
{
    public Outcome<Money> Run(SetAside request, Actor actor) => store.Change<Money>(actor, "suspense-set-aside", DuesRights.Collect, request.Body, change =>
    {
        var account = Suspense.Account(request.Body, request.Transaction);
        var left = -change.Balance(account);
        var cheques = new LedgerAccount(AccountKind.Cheques, request.Body);
        var reason = CleanText.Words(request.Reason, "field.reason");
        if (left <= Money.Zero)
        {
            return Errors.NothingInSuspense(request.Transaction);
        }

        if ((request.IsCheques && change.Balance(cheques) < left ? Errors.ChequesLess(left, change.Balance(cheques)) : reason.Why) is { } refusal)
        {
            return refusal;
        }

        change.Post("aside", change.Today, account, request.IsCheques ? cheques : new(AccountKind.Outside, request.Body), left, reason.Value);
        change.Journal(string.Create(CultureInfo.InvariantCulture, $"dues/{request.Body}/bank/{request.Transaction}"), new { left.Centimes });
        return left;
    });
}
