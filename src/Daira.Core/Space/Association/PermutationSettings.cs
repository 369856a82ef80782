using Daira.Core.Randomness;

namespace Daira.Core.Space.Association;

/// <summary>How a local statistic is compared with chance: conditional permutation (Anselin 1995, doi:10.1111/j.1538-4632.1995.tb00338.x): the unit keeps its value, its neighbours are drawn at random from all other defined units, without repetition.</summary>
public sealed record PermutationSettings
{
    /// <summary>99,999 shared draws, two-sided p, 5 % after Benjamini-Hochberg.</summary>
    public static PermutationSettings Default { get; } = new();

    /// <summary>Number of random arrangements, 1 … 1,000,000,000; the smallest possible p is 1 / (permutations + 1).</summary>
    public int Permutations { get; init; } = 99_999;

    /// <summary>Whether units share their random arrangements.</summary>
    public Draws Draws { get; init; } = Draws.Shared;

    /// <summary>Seed of the random streams; same seed, same answer, on any machine and any number of threads.</summary>
    public long Seed { get; init; } = 2021;

    /// <summary>Which p-value decides.</summary>
    public Tail Tail { get; init; } = Tail.TwoSided;

    /// <summary>How the p-values of many units are corrected for their number.</summary>
    public Correction Correction { get; init; } = Correction.BenjaminiHochberg;

    /// <summary>A unit is significant when its corrected p (q) is at most this; 0 … 1.</summary>
    public double Level { get; init; } = 0.05;

    /// <summary>Threads to use, 1 or more; null = one per processor. The answer does not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Instructions to use. The answer does not depend on it.</summary>
    public VectorPath Path { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A setting outside its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Permutations, 1, nameof(Permutations));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Permutations, 1_000_000_000, nameof(Permutations));
        if (!(Level is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Level), Level, "The level of significance must be within 0 … 1.");
        if (Threads < 1)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "At least one thread is needed.");
    }

    internal ParallelOptions Parallelism() => new() { MaxDegreeOfParallelism = Threads ?? Environment.ProcessorCount };
}

/// <summary>Whether units share their random arrangements. Both give every unit the same exact distribution.</summary>
public enum Draws
{
    /// <summary>Ordered samples are drawn once; a unit skips itself where it occurs. Fast; errors of similar units go together.</summary>
    Shared,

    /// <summary>Every unit has its own independent arrangements.</summary>
    Fresh,
}

/// <summary>Which extreme counts. With <c>above</c> the number of arrangements whose statistic is at least the observed one, <c>below</c> at most, of M.</summary>
public enum Tail
{
    /// <summary>Twice the smaller one-sided p, at most 1.</summary>
    TwoSided,

    /// <summary>The smaller one-sided p, (min(above, below) + 1) / (M + 1), which many programs report; about half of the two-sided p, so that 0.05 means one in ten.</summary>
    Folded,

    /// <summary>(above + 1) / (M + 1): is the statistic larger than by chance?</summary>
    Greater,

    /// <summary>(below + 1) / (M + 1): is the statistic smaller than by chance?</summary>
    Less,
}
