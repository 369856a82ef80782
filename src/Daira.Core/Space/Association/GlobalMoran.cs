using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>
/// Moran's I = (n / S₀) Σᵢ Σⱼ wᵢⱼ zᵢ zⱼ / Σ z² with moments under randomisation (Moran 1950, doi:10.1093/biomet/37.1-2.17;
/// Cliff and Ord 1981). n counts the units that have neighbours, as the R package spdep does by default.
/// </summary>
public static class GlobalMoran
{
    private const int FewestUnits = 4;

    /// <summary>Moran's I of one variable.</summary>
    /// <param name="figures">One per unit; NaN is unknown and left out together with its links.</param>
    /// <param name="settings">Null: analytic moments only.</param>
    public static GlobalTest Of(double[] figures, SpatialWeights weights, PermutationSettings? settings = null)
    {
        var defined = DefinedUnits.Of(weights, figures);
        var z = Deviations.Of(defined.Select(figures));
        if (WhyUndefined(defined, z) is var reason && reason != UndefinedReason.None)
            return GlobalTest.Undefined(reason);
        var constants = WeightConstants.Of(defined.Weights);
        var statistic = CrossProduct(defined.Weights, z, z, null) * constants.N / constants.S0 / z.Sum(value => value * value);
        var test = GlobalTest.Of(statistic, -1 / (constants.N - 1), Variance(constants, Kurtosis(z, z.Length)));
        return GlobalRanking.Rank(test, z.Length, settings, order => CrossProduct(defined.Weights, z, z, order));
    }

    /// <summary>Bivariate: does the first variable go with the second one of the neighbours? (n / S₀) Σ xᵢ Σ wᵢⱼ yⱼ / √(Σ x² Σ y²), both as deviations. No analytic variance: the second variable is dealt out again.</summary>
    public static GlobalTest Bivariate(double[] first, double[] second, SpatialWeights weights, PermutationSettings settings)
    {
        var defined = DefinedUnits.Of(weights, first, second);
        var (x, y) = (Deviations.Of(defined.Select(first)), Deviations.Of(defined.Select(second)));
        var reason = WhyUndefined(defined, x);
        reason = reason == UndefinedReason.None ? WhyUndefined(defined, y) : reason;
        if (reason != UndefinedReason.None)
            return GlobalTest.Undefined(reason);
        var constants = WeightConstants.Of(defined.Weights);
        var scale = constants.N / constants.S0 / Math.Sqrt(x.Sum(value => value * value) * y.Sum(value => value * value));
        // Over all arrangements of y every yⱼ has mean 0, and so has the sum.
        var test = GlobalTest.Of(scale * CrossProduct(defined.Weights, x, y, null), 0, null);
        return GlobalRanking.Rank(test, x.Length, settings, order => CrossProduct(defined.Weights, x, y, order));
    }

    internal static UndefinedReason WhyUndefined(DefinedUnits defined, double[] z) =>
        defined.Count < FewestUnits ? UndefinedReason.TooFewUnits
        : !z.AsSpan().ContainsAnyExcept(0.0) ? UndefinedReason.EqualFigures
        : defined.Weights.Neighbours.Links == 0 ? UndefinedReason.NoLinks
        : defined.Count - defined.Weights.Neighbours.Isolates.Count < FewestUnits ? UndefinedReason.TooFewUnits
        : UndefinedReason.None;

    /// <summary>n Σ z⁴ / (Σ z²)².</summary>
    internal static double Kurtosis(double[] z, double n)
    {
        var squares = z.Sum(value => value * value);
        return n * z.Sum(value => value * value * value * value) / (squares * squares);
    }

    private static double CrossProduct(SpatialWeights weights, double[] own, double[] others, int[]? order)
    {
        var sum = 0.0;
        for (var unit = 0; unit < own.Length; unit++)
        {
            var neighbours = weights.Neighbours[unit];
            var row = weights[unit];
            var lag = 0.0;
            for (var at = 0; at < row.Length; at++)
                lag += row[at] * others[order is null ? neighbours[at] : order[neighbours[at]]];
            // Both variables of one statistic move together; of two, only the second moves.
            sum += lag * own[order is null || own != others ? unit : order[unit]];
        }

        return sum;
    }

    private static double Variance(WeightConstants c, double kurtosis)
    {
        var n = c.N;
        var squared = c.S0 * c.S0;
        var first = n * ((c.S1 * ((n * n) - (3 * n) + 3)) - (n * c.S2) + (3 * squared));
        var second = kurtosis * ((c.S1 * ((n * n) - n)) - (2 * n * c.S2) + (6 * squared));
        return ((first - second) / ((n - 1) * (n - 2) * (n - 3) * squared)) - (1 / ((n - 1) * (n - 1)));
    }
}
