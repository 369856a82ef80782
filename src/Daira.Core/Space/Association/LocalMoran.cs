using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>
/// Local Moran's I: Iᵢ = (zᵢ / m₂) Σⱼ wᵢⱼ zⱼ with z the deviation from the mean of all defined units and m₂ = Σ z² / n
/// (Anselin 1995, doi:10.1111/j.1538-4632.1995.tb00338.x). Significance by conditional permutation.
/// </summary>
public static class LocalMoran
{
    /// <summary>Local Moran of every unit.</summary>
    /// <param name="figures">One per unit; NaN is unknown: the unit is undefined, takes no part in the mean, in anyone's neighbourhood or in the draws.</param>
    /// <param name="weights">Weights of the same units.</param>
    /// <param name="settings">How chance is drawn, and which p decides.</param>
    /// <returns>Equal figures everywhere, or fewer than three known ones, leave every unit undefined.</returns>
    /// <exception cref="ArgumentException">As many figures as units are needed, none infinite.</exception>
    public static LocalAssociation Of(double[] figures, SpatialWeights weights, PermutationSettings settings)
    {
        settings.Check();
        var defined = DefinedUnits.Of(weights, figures);
        var z = Deviations.Of(defined.Select(figures));
        return LocalTest.Run(defined, z, z, settings);
    }
}

/// <summary>Deviations from the mean.</summary>
internal static class Deviations
{
    /// <summary>Each figure less the mean; all zero when the figures are the same.</summary>
    public static double[] Of(double[] figures)
    {
        if (figures.Length == 0 || !figures.AsSpan().ContainsAnyExcept(figures[0]))
            return new double[figures.Length];
        var mean = figures.Sum() / figures.Length;
        return Array.ConvertAll(figures, figure => figure - mean);
    }

    /// <summary>Mean square of deviations.</summary>
    public static double Variance(double[] z) => z.Sum(value => value * value) / z.Length;
}
