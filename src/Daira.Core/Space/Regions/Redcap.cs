using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Regions;

/// <summary>How far two clusters are from each other.</summary>
public enum Linkage
{
    /// <summary>By how much the sum of squared differences would grow.</summary>
    Ward,

    /// <summary>Mean squared difference over all pairs of their units.</summary>
    Average,

    /// <summary>Largest difference of any pair of their units.</summary>
    Complete,
}

/// <summary>
/// REDCAP, full order: neighbouring clusters that are nearest to each other grow together, which gives a spanning tree
/// that is then cut where it pays most (Guo 2008, doi:10.1080/13658810701674970).
/// </summary>
public static class Redcap
{
    /// <summary>Most units for <see cref="Linkage.Complete"/> over several variables.</summary>
    public const int LargestComplete = 5000;

    /// <summary>Connected regions, alike inside.</summary>
    /// <inheritdoc cref="Skater.Of"/>
    public static RegionPlan Of(IReadOnlyList<double[]> variables, Neighbours neighbours, int regions, Linkage linkage = Linkage.Ward, RegionSettings? settings = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(regions, 1);
        settings ??= new();
        var units = RegionUnits.Of(variables, neighbours, settings);
        if (linkage == Linkage.Complete && variables.Count > 1 && units.Count > LargestComplete)
            return RegionPlan.Refused(RegionRefusal.TooManyUnits);
        return new TreePartition(units, new Agglomeration(units, linkage).Grow(), settings.SmallestPopulation).Cut(regions);
    }
}
