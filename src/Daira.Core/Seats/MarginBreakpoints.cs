namespace Daira.Core.Seats;

/// <summary>
/// Every number of votes at which a largest-remainder outcome can change, for quotas and candidate limits that have no
/// shorter closed form. Full quotas and the order of remainders change only where the difference of two lists' votes
/// (or a list's votes, the difference to none) is a whole number of quotas; each such number solves a linear equation.
/// No monotony is assumed: a rounded quota can rise by a list's own votes.
/// </summary>
internal sealed class MarginBreakpoints(Field field, int[] others, int sign, long votes, Quota quota, long at)
{
    private readonly long basis = RemainderAllocator.BasisOf(quota, field)
        - (quota.Basis is QuotaBasis.Registered or QuotaBasis.Fixed ? 0 : sign * at);

    private readonly int growth = quota.Basis is QuotaBasis.Registered or QuotaBasis.Fixed ? 0 : sign;

    /// <summary>First number of votes in low…high after which <paramref name="moved"/> holds; null = none.</summary>
    public long? First(long low, long high, Func<long, bool> moved)
    {
        for (var (from, width) = (low, 64L); from <= high; width = Math.Min(width * 2, long.MaxValue / 4))
        {
            var to = Math.Min(high, PriceEnd(from, Math.Min(high, from + width)));
            foreach (var start in Starts(from, to))
            {
                if (moved(start))
                {
                    return start;
                }
            }

            from = to + 1;
        }

        return null;
    }

    /// <summary>Last number up to which a rounded quota stays the same; a quota kept exact has no such steps.</summary>
    private long PriceEnd(long from, long to)
    {
        if (quota.Rounding == QuotaRounding.Exact || PriceAt(from) == PriceAt(to))
        {
            return to;
        }

        var (same, other) = (from, to);
        while (other - same > 1)
        {
            var middle = same + ((other - same) / 2);
            (same, other) = PriceAt(middle) == PriceAt(from) ? (middle, other) : (same, middle);
        }

        return same;
    }

    private Price PriceAt(long n) => Price.Of(quota, basis + (growth * n), field.Tally.Seats);

    private SortedSet<long> Starts(long from, long to)
    {
        var starts = new SortedSet<long> { from };
        var price = PriceAt(from);
        var moving = quota.Rounding == QuotaRounding.Exact ? growth : 0;
        long[] lists = [.. others.Select(j => field.Votes[j]), 0];
        for (var a = 0; a < lists.Length; a++)
        {
            AddEquals(votes - (Int128)lists[a], sign, price, moving, from, to, starts);
            for (var b = 0; b < a && moving != 0; b++)
            {
                AddEquals(lists[a] - (Int128)lists[b], 0, price, moving, from, to, starts);
            }
        }

        return starts;
    }

    /// <summary>Numbers n at which (difference + change·n)·D ÷ (N + moving·(n − from)) is whole; the quotient is monotone in n.</summary>
    /// <remarks>A list with more full quotas than seats changes nothing more: its candidates, or the seats, are overrun already.</remarks>
    private void AddEquals(Int128 difference, int change, Price price, int moving, long from, long to, SortedSet<long> starts)
    {
        Int128 Scaled(long n) => (difference + (change * (Int128)n)) * price.Denominator;
        Int128 Numerator(long n) => price.Numerator + (moving * ((Int128)n - from));
        Int128 most = field.Tally.Seats + 2;
        Int128 Whole(long n) => Int128.Clamp(Floor(Scaled(n), Numerator(n)), -most, most);
        var (first, last) = (Whole(from), Whole(to));
        for (var whole = Int128.Min(first, last); whole <= Int128.Max(first, last) + 1; whole++)
        {
            var slope = (change * price.Denominator) - (whole * moving);
            if (slope != 0)
            {
                var n = Floor((whole * (price.Numerator - (moving * (Int128)from))) - (difference * price.Denominator), slope);
                Add(n);
                Add(n + 1);
            }
        }

        void Add(Int128 n)
        {
            if (n > from && n <= to)
            {
                starts.Add((long)n);
            }
        }
    }

    private static Int128 Floor(Int128 numerator, Int128 denominator)
    {
        var quotient = numerator / denominator;
        return (numerator % denominator) is var rest && rest != 0 && (rest < 0) != (denominator < 0) ? quotient - 1 : quotient;
    }
}
