using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Dues;

/// <summary>The most that one donor may give in a year, from a date on.</summary>
/// <param name="From">First day; null for as far back as is known.</param>
/// <param name="Basis">The law it rests on.</param>
/// <param name="IsCertain">False where the source is not the text itself: the page says so.</param>
public sealed record DonorCeiling(DateOnly? From, long Centimes, string Basis, bool IsCertain)
{
    /// <summary>In force on a day; null when none is known.</summary>
    public static DonorCeiling? On(DateOnly day) => DuesPreset.Shipped.Ceilings.Where(c => c.From is null || c.From <= day).MaxBy(c => c.From ?? DateOnly.MinValue);
}

/// <param name="Key">As for <see cref="Payment"/>.</param>
public sealed record Gift(long Body, string Donor, string Amount, PaymentMethod Method, DateOnly Day, string Key);

/// <param name="Reached">What the donor gave in the year, in all bodies.</param>
/// <param name="IsNear">From four fifths of the ceiling on.</param>
public sealed record TakenGift(Receipt Receipt, Money Reached, DonorCeiling? Ceiling, bool IsNear);

/// <summary>Takes a gift, up to the ceiling of the donor's year over all bodies, and writes the next receipt.</summary>
public sealed class GiveDonation(DuesStore store)
{
    public Outcome<TakenGift> Run(Gift request, Actor actor) => store.Change<TakenGift>(actor, "donation-taken", DuesRights.Collect, request.Body, change =>
    {
        var ceiling = DonorCeiling.On(request.Day);
        var before = GivenBy(change, request.Donor, request.Day.Year);
        var payment = new Payment(request.Body, request.Donor, request.Amount, request.Method, request.Day, request.Key);
        var taken = TakePayment.Take(change, payment, "donation", new(AccountKind.Donations, request.Body), amount => ceiling is not null && (before + amount).Centimes > ceiling.Centimes
            ? Errors.AboveCeiling(before + amount, new Money(ceiling.Centimes), request.Day.Year)
            : null);
        return taken.Then<TakenGift>(t => Taken(t.Receipt, t.IsNew ? before + t.Receipt.Money : before, ceiling));
    });

    private static TakenGift Taken(Receipt receipt, Money reached, DonorCeiling? ceiling) =>
        new(receipt, reached, ceiling, ceiling is not null && 5 * reached.Centimes >= 4 * ceiling.Centimes);

    private static Money GivenBy(DuesChange change, string donor, int year)
    {
        var gifts = from receipt in change.Rows<Receipt>()
                    join gift in change.Rows<LedgerTransaction>() on receipt.Transaction equals gift.Number
                    where receipt.Payer == donor && gift.Kind == "donation" && !change.Rows<LedgerTransaction>().Any(t => t.Reverses == gift.Number)
                    select new { receipt.Amount, gift.Day };
        return new(gifts.ToList().Where(g => g.Day.Year == year).Sum(g => g.Amount));
    }
}
