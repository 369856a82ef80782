using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// All margins of one contest from shared sums and one sorted order: the closed forms of <see cref="MarginSearch"/> for plain
/// rules (no candidate limits, no criteria that could settle equality), in 64-bit numbers.
/// </summary>
internal sealed class MarginTable
{
    private readonly int seats;
    private readonly long[] votes;

    /// <summary>Lists by votes, most first.</summary>
    private readonly int[] order;

    private MarginTable(Tally tally)
    {
        seats = tally.Seats;
        votes = new long[tally.Lists.Count];
        order = new int[votes.Length];
        for (var i = 0; i < votes.Length; i++)
        {
            (votes[i], order[i]) = (tally.Lists[i].Votes, i);
        }

        Array.Sort(order, (a, b) => votes[b].CompareTo(votes[a]) is var c and not 0 ? c : a.CompareTo(b));
    }

    /// <summary>All margins, or null where only the general search can tell.</summary>
    public static Margin[]? Try(SeatRule rule, Tally tally)
    {
        if (!IsPlain(rule, tally))
        {
            return null;
        }

        if (rule is { Method: HighestAverages { Divisors: LinearDivisors divisors }, Threshold: null } && divisors.Scaled(0) > 0)
        {
            return OfBids(divisors, rule, tally);
        }

        if (rule.Method is not LargestRemainder { Quota: { Rounding: QuotaRounding.Exact, SeatsAdded: 0 } quota })
        {
            return null;
        }

        return quota.Basis switch
        {
            QuotaBasis.VotesOfEligibleLists when rule.Threshold is null or ShareThreshold => OfShares(rule, tally),
            QuotaBasis.Registered when rule.Threshold is null => OfRegistered(rule, tally),
            _ => null,
        };
    }

    private static bool IsPlain(SeatRule rule, Tally tally)
    {
        if (!tally.ListsComplete || tally.Lists.Count < 2 || tally.Seats == 1 || rule.Ties.Contains(TieCriterion.MostVotes) || tally.Valid > (1L << 61) / (2 * tally.Seats))
        {
            return false;
        }

        foreach (var list in tally.Lists)
        {
            if (list.Candidates < tally.Seats || list.BirthDates is not null || list.ExemptFromThreshold)
            {
                return false;
            }
        }

        return true;
    }

    private static Margin[]? OfShares(SeatRule rule, Tally tally)
    {
        if (rule.Threshold is ShareThreshold { Strict: true } or ShareThreshold { Basis: not (QuotaBasis.ValidVotes or QuotaBasis.VotesOfEligibleLists) })
        {
            return null;
        }

        var share = (rule.Threshold as ShareThreshold)?.Share ?? Fraction.Zero;
        if (share.Denominator > 1_000_000 || share >= 1 || tally.Valid > long.MaxValue / 1_000_000 / 4)
        {
            return null;
        }

        var draft = Allocator.Draw(rule, tally, null, null);
        var most = tally.Registered is { } registered ? registered - (tally.Voters ?? tally.Valid) : (1L << 61) / (2 * tally.Seats) - tally.Valid;
        var basis = rule.Threshold is ShareThreshold { Basis: QuotaBasis.ValidVotes } ? tally.Valid : tally.ListVotes;
        var shares = new ShareMargins(new MarginTable(tally), basis, (long)share.Numerator, (long)share.Denominator, most);
        return Each(tally, draft, shares.ToGain, shares.ToLose);
    }

    private static Margin[]? OfBids(LinearDivisors divisors, SeatRule rule, Tally tally)
    {
        var draft = Allocator.Draw(rule, tally, null, null);
        if (draft.State != SeatState.Elected)
        {
            return null;
        }

        var bids = new BidMargins(divisors, draft, tally.Registered is { } registered ? registered - (tally.Voters ?? tally.Valid) : MarginSearch.Ceiling - tally.Valid);
        return Each(tally, draft, bids.ToGain, bids.ToLose);
    }

    private static Margin[]? OfRegistered(SeatRule rule, Tally tally)
    {
        var table = new MarginTable(tally);
        if (tally.Registered is { } registered)
        {
            var prices = new RegisteredMargins(table, registered, registered - (tally.Voters ?? tally.Valid));
            return Each(tally, Allocator.Draw(rule, tally, null, null), prices.ToGain, prices.ToLose);
        }

        var (low, high) = UnknownBasis.Bounds(QuotaBasis.Registered, tally);
        return high is null && table.FirstAreElected(low) ? table.AmongTheFirst(rule, tally, low) : null;
    }

    /// <summary>
    /// Do the S lists with most votes win one seat each at every roll from <paramref name="low"/> on? So it is where no list
    /// fills two quotas, the last winner none, and what a full quota leaves of the first list is less than the last winner has.
    /// </summary>
    private bool FirstAreElected(long low)
    {
        if (order.Length <= seats)
        {
            return false;
        }

        var (first, last, next) = (votes[order[0]] * seats, votes[order[seats - 1]] * seats, votes[order[seats]] * seats);
        return last > next && last < low && first < 2 * low && first - low < last;
    }

    /// <summary>
    /// The next list must pass the last winner. A winner is lost below the next list, unless a first list's remainder is in
    /// between at some roll: then the search tells. A second seat needs a full quota, whatever the roll: it depends on it.
    /// </summary>
    private Margin[] AmongTheFirst(SeatRule rule, Tally tally, long low)
    {
        var (last, next) = (votes[order[seats - 1]], votes[order[seats]]);
        var now = (votes[order[0]] * seats) - low < next * seats ? null : Allocator.Allocate(rule, tally);
        return Array.ConvertAll(Enumerable.Range(0, votes.Length).ToArray(), i => votes[i] < last
            ? new Margin(tally.Lists[i].Code, new(last - votes[i] + 1, MarginReason.Known), MarginFigure.None(MarginReason.NothingToLose))
            : new Margin(
                tally.Lists[i].Code,
                MarginFigure.None(MarginReason.DependsOnRegistered),
                now is null ? new(next > 0 ? votes[i] - next + 1 : votes[i], MarginReason.Known) : Margins.ToLose(rule, tally, now, i)));
    }

    private static Margin[] Each(Tally tally, Draft draft, Func<int, int, long?> toGain, Func<int, int, long?> toLose)
    {
        var margins = new Margin[tally.Lists.Count];
        for (var i = 0; i < margins.Length; i++)
        {
            var held = draft.AtLeast[i];
            margins[i] = draft.Open[i] > 0
                ? new(tally.Lists[i].Code, MarginFigure.None(MarginReason.Open), MarginFigure.None(MarginReason.Open))
                : new(
                    tally.Lists[i].Code,
                    held == tally.Seats ? MarginFigure.None(MarginReason.NothingToGain) : MarginFigure.Of(toGain(i, held + 1)),
                    held == 0 ? MarginFigure.None(MarginReason.NothingToLose) : MarginFigure.Of(toLose(i, held)));
        }

        return margins;
    }

    /// <summary>Quotient on the registered: the others' quotas and remainders stay; see <see cref="RemainderMargins"/>.</summary>
    private sealed class RegisteredMargins
    {
        private readonly MarginTable table;
        private readonly long registered;
        private readonly long most;
        private readonly long[] full;
        private readonly long[] rest;
        private readonly long[] sorted;
        private readonly long quotas;
        private readonly int takers;

        public RegisteredMargins(MarginTable table, long registered, long most)
        {
            (this.table, this.registered, this.most) = (table, registered, most);
            (full, rest) = (new long[table.votes.Length], new long[table.votes.Length]);
            for (var i = 0; i < full.Length; i++)
            {
                full[i] = WholeNumbers.Floor(table.votes[i] * table.seats, registered);
                rest[i] = (table.votes[i] * table.seats) - (full[i] * registered);
                quotas += full[i];
                takers += table.votes[i] > 0 ? 1 : 0;
            }

            sorted = Array.FindAll(rest, _ => true);
            for (var i = 0; i < sorted.Length; i++)
            {
                sorted[i] = table.votes[i] > 0 ? rest[i] : -1;
            }

            Array.Sort(sorted);
            Array.Reverse(sorted);
        }

        public long? ToGain(int i, int target)
        {
            var left = table.seats - (quotas - full[i]) - (target - 1);
            if (left < 1)
            {
                return null;
            }

            var byQuotient = -WholeNumbers.Floor(-target * registered, table.seats);
            var others = takers - (table.votes[i] > 0 ? 1 : 0);
            var paid = (target - 1) * registered;
            var needed = left > others + 1
                ? byQuotient
                : Math.Min(byQuotient, left == others + 1 ? Math.Max(1, -WholeNumbers.Floor(-paid, table.seats)) : WholeNumbers.Floor(paid + Rival(i, (int)left), table.seats) + 1);
            var extra = Math.Max(1, needed - table.votes[i]);
            return extra <= most ? extra : null;
        }

        public long? ToLose(int i, int target)
        {
            var left = table.seats - (quotas - full[i]) - (target - 1);
            var others = takers - 1;
            var kept = left < 1 || left > others ? 0 : Math.Max(0, -WholeNumbers.Floor(-(((target - 1) * registered) + Rival(i, (int)left)), table.seats) - 1);
            return others > 0 || kept > 0 ? Math.Max(1, table.votes[i] - kept) : null;
        }

        /// <summary>The k-th largest remainder of the others.</summary>
        private long Rival(int i, int k) => table.votes[i] > 0 && rest[i] >= sorted[k - 1] ? sorted[k] : sorted[k - 1];
    }

    /// <summary>
    /// Quotient on the eligible lists' votes: those above a share of all are the first of the order, so every stretch of
    /// votes in which the same lists take part is a number of lists; see <see cref="HareMargins"/> for each.
    /// </summary>
    private sealed class ShareMargins(MarginTable table, long basis, long numerator, long denominator, long most)
    {
        private readonly long[] claims = new long[table.votes.Length];

        public long? ToGain(int i, int target)
        {
            // x votes admit list i from here on.
            var low = Math.Max(1, numerator == 0 ? 1 : -WholeNumbers.Floor(-((numerator * basis) - (denominator * table.votes[i])), denominator - numerator));
            for (var rivals = Rivals(i, low, +1); low <= most; rivals--)
            {
                var (sum, weakest) = Sum(i, rivals);
                var high = numerator == 0 || rivals == 0 ? most : Math.Min(most, WholeNumbers.Floor(weakest * denominator, numerator) - basis);
                if (high >= low && Hare(i, rivals, sum + table.votes[i], target) is var votes && Math.Max(votes, low) <= high)
                {
                    return Math.Max(votes, low);
                }

                low = Math.Max(low, high + 1);
                if (high == most)
                {
                    return null;
                }
            }

            return null;
        }

        public long? ToLose(int i, int target)
        {
            // From here on list i is below the threshold itself; without a vote it holds nothing.
            var outside = numerator == 0 ? table.votes[i] : Math.Min(table.votes[i], WholeNumbers.Floor((denominator * table.votes[i]) - (numerator * basis), denominator - numerator) + 1);
            var low = 1L;
            for (var rivals = Rivals(i, low, -1); low < outside; rivals++)
            {
                var (sum, _) = Sum(i, rivals);
                var next = Next(i, rivals);
                var high = next is { } votes ? Math.Min(outside - 1, basis - WholeNumbers.Floor(votes * denominator, numerator) - 1) : outside - 1;
                if (high >= low && HareLoss(i, rivals, sum + table.votes[i], target) is var lost && Math.Max(lost, low) <= high)
                {
                    return Math.Max(lost, low);
                }

                low = Math.Max(low, high + 1);
                if (next is null)
                {
                    break;
                }
            }

            return outside < table.votes[i] || table.votes.Length > 1 ? Existing(i, outside) : null;
        }

        /// <summary>All votes of the contest cannot be lost.</summary>
        private long? Existing(int i, long lost)
        {
            foreach (var j in table.order)
            {
                if (j != i && table.votes[j] > 0)
                {
                    return lost;
                }
            }

            return lost < table.votes[i] ? lost : null;
        }

        /// <summary>How many other lists take part after so many votes.</summary>
        private int Rivals(int i, long moved, int sign)
        {
            var count = 0;
            foreach (var j in table.order)
            {
                if (j != i && table.votes[j] > 0 && table.votes[j] * denominator >= numerator * (basis + (sign * moved)))
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
                if (table.order[n] != i)
                {
                    weakest = table.votes[table.order[n]];
                    sum += weakest;
                    seen++;
                }
            }

            return (sum, weakest);
        }

        /// <summary>Votes of the other list that would be admitted next; null when none is left or there is no threshold.</summary>
        private long? Next(int i, int rivals)
        {
            if (numerator == 0)
            {
                return null;
            }

            var seen = 0;
            foreach (var j in table.order)
            {
                if (j != i && seen++ == rivals)
                {
                    return table.votes[j] > 0 ? table.votes[j] : null;
                }
            }

            return null;
        }

        private long Hare(int i, int rivals, long quotient, int target)
        {
            var surplus = Claim(i, rivals, quotient, target, upTo: true) - (table.seats - target);
            var answer = 0L;
            for (; surplus > 0; surplus--)
            {
                answer = Take(i, rivals, -1, quotient, target);
            }

            return answer;
        }

        private long HareLoss(int i, int rivals, long quotient, int target)
        {
            var missing = table.seats - target + 1 - Claim(i, rivals, quotient, target, upTo: false);
            var answer = rivals == 0 && missing > 0 ? long.MaxValue : 0L;
            for (; missing > 0 && rivals > 0; missing--)
            {
                answer = Take(i, rivals, +1, quotient, target);
            }

            return answer;
        }

        /// <summary>Extra votes with which a rival's m-th claim falls behind the list's target-th.</summary>
        private long FallsBehind(int i, long rival, long m, long quotient, int target) => m == 0
            ? long.MaxValue
            : Math.Max(0, WholeNumbers.Floor(((rival - table.votes[i]) * table.seats) - ((m - target) * quotient), table.seats + m - target) + 1);

        /// <summary>Lost votes with which a rival's m-th claim gets ahead of it.</summary>
        private long GetsAhead(int i, long rival, long m, long quotient, int target) =>
            Math.Max(0, WholeNumbers.Floor(((m - target) * quotient) + ((table.votes[i] - rival) * table.seats), table.seats + m - target) + 1);

        /// <summary>Claims of each rival that reach (or, for a loss, exceed) the list's target-th, by place in the order.</summary>
        private long Claim(int i, int rivals, long quotient, int target, bool upTo)
        {
            var sum = 0L;
            for (var (n, seen) = (0, 0); seen < rivals; n++)
            {
                var j = table.order[n];
                if (j != i)
                {
                    var gap = (table.votes[j] - table.votes[i]) * table.seats;
                    claims[n] = Math.Max(0, upTo ? WholeNumbers.Floor(gap, quotient) + target : -WholeNumbers.Floor(-gap, quotient) + target - 1);
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
                if (table.order[n] != i)
                {
                    seen++;
                    var rival = table.votes[table.order[n]];
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
}
