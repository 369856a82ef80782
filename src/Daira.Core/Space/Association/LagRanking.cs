using System.Numerics.Tensors;
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
    private readonly double[] figures = [];
    private readonly Action<int, double[]>? fill;
    private readonly int[]? wholes;

    public LagRanking(SpatialWeights weights, double[] figures, PermutationSettings settings)
        : this(weights, figures.Length, null, settings)
    {
        this.figures = figures;
        wholes = WholeFigures.From(figures, weights.Neighbours.LargestDegree + 1);
    }

    /// <param name="fill">Writes the figures of all units as one unit sees them.</param>
    public LagRanking(SpatialWeights weights, int count, Action<int, double[]>? fill, PermutationSettings settings)
    {
        Weights = weights;
        Count = count;
        Settings = settings;
        this.fill = fill;
        Path = settings.Path.Resolve();
    }

    public SpatialWeights Weights { get; }

    public PermutationSettings Settings { get; }

    public VectorPath Path { get; }

    public int Count { get; }

    public ReadOnlySpan<int> Wholes => wholes;

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
        if (wholes is null || Weights.Neighbours.IsBinary)
            return wholes is not null;
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

    /// <summary>What is added up around a unit whose row is not even.</summary>
    /// <param name="buffer">The caller's own copy of the figures, empty at first: it may be changed while a unit is at work.</param>
    public UnevenRow Row(int unit, ref double[] buffer)
    {
        if (buffer.Length == 0)
            buffer = fill is null ? figures.ToArray() : new double[Count];
        fill?.Invoke(unit, buffer);
        return new(Weights, unit, buffer);
    }
}

/// <summary>A unit's weights, the figures they are applied to, its observed lag, and how far lags may differ by rounding only.</summary>
internal readonly struct UnevenRow
{
    public UnevenRow(SpatialWeights weights, int unit, double[] figures)
    {
        Weights = weights[unit].ToArray();
        Figures = figures;
        Observed = weights.Lag(unit, figures);
        // Sums of the same numbers in another order differ by rounding only; such sums are ties.
        var size = 0.0;
        foreach (var weight in Weights)
            size += Math.Abs(weight);
        Tie = 1e-13 * size * Math.Max(Math.Abs(TensorPrimitives.MaxMagnitude<double>(figures)), double.Epsilon);
    }

    public double[] Weights { get; }

    public double[] Figures { get; }

    public double Observed { get; }

    public double Tie { get; }
}

/// <summary>Figures on a grid of whole numbers fine enough to rank sums.</summary>
internal static class WholeFigures
{
    private const int FewestStepsBits = 12, LargestSample = 1024;

    /// <summary>
    /// Figures as whole numbers whose sums over <paramref name="terms"/> terms fit 31 bits; null where such a grid would
    /// be coarser than 2⁻¹² of the typical distance: then sums of doubles are taken.
    /// </summary>
    public static int[]? From(double[] figures, int terms)
    {
        if (figures.Length == 0)
            return [];
        double least = TensorPrimitives.Min<double>(figures), most = TensorPrimitives.Max<double>(figures);
        var middle = (least / 2) + (most / 2);
        var largest = Math.Max(most - middle, middle - least);
        var bits = 30 - (int)Math.Ceiling(Math.Log2(Math.Max(2, terms)));
        if (largest == 0 || !double.IsFinite(largest))
            return largest == 0 ? new int[figures.Length] : null;
        var scale = Math.ScaleB(1, bits) / largest;
        return Typical(figures) * scale < 1 << FewestStepsBits
            ? null
            : Array.ConvertAll(figures, figure => (int)Math.Round((figure - middle) * scale));
    }

    /// <summary>Interquartile range of the distinct figures among up to 1,024 taken evenly: neither a few far figures nor many equal ones move it.</summary>
    private static double Typical(double[] figures)
    {
        var sample = new double[Math.Min(figures.Length, LargestSample)];
        for (var at = 0; at < sample.Length; at++)
            sample[at] = figures[(int)((long)at * figures.Length / sample.Length)];
        double[] distinct = [.. sample.Distinct().Order()];
        // Almost all are equal, e.g. rare flags: the others must be looked for.
        if (distinct.Length == 1)
            distinct = [.. figures.Distinct().Order()];
        var quarter = distinct.Length / 4;
        return distinct[^(quarter + 1)] - distinct[quarter];
    }
}
