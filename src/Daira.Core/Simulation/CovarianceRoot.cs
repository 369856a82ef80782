namespace Daira.Core.Simulation;

/// <summary>The lower triangle L with L·Lᵀ = covariance (Cholesky); plain arithmetic in a fixed order.</summary>
internal static class CovarianceRoot
{
    /// <exception cref="ArgumentException">The correlation is not that of any random numbers.</exception>
    public static double[,] Of(IReadOnlyList<double> deviations, double[,]? correlation)
    {
        var n = deviations.Count;
        var root = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = deviations[i] * deviations[j] * (correlation?[i, j] ?? (i == j ? 1 : 0));
                for (var k = 0; k < j; k++)
                {
                    rest -= root[i, k] * root[j, k];
                }

                root[i, j] = i == j ? Diagonal(rest, deviations[i]) : root[j, j] > 0 ? rest / root[j, j] : 0;
            }
        }

        return root;
    }

    private static double Diagonal(double rest, double deviation) => rest >= -1e-9 * deviation * deviation
        ? Math.Sqrt(Math.Max(0, rest))
        : throw new ArgumentException("The correlation matrix must be positive semidefinite with ones on its diagonal.");
}
