using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Daira.Core.Seats;

/// <summary>
/// Seats of many contests at once, without allocating memory: the same exact answers as <see cref="Allocator"/> for plain
/// rules, with doubt flagged instead of explained. Sixteen lists stand side by side in one vector.
/// </summary>
public static class SeatBatch
{
    /// <summary>Lists per contest.</summary>
    public const int Lanes = 16;

    /// <summary>Largest basis × 16 and votes × seats that the vectors hold.</summary>
    private const int Capacity = 1 << 27;

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
            if (sum <= 0 || basis < sum || basis >= Capacity || seats[c] > (1 << 20) || (long)basis * seats[c] > int.MaxValue)
            {
                throw new ArgumentException($"Contest {c}: votes {sum}, basis {basis}, seats {seats[c]}; needed 0 < votes ≤ basis < {Capacity} and basis × seats < 2³¹.", nameof(votes));
            }

            Store(LargestRemainders(lanes, seats[c], basis, lists, out var inDoubt), result, c * lists, lists);
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

    /// <summary>One contest in a vector. Basis × seats and basis × 16 stay below 2³¹ and the votes' sum is at most the basis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> LargestRemainders(Vector512<int> votes, int seats, int basis, int lists, out bool inDoubt)
    {
        var (full, remainder, left) = Quotients(votes, seats, basis);
        inDoubt = false;
        if (left == 0)
        {
            return full;
        }

        // ahead: how many remainders are greater; notBehind: how many are at least as great, its own included.
        var (ahead, notBehind) = (Vector512<int>.Zero, Vector512<int>.Zero);
        for (var j = 0; j < lists; j++)
        {
            var rival = Vector512.Shuffle(remainder, Vector512.Create(j));
            ahead -= Vector512.GreaterThan(rival, remainder);
            notBehind -= Vector512.GreaterThanOrEqual(rival, remainder);
        }

        var limit = Vector512.Create(left);
        var takers = Vector512.GreaterThan(votes, Vector512<int>.Zero);
        var certain = Vector512.LessThanOrEqual(notBehind, limit) & takers;
        var possible = Vector512.LessThan(ahead, limit) & takers;
        inDoubt = certain != possible || -Vector512.Sum(possible) < left;
        return full - certain;
    }

    /// <summary>As above, but equal remainders are taken in a given order: for simulation, where the order is itself drawn.</summary>
    /// <param name="order">Sixteen different numbers 0…15, the highest first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> LargestRemaindersInOrder(Vector512<int> votes, int seats, int basis, int lists, Vector512<int> order)
    {
        var (full, remainder, left) = Quotients(votes, seats, basis);
        if (left == 0)
        {
            return full;
        }

        var key = (remainder << 4) + order;
        var ahead = Vector512<int>.Zero;
        for (var j = 0; j < lists; j++)
        {
            ahead -= Vector512.GreaterThan(Vector512.Shuffle(key, Vector512.Create(j)), key);
        }

        return full - (Vector512.LessThan(ahead, Vector512.Create(left)) & Vector512.GreaterThan(votes, Vector512<int>.Zero));
    }

    /// <summary>
    /// Full quotas, remainders × seats (−1 for a list without a vote) and the seats left. The quotient is estimated in
    /// single precision and put right by whole numbers: the estimate is off by one at most, since quotas are below 2²⁰.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> Full, Vector512<int> Remainder, int Left) Quotients(Vector512<int> votes, int seats, int basis)
    {
        var scaled = votes * Vector512.Create(seats);
        var divisor = Vector512.Create(basis);
        var full = Vector512.ConvertToInt32(Vector512.ConvertToSingle(scaled) * Vector512.Create(1f / basis));
        var remainder = scaled - (full * divisor);
        var low = Vector512.LessThan(remainder, Vector512<int>.Zero);
        full += low;
        remainder += low & divisor;
        var high = Vector512.GreaterThanOrEqual(remainder, divisor);
        full -= high;
        remainder -= high & divisor;
        remainder |= Vector512.Equals(votes, Vector512<int>.Zero);
        return (full, remainder, seats - Vector512.Sum(full));
    }

    /// <summary>Highest averages for every contest.</summary>
    /// <param name="divisors">Whole-number divisors, the first above 0.</param>
    /// <param name="votes">As above.</param>
    /// <param name="result">As above.</param>
    /// <returns>How many contests end in a tie at the boundary; their seats are then those that are certain.</returns>
    /// <remarks>
    /// Bids are quotients of doubles. Two different bids a/b and c/d differ by at least 1/(a·d) of themselves; with votes ×
    /// divisors below 2⁵⁰ that is more than rounding can hide, so comparing them is exact and equal means equal.
    /// </remarks>
    public static int HighestAverages(LinearDivisors divisors, ReadOnlySpan<int> votes, int lists, ReadOnlySpan<int> seats, Span<int> result)
    {
        Check(votes, lists, seats, result);
        var doubts = 0;
        for (var c = 0; c < seats.Length; c++)
        {
            var (low, high) = Vector512.Widen(Load(votes, c * lists, lists));
            CheckAverages(divisors, Vector512.Sum(low + high), seats[c]);
            doubts += AverageLanes.Settle(divisors, Vector512.ConvertToDouble(low), Vector512.ConvertToDouble(high), seats[c], out var won) ? 1 : 0;
            Store(won, result, c * lists, lists);
        }

        return doubts;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckAverages(LinearDivisors divisors, long sum, int seats)
    {
        var most = (divisors.Step * (double)seats) + divisors.Offset + divisors.Step;
        if (sum is 0 or > int.MaxValue || (divisors.First ?? divisors.Offset) == 0 || most * sum >= 1L << 50)
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
