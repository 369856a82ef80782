using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// Margins of one contest from shared sums and one sorted order, in 64-bit numbers, for plain rules: no candidate limits, no criteria
/// that could settle equality. Other rules are left to <see cref="MarginSearch"/>.
/// </summary>
internal abstract class ClosedMargins
{
    /// <summary>No product of votes (or of the roll), seats and a threshold's denominator is too large below these.</summary>
    private const long MostPersons = 1L << 40, MostDenominator = 1_000_000;

    /// <summary>Fewest extra votes that make <paramref name="target"/> seats certain, one more than list <paramref name="i"/> has; null = out of reach.</summary>
    public abstract long? ToGain(int i, int target);

    /// <summary>Fewest lost votes that make seat <paramref name="target"/>, the last that list <paramref name="i"/> has, certainly lost; null = impossible.</summary>
    public abstract long? ToLose(int i, int target);

    /// <summary>The closed form for this contest; null where only the general search can tell.</summary>
    /// <param name="draft">The contest as allotted.</param>
    public static ClosedMargins? Of(SeatRule rule, Tally tally, Draft draft) => rule switch
    {
        _ when !IsPlain(rule, tally) => null,
        { Method: HighestAverages { Divisors: LinearDivisors divisors }, Threshold: null } when divisors.Scaled(0) > 0 && draft.State == SeatState.Elected =>
            new BidMargins(divisors, draft, MarginSearch.Most(tally)),
        { Method: LargestRemainder { Quota: { Rounding: QuotaRounding.Exact, SeatsAdded: 0, Basis: QuotaBasis.Registered } }, Threshold: null }
            when tally.Registered <= MostPersons => new RegisteredMargins(new(tally), tally.Registered.Value, MarginSearch.Most(tally)),
        { Method: LargestRemainder { Quota: { Rounding: QuotaRounding.Exact, SeatsAdded: 0, Basis: QuotaBasis.VotesOfEligibleLists } } } =>
            OfShares(rule.Threshold ?? new ShareThreshold(0), tally),
        _ => null,
    };

    /// <summary>Two lists and two seats at least, no limits of candidates, nothing that could settle equality, and no number too large.</summary>
    public static bool IsPlain(SeatRule rule, Tally tally)
    {
        if (tally.Lists.Count < 2 || tally.Seats == 1 || rule.Ties.Contains(TieCriterion.MostVotes) || tally.Valid > MostPersons)
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

    private static ShareMargins? OfShares(Threshold threshold, Tally tally)
    {
        if (threshold is not ShareThreshold { Strict: false, Basis: QuotaBasis.ValidVotes or QuotaBasis.VotesOfEligibleLists, Share: var share } shares
            || share.Denominator > MostDenominator || share >= 1)
        {
            return null;
        }

        var basis = shares.Basis == QuotaBasis.ValidVotes ? tally.Valid : tally.ListVotes;
        return new(new(tally), basis, (long)share.Numerator, (long)share.Denominator, MarginSearch.Most(tally));
    }
}

/// <summary>A contest's votes, and its lists by votes, most first.</summary>
internal sealed class VotesInOrder
{
    public VotesInOrder(Tally tally)
    {
        Seats = tally.Seats;
        Votes = new long[tally.Lists.Count];
        Order = new int[Votes.Length];
        for (var i = 0; i < Votes.Length; i++)
        {
            (Votes[i], Order[i]) = (tally.Lists[i].Votes, i);
        }

        Array.Sort(Order, (a, b) => Votes[b].CompareTo(Votes[a]));
    }

    public int Seats { get; }

    public long[] Votes { get; }

    public int[] Order { get; }
}
