using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>
/// Geary's c = (n − 1) Σᵢ Σⱼ wᵢⱼ (xᵢ − xⱼ)² / (2 S₀ Σ z²): 1 by chance, below 1 where neighbours are alike (Geary 1954,
/// doi:10.2307/2986645), with moments under randomisation.
/// </summary>
public static class GlobalGeary
{
    /// <summary>Geary's c.</summary>
    /// <param name="figures">One per unit; NaN is unknown and left out together with its links.</param>
    /// <param name="settings">Null: analytic moments only.</param>
    public static GlobalTest Of(double[] figures, SpatialWeights weights, PermutationSettings? settings = null)
    {
        var defined = DefinedUnits.Of(weights, figures);
        var z = Deviations.Of(defined.Select(figures));
        if (GlobalMoran.WhyUndefined(defined, z) is var reason && reason != UndefinedReason.None)
            return GlobalTest.Undefined(reason);
        var constants = WeightConstants.Of(defined.Weights);
        int[] identity = [.. Enumerable.Range(0, z.Length)];
        var statistic = (constants.N - 1) / (2 * constants.S0) * Differences(defined.Weights, z, identity) / z.Sum(value => value * value);
        var test = GlobalTest.Of(statistic, 1, Variance(constants, GlobalMoran.Kurtosis(z, constants.N)));
        return GlobalRanking.Rank(test, z.Length, settings, order => Differences(defined.Weights, z, order));
    }

    private static double Differences(SpatialWeights weights, double[] z, int[] order)
    {
        var sum = 0.0;
        for (var unit = 0; unit < z.Length; unit++)
        {
            var neighbours = weights.Neighbours[unit];
            var row = weights[unit];
            for (var at = 0; at < row.Length; at++)
            {
                var difference = z[order[unit]] - z[order[neighbours[at]]];
                sum += row[at] * difference * difference;
            }
        }

        return sum;
    }

    private static double Variance(WeightConstants c, double kurtosis)
    {
        var n = c.N;
        var squared = c.S0 * c.S0;
        var sum = ((n - 1) * c.S1 * ((n * n) - (3 * n) + 3 - (kurtosis * (n - 1))))
            - ((n - 1) * c.S2 * ((n * n) + (3 * n) - 6 - (kurtosis * ((n * n) - n + 2))) / 4)
            + (squared * ((n * n) - 3 - (kurtosis * (n - 1) * (n - 1))));
        return sum / (n * (n - 2) * (n - 3) * squared);
    }
}
