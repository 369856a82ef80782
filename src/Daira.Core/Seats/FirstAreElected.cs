namespace Daira.Core.Seats;

/// <summary>
/// Margins under a quotient on a roll that is not known, where at every possible roll the S lists with most votes win one seat each.
/// So it is where the last winner fills no quota, and what a full quota leaves of the first list is less than the last winner has
/// (so that no list fills two). The next list must pass the last winner. A winner is lost below the next list, and without a vote;
/// where what a quota leaves of another list can come before the next, it is lost sooner at some rolls than at others. A second seat
/// needs a full quota: it depends on the roll.
/// </summary>
internal static class FirstAreElected
{
    /// <summary>All margins, or null where it is not so.</summary>
    public static Margin[]? Try(SeatRule rule, Tally tally)
    {
        if (!ClosedMargins.IsPlain(rule, tally) || tally.Lists.Count <= tally.Seats
            || rule is not { Method: LargestRemainder { Quota: { Rounding: QuotaRounding.Exact, SeatsAdded: 0, Basis: QuotaBasis.Registered } }, Threshold: null })
        {
            return null;
        }

        var lists = new VotesInOrder(tally);
        var (low, high) = UnknownBasis.Bounds(QuotaBasis.Registered, tally);
        var (first, second) = (lists.Votes[lists.Order[0]], lists.Votes[lists.Order[1]]);
        var (last, next) = (lists.Votes[lists.Order[tally.Seats - 1]], lists.Votes[lists.Order[tally.Seats]]);
        if (high is not null || last <= next || last * tally.Seats >= low || Rest(first) >= last * tally.Seats)
        {
            return null;
        }

        return [.. tally.Lists.Select((list, i) => list.Votes < last
            ? new Margin(list.Code, MarginFigure.Of(last - list.Votes + 1), MarginFigure.None(MarginReason.NothingToLose))
            : new Margin(list.Code, MarginFigure.None(MarginReason.DependsOnRegistered), ToLose(list.Votes, Rest(i == lists.Order[0] ? second : first))))];

        // What a full quota leaves at most, times the seats.
        long Rest(long votes) => (votes * tally.Seats) - low;

        MarginFigure ToLose(long votes, long rest) => rest > Math.Max(1, next) * tally.Seats
            ? MarginFigure.None(MarginReason.DependsOnRegistered)
            : MarginFigure.Of(votes - Math.Max(0, next - 1));
    }
}
