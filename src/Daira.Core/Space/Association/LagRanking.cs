using Daira.Core.Randomness;
using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>How many arrangements gave a lag at least, and at most, the observed one.</summary>
internal sealed record RankCounts(int[] Above, int[] Below);

/// <summary>
/// Ranks each unit's observed lag (the weighted sum of a figure over its neighbours) among lags over random neighbours.
/// </summary>
/// <remarks>
/// Where a row's weights are equal the rank of the lag is the rank of a plain sum, and sums are taken of whole numbers:
/// figures are rounded to a grid of at least 2²² steps (see <see cref="WholeFigures"/>), so that ties are exact and no order of
/// addition, vector width or thread changes a bit.
/// </remarks>
internal sealed class LagRanking
{
    private readonly double[] figures;
    private readonly int[]? wholes;
    private readonly double tie;

    public LagRanking(SpatialWeights weights, double[] figures, PermutationSettings settings)
    {
        Weights = weights;
        Settings = settings;
        this.figures = figures;
        wholes = WholeFigures.From(figures, weights.Neighbours.LargestDegree + 1);
        Path = settings.Path.Resolve();
        // Sums of the same numbers in another order differ by rounding only; such sums are ties.
        tie = 1e-13 * figures.Select(Math.Abs).DefaultIfEmpty().Max();
    }

    public SpatialWeights Weights { get; }

    public PermutationSettings Settings { get; }

    public VectorPath Path { get; }

    public int Count => figures.Length;

    public ReadOnlySpan<int> Wholes => wholes;

    public ReadOnlySpan<double> Figures => figures;

    /// <summary>Counts for every unit that is tested; zeros elsewhere.</summary>
    public RankCounts Rank(Func<int, bool> tested)
    {
        var counts = new RankCounts(new int[Count], new int[Count]);
        if (Settings.Draws == Draws.Fresh)
            new FreshRanking(this).Rank(tested, counts);
        else
            new SharedRanking(this).Rank(tested, counts);
        return counts;
    }

    /// <summary>Whether the rank of the unit's lag is the rank of a whole sum.</summary>
    public bool IsEven(int unit)
    {
        if (wholes is null)
            return false;
        var row = Weights[unit];
        return row[0] > 0 && !row.ContainsAnyExcept(row[0]);
    }

    public int WholeLag(int unit)
    {
        var sum = 0;
        foreach (var neighbour in Weights.Neighbours[unit])
            sum += wholes![neighbour];
        return sum;
    }

    public double Lag(int unit) => Weights.Lag(unit, figures);

    /// <summary>Rounding allowed when lags of a row are compared.</summary>
    public double TieOf(int unit)
    {
        var sum = 0.0;
        foreach (var weight in Weights[unit])
            sum += Math.Abs(weight);
        return tie * sum;
    }
}

/// <summary>Figures on a grid of whole numbers fine enough to rank sums.</summary>
internal static class WholeFigures
{
    private const int FewestStepsBits = 12;

    /// <summary>
    /// Figures as whole numbers whose sums over <paramref name="terms"/> terms fit 31 bits; null where such a grid would
    /// be coarser than 2⁻¹² of the typical (median) distance from the middle: then sums of doubles are taken.
    /// </summary>
    public static int[]? From(double[] figures, int terms)
    {
        if (figures.Length == 0)
            return [];
        var middle = (figures.Min() / 2) + (figures.Max() / 2);
        var largest = figures.Max(figure => Math.Abs(figure - middle));
        var bits = 30 - (int)Math.Ceiling(Math.Log2(Math.Max(2, terms)));
        if (largest == 0 || !double.IsFinite(largest))
            return largest == 0 ? new int[figures.Length] : null;
        var scale = Math.ScaleB(1, bits) / largest;
        return Typical(figures) * scale < 1 << FewestStepsBits
            ? null
            : Array.ConvertAll(figures, figure => (int)Math.Round((figure - middle) * scale));
    }

    private static double Typical(double[] figures)
    {
        var sorted = figures.Order().ToArray();
        var quarter = sorted.Length / 4;
        var spread = sorted[^(quarter + 1)] - sorted[quarter];
        // Few distinct figures (flags) need no fine grid.
        return spread > 0 ? spread : sorted[^1] - sorted[0];
    }
}
