using MathNet.Numerics;

namespace Daira.Core.Space.Association;

/// <summary>A statistic of the whole map, its moments if figures were dealt out at random, and how extreme it is.</summary>
public sealed record GlobalTest
{
    private GlobalTest()
    {
    }

    /// <summary>Why there is no statistic; with any reason the numbers below are null.</summary>
    public UndefinedReason Reason { get; private init; }

    /// <summary>The observed statistic.</summary>
    public double? Statistic { get; private init; }

    /// <summary>Its mean over all arrangements.</summary>
    public double? Expectation { get; private init; }

    /// <summary>Its variance over all arrangements; null where no formula is known.</summary>
    public double? Variance { get; private init; }

    /// <summary>(statistic − expectation) / √variance; null where the variance is not positive.</summary>
    public double? Deviate => Variance > 0 ? (Statistic - Expectation) / Math.Sqrt(Variance.Value) : null;

    /// <summary>Random arrangements drawn; 0 when none were asked for.</summary>
    public int Permutations { get; private init; }

    private int Above { get; init; }

    private int Below { get; init; }

    /// <summary>p if the deviate were normal; null where there is none. <see cref="Tail.Folded"/> is the smaller one-sided p.</summary>
    public double? NormalP(Tail tail) => Deviate is not { } z ? null : tail switch
    {
        Tail.Greater => Upper(z),
        Tail.Less => Upper(-z),
        Tail.Folded => Upper(Math.Abs(z)),
        _ => 2 * Upper(Math.Abs(z)),
    };

    /// <summary>p by permutation (see <see cref="Tail"/>); null where no permutation was drawn.</summary>
    public double? PermutationP(Tail tail)
    {
        if (Permutations == 0)
            return null;
        double all = Permutations + 1.0, above = Above + 1, below = Below + 1;
        return tail switch
        {
            Tail.Greater => above / all,
            Tail.Less => below / all,
            Tail.Folded => Math.Min(above, below) / all,
            _ => Math.Min(1, 2 * Math.Min(above, below) / all),
        };
    }

    internal static GlobalTest Of(double statistic, double expectation, double? variance) =>
        new() { Statistic = statistic, Expectation = expectation, Variance = variance };

    internal static GlobalTest Undefined(UndefinedReason reason) => new() { Reason = reason };

    internal GlobalTest WithRanks(int permutations, int above, int below) =>
        this with { Permutations = permutations, Above = above, Below = below };

    private static double Upper(double z) => 0.5 * SpecialFunctions.Erfc(z / Math.Sqrt(2));
}
