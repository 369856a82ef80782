namespace Daira.Core.Space.Weights;

/// <summary>How strengths become weights (the letters are those of the R package spdep).</summary>
public enum WeightStyle
{
    /// <summary>B: the strengths as they are.</summary>
    Binary,

    /// <summary>W: each row sums to 1, so that the lag is a mean of the neighbours.</summary>
    RowStandardised,

    /// <summary>C: all weights sum to the number of units that have neighbours.</summary>
    GloballyStandardised,

    /// <summary>S: variance-stabilising (Tiefelsdorf, Griffith and Boots 1999, doi:10.1068/a310165): rows divided by the root of their sum of squares, then scaled as C.</summary>
    VarianceStabilising,
}

/// <summary>Weights of neighbours in one style. An isolate's row is empty: its lag is not zero but absent.</summary>
public sealed class SpatialWeights
{
    private readonly double[] values;

    internal SpatialWeights(Neighbours neighbours, WeightStyle style)
    {
        Neighbours = neighbours;
        Style = style;
        values = new double[neighbours.Links];
        for (var unit = 0; unit < neighbours.Count; unit++)
            Standardise(unit, values.AsSpan(neighbours.Starts[unit]..neighbours.Starts[unit + 1]));
        if (style is WeightStyle.GloballyStandardised or WeightStyle.VarianceStabilising)
            Rescale();
    }

    /// <summary>Who neighbours whom.</summary>
    public Neighbours Neighbours { get; }

    /// <summary>The style.</summary>
    public WeightStyle Style { get; }

    /// <summary>Number of units.</summary>
    public int Count => Neighbours.Count;

    /// <summary>Weights of a unit's neighbours, in their order.</summary>
    public ReadOnlySpan<double> this[int unit] => values.AsSpan(Neighbours.Starts[unit]..Neighbours.Starts[unit + 1]);

    /// <summary>Weight of a link; 0 when there is none.</summary>
    public double WeightOf(int from, int to)
    {
        var at = Neighbours[from].BinarySearch(to);
        return at < 0 ? 0 : this[from][at];
    }

    /// <summary>Weighted sum over a unit's neighbours; 0 for an isolate.</summary>
    public double Lag(int unit, ReadOnlySpan<double> figures)
    {
        var sum = 0.0;
        var targets = Neighbours.Targets;
        for (int at = Neighbours.Starts[unit], end = Neighbours.Starts[unit + 1]; at < end; at++)
            sum += values[at] * figures[targets[at]];
        return sum;
    }

    private void Standardise(int unit, Span<double> row)
    {
        Neighbours.CopyStrengths(unit, row);
        var divisor = 0.0;
        foreach (var strength in row)
            divisor += Style == WeightStyle.VarianceStabilising ? strength * strength : strength;
        divisor = Style switch
        {
            WeightStyle.RowStandardised => divisor,
            WeightStyle.VarianceStabilising => Math.Sqrt(divisor),
            _ => 1,
        };
        foreach (ref var weight in row)
            weight = divisor == 0 ? 0 : weight / divisor;
    }

    private void Rescale()
    {
        var withNeighbours = Neighbours.Count - Neighbours.Isolates.Count;
        var total = values.Sum();
        for (var at = 0; total != 0 && at < values.Length; at++)
            values[at] *= withNeighbours / total;
    }
}
