using System.Numerics.Tensors;
using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>The units whose figures are known, renumbered without gaps, with the links between them.</summary>
internal sealed class DefinedUnits
{
    private DefinedUnits(int[] units, SpatialWeights weights, int all)
    {
        Units = units;
        Weights = weights;
        All = all;
    }

    /// <summary>Original number of each.</summary>
    public int[] Units { get; }

    /// <summary>Weights in the same style over the links that remain: a row-standardised row sums to 1 again.</summary>
    public SpatialWeights Weights { get; }

    /// <summary>Units before any was left out.</summary>
    public int All { get; }

    public int Count => Units.Length;

    /// <param name="weights">Weights of all units.</param>
    /// <param name="figures">One list per variable; NaN is unknown, and a unit with one unknown figure is left out.</param>
    /// <exception cref="ArgumentException">A list of another length, or an infinite figure.</exception>
    public static DefinedUnits Of(SpatialWeights weights, params double[][] figures)
    {
        foreach (var list in figures)
            Check(list, weights.Count);
        var units = new int[weights.Count];
        if (Array.TrueForAll(figures, list => TensorPrimitives.IsFiniteAll<double>(list)))
        {
            for (var unit = 0; unit < units.Length; unit++)
                units[unit] = unit;
            return new(units, weights, weights.Count);
        }

        var count = 0;
        for (var unit = 0; unit < weights.Count; unit++)
        {
            units[count] = unit;
            count += IsKnown(figures, unit) ? 1 : 0;
        }

        return new(units[..count], count == weights.Count ? weights : Compact(weights, units[..count]), weights.Count);
    }

    public double[] Select(double[] figures) => Count == All ? figures : Array.ConvertAll(Units, unit => figures[unit]);

    private static bool IsKnown(double[][] figures, int unit)
    {
        foreach (var list in figures)
            if (double.IsNaN(list[unit]))
                return false;
        return true;
    }

    private static SpatialWeights Compact(SpatialWeights weights, int[] units)
    {
        var number = new int[weights.Count];
        Array.Fill(number, -1);
        for (var at = 0; at < units.Length; at++)
            number[units[at]] = at;
        return weights.Neighbours.Renumber(number, units.Length).Weigh(weights.Style);
    }

    private static void Check(double[] figures, int count)
    {
        if (figures.Length != count)
            throw new ArgumentException($"{figures.Length} figures for {count} units.");
        if (TensorPrimitives.IsInfinityAny<double>(figures))
            throw new ArgumentException($"The figure of unit {Array.FindIndex(figures, double.IsInfinity)} is infinite; unknown figures are NaN, all others finite.");
    }
}
