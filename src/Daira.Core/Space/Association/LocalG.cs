using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>
/// Getis and Ord's Gᵢ = Σⱼ wᵢⱼ xⱼ / Σⱼ≠ᵢ xⱼ: which part of all votes lies around a unit; Gᵢ* counts the unit itself too
/// (Getis and Ord 1992, doi:10.1111/j.1538-4632.1992.tb00261.x; Ord and Getis 1995, doi:10.1111/j.1538-4632.1995.tb00912.x). Hot: more than
/// by chance, cold: less. For figures of 0 or more; NaN is unknown.
/// </summary>
public static class LocalG
{
    /// <summary>Gᵢ of every unit.</summary>
    public static LocalAssociation Of(double[] figures, SpatialWeights weights, PermutationSettings settings) =>
        new Sums(figures, weights, star: false).Run(settings);

    /// <summary>Gᵢ* of every unit: it is its own neighbour, as strong as its strongest link. Its p is that of Gᵢ, as its own figure stays in place.</summary>
    public static LocalAssociation Star(double[] figures, SpatialWeights weights, PermutationSettings settings) =>
        new Sums(figures, weights, star: true).Run(settings);

    /// <summary>(Gᵢ − expectation) / √variance of 1995; null for undefined units and isolates.</summary>
    public static double?[] Deviates(double[] figures, SpatialWeights weights, bool star) =>
        new Sums(figures, weights, star).Deviates(weights.Count);

    private sealed class Sums : LocalTest
    {
        private readonly double[] x;
        private readonly SpatialWeights counted;
        private readonly double sum;
        private readonly double squares;
        private readonly bool star;

        public Sums(double[] figures, SpatialWeights weights, bool star)
            : base(DefinedUnits.Of(weights, figures))
        {
            this.star = star;
            x = Defined.Select(figures);
            (sum, squares) = (x.Sum(), x.Sum(value => value * value));
            counted = star ? Weights.Neighbours.WithSelf().Weigh(Weights.Style) : Weights;
        }

        public override UndefinedReason Reason =>
            x.Length < FewestUnits ? UndefinedReason.TooFewUnits
            : x.Any(value => value < 0) || sum == 0 ? UndefinedReason.NotCounts
            : !x.AsSpan().ContainsAnyExcept(x[0]) ? UndefinedReason.EqualFigures
            : UndefinedReason.None;

        public override LagRanking Ranking(PermutationSettings settings) => new(Weights, x, settings);

        // All votes in the unit itself: nothing lies around, whatever the arrangement.
        public override double Statistic(int unit) => (star ? sum : sum - x[unit]) is > 0 and var all ? counted.Lag(unit, x) / all : 0;

        public override ClusterClass Side(int unit, double statistic, int above, int below) =>
            above < below ? ClusterClass.Hot : below < above ? ClusterClass.Cold : ClusterClass.NotSignificant;

        public double?[] Deviates(int all)
        {
            var deviates = new double?[all];
            for (var unit = 0; Reason == UndefinedReason.None && unit < x.Length; unit++)
                if (Weights.Neighbours.Degree(unit) > 0)
                    deviates[Defined.Units[unit]] = Deviate(unit);
            return deviates;
        }

        private double? Deviate(int unit)
        {
            double weightSum = 0, weightSquares = 0;
            foreach (var weight in counted[unit])
                (weightSum, weightSquares) = (weightSum + weight, weightSquares + (weight * weight));
            double own = star ? 0 : x[unit], n = star ? x.Length : x.Length - 1;
            var mean = (sum - own) / n;
            var variance = ((squares - (own * own)) / n) - (mean * mean);
            var spread = variance * ((n * weightSquares) - (weightSum * weightSum)) / (n - 1);
            return spread > 0 ? (counted.Lag(unit, x) - (weightSum * mean)) / Math.Sqrt(spread) : null;
        }
    }
}
