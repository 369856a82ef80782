using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>What a list must reach to take part.</summary>
public abstract record Threshold
{
    /// <summary>Does the list take part? A list that the law exempts always does; a list without a vote never wins a seat anyway.</summary>
    /// <exception cref="InvalidOperationException">The tally lacks the threshold's basis; see <see cref="Lacks"/>.</exception>
    public bool Admits(ListTally list, Tally tally) => list.ExemptFromThreshold || IsMet(list, tally);

    /// <summary>True when the tally does not hold a figure that the threshold needs.</summary>
    public virtual bool Lacks(Tally tally) => false;

    /// <summary>Does the list reach it, exemptions aside?</summary>
    protected internal abstract bool IsMet(ListTally list, Tally tally);
}

/// <summary>Votes of at least a share of a basis (inclusive unless <see cref="Strict"/>).</summary>
/// <param name="Share">0…1, e.g. 3/100.</param>
/// <param name="Basis">Share of what; <see cref="QuotaBasis.VotesOfEligibleLists"/> here means the sum of the lists.</param>
public sealed record ShareThreshold(Fraction Share, QuotaBasis Basis = QuotaBasis.ValidVotes) : Threshold
{
    /// <summary>More than the share is needed, not the share itself.</summary>
    public bool Strict { get; init; }

    /// <inheritdoc/>
    public override bool Lacks(Tally tally) => BasisOf(tally) is null;

    /// <summary>Share × basis: the votes to reach; null when the basis is unknown.</summary>
    public Fraction? Needed(Tally tally) => BasisOf(tally) is { } basis ? Share * basis : null;

    /// <inheritdoc/>
    protected internal override bool IsMet(ListTally list, Tally tally)
    {
        var basis = BasisOf(tally) ?? throw new InvalidOperationException($"The threshold's basis, {Basis}, is unknown.");
        var order = (list.Votes * Share.Denominator).CompareTo(basis * Share.Numerator);
        return Strict ? order > 0 : order >= 0;
    }

    private long? BasisOf(Tally tally) => Basis switch
    {
        QuotaBasis.VotesOfEligibleLists => tally.ListVotes,
        QuotaBasis.ValidVotes => tally.Valid,
        QuotaBasis.Voters => tally.Voters,
        QuotaBasis.Registered => tally.Registered,
        _ => null,
    };
}

/// <summary>At least a number of votes.</summary>
/// <param name="Votes">≥ 0.</param>
public sealed record VotesThreshold(long Votes) : Threshold
{
    /// <inheritdoc/>
    protected internal override bool IsMet(ListTally list, Tally tally) => list.Votes >= Votes;
}

/// <summary>Seats won elsewhere, e.g. one electorate (New Zealand) or three (Germany).</summary>
/// <param name="Seats">≥ 1.</param>
public sealed record SeatsHeldThreshold(int Seats) : Threshold
{
    /// <inheritdoc/>
    protected internal override bool IsMet(ListTally list, Tally tally) => list.SeatsHeld >= Seats;
}

/// <summary>At least a share of the valid votes in so many districts.</summary>
/// <param name="Share">0…1.</param>
/// <param name="InDistricts">≥ 1.</param>
public sealed record DistrictThreshold(Fraction Share, int InDistricts = 1) : Threshold
{
    /// <inheritdoc/>
    protected internal override bool IsMet(ListTally list, Tally tally) =>
        list.Districts.Count(d => d.Votes >= Share * d.ValidVotes) >= InDistricts;
}

/// <summary>Another threshold for each number of parties in the list; the last one holds for larger coalitions.</summary>
/// <param name="ByParties">First for one party, second for two, …; at least one.</param>
public sealed record CoalitionThreshold(IReadOnlyList<Threshold> ByParties) : Threshold
{
    /// <inheritdoc/>
    public override bool Lacks(Tally tally) => ByParties.Any(t => t.Lacks(tally));

    /// <inheritdoc/>
    protected internal override bool IsMet(ListTally list, Tally tally) =>
        ByParties[Math.Clamp(list.Parties, 1, ByParties.Count) - 1].IsMet(list, tally);
}

/// <summary>Any of several suffices.</summary>
public sealed record AnyThreshold(IReadOnlyList<Threshold> Of) : Threshold
{
    /// <inheritdoc/>
    public override bool Lacks(Tally tally) => Of.Any(t => t.Lacks(tally));

    /// <inheritdoc/>
    protected internal override bool IsMet(ListTally list, Tally tally) => Of.Any(t => t.IsMet(list, tally));
}

/// <summary>All of several are needed.</summary>
public sealed record AllThresholds(IReadOnlyList<Threshold> Of) : Threshold
{
    /// <inheritdoc/>
    public override bool Lacks(Tally tally) => Of.Any(t => t.Lacks(tally));

    /// <inheritdoc/>
    protected internal override bool IsMet(ListTally list, Tally tally) => Of.All(t => t.IsMet(list, tally));
}
