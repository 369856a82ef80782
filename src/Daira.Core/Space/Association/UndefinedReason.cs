namespace Daira.Core.Space.Association;

/// <summary>Why a statistic has no value.</summary>
public enum UndefinedReason
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>Fewer known figures than the formula needs: three for a local statistic, four for a global one.</summary>
    TooFewUnits,

    /// <summary>All known figures are the same, so nothing can be high or low.</summary>
    EqualFigures,

    /// <summary>No unit has a neighbour whose figure is known.</summary>
    NoLinks,

    /// <summary>The statistic is for counts and shares, and a figure is negative or all are zero.</summary>
    NotCounts,
}
