using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>How often neighbours are of two kinds, of one pair of kinds.</summary>
/// <param name="First">A kind.</param>
/// <param name="Second">The other kind; the same for joins within one kind.</param>
/// <param name="Test">Half the sum of weights between the two, with moments when kinds are dealt out at random (nonfree sampling).</param>
public sealed record JoinCount(int First, int Second, GlobalTest Test);

/// <summary>
/// Join counts (Moran 1948; Cliff and Ord 1981): with two kinds the classical BB, WW and BW; with more, every pair.
/// </summary>
public static class JoinCounts
{
    /// <summary>Counts of every pair of kinds: within each kind first, then between.</summary>
    /// <param name="kinds">One per unit: 0 … kinds − 1; −1 is unknown and left out together with its links.</param>
    /// <param name="weights">Usually style B.</param>
    /// <exception cref="ArgumentException">A kind below −1, or another number of kinds than units.</exception>
    public static IReadOnlyList<JoinCount> Of(int[] kinds, SpatialWeights weights)
    {
        if (kinds.Any(kind => kind < -1))
            throw new ArgumentException("Kinds are 0 or more; −1 is unknown.", nameof(kinds));
        var defined = DefinedUnits.Of(weights, Array.ConvertAll(kinds, kind => kind < 0 ? double.NaN : kind));
        int[] known = [.. defined.Units.Select(unit => kinds[unit])];
        var number = known.DefaultIfEmpty(-1).Max() + 1;
        var constants = WeightConstants.Of(defined.Weights);
        var joins = Joins(defined.Weights, known, number);
        double[] sizes = [.. Enumerable.Range(0, number).Select(kind => (double)known.Count(other => other == kind))];
        var within = Enumerable.Range(0, number).Select(kind => new JoinCount(kind, kind, Test(constants, () => Within(constants, joins[kind, kind], sizes[kind]))));
        var between = Enumerable.Range(0, number).SelectMany(second => Enumerable.Range(0, second).Select(first =>
            new JoinCount(first, second, Test(constants, () => Between(constants, joins[first, second] + joins[second, first], sizes[first], sizes[second])))));
        return [.. within, .. between];
    }

    private static GlobalTest Test(WeightConstants constants, Func<GlobalTest> test) =>
        constants.N < 4 ? GlobalTest.Undefined(UndefinedReason.TooFewUnits) : test();

    private static double[,] Joins(SpatialWeights weights, int[] kinds, int number)
    {
        var joins = new double[number, number];
        for (var unit = 0; unit < kinds.Length; unit++)
        {
            var neighbours = weights.Neighbours[unit];
            for (var at = 0; at < neighbours.Length; at++)
                joins[kinds[unit], kinds[neighbours[at]]] += weights[unit][at] / 2;
        }

        return joins;
    }

    private static GlobalTest Within(WeightConstants c, double joins, double size)
    {
        var (n2, n3, n4) = Falling(c.N);
        double two = size * (size - 1), three = two * (size - 2), four = three * (size - 3);
        var expectation = c.S0 * two / (2 * n2);
        var square = (c.S1 * two / n2) + ((c.S2 - (2 * c.S1)) * three / n3) + (((c.S0 * c.S0) + c.S1 - c.S2) * four / n4);
        return GlobalTest.Of(joins, expectation, (square / 4) - (expectation * expectation));
    }

    private static GlobalTest Between(WeightConstants c, double joins, double first, double second)
    {
        var (n2, n3, n4) = Falling(c.N);
        var pairs = first * second;
        var expectation = c.S0 * pairs / n2;
        var square = (2 * c.S1 * pairs / n2)
            + ((c.S2 - (2 * c.S1)) * pairs * (first + second - 2) / n3)
            + (4 * ((c.S0 * c.S0) + c.S1 - c.S2) * first * (first - 1) * second * (second - 1) / n4);
        return GlobalTest.Of(joins, expectation, (square / 4) - (expectation * expectation));
    }

    private static (double Two, double Three, double Four) Falling(double n) =>
        (n * (n - 1), n * (n - 1) * (n - 2), n * (n - 1) * (n - 2) * (n - 3));
}
