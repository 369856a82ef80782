using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>
/// Local Geary's cᵢ = mean over the variables of Σⱼ wᵢⱼ (zᵢ − zⱼ)², z in standard deviations (divisor n − 1): small where a
/// unit is like its neighbours in all variables at once (Anselin 1995; multivariate: Anselin 2019, doi:10.1111/gean.12164). NaN is
/// unknown; a unit with one unknown figure is undefined.
/// </summary>
/// <remarks>
/// One variable: a unit like its neighbours is high-high or low-low when it and they lie on the same side of the mean, else
/// hot (alike in the middle); cold is unlike. Several variables: hot is alike, cold is unlike.
/// </remarks>
public static class LocalGeary
{
    /// <summary>Local Geary of one or several variables.</summary>
    /// <param name="variables">One or more lists of one figure per unit.</param>
    public static LocalAssociation Of(IReadOnlyList<double[]> variables, SpatialWeights weights, PermutationSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfZero(variables.Count);
        var defined = DefinedUnits.Of(weights, [.. variables]);
        return new Differences(defined, [.. variables.Select(figures => Deviations.Scaled(defined.Select(figures)))]).Run(settings);
    }

    private sealed class Differences(DefinedUnits defined, double[][] z) : LocalTest(defined)
    {
        public override UndefinedReason Reason =>
            Defined.Count < FewestUnits ? UndefinedReason.TooFewUnits
            : z.Any(values => !values.AsSpan().ContainsAnyExcept(0.0)) ? UndefinedReason.EqualFigures
            : UndefinedReason.None;

        public override LagRanking Ranking(PermutationSettings settings) => new(Weights, Defined.Count, FillTable, settings);

        public override double Statistic(int unit)
        {
            var neighbours = Weights.Neighbours[unit];
            var row = Weights[unit];
            var sum = 0.0;
            for (var at = 0; at < row.Length; at++)
                sum += row[at] * Squared(unit, neighbours[at]);
            return sum;
        }

        public override ClusterClass Side(int unit, double statistic, int above, int below) =>
            above < below ? ClusterClass.Cold : (z.Length, z[0][unit], Weights.Lag(unit, z[0])) switch
            {
                (1, > 0, > 0) => ClusterClass.HighHigh,
                (1, < 0, < 0) => ClusterClass.LowLow,
                _ => ClusterClass.Hot,
            };

        private double Squared(int unit, int other)
        {
            var sum = 0.0;
            foreach (var values in z)
                sum += (values[unit] - values[other]) * (values[unit] - values[other]);
            return sum / z.Length;
        }

        private void FillTable(int unit, double[] table)
        {
            for (var other = 0; other < table.Length; other++)
                table[other] = Squared(unit, other);
        }
    }
}
