using System.Runtime.InteropServices;

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
        if (house == draft.Seats && branches.Count == 1)
        {
            Walk();
            return;
        }

        foreach (var i in field.Contenders)
        {
            draft.AtLeast[i] = branches.Min(b => b[i]);
        }

        var open = draft.Seats - draft.AtLeast.Sum();
        draft.Ask(SeatState.DrawingOfLots, open, field.Contenders, i => house == draft.Seats
            ? branches.Max(b => b[i]) - draft.AtLeast[i]
            : Math.Min(open, field.Limit[i] - draft.AtLeast[i]));
        string[] waiting = [.. field.Contenders.Where(i => draft.Open[i] > 0).Select(field.Code)];
        steps?.Add(new TieStep(waiting, open, null, [], waiting));
    }

    /// <summary>Every house that equalities on the way allow; stops at the last size of which all are known when there are too many.</summary>
    private (int House, IReadOnlyCollection<int[]> Branches) Explore()
    {
        IReadOnlyCollection<int[]> branches = [new int[field.Votes.Length]];
        for (var house = 1; house <= draft.Seats; house++)
        {
            var next = new HashSet<int[]>(new SameSeats());
            foreach (var (branch, i) in branches.SelectMany(b => Next(b, house).Select(i => (b, i))))
            {
                int[] grown = [.. branch];
                grown[i]++;
                next.Add(grown);
                if (next.Count > MostBranches)
                {
                    return (house - 1, branches);
                }
            }

            if (next.Count == 0)
            {
                break;
            }

            branches = next;
        }

        return (draft.Seats, branches);
    }

    private sealed class SameSeats : EqualityComparer<int[]>
    {
        public override bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

        public override int GetHashCode(int[] seats)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(seats.AsSpan()));
            return hash.ToHashCode();
        }
    }

    /// <summary>Who can take the next seat: one list, unless bids are equal and no recorded decision ranks all of them.</summary>
    private List<int> Next(int[] held, int house)
    {
        var best = Best(held, house);
        if (best.Count < 2 || decision is null || !best.TrueForAll(i => decision.Order.Contains(field.Code(i))))
        {
            return best;
        }

        draft.DecisionUsed = true;
        var order = decision.Order.ToList();
        return [best.MinBy(i => order.IndexOf(field.Code(i)))];
    }

    /// <summary>Lists with the highest bid among those within their share of this house; where candidates run out no list may be: then all that are left bid.</summary>
    private List<int> Best(int[] held, int house)
    {
        List<int> within = [], others = [];
        foreach (var i in field.Contenders.Where(i => held[i] < field.Limit[i]))
        {
            Keep(held[i] * sum < field.Votes[i] * (Int128)house ? within : others, i, held);
        }

        return within.Count > 0 ? within : others;
    }

    private void Keep(List<int> best, int i, int[] held)
    {
        var order = best.Count == 0 ? 0 : Divisors.DHondt.Compare(field.Votes[i], held[i], field.Votes[best[0]], held[best[0]]);
        if (order > 0)
        {
            best.Clear();
        }

        if (order >= 0)
        {
            best.Add(i);
        }
    }

    private void Walk()
    {
        for (var house = 1; house <= draft.Seats; house++)
        {
            var next = Next(draft.AtLeast, house);
            if (next.Count == 0)
            {
                draft.LeaveVacant(draft.Seats - house + 1);
                Array.ForEach(field.Contenders, i => draft.Exhausted[i] = true);
                return;
            }

            Award(next[0], house);
        }
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
