namespace Daira.Core.Seats;

/// <summary>Equal figures at the boundary: the law's criteria in their order, then lots, which only a recorded decision can stand for.</summary>
internal sealed class Ties(SeatRule rule, Tally tally, TieDecision? decision, List<Step>? steps)
{
    /// <summary>Gives the seats to winners and leaves the rest as a question on the draft.</summary>
    /// <param name="tied">Lists with equal figures, more than <paramref name="seats"/>.</param>
    /// <param name="win">What to do with each winner.</param>
    public void Settle(Draft draft, IReadOnlyList<int> tied, int seats, Action<int> win)
    {
        var open = tied.ToList();
        foreach (var criterion in rule.Ties)
        {
            var keys = open.ToDictionary(i => i, i => Key(criterion, draft, i));
            if (keys.ContainsValue(null))
            {
                SettleByDecision(draft, open, seats, SeatState.TieNeedsBirthDates, win);
                return;
            }

            var winners = Best(open, keys, seats, out var stillOpen);
            Report(open, seats, criterion, winners, stillOpen);
            winners.ForEach(win);
            (open, seats) = (stillOpen, seats - winners.Count);
            if (seats == 0)
            {
                return;
            }
        }

        SettleByDecision(draft, open, seats, SeatState.DrawingOfLots, win);
    }

    /// <summary>Those above the boundary key win; those at it stay open unless they all fit.</summary>
    private static List<int> Best(List<int> open, Dictionary<int, long?> keys, int seats, out List<int> stillOpen)
    {
        var sorted = open.OrderByDescending(i => keys[i]).ToList();
        var (last, next) = (keys[sorted[seats - 1]], keys[sorted[seats]]);
        stillOpen = last == next ? sorted.FindAll(i => keys[i] == last) : [];
        return last == next ? sorted.FindAll(i => keys[i] > last) : sorted[..seats];
    }

    private void SettleByDecision(Draft draft, List<int> open, int seats, SeatState question, Action<int> win)
    {
        var order = decision?.Order.Index().ToDictionary(x => x.Item, x => x.Index);
        if (order is null || open.Exists(i => !order.ContainsKey(tally.Lists[i].Code)))
        {
            Report(open, seats, null, [], open);
            draft.Ask(question, seats, open, _ => 1);
            return;
        }

        var winners = open.OrderBy(i => order[tally.Lists[i].Code]).Take(seats).ToList();
        draft.DecisionUsed = true;
        steps?.Add(new DecisionStep(decision!));
        Report(open, seats, null, winners, []);
        winners.ForEach(win);
    }

    private long? Key(TieCriterion criterion, Draft draft, int list) => criterion switch
    {
        TieCriterion.MostVotes => tally.Lists[list].Votes,
        TieCriterion.YoungestCandidate => BirthDay(draft, list),
        TieCriterion.OldestCandidate => -BirthDay(draft, list),
        _ => throw new InvalidOperationException($"Criterion {criterion} is not one of the three."),
    };

    /// <summary>The birth date of the candidate who would take the list's next seat.</summary>
    private long? BirthDay(Draft draft, int list) =>
        tally.Lists[list].BirthDates is { } dates && draft.AtLeast[list] < dates.Count
            ? dates[draft.AtLeast[list]]?.DayNumber
            : null;

    private void Report(List<int> tied, int seats, TieCriterion? criterion, List<int> winners, List<int> open)
    {
        string[] Codes(List<int> lists) => [.. lists.Select(i => tally.Lists[i].Code)];
        steps?.Add(new TieStep(Codes(tied), seats, criterion, Codes(winners), Codes(open)));
    }
}
