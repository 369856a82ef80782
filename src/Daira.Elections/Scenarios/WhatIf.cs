using Daira.Core.Numbers;

namespace Daira.Elections.Scenarios;

/// <summary>A contest as it was counted, with what a person changes in it. Immutable; its words in an address are <see cref="WhatIfQuery"/>.</summary>
/// <param name="Contest">Id of a stored contest with a law.</param>
public sealed record WhatIf(string Contest)
{
    /// <summary>Code of one constituency; null = all of them.</summary>
    public string? Place { get; init; }

    /// <summary>Id of another law, or the name of a seat method; null = the contest's own law.</summary>
    public string? Law { get; init; }

    /// <summary>Percent of the valid votes that a list must reach, 0…100, 0 = none; null = as the law says.</summary>
    public decimal? Threshold { get; init; }

    /// <summary>Seats of the one constituency; null = as counted.</summary>
    public int? Seats { get; init; }

    /// <summary>Persons on the roll of the one constituency; null = as published, which may be unknown.</summary>
    public long? Registered { get; init; }

    /// <summary>Votes by list in the one constituency; a list left out keeps its votes.</summary>
    public IReadOnlyDictionary<string, long> Votes { get; init; } = new Dictionary<string, long>();

    /// <summary>What the numbers of <see cref="Swings"/> count.</summary>
    public SwingUnit Unit { get; init; } = SwingUnit.Points;

    /// <summary>The same change everywhere the list stood, by list; −100…1000.</summary>
    public IReadOnlyDictionary<string, decimal> Swings { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Percent more (or, negative, fewer) votes for every list alike, −100…1000; null = as many as counted.</summary>
    public decimal? Turnout { get; init; }

    /// <summary>Lists that break in two, by the share of their votes, between 0 and 1, that goes to the new list (<see cref="PartOf"/>).</summary>
    public IReadOnlyDictionary<string, Fraction> Splits { get; init; } = new Dictionary<string, Fraction>();

    /// <summary>Lists that stand as one, with the sum of their votes; none, or two and more.</summary>
    public IReadOnlyList<string> Merged { get; init; } = [];

    /// <summary>Lists that do not stand; their voters stay at home.</summary>
    public IReadOnlyList<string> Withdrawn { get; init; } = [];

    /// <summary>True when nothing at all is assumed.</summary>
    public bool ChangesNothing => Law is null && Threshold is null && Seats is null && Registered is null
        && Turnout is null && Votes.Count == 0 && Swings.Count == 0 && Splits.Count == 0 && Merged.Count == 0 && Withdrawn.Count == 0;

    /// <summary>Code of the new list that breaks away from a list; it can withdraw or merge like any other.</summary>
    public static string PartOf(string list) => $"{list}.2";
}

/// <summary>What a swing counts.</summary>
public enum SwingUnit
{
    /// <summary>Percentage points of all votes counted in the constituency.</summary>
    Points,

    /// <summary>Percent of the list's own votes there.</summary>
    Percent,
}
