namespace Daira.Core.Seats;

/// <summary>One list's seats before and after votes moved.</summary>
/// <param name="Before">Null = open.</param>
/// <param name="After">Null = open.</param>
public sealed record SeatMove(string List, int? Before, int? After);

/// <summary>What else happens when votes move: whose seats change, votes taken from a rival instead of abstainers, turnout.</summary>
public static class SeatMoves
{
    /// <summary>Lists whose seats differ between two outcomes of the same lists.</summary>
    public static IReadOnlyList<SeatMove> Between(Allocation before, Allocation after) =>
        [.. before.Lists.Where(l => l.Seats != after[l.Code].Seats).Select(l => new SeatMove(l.Code, l.Seats, after[l.Code].Seats))];

    /// <summary>Lists whose seats change when one list gains (or, negative, loses) votes of abstainers.</summary>
    /// <param name="votes">≥ −(the list's votes).</param>
    public static IReadOnlyList<SeatMove> After(SeatRule rule, Tally tally, string list, long votes) =>
        Between(Allocator.Allocate(rule, tally), Allocator.Allocate(rule, Margins.WithVotes(tally, list, votes)));

    /// <summary>
    /// Fewest votes that must pass from one list to another to make one more seat of the latter certain. The sum of votes
    /// stays, so the price of a seat changes only where one of the two crosses the threshold. Between, averages are monotone
    /// and are halved; remainders are tried at every number where two lists' votes differ by a whole number of quotas.
    /// </summary>
    public static MarginFigure ToGainFrom(SeatRule rule, Tally tally, string list, string from)
    {
        var now = Allocator.Allocate(rule, tally);
        var (to, source) = (tally.IndexOf(list), tally.IndexOf(from));
        ArgumentOutOfRangeException.ThrowIfNegative(source, nameof(from));
        ArgumentOutOfRangeException.ThrowIfEqual(source, to, nameof(from));
        if (now[list].Seats is not { } seats || now.Ranges.Count > 0)
        {
            return MarginFigure.None(now.Ranges.Count > 0 ? MarginReason.DependsOnRegistered : MarginReason.Open);
        }

        if (seats >= Math.Min(tally.Seats, tally.Lists[to].Candidates ?? tally.Seats))
        {
            return MarginFigure.None(MarginReason.NothingToGain);
        }

        bool Gains(long votes) => Allocator.Draw(rule, Passed(tally, to, source, votes), null, null).AtLeast[to] > seats;
        foreach (var (low, high) in Stretches(rule, tally, to, source))
        {
            var field = Field.Of(rule, Passed(tally, to, source, low), null);
            if (FirstIn(rule, tally, field, (to, source), low, high, Gains) is { } votes)
            {
                return MarginFigure.Of(votes);
            }
        }

        return MarginFigure.None(MarginReason.OutOfReach);
    }

    /// <summary>
    /// Outcomes by turnout under a quotient on the registered: what the same shares of votes would give for every possible
    /// roll from the valid votes (everyone voted) upwards. Turnout is valid votes ÷ roll.
    /// </summary>
    /// <exception cref="ArgumentException">The rule's quotient is not on the registered.</exception>
    public static IReadOnlyList<BasisRange> ByTurnout(SeatRule rule, Tally tally)
    {
        if (rule.Method is not LargestRemainder { Quota.Basis: QuotaBasis.Registered })
        {
            throw new ArgumentException("Only a quotient on the registered depends on turnout.", nameof(rule));
        }

        return Allocator.Allocate(rule, tally with { Registered = null, Turnout = null, Voters = null, RegisteredAtLeast = null, RegisteredAtMost = null }).Ranges;
    }

    private static long? FirstIn(SeatRule rule, Tally tally, Field field, (int To, int From) pair, long low, long high, Func<long, bool> gains)
    {
        if (rule.MethodFor(tally) is not LargestRemainder { Quota: var quota })
        {
            return !gains(high) ? null : gains(low) ? low : Halve(gains, low, high);
        }

        if (quota.Basis == QuotaBasis.VotesOfEligibleLists && field.Admitted[pair.To] && !field.Admitted[pair.From])
        {
            // Votes of a list that takes no part count for the quota only once they have passed: as from abstainers.
            var others = Array.FindAll(field.Contenders, i => i != pair.To);
            return new MarginBreakpoints(field, others, +1, tally.Lists[pair.To].Votes, quota, low).First(low, high, gains);
        }

        var price = Price.Of(quota, RemainderAllocator.BasisOf(quota, field), tally.Seats);
        foreach (var votes in Breakpoints(tally, pair, price, low, high))
        {
            if (gains(votes))
            {
                return votes;
            }
        }

        return null;
    }

    /// <summary>The least number of votes passed, and those at which the two lists' quotas, or the order of their remainders, can change.</summary>
    private static SortedSet<long> Breakpoints(Tally tally, (int To, int From) pair, Price price, long low, long high)
    {
        var points = new SortedSet<long> { low };
        var (to, from) = (tally.Lists[pair.To].Votes, tally.Lists[pair.From].Votes);
        for (var whole = -tally.Seats - 2; whole <= tally.Seats + 2; whole++)
        {
            var quotas = whole * price.Numerator;
            foreach (var other in (long[])[.. tally.Lists.Select(l => l.Votes), 0])
            {
                Add(quotas - ((to - other) * price.Denominator), price.Denominator);
                Add(((from - other) * price.Denominator) - quotas, price.Denominator);
            }

            Add(quotas - ((to - from) * price.Denominator), 2 * price.Denominator);
        }

        return points;

        void Add(Int128 numerator, Int128 denominator)
        {
            AddWithin(numerator / denominator);
            AddWithin((numerator / denominator) + 1);
        }

        void AddWithin(Int128 votes)
        {
            if (votes > low && votes <= high)
            {
                points.Add((long)votes);
            }
        }
    }

    private static Tally Passed(Tally tally, int to, int from, long votes)
    {
        var lists = tally.Lists.ToArray();
        lists[to] = lists[to] with { Votes = lists[to].Votes + votes };
        lists[from] = lists[from] with { Votes = lists[from].Votes - votes };
        return tally with { Lists = lists };
    }

    private static IEnumerable<(long Low, long High)> Stretches(SeatRule rule, Tally tally, int to, int from)
    {
        var most = tally.Lists[from].Votes;
        var cuts = new SortedSet<long>();
        foreach (var i in new[] { to, from })
        {
            bool Same(long votes) => Field.Admits(rule, Passed(tally, to, from, votes), i) == Field.Admits(rule, Passed(tally, to, from, 1), i);
            if (!Same(most))
            {
                cuts.Add(Halve(votes => !Same(votes), 1, most));
            }
        }

        // A list without a vote no longer takes part.
        cuts.Add(most);
        var low = 1L;
        foreach (var cut in cuts.Append(most + 1).Where(c => c > 1))
        {
            yield return (low, cut - 1);
            low = cut;
        }
    }

    /// <summary>First number at which a lasting change is seen; not at low, but at high.</summary>
    private static long Halve(Func<long, bool> changed, long low, long high)
    {
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = changed(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
