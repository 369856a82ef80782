using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;

namespace Daira.Organisation.Dues;

/// <param name="Reason">Compulsory.</param>
public sealed record Cancellation(long Body, int Year, int Number, string Reason);

/// <summary>
/// Cancels a receipt by a transaction that undoes it; the number is never used again. What came by the bank goes back into suspense, because
/// the bank has it. Not for whoever takes money.
/// </summary>
public sealed class CancelReceipt(DuesStore store)
{
    public Outcome<Receipt> Run(Cancellation request, Actor actor) => store.Change<Receipt>(actor, "receipt-cancelled", DuesRights.Forgive, request.Body, change =>
    {
        var receipt = change.Rows<Receipt>().SingleOrDefault(r => r.Body == request.Body && r.Year == request.Year && r.Number == request.Number);
        var reason = CleanText.Words(request.Reason, "field.reason");
        if (receipt is null)
        {
            return Errors.UnknownReceipt(string.Create(CultureInfo.InvariantCulture, $"{request.Body}-{request.Year}-{request.Number:D6}"));
        }

        if ((change.IsReversed(receipt.Transaction) ? Errors.CancelledAlready(receipt) : reason.Why) is { } refusal)
        {
            return refusal;
        }

        var sides = change.Rows<Posting>().Where(p => p.Transaction == receipt.Transaction).OrderBy(p => p.Line).ToList();
        change.Post("reversal", change.Today, [.. sides.Select(s => (LedgerAccount.Of(s.Account), new Money(-s.Amount)))], reason.Value, receipt.Transaction);
        change.Journal($"receipt/{receipt.Code}", new { reason = reason.Value });
        return receipt;
    });
}
