using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Daira.Core.Numbers;

/// <summary>Largest remainders of sixteen whole numbers side by side; exact.</summary>
internal static class RemainderLanes
{
    /// <summary>Bases stay below this, and basis × seats below 2³¹.</summary>
    public const int Capacity = 1 << 27;

    /// <summary>
    /// One contest in a vector, equal remainders taken in a given order: for simulation, where the order is itself drawn. Basis × seats and
    /// basis × 16 stay below 2³¹ and the votes' sum is at most the basis.
    /// </summary>
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
    /// Whole quotients and what is left. The quotient is estimated in single precision and put right by whole numbers: the
    /// estimate is off by one at most, since quotients are at most 2²⁰.
    /// </summary>
    /// <param name="reciprocal">1 ÷ divisor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<int> Quotient, Vector512<int> Remainder) Divide(Vector512<int> number, Vector512<int> divisor, Vector512<float> reciprocal)
    {
        var quotient = Vector512.ConvertToInt32(Vector512.ConvertToSingle(number) * reciprocal);
        var rest = number - (quotient * divisor);
        var low = Vector512.LessThan(rest, Vector512<int>.Zero);
        quotient += low;
        rest += low & divisor;
        var high = Vector512.GreaterThanOrEqual(rest, divisor);
        quotient -= high;
        rest -= high & divisor;
        return (quotient, rest);
    }

    /// <summary>Full quotas, remainders × seats (−1 for a list without a vote) and the seats left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> Full, Vector512<int> Remainder, int Left) Quotients(Vector512<int> votes, int seats, int basis)
    {
        var (full, remainder) = Divide(votes * Vector512.Create(seats), Vector512.Create(basis), Vector512.Create(1f / basis));
        return (full, remainder | Vector512.Equals(votes, Vector512<int>.Zero), seats - Vector512.Sum(full));
    }
}
