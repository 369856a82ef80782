namespace Daira.Core.Seats;

/// <summary>
/// Largest remainders at a fixed price N/D: the others' full quotas and remainders stay as they are. With t − 1 full quotas
/// of its own the list leaves k = S − (others' quotas) − (t − 1) seats to remainders, and needs one above the k-th of the others'.
/// </summary>
internal static class RemainderMargins
{
    /// <summary>Does any list have fewer candidates than seats? Then the breakpoints are tried instead.</summary>
    public static bool IsLimited(Field field, int[] others, int list) =>
        field.Limit[list] < field.Tally.Seats || Array.Exists(others, i => field.Limit[i] < field.Tally.Seats);

    /// <summary>Least votes with which the list certainly holds <paramref name="target"/> seats; null = none.</summary>
    public static long? LeastToHold(Price price, Field field, int[] others, int target)
    {
        var (quotas, remainders) = Others(price, field, others);
        var left = field.Tally.Seats - quotas - (target - 1);
        if (left < 1)
        {
            return null;
        }

        var byQuotient = Above(target * price.Numerator, price.Denominator);
        if (left > remainders.Length + 1)
        {
            return ToVotes(byQuotient);
        }

        var paid = (target - 1) * price.Numerator;
        var byRemainder = left == remainders.Length + 1
            ? Int128.Max(1, Above(paid, price.Denominator))
            : ((paid + remainders[(int)left - 1]) / price.Denominator) + 1;
        return ToVotes(Int128.Min(byRemainder, byQuotient));
    }

    /// <summary>Most votes with which the list certainly holds fewer than <paramref name="target"/> seats; without a vote it always does.</summary>
    public static long? MostToMiss(Price price, Field field, int[] others, int target)
    {
        var (quotas, remainders) = Others(price, field, others);
        var left = field.Tally.Seats - quotas - (target - 1);
        return left < 1 || left > remainders.Length
            ? 0
            : ToVotes(Int128.Max(0, Above(((target - 1) * price.Numerator) + remainders[(int)left - 1], price.Denominator) - 1));
    }

    private static (Int128 Quotas, Int128[] Remainders) Others(Price price, Field field, int[] others)
    {
        Int128 quotas = 0;
        var remainders = new Int128[others.Length];
        for (var n = 0; n < others.Length; n++)
        {
            var scaled = field.Votes[others[n]] * price.Denominator;
            var full = scaled / price.Numerator;
            quotas += full;
            remainders[n] = scaled - (full * price.Numerator);
        }

        Array.Sort(remainders, (a, b) => b.CompareTo(a));
        return (quotas, remainders);
    }

    private static Int128 Above(Int128 numerator, Int128 denominator) => (numerator + denominator - 1) / denominator;

    private static long? ToVotes(Int128 votes) => votes > long.MaxValue ? null : (long)votes;
}
