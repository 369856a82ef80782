namespace Daira.Core.Seats;

/// <summary>
/// All margins of highest averages from one allotment: a list's next seat is certain when its next bid passes the lowest bid
/// that won another list a seat, its last one is lost when the bid that won it falls behind the highest that won none;
/// see <see cref="AverageMargins"/> for why no other bid matters.
/// </summary>
internal sealed class BidMargins : ClosedMargins
{
    private readonly LinearDivisors divisors;
    private readonly Draft draft;
    private readonly long most;

    /// <summary>The two lowest bids that won and the two highest that did not, each of another list: whoever asks is left out of one.</summary>
    private readonly (int List, int Held)?[] lowestWon = new (int, int)?[2];
    private readonly (int List, int Held)?[] highestLost = new (int, int)?[2];

    /// <param name="draft">The allotment, with every seat settled.</param>
    /// <param name="most">Votes that a list can gain.</param>
    public BidMargins(LinearDivisors divisors, Draft draft, long most)
    {
        (this.divisors, this.draft, this.most) = (divisors, draft, most);
        foreach (var i in draft.Field.Contenders)
        {
            Keep(highestLost, (i, draft.AtLeast[i]), +1);
            if (draft.AtLeast[i] > 0)
            {
                Keep(lowestWon, (i, draft.AtLeast[i] - 1), -1);
            }
        }
    }

    public override long? ToGain(int i, int target)
    {
        var (rival, held) = Other(lowestWon, i) ?? throw new InvalidOperationException("Another list holds every seat that this one lacks.");
        var extra = Math.Max(1, Scaled(rival, held, target - 1, out _) + 1 - draft.Field.Votes[i]);
        return extra <= most ? extra : null;
    }

    public override long? ToLose(int i, int target)
    {
        if (Other(highestLost, i) is not { } rival)
        {
            // All votes of the contest cannot be lost.
            return null;
        }

        var votes = draft.Field.Votes[i];
        var reached = Scaled(rival.List, rival.Held, target - 1, out var exactly);
        return Math.Max(1, votes - Math.Max(0, exactly ? reached - 1 : reached));
    }

    private void Keep((int List, int Held)?[] best, (int List, int Held) bid, int sign)
    {
        if (best[0] is not { } first || sign * Compare(bid, first) > 0)
        {
            (best[0], best[1]) = (bid, best[0]);
        }
        else if (best[1] is not { } second || sign * Compare(bid, second) > 0)
        {
            best[1] = bid;
        }
    }

    private int Compare((int List, int Held) a, (int List, int Held) b) =>
        divisors.Compare(draft.Field.Votes[a.List], a.Held, draft.Field.Votes[b.List], b.Held);

    private static (int List, int Held)? Other((int List, int Held)?[] best, int i) => best[0] is { } first && first.List != i ? first : best[1];

    /// <summary>Votes with which a list that holds so many seats bids as much as the rival, rounded down.</summary>
    private long Scaled(int rival, int held, int own, out bool exactly)
    {
        var product = draft.Field.Votes[rival] * (Int128)divisors.Scaled(own);
        var quotient = product / divisors.Scaled(held);
        exactly = quotient * divisors.Scaled(held) == product;
        return (long)Int128.Min(quotient, long.MaxValue / 2);
    }
}
