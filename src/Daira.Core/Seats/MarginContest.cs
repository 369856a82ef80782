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

    /// <summary>Least votes in low…high with which <paramref name="target"/> seats are certain.</summary>
    public long? FirstGain(int target, long low, long high) => field.Admitted[list]
        ? First(divisors => AverageMargins.LeastToHold(divisors, field, others, list, target) - votes, low, high)
        : null;

    /// <summary>Least votes in low…high whose loss leaves certainly fewer than <paramref name="target"/> seats.</summary>
    public long? FirstLoss(int target, long low, long high) => field.Admitted[list]
        ? First(divisors => votes - AverageMargins.MostToMiss(divisors, field, others, list, target), low, high)
        : low;

    private long? First(Func<Divisors, long?> averages, long low, long high) => rule.MethodFor(field.Tally) switch
    {
        HighestAverages method => Clamp(averages(method.Divisors), low, high),
        Plurality => Clamp(averages(OneSeatEach.Instance), low, high),
        LargestRemainder method => new MarginBreakpoints(field, others, sign, votes, method.Quota, at).First(low, high, n => moved(redraw(n))),
        var method => throw new InvalidOperationException($"Method {method.GetType().Name} is not one of the three families."),
    };

    private static long? Clamp(long? votes, long low, long high) => votes <= high ? Math.Max(votes.Value, low) : null;
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
