namespace Daira.Core.Seats;

/// <summary>
/// Margins under a quotient on a roll that is not known, where at every possible roll the S lists with most votes win one seat each.
/// So it is where no list fills two quotas, the last winner none, and what a full quota leaves of the first list is less than the
/// last winner has. The next list must pass the last winner; a winner is lost below the next list, and without a vote, unless what is
/// left of a first list comes between at some roll: then the search tells. A second seat needs a full quota: it depends on the roll.
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
        var (first, last, next) = (lists.Votes[lists.Order[0]], lists.Votes[lists.Order[tally.Seats - 1]], lists.Votes[lists.Order[tally.Seats]]);
        var rest = (first * tally.Seats) - low;
        if (high is not null || last <= next || last * tally.Seats >= low || first * tally.Seats >= 2 * low || rest >= last * tally.Seats)
        {
            return null;
        }

        var now = rest < next * tally.Seats ? null : Allocator.Allocate(rule, tally);
        return [.. tally.Lists.Select((list, i) => list.Votes < last
            ? new Margin(list.Code, MarginFigure.Of(last - list.Votes + 1), MarginFigure.None(MarginReason.NothingToLose))
            : new Margin(list.Code, MarginFigure.None(MarginReason.DependsOnRegistered), now is null ? MarginFigure.Of(list.Votes - Math.Max(0, next - 1)) : Margins.ToLose(now, i, null)))];
    }
}
