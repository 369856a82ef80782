using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>
/// Local join counts of flags: how many of a flagged unit's neighbours are flagged too (Anselin and Li 2019,
/// doi:10.1007/s10109-019-00299-x). Only flagged units are tested, and only for more joins than by chance (hot).
/// </summary>
/// <remarks>Flags are 1 or 0, NaN unknown; anything else throws <see cref="ArgumentException"/>.</remarks>
public static class LocalJoinCount
{
    /// <summary>xᵢ Σⱼ wᵢⱼ xⱼ.</summary>
    public static LocalAssociation Of(double[] flags, SpatialWeights weights, PermutationSettings settings) =>
        Together([flags], weights, settings);

    /// <summary>Several flags at once: the unit and its neighbours carry all of them.</summary>
    public static LocalAssociation Together(IReadOnlyList<double[]> flags, SpatialWeights weights, PermutationSettings settings)
    {
        var all = Combine(flags, values => values.Aggregate((a, b) => a * b));
        return Run(all, all, weights, settings);
    }

    /// <summary>Two kinds that exclude each other: the unit has the first flag and not the second, its neighbours the second and not the first.</summary>
    public static LocalAssociation Beside(double[] first, double[] second, SpatialWeights weights, PermutationSettings settings)
    {
        double[][] both = [first, second];
        return Run(Combine(both, pair => pair[0] * (1 - pair[1])), Combine(both, pair => pair[1] * (1 - pair[0])), weights, settings);
    }

    private static LocalAssociation Run(double[] own, double[] others, SpatialWeights weights, PermutationSettings settings)
    {
        var defined = DefinedUnits.Of(weights, own, others);
        return new Joins(defined, defined.Select(own), defined.Select(others)).Run(settings with { Tail = Tail.Greater });
    }

    private static double[] Combine(IReadOnlyList<double[]> flags, Func<double[], double> rule)
    {
        ArgumentOutOfRangeException.ThrowIfZero(flags.Count);
        if (flags.Any(list => list.Length != flags[0].Length))
            throw new ArgumentException("Every list of flags needs the same number of units.", nameof(flags));
        if (flags.Any(list => Array.Exists(list, flag => flag is not (0 or 1 or double.NaN))))
            throw new ArgumentException("Flags are 0 or 1; NaN is unknown.", nameof(flags));
        return [.. Enumerable.Range(0, flags[0].Length).Select(unit => rule([.. flags.Select(list => list[unit])]))];
    }

    private sealed class Joins(DefinedUnits defined, double[] own, double[] others) : LocalTest(defined)
    {
        public override UndefinedReason Reason => Defined.Count < FewestUnits ? UndefinedReason.TooFewUnits : UndefinedReason.None;

        public override bool Asks(int unit) => own[unit] == 1;

        public override LagRanking Ranking(PermutationSettings settings) => new(Weights, others, settings);

        public override double Statistic(int unit) => own[unit] * Weights.Lag(unit, others);

        public override ClusterClass Side(int unit, double statistic, int above, int below) => Asks(unit) ? ClusterClass.Hot : ClusterClass.NotSignificant;
    }
}
