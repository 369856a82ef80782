using Daira.Core.Randomness;
using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Regions;

/// <summary>
/// Max-p: as many connected regions as possible, each with the smallest population or more, then as alike inside as
/// exchanging units at their borders can make them (Duque, Anselin and Rey 2012, doi:10.1111/j.1467-9787.2011.00743.x). A heuristic:
/// the best of several tries, each grown from random units.
/// </summary>
public static class MaxP
{
    /// <summary>Regions of at least <see cref="RegionSettings.SmallestPopulation"/>.</summary>
    /// <param name="variables">One or more lists of one figure per unit; NaN is unknown: the unit is left out.</param>
    /// <param name="neighbours">Links in either direction count.</param>
    /// <param name="settings">With the population and its bound.</param>
    /// <param name="seed">Seed; the same seed gives the same plan on any machine.</param>
    /// <param name="tries">1 or more.</param>
    public static RegionPlan Of(IReadOnlyList<double[]> variables, Neighbours neighbours, RegionSettings settings, long seed, int tries = 99)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        var units = RegionUnits.Of(variables, neighbours, settings);
        if (units.Count == 0)
            return RegionPlan.Refused(RegionRefusal.NoUnits);
        if (!EveryPieceReaches(units, settings.SmallestPopulation))
            return RegionPlan.Refused(RegionRefusal.PopulationBoundTooHigh);
        var grown = Enumerable.Range(0, tries).AsParallel().Select(number => (Growth: RegionGrowth.Grow(units, settings.SmallestPopulation, new(seed, number)), number));
        var best = grown.OrderByDescending(one => one.Growth.Count).ThenBy(one => one.Growth.Differences).ThenBy(one => one.number).First().Growth;
        best.Improve();
        return units.Plan(best.Regions);
    }

    private static bool EveryPieceReaches(RegionUnits units, double bound)
    {
        var groups = new Groups(units.Count);
        var population = new double[units.Count];
        for (var unit = 0; unit < units.Count; unit++)
            foreach (var other in units.Neighbours[unit])
                groups.Unite(unit, other);
        for (var unit = 0; unit < units.Count; unit++)
            population[groups.Find(unit)] += units.Population[unit];
        return Enumerable.Range(0, units.Count).All(unit => population[groups.Find(unit)] >= bound);
    }
}
