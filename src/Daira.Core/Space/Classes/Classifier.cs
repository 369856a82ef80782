using System.Numerics;

namespace Daira.Core.Space.Classes;

/// <summary>Ways to cut figures into classes for a map. Unknown figures are left out by the caller.</summary>
/// <remarks>All take one or more finite figures in any order, and throw <see cref="ArgumentException"/> otherwise.</remarks>
public static class Classifier
{
    private const int LargestCount = 1000;

    /// <summary>Natural breaks: the classes whose sum of squared deviations from class means is smallest of all (Fisher 1958, doi:10.1080/01621459.1958.10501479; Jenks 1967). Exact.</summary>
    /// <param name="figures">Figures in any order.</param>
    /// <param name="classes">2 … 1000; with fewer distinct figures, one class each.</param>
    public static ClassBreaks<T> NaturalBreaks<T>(IEnumerable<T> figures, int classes)
        where T : struct, INumber<T>
    {
        CheckCount(classes);
        var sorted = new SortedFigures<T>(figures);
        var lasts = FisherJenks.Partition([.. sorted.Distinct.Select(double.CreateChecked)], Weights(sorted), classes);
        return new(sorted.Minimum, sorted.Maximum, [.. lasts.Select(last => sorted.Distinct[last])]);
    }

    /// <summary>Quantiles: about equally many figures in each class; equal figures stay together.</summary>
    /// <param name="classes">2 … 1000.</param>
    public static ClassBreaks<T> Quantiles<T>(IEnumerable<T> figures, int classes)
        where T : struct, INumber<T>
    {
        CheckCount(classes);
        var sorted = new SortedFigures<T>(figures);
        return sorted.Cut(Enumerable.Range(1, classes - 1).Select(number => sorted.Quantile(number, classes)));
    }

    /// <summary>Equal intervals from the smallest to the largest figure. Classes may be empty.</summary>
    /// <param name="classes">2 … 1000.</param>
    public static ClassBreaks<T> EqualIntervals<T>(IEnumerable<T> figures, int classes)
        where T : struct, INumber<T>
    {
        CheckCount(classes);
        var sorted = new SortedFigures<T>(figures);
        var range = sorted.Maximum - sorted.Minimum;
        return sorted.Cut(
            Enumerable.Range(1, classes - 1).Select(number => sorted.Minimum + (range * T.CreateChecked(number) / T.CreateChecked(classes))),
            keepEmpty: true);
    }

    /// <summary>Whole multiples of the standard deviation (of the figures given, divisor n) about the mean: −2, −1, 0, 1, 2 unless told otherwise.</summary>
    public static ClassBreaks<T> StandardDeviations<T>(IEnumerable<T> figures, params IReadOnlyList<double> multiples)
        where T : struct, INumber<T>
    {
        var sorted = new SortedFigures<T>(figures);
        var mean = sorted.MeanFrom(0);
        var squares = Enumerable.Range(0, sorted.Count).Sum(rank => Math.Pow(double.CreateChecked(sorted[rank] - mean), 2));
        var deviation = Math.Sqrt(squares / sorted.Count);
        var steps = multiples.Count == 0 ? [-2, -1, 0, 1, 2] : multiples;
        return sorted.Cut(steps.Select(step => mean + T.CreateChecked(step * deviation)), keepEmpty: true);
    }

    /// <summary>Head-tail breaks for figures with few large and many small ones: the mean divides head from tail, again in the head while it holds at most 40 % of its figures (Jiang 2013, doi:10.1080/00330124.2012.700499).</summary>
    public static ClassBreaks<T> HeadTail<T>(IEnumerable<T> figures)
        where T : struct, INumber<T>
    {
        var sorted = new SortedFigures<T>(figures);
        var breaks = new List<T>();
        for (int start = 0, next; start < sorted.Count - 1; start = next)
        {
            var mean = sorted.MeanFrom(start);
            next = sorted.CountAtMost(mean);
            if (next == sorted.Count)
                break;
            breaks.Add(mean);
            // A head that is no minority is not divided again.
            if ((sorted.Count - next) * 10 > (sorted.Count - start) * 4)
                break;
        }

        return sorted.Cut(breaks);
    }

    /// <summary>Box map: lower outliers, the four quarters, upper outliers; outliers lie beyond <paramref name="hinge"/> interquartile ranges (Tukey 1977).</summary>
    /// <param name="hinge">Positive; 1.5 by custom, 3 for far outliers.</param>
    public static ClassBreaks<T> Box<T>(IEnumerable<T> figures, double hinge = 1.5)
        where T : struct, INumber<T>
    {
        if (!(hinge > 0 && double.IsFinite(hinge)))
            throw new ArgumentOutOfRangeException(nameof(hinge), hinge, "The hinge must be positive.");
        var sorted = new SortedFigures<T>(figures);
        T low = sorted.Quantile(1, 4), high = sorted.Quantile(3, 4);
        var reach = T.CreateChecked(hinge) * (high - low);
        return sorted.Cut([low - reach, low, sorted.Quantile(1, 2), high, high + reach], keepEmpty: true);
    }

    /// <summary>Percentile map: 1, 10, 50, 90 and 99 % unless told otherwise.</summary>
    /// <param name="percents">Whole percents, 1 … 99.</param>
    public static ClassBreaks<T> Percentiles<T>(IEnumerable<T> figures, params IReadOnlyList<int> percents)
        where T : struct, INumber<T>
    {
        foreach (var percent in percents)
            ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Clamp(percent, 1, 99), percent, nameof(percents));
        var sorted = new SortedFigures<T>(figures);
        return sorted.Cut((percents.Count == 0 ? [1, 10, 50, 90, 99] : percents).Select(percent => sorted.Quantile(percent, 100)));
    }

    /// <summary>Round breaks: multiples of 1, 2 or 5 times a power of ten, about as many classes as asked for.</summary>
    /// <param name="classes">2 … 1000, about.</param>
    public static ClassBreaks<T> Pretty<T>(IEnumerable<T> figures, int classes)
        where T : struct, INumber<T>
    {
        CheckCount(classes);
        var sorted = new SortedFigures<T>(figures);
        if (sorted.Distinct.Count == 1)
            return sorted.Cut([]);
        var step = PrettyStep(sorted.Maximum - sorted.Minimum, classes);
        var first = Floor(sorted.Minimum / step);
        var steps = int.CreateChecked(Floor(sorted.Maximum / step) - first) + 1;
        return sorted.Cut(Enumerable.Range(1, steps).Select(number => (first + T.CreateChecked(number)) * step), keepEmpty: true);
    }

    /// <summary>Maximum breaks: the widest gaps between neighbouring figures divide the classes, in the middle of the gap; of equal gaps the lower one first.</summary>
    /// <param name="classes">2 … 1000.</param>
    public static ClassBreaks<T> MaximumBreaks<T>(IEnumerable<T> figures, int classes)
        where T : struct, INumber<T>
    {
        CheckCount(classes);
        var sorted = new SortedFigures<T>(figures);
        var distinct = sorted.Distinct;
        var widest = Enumerable.Range(1, distinct.Count - 1).OrderByDescending(at => distinct[at] - distinct[at - 1]).Take(classes - 1);
        return sorted.Cut(widest.Select(at => distinct[at - 1] + ((distinct[at] - distinct[at - 1]) / T.CreateChecked(2))));
    }

    private static T PrettyStep<T>(T range, int classes)
        where T : struct, INumber<T>
    {
        var raw = range / T.CreateChecked(classes);
        T ten = T.CreateChecked(10), unit = T.One;
        while (unit > raw)
            unit /= ten;
        while (unit * ten <= raw)
            unit *= ten;
        return new[] { 1, 2, 5, 10 }.Select(factor => unit * T.CreateChecked(factor)).OrderBy(step => T.Abs((range / step) - T.CreateChecked(classes))).First();
    }

    private static T Floor<T>(T value)
        where T : struct, INumber<T>
    {
        var rest = value % T.One;
        return T.IsNegative(rest) ? value - rest - T.One : value - rest;
    }

    private static double[] Weights<T>(SortedFigures<T> sorted)
        where T : struct, INumber<T> =>
        [.. sorted.Ends.Select((end, at) => (double)(at == 0 ? end : end - sorted.Ends[at - 1]))];

    private static void CheckCount(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, LargestCount);
    }
}
