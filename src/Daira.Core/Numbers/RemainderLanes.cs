using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Daira.Core.Numbers;

/// <summary>Largest remainders of sixteen whole numbers side by side; exact.</summary>
internal static class RemainderLanes
{
    /// <summary>Bases stay below this, and basis × seats below 2³¹.</summary>
    public const int Capacity = 1 << 27;

    /// <summary>One contest in a vector. Basis × seats and basis × 16 stay below 2³¹ and the votes' sum is at most the basis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Settle(Vector512<int> votes, int seats, int basis, int lists, out bool inDoubt)
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
    public static Vector512<int> SettleInOrder(Vector512<int> votes, int seats, int basis, int lists, Vector512<int> order)
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
}
