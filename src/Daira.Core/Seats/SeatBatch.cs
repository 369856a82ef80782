using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// Seats of many contests at once, without allocating memory: the same exact answers as <see cref="Allocator"/> for plain
/// rules, with doubt flagged instead of explained. Sixteen contests stand side by side.
/// </summary>
public static class SeatBatch
{
    /// <summary>Most lists of a contest.</summary>
    public const int Lanes = ContestLanes.Lanes;

    /// <summary>Whole numbers that single precision holds.</summary>
    private const long Exact = 1 << 24;

    /// <summary>Largest remainders for every contest.</summary>
    /// <param name="votes">Contest after contest, <paramref name="lists"/> numbers each, ≥ 0.</param>
    /// <param name="lists">1…16.</param>
    /// <param name="seats">One per contest, ≥ 1.</param>
    /// <param name="bases">The number that is divided by the seats, one per contest, ≥ the contest's votes; 0 = the votes' sum.</param>
    /// <param name="result">As <paramref name="votes"/>: seats; where in doubt, only those that are certain.</param>
    /// <returns>How many contests are in doubt (a tie at the boundary, or fewer takers than seats left).</returns>
    /// <exception cref="ArgumentException">Sizes differ, or a contest is too large: a basis of 2²⁷ or more, or basis × seats of 2³¹ or more.</exception>
    public static int LargestRemainders(ReadOnlySpan<int> votes, int lists, ReadOnlySpan<int> seats, ReadOnlySpan<int> bases, Span<int> result)
    {
        Check(votes, lists, seats, result);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bases.Length, seats.Length);
        Span<Vector512<int>> rows = stackalloc Vector512<int>[lists];
        Span<Vector512<int>> won = stackalloc Vector512<int>[lists];
        var doubts = 0;
        for (var first = 0; first < seats.Length; first += Lanes)
        {
            var count = Math.Min(Lanes, seats.Length - first);
            TurnIn(votes, lists, first, count, rows);
            var (house, basis) = (Sixteen(seats, first, count), BasisOf(rows, Sixteen(bases, first, count)));
            CheckRemainders(rows, house, basis, first);
            doubts += CountOf(ContestLanes.LargestRemainders(rows, house, basis, won), count);
            TurnOut(won, lists, first, count, result);
        }

        return doubts;
    }

    /// <summary>Highest averages for every contest.</summary>
    /// <param name="divisors">Whole-number divisors, the first above 0.</param>
    /// <param name="votes">As above.</param>
    /// <param name="result">As above.</param>
    /// <returns>How many contests end in a tie at the boundary; their seats are then those that are certain.</returns>
    /// <exception cref="ArgumentException">Sizes differ, a contest has no votes or 2³¹ and more, or votes × its greatest divisor is 2⁵⁰ or more.</exception>
    public static int HighestAverages(LinearDivisors divisors, ReadOnlySpan<int> votes, int lists, ReadOnlySpan<int> seats, Span<int> result)
    {
        Check(votes, lists, seats, result);
        ArgumentOutOfRangeException.ThrowIfZero(FirstOf(divisors), nameof(divisors));
        Span<Vector512<int>> rows = stackalloc Vector512<int>[lists];
        Span<Vector512<int>> won = stackalloc Vector512<int>[lists];
        var (doubts, greatest) = (0, Greatest(divisors, Most(seats)));
        for (var first = 0; first < seats.Length; first += Lanes)
        {
            var count = Math.Min(Lanes, seats.Length - first);
            TurnIn(votes, lists, first, count, rows);
            CheckAverages(divisors, rows, seats.Slice(first, count), first, greatest);
            var clear = greatest < Exact
                ? ContestLanes.HighestAverages(divisors.Step, divisors.Offset, FirstOf(divisors), rows, Sixteen(seats, first, count), won)
                : Vector512<int>.Zero;
            TurnOut(won, lists, first, count, result);
            for (var unclear = ~clear.ExtractMostSignificantBits() & ((1UL << count) - 1); unclear != 0; unclear &= unclear - 1)
            {
                var contest = first + System.Numerics.BitOperations.TrailingZeroCount(unclear);
                doubts += SettleOne(divisors, votes.Slice(contest * lists, lists), seats[contest], result.Slice(contest * lists, lists)) ? 1 : 0;
            }
        }

        return doubts;
    }

    /// <summary>A contest whose last seat is won by very little, or is tied: bids in double precision, where equal means equal.</summary>
    private static bool SettleOne(LinearDivisors divisors, ReadOnlySpan<int> votes, int seats, Span<int> result)
    {
        Span<int> row = stackalloc int[Lanes];
        row.Clear();
        votes.CopyTo(row);
        var tied = AverageLanes.Settle(divisors.Step, divisors.Offset, FirstOf(divisors), Vector512.Create((ReadOnlySpan<int>)row), seats, out var won);
        won.CopyTo(row);
        row[..votes.Length].CopyTo(result);
        return tied;
    }

    private static long FirstOf(LinearDivisors divisors) => divisors.First ?? divisors.Offset;

    /// <summary>The last block is filled up with contests already in it.</summary>
    private static void TurnIn(ReadOnlySpan<int> votes, int lists, int first, int count, Span<Vector512<int>> rows)
    {
        if (count == Lanes)
        {
            ContestLanes.TurnIn(ref MemoryMarshal.GetReference(votes[(first * lists)..]), rows);
            return;
        }

        Span<int> block = stackalloc int[Lanes * Lanes];
        for (var contest = 0; contest < Lanes; contest++)
        {
            votes.Slice((first + Math.Min(contest, count - 1)) * lists, lists).CopyTo(block[(contest * lists)..]);
        }

        ContestLanes.TurnIn(ref block[0], rows);
    }

    private static void TurnOut(ReadOnlySpan<Vector512<int>> won, int lists, int first, int count, Span<int> result)
    {
        if (count == Lanes)
        {
            ContestLanes.TurnOut(won, ref MemoryMarshal.GetReference(result[(first * lists)..]));
            return;
        }

        Span<int> block = stackalloc int[Lanes * Lanes];
        ContestLanes.TurnOut(won, ref block[0]);
        block[..(count * lists)].CopyTo(result[(first * lists)..]);
    }

    private static Vector512<int> Sixteen(ReadOnlySpan<int> numbers, int first, int count)
    {
        if (count == Lanes)
        {
            return Vector512.Create(numbers.Slice(first, Lanes));
        }

        Span<int> block = stackalloc int[Lanes];
        block.Fill(numbers[first + count - 1]);
        numbers.Slice(first, count).CopyTo(block);
        return Vector512.Create((ReadOnlySpan<int>)block);
    }

    private static int CountOf(Vector512<int> lanes, int count) =>
        System.Numerics.BitOperations.PopCount(lanes.ExtractMostSignificantBits() & ((1UL << count) - 1));

    /// <summary>The basis given, or the votes' sum; −1 where votes are too many to be added up, or more than the basis.</summary>
    private static Vector512<int> BasisOf(ReadOnlySpan<Vector512<int>> votes, Vector512<int> given)
    {
        var (sum, greatest) = (Vector512<int>.Zero, Vector512<int>.Zero);
        foreach (var row in votes)
        {
            sum += row;
            greatest = Vector512.Max(greatest, row);
        }

        var basis = Vector512.ConditionalSelect(Vector512.Equals(given, Vector512<int>.Zero), sum, given);
        var fits = Vector512.LessThan(greatest, Vector512.Create(RemainderLanes.Capacity)) & Vector512.GreaterThan(sum, Vector512<int>.Zero)
            & Vector512.LessThanOrEqual(sum, basis) & Vector512.LessThan(basis, Vector512.Create(RemainderLanes.Capacity));
        return Vector512.ConditionalSelect(fits, basis, -Vector512<int>.One);
    }

    private static void CheckRemainders(ReadOnlySpan<Vector512<int>> votes, Vector512<int> seats, Vector512<int> basis, int first)
    {
        var ((basisLow, basisHigh), (seatsLow, seatsHigh)) = (Vector512.Widen(basis), Vector512.Widen(seats));
        var limit = Vector512.Create((long)int.MaxValue);
        var small = Vector512.Narrow(Vector512.LessThanOrEqual(basisLow * seatsLow, limit), Vector512.LessThanOrEqual(basisHigh * seatsHigh, limit));
        var fits = small & Vector512.GreaterThan(basis, Vector512<int>.Zero) & Vector512.LessThanOrEqual(seats, Vector512.Create(1 << 20));
        if (fits == Vector512<int>.AllBitsSet)
        {
            return;
        }

        var lane = System.Numerics.BitOperations.TrailingZeroCount(~fits.ExtractMostSignificantBits());
        var sum = 0L;
        foreach (var row in votes)
        {
            sum += row[lane];
        }

        throw new ArgumentException(
            $"Contest {first + lane}: votes {sum}, seats {seats[lane]}; needed 0 < votes ≤ basis < {RemainderLanes.Capacity} and basis × seats < 2³¹.", nameof(votes));
    }

    private static void CheckAverages(LinearDivisors divisors, ReadOnlySpan<Vector512<int>> votes, ReadOnlySpan<int> seats, int first, Int128 greatest)
    {
        var (low, high) = (Vector512<long>.Zero, Vector512<long>.Zero);
        foreach (var row in votes)
        {
            var (rowLow, rowHigh) = Vector512.Widen(row);
            (low, high) = (low + rowLow, high + rowHigh);
        }

        var limit = Vector512.Create((long)Int128.Min(int.MaxValue, (AverageLanes.Capacity - 1) / greatest));
        if (Vector512.GreaterThanAny(Vector512.Max(low, high), limit) || Vector512.EqualsAny(Vector512.Min(low, high), Vector512<long>.Zero))
        {
            CheckEach(divisors, low, high, seats, first);
        }
    }

    private static void CheckEach(LinearDivisors divisors, Vector512<long> low, Vector512<long> high, ReadOnlySpan<int> seats, int first)
    {
        for (var contest = 0; contest < seats.Length; contest++)
        {
            var (sum, most) = (contest < 8 ? low[contest] : high[contest - 8], Greatest(divisors, seats[contest]));
            if (sum is 0 or > int.MaxValue || most * sum >= AverageLanes.Capacity)
            {
                throw new ArgumentException($"Contest {first + contest}: votes {sum}, greatest divisor {most}; needed a sum of 1…2³¹−1 and sum × divisor below 2⁵⁰.", nameof(seats));
            }
        }
    }

    private static Int128 Greatest(LinearDivisors divisors, int seats) => ((Int128)divisors.Step * seats) + divisors.Offset + divisors.Step;

    private static int Most(ReadOnlySpan<int> seats)
    {
        var most = 1;
        foreach (var number in seats)
        {
            most = Math.Max(most, number);
        }

        return most;
    }

    private static void Check(ReadOnlySpan<int> votes, int lists, ReadOnlySpan<int> seats, Span<int> result)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lists);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lists, Lanes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(votes.Length, lists * seats.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, votes.Length);
        if (votes.ContainsAnyInRange(int.MinValue, -1) || seats.ContainsAnyInRange(int.MinValue, 0))
        {
            throw new ArgumentOutOfRangeException(nameof(votes), "Votes must be ≥ 0 and seats ≥ 1.");
        }
    }
}
