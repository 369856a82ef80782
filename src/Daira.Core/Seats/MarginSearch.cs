namespace Daira.Core.Seats;

/// <summary>
/// One list's margins with every basis known. The votes added (or lost) are cut into stretches in which the same lists
/// take part; in each the family's closed form gives the first number that moves the seat.
/// </summary>
internal sealed class MarginSearch(SeatRule rule, Tally tally, int list)
{
    /// <summary>Beyond this no sum of votes is accepted.</summary>
    public const long Ceiling = long.MaxValue / 4;

    /// <summary>Votes that can be added: those of abstainers, where the roll is known.</summary>
    public static long Most(Tally tally) => tally.Registered is { } registered ? registered - (tally.Voters ?? tally.Valid) : Ceiling - tally.Valid;

    /// <summary>Fewest extra votes that make <paramref name="target"/> seats certain; null = out of reach.</summary>
    public long? FewestToGain(int target) =>
        First(+1, Most(tally), (contest, low, high) => contest.FirstGain(target, low, high), draft => draft.AtLeast[list] >= target);

    /// <summary>Fewest lost votes that leave certainly fewer than <paramref name="target"/> seats; null = impossible.</summary>
    public long? FewestToLose(int target)
    {
        // All votes of the contest cannot be lost.
        var most = Math.Min(tally.Lists[list].Votes, tally.ListVotes - 1);
        return First(-1, most, (contest, low, high) => contest.FirstLoss(target, low, high), draft => draft.AtLeast[list] + draft.Open[list] < target);
    }

    private long? First(int sign, long most, Func<MarginContest, long, long, long?> closedForm, Func<Draft, bool> moved)
    {
        foreach (var (low, high) in Stretches(sign, most))
        {
            var field = Field.Of(rule, Margins.Shift(tally, list, sign * low), null);
            var contest = new MarginContest(rule, field, list, sign, low, moved, votes => Redraw(sign * votes));
            if (closedForm(contest, low, high) is { } votes)
            {
                // The law's criteria may settle equality.
                return moved(Redraw(sign * (votes - 1))) ? votes - 1 : votes;
            }
        }

        return null;
    }

    private Draft Redraw(long votes) => Allocator.Draw(rule, Margins.Shift(tally, list, votes), null, null);

    /// <summary>Ranges of votes, from 1 on, in each of which the same lists pass the threshold.</summary>
    private IEnumerable<(long Low, long High)> Stretches(int sign, long most)
    {
        if (most < 1)
        {
            yield break;
        }

        var low = 1L;
        foreach (var next in Switches(sign, most).Append(most + 1))
        {
            yield return (low, next - 1);
            low = next;
        }
    }

    /// <summary>First number of votes at which a list's admission changes, per list that changes; ascending, above 1.</summary>
    private SortedSet<long> Switches(int sign, long most)
    {
        var switches = new SortedSet<long>();
        for (var j = 0; j < tally.Lists.Count; j++)
        {
            var before = Admitted(j, sign);
            if (Admitted(j, sign * most) != before)
            {
                switches.Add(FirstChange(j, before, sign, most));
            }
        }

        return switches;
    }

    /// <summary>A list's admission changes once at most: bases only grow with votes added and only shrink with votes lost.</summary>
    private long FirstChange(int j, bool before, int sign, long most)
    {
        var (same, changed) = (1L, most);
        while (changed - same > 1)
        {
            var middle = same + ((changed - same) / 2);
            (same, changed) = Admitted(j, sign * middle) == before ? (middle, changed) : (same, middle);
        }

        return changed;
    }

    private bool Admitted(int j, long votes) => Field.Admits(rule, Margins.Shift(tally, list, votes), j);
}
