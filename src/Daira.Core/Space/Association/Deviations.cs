namespace Daira.Core.Space.Association;

/// <summary>Deviations from the mean.</summary>
internal static class Deviations
{
    /// <summary>Each figure less the mean; all exactly zero when the figures are the same.</summary>
    public static double[] Of(double[] figures)
    {
        if (figures.Length == 0 || !figures.AsSpan().ContainsAnyExcept(figures[0]))
            return new double[figures.Length];
        var mean = 0.0;
        foreach (var figure in figures)
            mean += figure / figures.Length;
        return Array.ConvertAll(figures, figure => figure - mean);
    }

    /// <summary>Mean square of deviations.</summary>
    public static double Variance(double[] z)
    {
        var sum = 0.0;
        foreach (var value in z)
            sum += value * value;
        return sum / z.Length;
    }

    /// <summary>In units of the standard deviation with divisor n − 1.</summary>
    public static double[] Scaled(double[] figures)
    {
        var z = Of(figures);
        var deviation = Math.Sqrt(Variance(z) * z.Length / (z.Length - 1));
        return deviation > 0 ? Array.ConvertAll(z, value => value / deviation) : z;
    }
}
