using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>What a local statistic says of a unit. Undefined, without neighbours and not significant are three different things.</summary>
public enum ClusterClass : byte
{
    /// <summary>The unit's figure is unknown, or all known figures are the same.</summary>
    Undefined,

    /// <summary>The unit has no neighbour whose figure is known.</summary>
    NoNeighbours,

    /// <summary>Chance explains it.</summary>
    NotSignificant,

    /// <summary>High among high.</summary>
    HighHigh,

    /// <summary>Low among low.</summary>
    LowLow,

    /// <summary>High among low.</summary>
    HighLow,

    /// <summary>Low among high.</summary>
    LowHigh,

    /// <summary>Many high figures around (G, G*), a joined pair (join count) or like its neighbours (Geary).</summary>
    Hot,

    /// <summary>Many low figures around (G, G*), or unlike its neighbours (Geary).</summary>
    Cold,
}

/// <summary>Names as written in files and by the command line.</summary>
public static class ClusterClasses
{
    /// <summary>E.g. <c>high-high</c>, <c>no-neighbours</c>.</summary>
    public static string Id(this ClusterClass value) => value switch
    {
        ClusterClass.Undefined => "undefined",
        ClusterClass.NoNeighbours => "no-neighbours",
        ClusterClass.NotSignificant => "not-significant",
        ClusterClass.HighHigh => "high-high",
        ClusterClass.LowLow => "low-low",
        ClusterClass.HighLow => "high-low",
        ClusterClass.LowHigh => "low-high",
        ClusterClass.Hot => "hot",
        ClusterClass.Cold => "cold",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not a class of clusters."),
    };
}

/// <summary>One unit's local statistic.</summary>
/// <param name="Neighbours">Neighbours whose figure is known.</param>
/// <param name="Statistic">Null when undefined or without neighbours.</param>
/// <param name="P">Of the tail asked for; 0 … 1, null when not tested.</param>
/// <param name="Q"><paramref name="P"/> after the correction asked for.</param>
public readonly record struct LocalUnit(int Neighbours, double? Statistic, double? P, double? Q, ClusterClass Class);

/// <summary>A local statistic of every unit, with its significance.</summary>
public sealed class LocalAssociation
{
    internal const int NotTested = -1;

    private readonly int[] neighbours;
    private readonly double[] statistics;
    private readonly ClusterClass[] sides;
    private readonly Lazy<double[]> q;

    internal LocalAssociation(PermutationSettings settings, UndefinedReason reason, int[] neighbours, double[] statistics, ClusterClass[] sides, RankCounts counts)
    {
        Settings = settings;
        Reason = reason;
        this.neighbours = neighbours;
        this.statistics = statistics;
        this.sides = sides;
        Counts = counts;
        q = new(() => settings.Correction.Apply([.. Enumerable.Range(0, Count).Select(unit => P(unit, settings.Tail) ?? double.NaN)]));
    }

    /// <summary>What was asked.</summary>
    public PermutationSettings Settings { get; }

    /// <summary>Why every unit is undefined; <see cref="UndefinedReason.None"/> when it is not so.</summary>
    public UndefinedReason Reason { get; }

    /// <summary>Number of units.</summary>
    public int Count => statistics.Length;

    internal RankCounts Counts { get; }

    /// <summary>A unit's result.</summary>
    public LocalUnit this[int unit] => new(neighbours[unit], Known(statistics[unit]), P(unit, Settings.Tail), Known(q.Value[unit]), ClassOf(unit));

    /// <summary>Every unit's result, in order.</summary>
    public IEnumerable<LocalUnit> Units => Enumerable.Range(0, Count).Select(unit => this[unit]);

    /// <summary>Units that were tested.</summary>
    public int Tested => Counts.Above.Count(above => above != NotTested);

    /// <summary>How many tested units would be called significant by chance alone if p decided without correction: level × tested.</summary>
    public double ExpectedByChance => Settings.Level * Tested;

    /// <summary>A unit's p of any tail; null when it was not tested.</summary>
    public double? P(int unit, Tail tail)
    {
        if (Counts.Above[unit] == NotTested)
            return null;
        double all = Settings.Permutations + 1.0, above = Counts.Above[unit] + 1, below = Counts.Below[unit] + 1;
        return tail switch
        {
            Tail.Greater => above / all,
            Tail.Less => below / all,
            Tail.Folded => Math.Min(above, below) / all,
            _ => Math.Min(1, 2 * Math.Min(above, below) / all),
        };
    }

    private ClusterClass ClassOf(int unit) =>
        q.Value[unit] > Settings.Level ? ClusterClass.NotSignificant : sides[unit];

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
