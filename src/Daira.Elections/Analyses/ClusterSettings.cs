using Daira.Core.Space.Association;

namespace Daira.Elections.Analyses;

/// <summary>What is counted as a gathering beyond chance. Draws and seed are those of <see cref="StrongAreasSettings"/>.</summary>
/// <param name="Correction">For the number of places tested at once.</param>
public sealed record ClusterSettings(ClusterStatistic Statistic, Correction Correction)
{
    /// <summary>A place counts when its corrected p is at most this.</summary>
    public const decimal Level = 0.05m;

    /// <summary>As the rule of strong areas reads them.</summary>
    public static ClusterSettings Default { get; } = new(ClusterStatistic.Moran, Correction.BenjaminiHochberg);
}

public enum ClusterStatistic
{
    /// <summary>Local Moran: a place's own share beside its neighbours'.</summary>
    Moran,

    /// <summary>Gᵢ*: the shares of a place and its neighbours together; hot and cold.</summary>
    GStar,

    /// <summary>Bivariate local Moran: a place's own share beside its neighbours' other figure (<see cref="Question.Beside"/>).</summary>
    Bivariate,
}
