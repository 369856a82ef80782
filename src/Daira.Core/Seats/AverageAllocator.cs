namespace Daira.Core.Seats;

/// <summary>Seat after seat to the highest bid.</summary>
internal sealed class AverageAllocator(Draft draft, Ties ties, List<Step>? steps)
{
    private readonly Field field = draft.Field;
    private readonly List<Bid> awarded = [];

    private readonly record struct Bid(int List, int Held);

    public void Run(Divisors divisors)
    {
        var order = Comparer<Bid>.Create((a, b) => divisors.Compare(field.Votes[b.List], b.Held, field.Votes[a.List], a.Held) is var c and not 0
            ? c
            : a.List.CompareTo(b.List));
        var bids = new PriorityQueue<Bid, Bid>(order);
        foreach (var i in field.Contenders)
        {
            bids.Enqueue(new(i, 0), new(i, 0));
        }

        while (awarded.Count < draft.Seats && bids.TryDequeue(out var best, out _))
        {
            Award(best, bids, divisors);
        }

        SettleBoundary(bids, divisors);
        draft.LeaveVacant(draft.Seats - awarded.Count);
        FindExhausted(divisors);
    }

    private void Award(Bid best, PriorityQueue<Bid, Bid> bids, Divisors divisors)
    {
        awarded.Add(best);
        draft.AtLeast[best.List]++;
        Bid? next = bids.TryPeek(out var top, out _) ? top : null;
        if (best.Held + 1 < field.Limit[best.List])
        {
            var again = new Bid(best.List, best.Held + 1);
            bids.Enqueue(again, again);
        }

        Explain(best, next, divisors);
    }

    private void Explain(Bid best, Bid? next, Divisors divisors)
    {
        if (steps is null)
        {
            return;
        }

        var (votes, bid) = (field.Votes[best.List], divisors.Bid(field.Votes[best.List], best.Held));
        var nextBid = next is { } n ? divisors.Bid(field.Votes[n.List], n.Held) : null;
        var nextCode = next is { } m ? field.Code(m.List) : null;
        draft.Won.Add((best.List, new(best.Held + 1, SeatSource.Average, bid, nextCode, nextBid)));
        steps.Add(new AverageSeatStep(awarded.Count, field.Code(best.List), votes, best.Held, divisors.Printed(best.Held), bid, nextCode, nextBid));
    }

    /// <summary>Equal bids matter only where some of them win and some do not.</summary>
    private void SettleBoundary(PriorityQueue<Bid, Bid> bids, Divisors divisors)
    {
        if (awarded.Count == 0 || !bids.TryPeek(out var top, out _) || !Equal(awarded[^1], top, divisors))
        {
            return;
        }

        var last = awarded[^1];
        var tied = awarded.FindAll(b => Equal(b, last, divisors));
        var seats = tied.Count;
        tied.ForEach(Withdraw);
        while (bids.TryPeek(out var other, out _) && Equal(other, last, divisors))
        {
            tied.Add(bids.Dequeue());
        }

        ties.Settle(draft, [.. tied.Select(b => b.List).Order()], seats, i => Restore(tied.Find(b => b.List == i), divisors));
    }

    private void Withdraw(Bid bid)
    {
        draft.AtLeast[bid.List]--;
        draft.Won.RemoveAll(w => w.List == bid.List && w.Seat.Nth == bid.Held + 1);
        steps?.RemoveAll(s => s is AverageSeatStep step && step.SeatsHeld == bid.Held && step.List == field.Code(bid.List));
    }

    private void Restore(Bid bid, Divisors divisors)
    {
        draft.AtLeast[bid.List]++;
        if (steps is not null)
        {
            draft.Won.Add((bid.List, new(bid.Held + 1, SeatSource.Average, divisors.Bid(field.Votes[bid.List], bid.Held), null, null)));
        }
    }

    private bool Equal(Bid a, Bid b, Divisors divisors) => divisors.Compare(field.Votes[a.List], a.Held, field.Votes[b.List], b.Held) == 0;

    /// <summary>A list whose candidates are all elected and whose next bid would have beaten the last one that won.</summary>
    private void FindExhausted(Divisors divisors)
    {
        foreach (var i in field.Contenders.Where(i => draft.AtLeast[i] == field.Limit[i]))
        {
            draft.Exhausted[i] = awarded.Count < draft.Seats
                || divisors.Compare(field.Votes[i], draft.AtLeast[i], field.Votes[awarded[^1].List], awarded[^1].Held) > 0;
        }
    }
}
