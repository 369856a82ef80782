using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Daira.Core.Numbers;

/// <summary>
/// Highest averages of sixteen lists side by side. Each list starts near its end, at the seats that a common price pays
/// for; then seats go to the highest next bids, or are taken from the lowest last ones, until the house is full.
/// </summary>
/// <remarks>
/// Bids are quotients of doubles. Two different bids a/b and c/d differ by at least 1/(a·d) of themselves; with votes ×
/// divisors below 2⁵⁰ that is more than rounding can hide, so comparing them is exact and equal means equal.
/// </remarks>
internal static class AverageLanes
{
    /// <summary>Votes × divisor stay below this.</summary>
    public const long Capacity = 1L << 50;

    /// <summary>Seats of one contest; true when it ends in a tie, with the tied seats left out.</summary>
    /// <param name="step">Divisors: first, then step × s + offset.</param>
    /// <param name="first">&gt; 0.</param>
    /// <param name="votes">≥ 0, one at least above 0.</param>
    public static bool Settle(long step, long offset, long first, Vector512<int> votes, int seats, out Vector512<int> won)
    {
        var ladder = new Ladder(step, offset, first);
        var (narrowLow, narrowHigh) = Vector512.Widen(votes);
        var (low, high) = (Vector512.ConvertToDouble(narrowLow), Vector512.ConvertToDouble(narrowHigh));
        var (wonLow, wonHigh) = Start(ladder, low, high, seats);
        var left = seats - (int)Vector512.Sum(wonLow + wonHigh);
        var (nextLow, nextHigh) = (Next(ladder, low, wonLow), Next(ladder, high, wonHigh));
        var (lastLow, lastHigh) = (Last(ladder, low, wonLow), Last(ladder, high, wonHigh));
        while (true)
        {
            var (highest, lowest) = (Highest(Vector512.Max(nextLow, nextHigh)), Lowest(Vector512.Min(lastLow, lastHigh)));
            if (left == 0 && highest < lowest)
            {
                won = Vector512.Narrow(Vector512.ConvertToInt64(wonLow), Vector512.ConvertToInt64(wonHigh));
                return false;
            }

            var rising = left > 0;
            var bid = Vector512.Create(rising ? highest : lowest);
            var (atLow, atHigh) = rising
                ? (Vector512.Equals(nextLow, bid), Vector512.Equals(nextHigh, bid))
                : (Vector512.Equals(lastLow, bid), Vector512.Equals(lastHigh, bid));
            var lists = Count(atLow, atHigh);
            if (highest <= lowest && (left == 0 || (rising && lists > left) || (!rising && lists > -left)))
            {
                // Seats won at this bid are in doubt with those that are not.
                wonLow -= One(Vector512.Equals(lastLow, bid));
                wonHigh -= One(Vector512.Equals(lastHigh, bid));
                won = Vector512.Narrow(Vector512.ConvertToInt64(wonLow), Vector512.ConvertToInt64(wonHigh));
                return true;
            }

            // The bid just paid is the last one now, or the one given back is the next.
            if (rising)
            {
                left -= lists;
                (wonLow, wonHigh) = (wonLow + One(atLow), wonHigh + One(atHigh));
                (lastLow, lastHigh) = (Vector512.ConditionalSelect(atLow, nextLow, lastLow), Vector512.ConditionalSelect(atHigh, nextHigh, lastHigh));
                (nextLow, nextHigh) = (Next(ladder, low, wonLow), Next(ladder, high, wonHigh));
            }
            else
            {
                left += lists;
                (wonLow, wonHigh) = (wonLow - One(atLow), wonHigh - One(atHigh));
                (nextLow, nextHigh) = (Vector512.ConditionalSelect(atLow, lastLow, nextLow), Vector512.ConditionalSelect(atHigh, lastHigh, nextHigh));
                (lastLow, lastHigh) = (Last(ladder, low, wonLow), Last(ladder, high, wonHigh));
            }
        }
    }

    /// <summary>The divisors: Step × s + Offset, with a first one of its own.</summary>
    private readonly record struct Ladder(double Step, double Offset, double First);

    /// <summary>Price: votes over the seats plus, for each sizeable list, what the divisors' rounding takes away on average.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Low, Vector512<double> High) Start(Ladder ladder, Vector512<double> low, Vector512<double> high, int seats)
    {
        var (sum, rest) = (Vector512.Sum(low + high), ladder.Offset / ladder.Step);
        var half = Vector512.Create(sum / (2.0 * seats));
        var sizeable = Count(Vector512.GreaterThan(low, half), Vector512.GreaterThan(high, half));
        var (perVote, lift) = (Vector512.Create((seats + ((rest - 0.5) * sizeable)) / sum), Vector512.Create(1 - rest));
        var first = Vector512.Create(ladder.First / ladder.Step);
        return (Paid(low * perVote, first, lift), Paid(high * perVote, first, lift));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Paid(Vector512<double> shares, Vector512<double> first, Vector512<double> lift) =>
        Vector512.Max(Vector512.Floor(shares + lift), Vector512<double>.Zero) & Vector512.GreaterThanOrEqual(shares, first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Next(Ladder ladder, Vector512<double> votes, Vector512<double> won) => votes / Divisor(ladder, won);

    /// <summary>The bid a list won its last seat with; endless for a list that holds none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Last(Ladder ladder, Vector512<double> votes, Vector512<double> won) => Vector512.ConditionalSelect(
        Vector512.Equals(won, Vector512<double>.Zero),
        Vector512.Create(double.PositiveInfinity),
        votes / Divisor(ladder, won - Vector512<double>.One));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Divisor(Ladder ladder, Vector512<double> held) => Vector512.ConditionalSelect(
        Vector512.Equals(held, Vector512<double>.Zero),
        Vector512.Create(ladder.First),
        (held * Vector512.Create(ladder.Step)) + Vector512.Create(ladder.Offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> One(Vector512<double> mask) => mask & Vector512<double>.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(Vector512<double> low, Vector512<double> high) =>
        BitOperations.PopCount(low.ExtractMostSignificantBits() | (high.ExtractMostSignificantBits() << 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Highest(Vector512<double> bids)
    {
        var half = Vector256.Max(bids.GetLower(), bids.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(quarter.GetElement(0), quarter.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Lowest(Vector512<double> bids)
    {
        var half = Vector256.Min(bids.GetLower(), bids.GetUpper());
        var quarter = Vector128.Min(half.GetLower(), half.GetUpper());
        return Math.Min(quarter.GetElement(0), quarter.GetElement(1));
    }
}
