using Daira.Foundation;
using Daira.Foundation.Access;

namespace Daira.Organisation.Dues;

/// <param name="Amount">As written.</param>
/// <param name="Key">Of the form: sent again it gets the same receipt, not a second one. 8 to 80 letters, digits, hyphens.</param>
public sealed record Payment(long Body, string Payer, string Amount, PaymentMethod Method, DateOnly Day, string Key);

/// <summary>Takes cash or a cheque and writes the next receipt. Money at the bank is known by its statement, not by hand.</summary>
public sealed class TakePayment(DuesStore store)
{
    public Outcome<Receipt> Run(Payment request, Actor actor) => store.Change<Receipt>(actor, "dues-paid", DuesRights.Collect, request.Body, change =>
    {
        var taken = Take(change, request, "payment", new(AccountKind.Receivable, request.Body, request.Payer), _ => null);
        return taken.Then<Receipt>(t => t.Receipt);
    });

    /// <summary>Money by hand, whatever for: the same form gets the receipt that it got before.</summary>
    /// <param name="credit">What the money is for.</param>
    /// <param name="fault">What else may stand against the amount.</param>
    internal static Outcome<(Receipt Receipt, bool IsNew)> Take(DuesChange change, Payment request, string kind, LedgerAccount credit, Func<Money, Refusal?> fault)
    {
        var amount = Money.Read(request.Amount, "dues.field.amount");
        if ((Fault(change, request) ?? amount.Why) is { } refusal)
        {
            return refusal;
        }

        if (change.Rows<Receipt>().SingleOrDefault(r => r.Body == request.Body && r.Key == request.Key) is { } written)
        {
            return written.Payer == request.Payer && written.Money == amount.Value ? (written, false) : Errors.KeyUsed(written);
        }

        if (fault(amount.Value) is { } against)
        {
            return against;
        }

        var held = new LedgerAccount(request.Method == PaymentMethod.Cash ? AccountKind.Cash : AccountKind.Cheques, request.Body);
        var transaction = change.Post(kind, request.Day, held, credit, amount.Value);
        var receipt = change.Write(transaction, request.Payer, amount.Value, request.Day, request.Method, request.Key);
        change.Journal($"receipt/{receipt.Code}", new { receipt.Payer, receipt.Amount, receipt.Method });
        return (receipt, true);
    }

    private static Refusal? Fault(DuesChange change, Payment request) =>
        !PayerCode.IsOne(request.Payer) ? Errors.PayerUnread(request.Payer)
        : request.Method == PaymentMethod.Bank ? Errors.BankByStatement()
        : request.Day > change.Today ? Errors.DayInFuture(request.Day, change.Today)
        : request.Key.Length is < 8 or > 80 || !request.Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? Errors.KeyUnread()
        : null;
}
