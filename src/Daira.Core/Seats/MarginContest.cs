namespace Daira.Core.Seats;

/// <summary>The contest while the same lists take part: the closed form of each family of methods.</summary>
/// <param name="field">Who takes part, at <paramref name="at"/> votes.</param>
/// <param name="sign">+1 votes added, −1 votes lost.</param>
/// <param name="moved">Has the seat moved in this outcome?</param>
/// <param name="redraw">The outcome after so many votes.</param>
internal sealed class MarginContest(SeatRule rule, Field field, int list, int sign, long at, Func<Draft, bool> moved, Func<long, Draft> redraw)
{
    /// <summary>The list's votes before any were added or lost.</summary>
    private readonly long votes = field.Votes[list] - (sign * at);
    private readonly int[] others = [.. field.Contenders.Where(i => i != list)];

    private readonly int seats = field.Tally.Seats;

    /// <summary>Least votes in low…high with which <paramref name="target"/> seats are certain.</summary>
    public long? FirstGain(int target, long low, long high) => field.Admitted[list]
        ? Family(
            divisors => Clamp(AverageMargins.LeastToHold(divisors, field, others, list, target) - votes, low, high),
            price => Clamp(RemainderMargins.LeastToHold(price, field, others, target) - votes, low, high),
            hare => Clamp(hare.VotesToGain(target), low, high),
            low,
            high)
        : null;

    /// <summary>Least votes in low…high whose loss leaves certainly fewer than <paramref name="target"/> seats.</summary>
    public long? FirstLoss(int target, long low, long high) => field.Admitted[list]
        ? Family(
            divisors => Clamp(votes - AverageMargins.MostToMiss(divisors, field, others, list, target), low, high),
            price => Clamp(votes - RemainderMargins.MostToMiss(price, field, others, target), low, high),
            hare => Clamp(hare.VotesToLose(target), low, high),
            low,
            high)
        : low;

    private long? Family(Func<Divisors, long?> averages, Func<Price, long?> fixedPrice, Func<HareMargins, long?> hare, long low, long high)
    {
        switch (rule.OneSeatGoesToTheFirst && seats == 1 ? new Plurality() : rule.Method)
        {
            case HighestAverages method:
                return averages(method.Divisors);
            case Plurality:
                return averages(OneSeatEach.Instance);
            case LargestRemainder { Quota: { Rounding: QuotaRounding.Exact, Basis: QuotaBasis.Registered } quota } when !RemainderMargins.IsLimited(field, others, list):
                return Confirmed(fixedPrice(Price.Of(quota, RemainderAllocator.BasisOf(quota, field), seats)), quota, low, high);
            case LargestRemainder { Quota: { Rounding: QuotaRounding.Exact, Basis: QuotaBasis.VotesOfEligibleLists, SeatsAdded: 0 } }
                when Array.TrueForAll(others, i => field.Limit[i] >= seats) && field.Limit[list] >= seats:
                return hare(new HareMargins(field, others, list, votes, BasisBefore()));
            case LargestRemainder { Quota: var quota }:
                return TryBreakpoints(quota, low, high);
            default:
                throw new InvalidOperationException($"Method {rule.Method.GetType().Name} is not one of the three families.");
        }
    }

    /// <summary>Where a stretch begins beyond the closed form's number, the text may have fallen silent in between.</summary>
    private long? Confirmed(long? votes, Quota quota, long low, long high) =>
        votes == low && low > 1 && !moved(redraw(low)) ? TryBreakpoints(quota, low, high) : votes;

    private long? TryBreakpoints(Quota quota, long low, long high) =>
        new MarginBreakpoints(field, others, sign, votes, quota, at).First(low, high, n => moved(redraw(n)));

    private long BasisBefore() => field.Votes.Where((_, i) => field.Admitted[i]).Sum() - (sign * at);

    private static long? Clamp(long? votes, long low, long high) => votes > high ? null : votes < low ? low : votes;
}

/// <summary>Plurality as divisors: one seat a list, by votes.</summary>
internal sealed record OneSeatEach : Divisors
{
    public static OneSeatEach Instance { get; } = new();

    public override Numbers.Fraction At(int seats) => 1;
}

/// <summary>Votes that one seat costs: numerator ÷ denominator.</summary>
internal readonly record struct Price(Int128 Numerator, Int128 Denominator)
{
    public static Price Of(Quota quota, long basis, int seats)
    {
        var (numerator, denominator) = quota.Price(basis, seats);
        return new(numerator, denominator);
    }
}
