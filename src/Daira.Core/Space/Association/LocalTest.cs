namespace Daira.Core.Space.Association;

/// <summary>Cross-product statistics of a unit's own deviation and the lag of its neighbours' deviations.</summary>
internal static class LocalTest
{
    private const int FewestUnits = 3;

    public static LocalAssociation Run(DefinedUnits defined, double[] own, double[] others, PermutationSettings settings)
    {
        var all = new Results(defined, settings);
        var scale = Math.Sqrt(Deviations.Variance(own) * Deviations.Variance(others));
        if (defined.Count < FewestUnits || scale == 0)
            return all.Finish();
        var weights = defined.Weights;
        var counts = new LagRanking(weights, others, settings).Rank(unit => weights.Neighbours.Degree(unit) > 0);
        for (var unit = 0; unit < defined.Count; unit++)
        {
            if (weights.Neighbours.Degree(unit) == 0)
            {
                all.Set(unit, 0, double.NaN, ClusterClass.NoNeighbours, 0, 0);
                continue;
            }

            var lag = weights.Lag(unit, others);
            // With a negative own deviation a larger lag makes a smaller statistic.
            var (above, below) = own[unit] switch
            {
                > 0 => (counts.Above[unit], counts.Below[unit]),
                < 0 => (counts.Below[unit], counts.Above[unit]),
                _ => (settings.Permutations, settings.Permutations),
            };
            all.Set(unit, weights.Neighbours.Degree(unit), own[unit] * lag / scale, Quadrant(own[unit], lag), above, below);
        }

        return all.Finish();
    }

    private static ClusterClass Quadrant(double own, double lag) => (own, lag) switch
    {
        ( > 0, > 0) => ClusterClass.HighHigh,
        ( < 0, < 0) => ClusterClass.LowLow,
        ( > 0, < 0) => ClusterClass.HighLow,
        ( < 0, > 0) => ClusterClass.LowHigh,
        _ => ClusterClass.NotSignificant,
    };
}

/// <summary>Results of defined units put back in the places of all units.</summary>
internal sealed class Results
{
    private readonly DefinedUnits defined;
    private readonly PermutationSettings settings;
    private readonly int[] neighbours;
    private readonly double[] statistics;
    private readonly ClusterClass[] sides;
    private readonly RankCounts counts;

    public Results(DefinedUnits defined, PermutationSettings settings)
    {
        this.defined = defined;
        this.settings = settings;
        neighbours = new int[defined.All];
        statistics = new double[defined.All];
        sides = new ClusterClass[defined.All];
        counts = new(new int[defined.All], new int[defined.All]);
        Array.Fill(statistics, double.NaN);
        for (var unit = 0; unit < defined.Count; unit++)
            neighbours[defined.Units[unit]] = defined.Weights.Neighbours.Degree(unit);
    }

    public void Set(int unit, int degree, double statistic, ClusterClass side, int above, int below)
    {
        var place = defined.Units[unit];
        (neighbours[place], statistics[place], sides[place]) = (degree, statistic, side);
        (counts.Above[place], counts.Below[place]) = (above, below);
    }

    public LocalAssociation Finish() => new(settings, neighbours, statistics, sides, counts);
}
