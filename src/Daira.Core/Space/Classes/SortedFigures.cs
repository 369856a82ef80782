using System.Numerics;

namespace Daira.Core.Space.Classes;

/// <summary>Known figures, ascending, with their distinct values.</summary>
internal sealed class SortedFigures<T>
    where T : struct, INumber<T>
{
    private readonly T[] sorted;

    public SortedFigures(IEnumerable<T> figures)
    {
        sorted = [.. figures];
        if (sorted.Length == 0)
            throw new ArgumentException("No figure to classify; at least one is needed.", nameof(figures));
        if (!Array.TrueForAll(sorted, T.IsFinite))
            throw new ArgumentException("A figure is not finite; leave unknown figures out.", nameof(figures));
        Array.Sort(sorted);
        var values = new List<T>();
        var ends = new List<int>();
        for (var at = 0; at < sorted.Length; at++)
        {
            if (at + 1 < sorted.Length && sorted[at] == sorted[at + 1])
                continue;
            values.Add(sorted[at]);
            ends.Add(at + 1);
        }

        (Distinct, Ends) = (values, ends);
    }

    public int Count => sorted.Length;

    public T Minimum => sorted[0];

    public T Maximum => sorted[^1];

    /// <summary>Distinct figures, ascending.</summary>
    public List<T> Distinct { get; }

    /// <summary>How many figures are at most each distinct one.</summary>
    public List<int> Ends { get; }

    public T this[int rank] => sorted[rank];

    /// <summary>Interpolated quantile (type 7 of Hyndman and Fan 1996: position (n − 1) share), 0 ≤ share ≤ 1 given as a fraction.</summary>
    public T Quantile(int numerator, int denominator)
    {
        var position = (long)(Count - 1) * numerator;
        var below = (int)(position / denominator);
        var rest = T.CreateChecked(position % denominator) / T.CreateChecked(denominator);
        return below + 1 < Count ? sorted[below] + (rest * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>Mean of the figures from a rank on.</summary>
    public T MeanFrom(int rank)
    {
        var sum = T.Zero;
        foreach (var figure in sorted.AsSpan(rank))
            sum += figure;
        return sum / T.CreateChecked(Count - rank);
    }

    /// <summary>Breaks that lie inside the range, ascending and without repetition; a class that would hold nothing goes.</summary>
    public ClassBreaks<T> Cut(IEnumerable<T> breaks, bool keepEmpty = false)
    {
        var inner = breaks.Where(value => value >= Minimum && value < Maximum).Distinct().Order().ToList();
        return new(Minimum, Maximum, keepEmpty ? inner : WithoutEmpty(inner));
    }

    private List<T> WithoutEmpty(List<T> inner)
    {
        var kept = new List<T>();
        var below = 0;
        foreach (var value in inner)
        {
            var upTo = CountAtMost(value);
            if (upTo > below && upTo < Count)
                kept.Add(value);
            below = Math.Max(below, upTo);
        }

        return kept;
    }

    public int CountAtMost(T value)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
