namespace Daira.Core.Seats;

/// <summary>
/// The quota method: house after house, the next seat goes to the highest votes ÷ (seats + 1) among lists that it does not
/// lift above their exact share of that house rounded up. House-monotone and within both quotas.
/// </summary>
/// <remarks>
/// Source: Balinski and Young, “The quota method of apportionment”, American Mathematical Monthly 82 (1975). An equality
/// on the way can change who is within bounds later, so every branch is followed; lots are needed only where the branches
/// end in different houses.
/// </remarks>
internal sealed class QuotaMethodAllocator(Draft draft, TieDecision? decision, List<Step>? steps)
{
    /// <summary>Beyond so many different houses only bounds are given.</summary>
    private const int MostBranches = 1_000;

    private readonly Field field = draft.Field;
    private readonly Int128 sum = draft.Field.Votes.Where((_, i) => draft.Field.Admitted[i]).Sum();

    public void Run()
    {
        var (house, branches) = Explore();
        if (branches.Count == 1 || decision is not null)
        {
            Walk();
            return;
        }

        foreach (var i in field.Contenders)
        {
            draft.AtLeast[i] = branches.Min(b => b[i]);
        }

        var open = draft.Seats - draft.AtLeast.Sum();
        draft.Ask(SeatState.DrawingOfLots, open, field.Contenders, i => house == draft.Seats ? branches.Max(b => b[i]) - draft.AtLeast[i] : Math.Min(open, field.Limit[i] - draft.AtLeast[i]));
        steps?.Add(new TieStep([.. field.Contenders.Where(i => draft.Open[i] > 0).Select(field.Code)], open, null, [], [.. field.Contenders.Where(i => draft.Open[i] > 0).Select(field.Code)]));
    }

    /// <summary>Every house that equalities on the way allow; stops early when there are too many.</summary>
    private (int House, List<int[]> Branches) Explore()
    {
        var branches = new List<int[]> { new int[field.Votes.Length] };
        for (var house = 1; house <= draft.Seats; house++)
        {
            var next = new Dictionary<string, int[]>(StringComparer.Ordinal);
            foreach (var branch in branches)
            {
                foreach (var i in Best(branch, house))
                {
                    var grown = (int[])branch.Clone();
                    grown[i]++;
                    next.TryAdd(string.Join(',', grown), grown);
                }
            }

            if (next.Count == 0)
            {
                return (draft.Seats, branches);
            }

            branches = [.. next.Values];
            if (branches.Count > MostBranches)
            {
                return (house, branches);
            }
        }

        return (draft.Seats, branches);
    }

    /// <summary>Lists with the highest bid among those within their share of this house.</summary>
    private int[] Best(int[] held, int house)
    {
        var open = Array.FindAll(field.Contenders, i => held[i] < field.Limit[i]);
        var within = Array.FindAll(open, i => held[i] * sum < field.Votes[i] * (Int128)house);

        // Where candidates run out no list may be within its share: then all that are left bid.
        var bidders = within.Length > 0 ? within : open;
        int Compare(int a, int b) => Divisors.DHondt.Compare(field.Votes[a], held[a], field.Votes[b], held[b]);
        return bidders.Length == 0 ? [] : bidders.Aggregate((a, b) => Compare(b, a) > 0 ? b : a) is var top ? Array.FindAll(bidders, i => Compare(i, top) == 0) : [];
    }

    private void Walk()
    {
        for (var house = 1; house <= draft.Seats; house++)
        {
            var best = Best(draft.AtLeast, house);
            if (best.Length == 0)
            {
                draft.LeaveVacant(draft.Seats - house + 1);
                Array.ForEach(field.Contenders, i => draft.Exhausted[i] = true);
                return;
            }

            Award(best.Length == 1 ? best[0] : Choose(best), house);
        }
    }

    private int Choose(int[] best)
    {
        if (decision is null)
        {
            return best[0];
        }

        draft.DecisionUsed = true;
        var order = decision.Order.ToList();
        return best.MinBy(i => order.IndexOf(field.Code(i)) is var place && place < 0 ? int.MaxValue : place);
    }

    private void Award(int i, int house)
    {
        draft.AtLeast[i]++;
        if (steps is not null)
        {
            var bid = Divisors.DHondt.Bid(field.Votes[i], draft.AtLeast[i] - 1);
            draft.Won.Add((i, new(draft.AtLeast[i], SeatSource.Average, bid, null, null)));
            steps.Add(new AverageSeatStep(house, field.Code(i), field.Votes[i], draft.AtLeast[i] - 1, draft.AtLeast[i], bid, null, null));
        }
    }
}
