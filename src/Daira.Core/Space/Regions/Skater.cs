using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Regions;

/// <summary>
/// SKATER: the shortest spanning tree of the neighbourhood, cut where it pays most (Assunção, Neves, Câmara and Freitas
/// 2006, doi:10.1080/13658810600665111). Differences are squared, so that they add up to the variance.
/// </summary>
public static class Skater
{
    /// <summary>Connected regions, alike inside.</summary>
    /// <param name="variables">One or more lists of one figure per unit; NaN is unknown: the unit is left out.</param>
    /// <param name="neighbours">Links in either direction count.</param>
    /// <param name="regions">1 or more.</param>
    public static RegionPlan Of(IReadOnlyList<double[]> variables, Neighbours neighbours, int regions, RegionSettings? settings = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(regions, 1);
        settings ??= new();
        var units = RegionUnits.Of(variables, neighbours, settings);
        return new TreePartition(units, SpanningTree.Shortest(units), settings.SmallestPopulation).Cut(regions);
    }
}
