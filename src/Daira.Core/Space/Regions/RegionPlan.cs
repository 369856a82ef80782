namespace Daira.Core.Space.Regions;

/// <summary>Why no plan of regions was made.</summary>
public enum RegionRefusal
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>No unit with known figures.</summary>
    NoUnits,

    /// <summary>The map falls into more separate pieces than regions were asked for.</summary>
    MorePiecesThanRegions,

    /// <summary>A piece of the map, or all of it, stays below the smallest population allowed.</summary>
    PopulationBoundTooHigh,

    /// <summary>Complete linkage of several variables compares all pairs of units, and there are too many of them.</summary>
    TooManyUnits,
}

/// <summary>Units put into connected regions that are alike inside.</summary>
public sealed class RegionPlan
{
    /// <summary>Number of a unit that is in no region because a figure is unknown.</summary>
    public const int Undefined = -1;

    internal RegionPlan(int[] regions, double within, double total)
    {
        Regions = regions;
        Count = regions.DefaultIfEmpty(Undefined).Max() + 1;
        Within = within;
        Total = total;
    }

    private RegionPlan(RegionRefusal refusal)
        : this([], 0, 0) => Refusal = refusal;

    /// <summary>Why there is no plan.</summary>
    public RegionRefusal Refusal { get; }

    /// <summary>Region of each unit: 0 … Count − 1 in the order of their first units, or <see cref="Undefined"/>. Empty when refused.</summary>
    public IReadOnlyList<int> Regions { get; }

    /// <summary>Number of regions; smaller than asked for when the bound allows no further cut.</summary>
    public int Count { get; }

    /// <summary>Sum of squared differences from the means of the regions.</summary>
    public double Within { get; }

    /// <summary>Sum of squared differences from the mean of all.</summary>
    public double Total { get; }

    /// <summary>Share of the differences that lies between regions, 0 … 1; 0 when all figures are the same.</summary>
    public double Explained => Total > 0 ? Math.Max(0, 1 - (Within / Total)) : 0;

    internal static RegionPlan Refused(RegionRefusal refusal) => new(refusal);
}

/// <summary>What regions must respect.</summary>
public sealed record RegionSettings
{
    /// <summary>Population of each unit, 0 or more; null = 1 each. Needed for every unit whose figures are known.</summary>
    public double[]? Population { get; init; }

    /// <summary>Smallest population of a region, in the unit of <see cref="Population"/>; 0 or more.</summary>
    public double SmallestPopulation { get; init; }

    /// <summary>Whether variables are first put into standard deviations, so that none outweighs another by its unit.</summary>
    public bool Standardise { get; init; } = true;
}
