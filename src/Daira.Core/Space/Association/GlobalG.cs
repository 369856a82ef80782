using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>
/// The general G = Σ wᵢⱼ xᵢ xⱼ / Σ xᵢ xⱼ over i ≠ j: large where high figures lie together (Getis and Ord 1992,
/// doi:10.1111/j.1538-4632.1992.tb00261.x; variance with the correction published in 1993). For figures of 0 or more, with
/// weights of style B or C.
/// </summary>
public static class GlobalG
{
    /// <summary>General G. Units without neighbours take no part.</summary>
    /// <param name="figures">One per unit, 0 or more; NaN is unknown and left out together with its links.</param>
    /// <param name="settings">Null: analytic moments only.</param>
    /// <exception cref="ArgumentException">Weights of style W or S, for which the moments do not hold.</exception>
    public static GlobalTest Of(double[] figures, SpatialWeights weights, PermutationSettings? settings = null)
    {
        if (weights.Style is not (WeightStyle.Binary or WeightStyle.GloballyStandardised))
            throw new ArgumentException($"The general G needs weights of style B or C, not {weights.Style}.", nameof(weights));
        var connected = Array.ConvertAll([.. Enumerable.Range(0, weights.Count)], unit => weights.Neighbours.Degree(unit) > 0 ? figures[unit] : double.NaN);
        var defined = DefinedUnits.Of(weights, connected);
        var x = defined.Select(figures);
        if (GlobalMoran.WhyUndefined(defined, Deviations.Of(x)) is var reason && reason != UndefinedReason.None)
            return GlobalTest.Undefined(reason);
        if (x.Any(value => value < 0))
            return GlobalTest.Undefined(UndefinedReason.NotCounts);
        var constants = WeightConstants.Of(defined.Weights);
        var (sum, squares) = (x.Sum(), x.Sum(value => value * value));
        int[] identity = [.. Enumerable.Range(0, x.Length)];
        var expectation = constants.S0 / (constants.N * (constants.N - 1));
        var test = GlobalTest.Of(Products(defined.Weights, x, identity) / ((sum * sum) - squares), expectation, Variance(constants, x, expectation));
        return GlobalRanking.Rank(test, x.Length, settings, order => Products(defined.Weights, x, order));
    }

    private static double Products(SpatialWeights weights, double[] x, int[] order)
    {
        var sum = 0.0;
        for (var unit = 0; unit < x.Length; unit++)
        {
            var neighbours = weights.Neighbours[unit];
            var row = weights[unit];
            for (var at = 0; at < row.Length; at++)
                sum += row[at] * x[order[unit]] * x[order[neighbours[at]]];
        }

        return sum;
    }

    private static double Variance(WeightConstants c, double[] x, double expectation)
    {
        var n = c.N;
        var squared = c.S0 * c.S0;
        double m1 = x.Sum(), m2 = x.Sum(v => v * v), m3 = x.Sum(v => v * v * v), m4 = x.Sum(v => v * v * v * v);
        var b0 = (((n * n) - (3 * n) + 3) * c.S1) - (n * c.S2) + (3 * squared);
        var b1 = -((((n * n) - n) * c.S1) - (2 * n * c.S2) + (6 * squared));
        var b2 = -((2 * n * c.S1) - ((n + 3) * c.S2) + (6 * squared));
        var b3 = (4 * (n - 1) * c.S1) - (2 * (n + 1) * c.S2) + (8 * squared);
        var b4 = c.S1 - c.S2 + squared;
        var top = (b0 * m2 * m2) + (b1 * m4) + (b2 * m1 * m1 * m2) + (b3 * m1 * m3) + (b4 * m1 * m1 * m1 * m1);
        var bottom = ((m1 * m1) - m2) * ((m1 * m1) - m2) * n * (n - 1) * (n - 2) * (n - 3);
        return (top / bottom) - (expectation * expectation);
    }
}
