using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;

namespace Daira.Organisation.Dues;

/// <param name="Reason">Compulsory; kept in the ledger, so without anything that says why a person cannot pay.</param>
public sealed record Exemption(long Body, string Payer, int Year, string Category, string Reason);

/// <summary>Forgives what a payer still owes of a call. What was paid of it stays paid.</summary>
public sealed class ExemptPayer(DuesStore store)
{
    public Outcome<Money> Run(Exemption request, Actor actor) => store.Change<Money>(actor, "dues-forgiven", DuesRights.Forgive, request.Body, change =>
    {
        var call = change.Rows<DuesCall>().SingleOrDefault(c => c.Payer == request.Payer && c.Year == request.Year && c.Category == request.Category && c.Body == request.Body);
        var reason = CleanText.Words(request.Reason, "field.reason");
        if (call is null)
        {
            return Errors.NotCalled(request.Payer, request.Category, request.Year);
        }

        var owed = new LedgerAccount(AccountKind.Receivable, request.Body, request.Payer);
        var left = new Money(Math.Min(call.Amount, change.Balance(owed).Centimes));
        if ((left <= Money.Zero ? Errors.OwesNothing(request.Payer) : reason.Why) is { } refusal)
        {
            return refusal;
        }

        change.Post("exemption", change.Today, new(AccountKind.Exempted, request.Body), owed, left, reason.Value);
        change.Journal(string.Create(CultureInfo.InvariantCulture, $"dues/{request.Body}/{request.Year}/{request.Category}/{request.Payer}"), new { left.Centimes });
        return left;
    });
}
