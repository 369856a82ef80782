using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Daira.Core.Numbers;

/// <summary>
/// Sixteen contests side by side: a vector holds one list's number in each of them, so that no step waits for a sum or a
/// maximum over a vector. Contests are turned in, settled together and turned out again.
/// </summary>
internal static class ContestLanes
{
    /// <summary>Contests, and the most lists of each.</summary>
    public const int Lanes = 16;

    /// <summary>Rounds after which seats that have not come to rest are left to <see cref="AverageLanes"/>: only ties, and bids almost equal, take as many.</summary>
    private const int Rounds = 12;

    /// <summary>A bid in single precision is the quotient of two numbers rounded once each, and rounded: within 3 × 2⁻²⁴ of itself.</summary>
    private const float Clear = 1 + (1f / (1 << 20));

    /// <summary>The numbers of sixteen contests, list after list.</summary>
    /// <param name="contests">Contest after contest, one number per list.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnIn(ref int contests, Span<Vector512<int>> lists)
    {
        ref var row = ref Unsafe.As<Vector512<int>, int>(ref MemoryMarshal.GetReference(lists));
        for (var contest = 0; contest < Lanes; contest++)
        {
            for (var list = 0; list < lists.Length; list++)
            {
                Unsafe.Add(ref row, (list * Lanes) + contest) = Unsafe.Add(ref contests, (contest * lists.Length) + list);
            }
        }
    }

    /// <summary>The reverse of <see cref="TurnIn"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnOut(ReadOnlySpan<Vector512<int>> lists, ref int contests)
    {
        ref var row = ref Unsafe.As<Vector512<int>, int>(ref MemoryMarshal.GetReference(lists));
        for (var contest = 0; contest < Lanes; contest++)
        {
            for (var list = 0; list < lists.Length; list++)
            {
                Unsafe.Add(ref contests, (contest * lists.Length) + list) = Unsafe.Add(ref row, (list * Lanes) + contest);
            }
        }
    }

    /// <summary>Largest remainders, exact.</summary>
    /// <param name="votes">Per list, ≥ 0; their sum is at most the basis, and basis × seats stays below 2³¹.</param>
    /// <param name="won">Per list: seats, in doubt only those that are certain.</param>
    /// <returns>−1 in the lanes of contests that are in doubt.</returns>
    public static Vector512<int> LargestRemainders(ReadOnlySpan<Vector512<int>> votes, Vector512<int> seats, Vector512<int> basis, Span<Vector512<int>> won)
    {
        Span<Vector512<int>> remainders = stackalloc Vector512<int>[votes.Length];
        var (left, reciprocal) = (seats, Vector512<float>.One / Vector512.ConvertToSingle(basis));
        for (var i = 0; i < votes.Length; i++)
        {
            (won[i], remainders[i]) = RemainderLanes.Divide(votes[i] * seats, basis, reciprocal);
            left -= won[i];
            remainders[i] |= Vector512.Equals(votes[i], Vector512<int>.Zero);
        }

        var (possible, differ) = (Vector512<int>.Zero, Vector512<int>.Zero);
        for (var i = 0; i < remainders.Length; i++)
        {
            // ahead: how many remainders are greater; notBehind: how many are at least as great, its own included.
            var (mine, ahead, notBehind) = (remainders[i], Vector512<int>.Zero, Vector512<int>.Zero);
            foreach (var rival in remainders)
            {
                ahead -= Vector512.GreaterThan(rival, mine);
                notBehind -= Vector512.GreaterThanOrEqual(rival, mine);
            }

            var takes = Vector512.GreaterThanOrEqual(mine, Vector512<int>.Zero);
            var (certain, could) = (Vector512.LessThanOrEqual(notBehind, left) & takes, Vector512.LessThan(ahead, left) & takes);
            won[i] -= certain;
            differ |= certain ^ could;
            possible -= could;
        }

        return differ | Vector512.LessThan(possible, left);
    }

    /// <summary>
    /// Highest averages in single precision: each list starts at the seats that a common price pays for; then the highest next
    /// bid wins a seat, or the lowest last one gives it back, until the house is full.
    /// </summary>
    /// <param name="first">Divisors: first, then step × s + offset; &gt; 0, and below 2²⁴ up to the seats of every contest.</param>
    /// <returns>−1 in the lanes where the least bid that won is clearly above the greatest that did not: those are exact.</returns>
    public static Vector512<int> HighestAverages(long step, long offset, long first, ReadOnlySpan<Vector512<int>> votes, Vector512<int> seats, Span<Vector512<int>> won)
    {
        Span<List> lists = stackalloc List[votes.Length];
        var ladder = new Ladder(Vector512.Create((float)step), Vector512.Create((float)offset), Vector512.Create((float)first));
        var left = Start(ladder, votes, Vector512.ConvertToSingle(seats), lists);
        for (var round = 0; ; round++)
        {
            var (highest, lowest) = (Vector512<float>.Zero, Vector512.Create(float.PositiveInfinity));
            foreach (ref var list in lists)
            {
                highest = Vector512.Max(highest, list.Next);
                lowest = Vector512.Min(lowest, list.Last);
            }

            var full = Vector512.Equals(left, Vector512<float>.Zero);
            var clear = full & Vector512.GreaterThan(lowest, highest * Vector512.Create(Clear));
            if (round == Rounds || clear.AsInt32() == Vector512<int>.AllBitsSet)
            {
                for (var i = 0; i < lists.Length; i++)
                {
                    won[i] = Vector512.ConvertToInt32(lists[i].Won);
                }

                return clear.AsInt32();
            }

            left = Move(ladder, lists, Vector512.GreaterThan(left, Vector512<float>.Zero), highest, lowest, clear, left);
        }
    }

    /// <summary>One list in sixteen contests: its votes, the seats it holds, its bid for one more, and the bid it won its last one with (endless while it holds none).</summary>
    private struct List
    {
        public Vector512<float> Votes, Won, Next, Last;
    }

    /// <summary>The divisors: Step × s + Offset, with a first one of its own.</summary>
    private readonly record struct Ladder(Vector512<float> Step, Vector512<float> Offset, Vector512<float> First)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> At(Vector512<float> held) =>
            Vector512.ConditionalSelect(Vector512.Equals(held, Vector512<float>.Zero), First, (held * Step) + Offset);
    }

    /// <summary>Price: votes over the seats plus, for each sizeable list, what the divisors' rounding takes away on average.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Start(in Ladder ladder, ReadOnlySpan<Vector512<int>> votes, Vector512<float> seats, Span<List> lists)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < votes.Length; i++)
        {
            sum += lists[i].Votes = Vector512.ConvertToSingle(votes[i]);
        }

        var (half, sizeable) = (sum / (seats + seats), Vector512<float>.Zero);
        foreach (ref var list in lists)
        {
            sizeable += Vector512.GreaterThan(list.Votes, half) & Vector512<float>.One;
        }

        var (rest, first) = (ladder.Offset / ladder.Step, ladder.First / ladder.Step);
        var perVote = (seats + ((rest - Vector512.Create(0.5f)) * sizeable)) / sum;
        var (lift, left) = (Vector512<float>.One - rest, seats);
        foreach (ref var list in lists)
        {
            var share = list.Votes * perVote;
            list.Won = Vector512.Max(Vector512.Floor(share + lift), Vector512<float>.Zero) & Vector512.GreaterThanOrEqual(share, first);
            left -= list.Won;
            list.Next = list.Votes / ladder.At(list.Won);
            list.Last = Endless(list.Won, list.Votes / ladder.At(list.Won - Vector512<float>.One));
        }

        return left;
    }

    /// <summary>One seat won or given back in every contest that is not clear yet; the seats left afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Move(
        in Ladder ladder, Span<List> lists, Vector512<float> rising, Vector512<float> highest, Vector512<float> lowest, Vector512<float> clear, Vector512<float> left)
    {
        var bid = Vector512.ConditionalSelect(rising, highest, lowest);
        var seat = Vector512.ConditionalSelect(rising, Vector512<float>.One, -Vector512<float>.One);
        foreach (ref var list in lists)
        {
            var moves = Vector512.AndNot(Vector512.Equals(Vector512.ConditionalSelect(rising, list.Next, list.Last), bid), clear);
            var (moved, paid) = (seat & moves, Vector512.ConditionalSelect(rising, list.Next, list.Last));
            list.Won += moved;
            left -= moved;
            var other = list.Votes / ladder.At(Vector512.ConditionalSelect(rising, list.Won, list.Won - Vector512<float>.One));
            list.Next = Vector512.ConditionalSelect(moves, Vector512.ConditionalSelect(rising, other, paid), list.Next);
            list.Last = Vector512.ConditionalSelect(moves, Vector512.ConditionalSelect(rising, paid, Endless(list.Won, other)), list.Last);
        }

        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Endless(Vector512<float> won, Vector512<float> bid) =>
        Vector512.ConditionalSelect(Vector512.Equals(won, Vector512<float>.Zero), Vector512.Create(float.PositiveInfinity), bid);
}
