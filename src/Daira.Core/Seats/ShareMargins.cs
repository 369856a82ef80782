using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// Quotient on the eligible lists' votes: those above a share of all are the first of the order, so every stretch of
/// votes in which the same lists take part is a number of lists; in each all claims are ranked:
/// the m-th seat of list j claims e(j) − m, where e = votes·S/V. The S greatest claims are seated (Hamilton's rule as a shifted
/// floor), so the list's t-th seat is certain when at most S − t claims of others reach its own. Each rival claim falls behind at
/// its own number of votes, a closed form; the answer is the n-th smallest of these, n being the surplus of rival claims.
/// </summary>
internal sealed class ShareMargins(VotesInOrder lists, long basis, long numerator, long denominator, long most) : ClosedMargins
{
    private readonly long[] claims = new long[lists.Votes.Length];

    public override long? ToGain(int i, int target)
    {
        // x votes admit list i from here on.
        var low = Math.Max(1, -WholeNumbers.Floor((denominator * lists.Votes[i]) - (numerator * basis), denominator - numerator));
        for (var rivals = Rivals(i, low, +1); low <= most; rivals--)
        {
            var (sum, weakest) = Sum(i, rivals);
            var high = numerator == 0 || rivals == 0 ? most : Math.Min(most, WholeNumbers.Floor(weakest * denominator, numerator) - basis);
            if (high >= low && Hare(i, rivals, sum + lists.Votes[i], target) is var votes && Math.Max(votes, low) <= high)
            {
                return Math.Max(votes, low);
            }

            low = Math.Max(low, high + 1);
        }

        return null;
    }

    public override long? ToLose(int i, int target)
    {
        // From here on list i is below the threshold itself; without a vote it holds nothing.
        var outside = Math.Min(lists.Votes[i], WholeNumbers.Floor((denominator * lists.Votes[i]) - (numerator * basis), denominator - numerator) + 1);
        var low = 1L;
        for (var rivals = Rivals(i, low, -1); low < outside; rivals++)
        {
            var (sum, _) = Sum(i, rivals);
            var next = Next(i, rivals);
            var high = next is { } votes ? Math.Min(outside - 1, basis - WholeNumbers.Floor(votes * denominator, numerator) - 1) : outside - 1;
            if (high >= low && HareLoss(i, rivals, sum + lists.Votes[i], target) is var lost && Math.Max(lost, low) <= high)
            {
                return Math.Max(lost, low);
            }

            low = Math.Max(low, high + 1);
        }

        return Existing(i, outside);
    }

    /// <summary>All votes of the contest cannot be lost.</summary>
    private long? Existing(int i, long lost)
    {
        foreach (var j in lists.Order)
        {
            if (j != i && lists.Votes[j] > 0)
            {
                return lost;
            }
        }

        return lost < lists.Votes[i] ? lost : null;
    }

    /// <summary>How many other lists take part after so many votes.</summary>
    private int Rivals(int i, long moved, int sign)
    {
        var count = 0;
        foreach (var j in lists.Order)
        {
            if (j != i && lists.Votes[j] > 0 && lists.Votes[j] * denominator >= numerator * (basis + (sign * moved)))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Votes of the first so many others, and of the last of them.</summary>
    private (long Sum, long Weakest) Sum(int i, int rivals)
    {
        var (sum, weakest) = (0L, 0L);
        for (var (n, seen) = (0, 0); seen < rivals; n++)
        {
            if (lists.Order[n] != i)
            {
                weakest = lists.Votes[lists.Order[n]];
                sum += weakest;
                seen++;
            }
        }

        return (sum, weakest);
    }

    /// <summary>Votes of the other list that would be admitted next; null when none is left.</summary>
    private long? Next(int i, int rivals)
    {
        var seen = 0;
        foreach (var j in lists.Order)
        {
            if (j != i && seen++ == rivals)
            {
                return lists.Votes[j] > 0 ? lists.Votes[j] : null;
            }
        }

        return null;
    }

    private long Hare(int i, int rivals, long quotient, int target)
    {
        var surplus = Claim(i, rivals, quotient, target) - (lists.Seats - target);
        var answer = 0L;
        for (; surplus > 0; surplus--)
        {
            answer = Take(i, rivals, -1, quotient, target);
        }

        return answer;
    }

    private long HareLoss(int i, int rivals, long quotient, int target)
    {
        var missing = lists.Seats - target + 1 - Claim(i, rivals, quotient, target);
        var answer = 0L;
        for (; missing > 0; missing--)
        {
            answer = Take(i, rivals, +1, quotient, target);
        }

        return answer;
    }

    /// <summary>Extra votes with which a rival's m-th claim falls behind the list's target-th.</summary>
    private long FallsBehind(int i, long rival, long m, long quotient, int target) => m == 0
        ? long.MaxValue
        : Math.Max(0, WholeNumbers.Floor(((rival - lists.Votes[i]) * lists.Seats) - ((m - target) * quotient), lists.Seats + m - target) + 1);

    /// <summary>Lost votes with which a rival's m-th claim gets ahead of it.</summary>
    private long GetsAhead(int i, long rival, long m, long quotient, int target) =>
        Math.Max(0, WholeNumbers.Floor(((m - target) * quotient) + ((lists.Votes[i] - rival) * lists.Seats), lists.Seats + m - target) + 1);

    /// <summary>
    /// Claims of each rival that reach the list's target-th, by place in the order. An equal claim falls behind, or gets ahead, with
    /// the first vote: counted as ahead it changes nothing, because no margin is less than a vote.
    /// </summary>
    private long Claim(int i, int rivals, long quotient, int target)
    {
        var sum = 0L;
        for (var (n, seen) = (0, 0); seen < rivals; n++)
        {
            var j = lists.Order[n];
            if (j != i)
            {
                var gap = (lists.Votes[j] - lists.Votes[i]) * lists.Seats;
                claims[n] = Math.Max(0, WholeNumbers.Floor(gap, quotient) + target);
                sum += claims[n];
                seen++;
            }
        }

        return sum;
    }

    /// <summary>The rival claim that moves first, counted as moved.</summary>
    private long Take(int i, int rivals, int step, long quotient, int target)
    {
        var (best, votes) = (-1, long.MaxValue);
        for (var (n, seen) = (0, 0); seen < rivals; n++)
        {
            if (lists.Order[n] != i)
            {
                seen++;
                var rival = lists.Votes[lists.Order[n]];
                var at = step < 0 ? FallsBehind(i, rival, claims[n], quotient, target) : GetsAhead(i, rival, claims[n] + 1, quotient, target);
                if (at < votes)
                {
                    (best, votes) = (n, at);
                }
            }
        }

        if (best >= 0)
        {
            claims[best] += step;
        }

        return votes;
    }
}
