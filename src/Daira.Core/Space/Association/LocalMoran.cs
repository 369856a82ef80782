using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>
/// Local Moran's I: Iᵢ = (zᵢ / m₂) Σⱼ wᵢⱼ zⱼ with z the deviation from the mean of all defined units and m₂ = Σ z² / n
/// (Anselin 1995, doi:10.1111/j.1538-4632.1995.tb00338.x). Significance by conditional permutation.
/// </summary>
/// <remarks>
/// Figures: one per unit; NaN is unknown: the unit is undefined, takes no part in the mean, in anyone's neighbourhood or in
/// the draws. Equal figures everywhere, or fewer than three known ones, leave every unit undefined, with the reason. As many
/// figures as units are needed and none infinite, else <see cref="ArgumentException"/>.
/// </remarks>
public static class LocalMoran
{
    /// <summary>Local Moran of one variable.</summary>
    public static LocalAssociation Of(double[] figures, SpatialWeights weights, PermutationSettings settings)
    {
        var defined = DefinedUnits.Of(weights, figures);
        var z = Deviations.Of(defined.Select(figures));
        return new CrossProducts(defined, z, z).Run(settings);
    }

    /// <summary>Bivariate: the unit's own first figure beside its neighbours' second one, xᵢ Σⱼ wᵢⱼ yⱼ / √(m₂(x) m₂(y)).</summary>
    public static LocalAssociation Bivariate(double[] first, double[] second, SpatialWeights weights, PermutationSettings settings)
    {
        var defined = DefinedUnits.Of(weights, first, second);
        return new CrossProducts(defined, Deviations.Of(defined.Select(first)), Deviations.Of(defined.Select(second))).Run(settings);
    }

    /// <summary>Of rates whose population differs from unit to unit: rates are made comparable by <see cref="EmpiricalBayes.Standardise"/> first.</summary>
    /// <param name="events">0 or more, e.g. votes for a list; NaN unknown.</param>
    /// <param name="population">Positive, e.g. valid votes; NaN unknown.</param>
    public static LocalAssociation OfRates(double[] events, double[] population, SpatialWeights weights, PermutationSettings settings) =>
        Of(EmpiricalBayes.Standardise(events, population), weights, settings);

    /// <summary>Expectation and variance of each unit's I over all conditional arrangements (Sokal, Oden and Thomson 1998, doi:10.1111/j.1538-4632.1998.tb00406.x). NaN for undefined units; an isolate has 0 and 0.</summary>
    public static (double[] Expectation, double[] Variance) Moments(double[] figures, SpatialWeights weights)
    {
        var defined = DefinedUnits.Of(weights, figures);
        var z = Deviations.Of(defined.Select(figures));
        var (expectation, variance) = (Unknown(weights.Count), Unknown(weights.Count));
        double n = z.Length, m2 = Deviations.Variance(z);
        for (var unit = 0; n >= LocalTest.FewestUnits && m2 > 0 && unit < z.Length; unit++)
        {
            double sum = 0, squares = 0;
            foreach (var weight in defined.Weights[unit])
                (sum, squares) = (sum + weight, squares + (weight * weight));
            var square = z[unit] * z[unit];
            expectation[defined.Units[unit]] = -square * sum / ((n - 1) * m2);
            variance[defined.Units[unit]] = square / (m2 * m2) * (n / (n - 2)) * (squares - (sum * sum / (n - 1))) * (m2 - (square / (n - 1)));
        }

        return (expectation, variance);
    }

    private static double[] Unknown(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private sealed class CrossProducts(DefinedUnits defined, double[] own, double[] others) : LocalTest(defined)
    {
        private readonly double scale = Math.Sqrt(Deviations.Variance(own) * Deviations.Variance(others));

        public override UndefinedReason Reason =>
            Defined.Count < FewestUnits ? UndefinedReason.TooFewUnits : scale > 0 ? UndefinedReason.None : UndefinedReason.EqualFigures;

        public override LagRanking Ranking(PermutationSettings settings) => new(Weights, others, settings);

        public override double Statistic(int unit) => own[unit] * Weights.Lag(unit, others) / scale;

        // With a negative own deviation a larger lag makes a smaller statistic; with none, all arrangements are equal.
        public override (int Above, int Below) Ranks(int unit, int above, int below, int permutations) => own[unit] switch
        {
            > 0 => (above, below),
            < 0 => (below, above),
            _ => (permutations, permutations),
        };

        public override ClusterClass Side(int unit, double statistic, int above, int below) => (own[unit], own[unit] * statistic) switch
        {
            ( > 0, > 0) => ClusterClass.HighHigh,
            ( < 0, < 0) => ClusterClass.LowLow,
            ( > 0, < 0) => ClusterClass.HighLow,
            ( < 0, > 0) => ClusterClass.LowHigh,
            _ => ClusterClass.NotSignificant,
        };
    }
}
