using System.Numerics;

namespace Daira.Core.Seats;

/// <summary>What was counted in one constituency (or over a whole country): the lists' votes and the seats they compete for.</summary>
/// <param name="Seats">Seats at stake, 1…<see cref="MaximumSeats"/>.</param>
/// <param name="Lists">The lists that stood; codes differ. Their order carries no meaning.</param>
public sealed record Tally(int Seats, IReadOnlyList<ListTally> Lists)
{
    /// <summary>Largest house accepted.</summary>
    public const int MaximumSeats = 100_000;

    /// <summary>Persons on the electoral roll; null = unknown.</summary>
    public long? Registered { get; init; }

    /// <summary>Fewest persons that can be on the roll while <see cref="Registered"/> is unknown; null = what votes and turnout imply.</summary>
    public long? RegisteredAtLeast { get; init; }

    /// <summary>Most persons that can be on the roll while <see cref="Registered"/> is unknown; null = no limit known.</summary>
    public long? RegisteredAtMost { get; init; }

    /// <summary>Persons who voted; null = unknown.</summary>
    public long? Voters { get; init; }

    /// <summary>Valid votes, when more than the lists' sum; null = the lists' sum.</summary>
    public long? ValidVotes { get; init; }

    /// <summary>Voters ÷ registered as published, 0…1; bounds the roll from below when the roll is unknown.</summary>
    public decimal? Turnout { get; init; }

    /// <summary>Decimals of <see cref="Turnout"/> that the source prints: the true value lies within half a unit of the last one.</summary>
    public int TurnoutDecimals { get; init; } = 4;

    /// <summary>False when the source lacks lists that stood; nothing is then allotted.</summary>
    public bool ListsComplete { get; init; } = true;

    /// <summary>Sum of the lists' votes.</summary>
    public long ListVotes
    {
        get
        {
            var sum = 0L;
            for (var i = 0; i < Lists.Count; i++)
            {
                sum = checked(sum + Lists[i].Votes);
            }

            return sum;
        }
    }

    /// <summary>Valid votes: as given, else the lists' sum.</summary>
    public long Valid => ValidVotes ?? ListVotes;

    /// <summary>Place of the list of that code; −1 where none stands.</summary>
    internal int IndexOf(string code)
    {
        var index = 0;
        while (index < Lists.Count && Lists[index].Code != code)
        {
            index++;
        }

        return index < Lists.Count ? index : -1;
    }

    /// <summary>What makes the tally unusable; empty when it can be allotted. Never throws.</summary>
    public IReadOnlyList<TallyFault> Faults()
    {
        var faults = new List<TallyFault>();
        if (Seats is < 1 or > MaximumSeats)
        {
            faults.Add(new(TallyFaultKind.SeatsOutOfRange, null, Seats));
        }

        if (Lists.Count == 0)
        {
            faults.Add(new(TallyFaultKind.NoLists, null, 0));
        }

        faults.AddRange(Lists.GroupBy(l => l.Code).Where(g => g.Count() > 1).Select(g => new TallyFault(TallyFaultKind.DuplicateList, g.Key, g.Count())));
        faults.AddRange(Lists.Where(l => l.Votes < 0).Select(l => new TallyFault(TallyFaultKind.NegativeVotes, l.Code, l.Votes)));
        faults.AddRange(Lists.Where(l => l.Candidates < 0).Select(l => new TallyFault(TallyFaultKind.NegativeCandidates, l.Code, l.Candidates!.Value)));
        AddFaultsOfTotals(faults);
        return faults;
    }

    private void AddFaultsOfTotals(List<TallyFault> faults)
    {
        var sum = Lists.Aggregate(BigInteger.Zero, (s, l) => s + BigInteger.Max(l.Votes, 0));
        if (sum > long.MaxValue)
        {
            faults.Add(new(TallyFaultKind.VotesOverflow, null, long.MaxValue));
            return;
        }

        if (sum.IsZero && Lists.Count > 0)
        {
            faults.Add(new(TallyFaultKind.NoVotes, null, 0));
        }

        var valid = BigInteger.Max(sum, ValidVotes ?? 0);
        AddWhen(ValidVotes < sum, TallyFaultKind.ValidVotesBelowLists, ValidVotes);
        AddWhen(Voters < valid, TallyFaultKind.VotersBelowValidVotes, Voters);
        AddWhen(Registered < BigInteger.Max(valid, Voters ?? 0), TallyFaultKind.RegisteredBelowVoters, Registered);
        AddWhen(Turnout is <= 0 or > 1, TallyFaultKind.TurnoutOutOfRange, 0);
        AddWhen(TurnoutDecimals is < 0 or > 18, TallyFaultKind.TurnoutOutOfRange, TurnoutDecimals);

        void AddWhen(bool wrong, TallyFaultKind kind, long? value)
        {
            if (wrong)
            {
                faults.Add(new(kind, null, value ?? 0));
            }
        }
    }
}

/// <summary>One list's count.</summary>
/// <param name="Code">The list's code, unique in its tally.</param>
/// <param name="Votes">≥ 0.</param>
public sealed record ListTally(string Code, long Votes)
{
    /// <summary>How many candidates the list has; null = at least as many as there are seats.</summary>
    public int? Candidates { get; init; }

    /// <summary>Birth dates in list order, for ties; null or a null entry = unknown.</summary>
    public IReadOnlyList<DateOnly?>? BirthDates { get; init; }

    /// <summary>Parties that make up the list, for thresholds by size of coalition; 1 for a party alone.</summary>
    public int Parties { get; init; } = 1;

    /// <summary>Seats the list holds already (single-member districts, first part of a mixed system), for thresholds, levelling and overhang.</summary>
    public int SeatsHeld { get; init; }

    /// <summary>The list's votes and all valid votes in each district, for thresholds that look at districts; empty when not needed.</summary>
    public IReadOnlyList<DistrictShare> Districts { get; init; } = [];

    /// <summary>True for a list that a law exempts from thresholds (national minorities).</summary>
    public bool ExemptFromThreshold { get; init; }
}

/// <summary>A list's votes in one district.</summary>
/// <param name="Votes">The list's votes there.</param>
/// <param name="ValidVotes">All valid votes there.</param>
public readonly record struct DistrictShare(long Votes, long ValidVotes);

/// <summary>Why a tally cannot be allotted.</summary>
/// <param name="List">The list at fault; null when it is the tally.</param>
/// <param name="Value">The offending value.</param>
public sealed record TallyFault(TallyFaultKind Kind, string? List, long Value);

/// <summary>The kinds of <see cref="TallyFault"/>.</summary>
public enum TallyFaultKind
{
    /// <summary>Seats must be 1…<see cref="Tally.MaximumSeats"/>.</summary>
    SeatsOutOfRange,

    /// <summary>At least one list must stand.</summary>
    NoLists,

    /// <summary>A code stands twice.</summary>
    DuplicateList,

    /// <summary>Votes must be ≥ 0.</summary>
    NegativeVotes,

    /// <summary>Candidates must be ≥ 0.</summary>
    NegativeCandidates,

    /// <summary>The votes' sum must be ≤ 9,223,372,036,854,775,807.</summary>
    VotesOverflow,

    /// <summary>No list has a vote.</summary>
    NoVotes,

    /// <summary>The valid votes given are fewer than the lists' sum.</summary>
    ValidVotesBelowLists,

    /// <summary>Fewer voters than valid votes.</summary>
    VotersBelowValidVotes,

    /// <summary>Fewer registered persons than voters or valid votes.</summary>
    RegisteredBelowVoters,

    /// <summary>Turnout must be above 0 and at most 1, with 0…18 decimals.</summary>
    TurnoutOutOfRange,

    /// <summary>The rule needs a figure that the tally lacks and that cannot be bounded (a fixed basis).</summary>
    BasisMissing,
}
