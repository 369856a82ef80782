using System.Numerics;
using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// Highest averages are coherent: when a list holds t seats, the others hold what they would get of the S − t seats among
/// themselves. So t seats are certain exactly when the list's t-th bid beats the bid that wins the others their last of
/// S − t + 1 seats.
/// </summary>
internal static class AverageMargins
{
    /// <summary>Least votes with which the list certainly holds <paramref name="target"/> seats; null = none.</summary>
    public static long? LeastToHold(Divisors divisors, Field field, int[] others, int list, int target)
    {
        if (divisors is OneSeatEach && target > 1)
        {
            return null;
        }

        return LastBid(divisors, field, others, field.Tally.Seats - target + 1) is { } rival
            ? Bound(divisors, field.Votes[rival.List], rival.Held, target - 1, beat: true)
            : 1;
    }

    /// <summary>Most votes with which the list certainly holds fewer than <paramref name="target"/> seats; without a vote it always does.</summary>
    public static long? MostToMiss(Divisors divisors, Field field, int[] others, int list, int target) =>
        LastBid(divisors, field, others, field.Tally.Seats - target + 1) is { } rival
            ? Math.Max(0, Bound(divisors, field.Votes[rival.List], rival.Held, target - 1, beat: false))
            : 0;

    /// <summary>The bid that wins the others their last of so many seats; null when they cannot take them all.</summary>
    private static (int List, int Held)? LastBid(Divisors divisors, Field field, int[] others, int seats)
    {
        var order = Comparer<(int List, int Held)>.Create((a, b) => divisors.Compare(field.Votes[b.List], b.Held, field.Votes[a.List], a.Held));
        var bids = new PriorityQueue<(int List, int Held), (int List, int Held)>(order);
        foreach (var i in others)
        {
            bids.Enqueue((i, 0), (i, 0));
        }

        var each = divisors is OneSeatEach ? 1 : int.MaxValue;
        for (var n = 1; bids.TryDequeue(out var best, out _); n++)
        {
            if (n == seats)
            {
                return best;
            }

            var again = (best.List, Held: best.Held + 1);
            if (again.Held < Math.Min(field.Limit[best.List], each))
            {
                bids.Enqueue(again, again);
            }
        }

        return null;
    }

    /// <summary>Least votes that beat, or most votes that fall short of, the rival's bid.</summary>
    private static long Bound(Divisors divisors, long rivalVotes, int rivalHeld, int held, bool beat)
    {
        var (rival, own) = (divisors.At(rivalHeld), divisors.At(held));
        if (rival == Fraction.Zero)
        {
            return own > Fraction.Zero ? long.MaxValue : beat ? rivalVotes + 1 : rivalVotes - 1;
        }

        var exact = new Fraction(BigInteger.Pow(rivalVotes, divisors.Power), 1) * own / rival;
        var bound = beat ? Root(exact.Floor(), divisors.Power) + 1 : RootAbove(exact.Ceiling(), divisors.Power) - 1;
        return (long)BigInteger.Min(bound, long.MaxValue);
    }

    /// <summary>Greatest n with nᵖ ≤ value.</summary>
    private static BigInteger Root(BigInteger value, int power) => power == 1 ? value : WholeNumbers.Root(value);

    /// <summary>Least n with nᵖ ≥ value.</summary>
    private static BigInteger RootAbove(BigInteger value, int power) =>
        Root(value, power) is var root && BigInteger.Pow(root, power) == value ? root : root + 1;
}
