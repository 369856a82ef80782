using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;

namespace Daira.Organisation.Dues;

/// <param name="Payers">Codes of those who pay; who was called already is passed over.</param>
public sealed record Calling(long Body, int Year, string Category, IReadOnlyCollection<string> Payers);

/// <param name="Count">How many were called now.</param>
/// <param name="Before">How many had been called before, by this body or another.</param>
public sealed record Called(int Count, int Before, Money Total);

/// <summary>Calls payers of a category for a year: from then on each owes the amount of the tariff. Called twice, each owes it once.</summary>
public sealed class CallDues(DuesStore store)
{
    public Outcome<Called> Run(Calling request, Actor actor) => store.Change<Called>(actor, "dues-called", DuesRights.Collect, request.Body, change =>
    {
        var tariff = change.Tariff(request.Category, request.Year);
        if ((tariff is null ? Errors.NoTariff(request.Category, request.Year) : Fault(request)) is { } refusal)
        {
            return refusal;
        }

        var before = CalledBefore(change, request);
        var income = new LedgerAccount(tariff!.IsContribution ? AccountKind.Contributions : AccountKind.Dues, request.Body);
        var payers = request.Payers.Distinct(StringComparer.Ordinal).Where(p => !before.Contains(p)).Order(StringComparer.Ordinal).ToList();
        foreach (var payer in payers)
        {
            var transaction = change.Post("call", change.Today, new(AccountKind.Receivable, request.Body, payer), income, tariff.Amount);
            change.Keep(new DuesCall(payer, request.Year, request.Category, request.Body, tariff.Centimes, transaction));
        }

        change.Journal(string.Create(CultureInfo.InvariantCulture, $"dues/{request.Body}/{request.Year}/{request.Category}"), new { Called = payers.Count, tariff.Centimes });
        return new Called(payers.Count, before.Count, new Money(checked(tariff.Centimes * payers.Count)));
    });

    private static Refusal? Fault(Calling request) =>
        request.Payers.Count == 0 ? Errors.NobodyToCall() : request.Payers.FirstOrDefault(p => !PayerCode.IsOne(p)) is { } unread ? Errors.PayerUnread(unread) : null;

    private static HashSet<string> CalledBefore(DuesChange change, Calling request) =>
    [
        .. request.Payers.Chunk(500).SelectMany(some => change.Rows<DuesCall>()
            .Where(c => c.Year == request.Year && c.Category == request.Category && some.Contains(c.Payer)).Select(c => c.Payer).ToList()),
    ];
}
