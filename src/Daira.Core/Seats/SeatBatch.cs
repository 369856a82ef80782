using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// Seats of many contests at once, without allocating memory: the same exact answers as <see cref="Allocator"/> for plain
/// rules, with doubt flagged instead of explained. Sixteen lists stand side by side in one vector.
/// </summary>
public static class SeatBatch
{
    /// <summary>Lists per contest.</summary>
    public const int Lanes = 16;

    private static readonly Vector512<int> LaneNumbers = Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    /// <summary>Largest remainders for every contest.</summary>
    /// <param name="votes">Contest after contest, <paramref name="lists"/> numbers each, ≥ 0.</param>
    /// <param name="lists">1…16.</param>
    /// <param name="seats">One per contest, ≥ 1.</param>
    /// <param name="bases">The number that is divided by the seats, one per contest, ≥ the contest's votes; 0 = the votes' sum.</param>
    /// <param name="result">As <paramref name="votes"/>: seats; where in doubt, only those that are certain.</param>
    /// <returns>How many contests are in doubt (a tie at the boundary, or fewer takers than seats left).</returns>
    /// <exception cref="ArgumentException">Sizes differ, or a contest is too large: sum × 16 or votes × seats of 2³¹ or more.</exception>
    public static int LargestRemainders(ReadOnlySpan<int> votes, int lists, ReadOnlySpan<int> seats, ReadOnlySpan<int> bases, Span<int> result)
    {
        Check(votes, lists, seats, result);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bases.Length, seats.Length);
        var doubts = 0;
        for (var c = 0; c < seats.Length; c++)
        {
            var lanes = Load(votes, c * lists, lists);
            var sum = Vector512.Sum(lanes);
            var basis = bases[c] == 0 ? sum : bases[c];
            if (sum <= 0 || basis < sum || basis >= RemainderLanes.Capacity || seats[c] > (1 << 20) || (long)basis * seats[c] > int.MaxValue)
            {
                throw new ArgumentException($"Contest {c}: votes {sum}, basis {basis}, seats {seats[c]}; needed 0 < votes ≤ basis < {RemainderLanes.Capacity} and basis × seats < 2³¹.", nameof(votes));
            }

            Store(RemainderLanes.Settle(lanes, seats[c], basis, lists, out var inDoubt), result, c * lists, lists);
            doubts += inDoubt ? 1 : 0;
        }

        return doubts;
    }

    /// <summary>Sixteen numbers from a place on, those of the next contests put to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Load(ReadOnlySpan<int> votes, int at, int lists) => at + Lanes <= votes.Length
        ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(votes), (nuint)at) & Vector512.LessThan(LaneNumbers, Vector512.Create(lists))
        : LoadLast(votes, at, lists);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<int> LoadLast(ReadOnlySpan<int> votes, int at, int lists)
    {
        Span<int> row = stackalloc int[Lanes];
        row.Clear();
        votes.Slice(at, lists).CopyTo(row);
        return Vector512.Create((ReadOnlySpan<int>)row);
    }

    /// <summary>Contests are written in order: what runs over into the next one is overwritten by it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> won, Span<int> result, int at, int lists)
    {
        if (at + Lanes <= result.Length)
        {
            won.StoreUnsafe(ref MemoryMarshal.GetReference(result), (nuint)at);
            return;
        }

        StoreLast(won, result, at, lists);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreLast(Vector512<int> won, Span<int> result, int at, int lists)
    {
        Span<int> row = stackalloc int[Lanes];
        won.CopyTo(row);
        row[..lists].CopyTo(result[at..]);
    }

    /// <summary>Highest averages for every contest.</summary>
    /// <param name="divisors">Whole-number divisors, the first above 0.</param>
    /// <param name="votes">As above.</param>
    /// <param name="result">As above.</param>
    /// <returns>How many contests end in a tie at the boundary; their seats are then those that are certain.</returns>
    public static int HighestAverages(LinearDivisors divisors, ReadOnlySpan<int> votes, int lists, ReadOnlySpan<int> seats, Span<int> result)
    {
        Check(votes, lists, seats, result);
        var doubts = 0;
        for (var c = 0; c < seats.Length; c++)
        {
            var lanes = Load(votes, c * lists, lists);
            var (low, high) = Vector512.Widen(lanes);
            CheckAverages(divisors, Vector512.Sum(low + high), seats[c]);
            doubts += AverageLanes.Settle(divisors.Step, divisors.Offset, divisors.First ?? divisors.Offset, lanes, seats[c], out var won) ? 1 : 0;
            Store(won, result, c * lists, lists);
        }

        return doubts;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckAverages(LinearDivisors divisors, long sum, int seats)
    {
        var most = ((Int128)divisors.Step * seats) + divisors.Offset + divisors.Step;
        if (sum is 0 or > int.MaxValue || (divisors.First ?? divisors.Offset) == 0 || most >= AverageLanes.Capacity / sum)
        {
            throw new ArgumentException($"Votes {sum}, greatest divisor {most}: needed a sum of 1…2³¹−1, a first divisor above 0 and sum × divisor below 2⁵⁰.", nameof(sum));
        }
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
