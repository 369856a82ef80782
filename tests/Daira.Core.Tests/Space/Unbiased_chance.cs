using Daira.Core.Randomness;
using Daira.Core.Space.Association;
using Daira.Core.Space.Weights;

namespace Daira.Core.Tests.Space;

/// <summary>p-values against 40,000 independent arrangements of each unit, drawn by the plainest code.</summary>
public class Unbiased_chance
{
    private const int Reference = 40_000;
    private const double Allowed = 0.06;

    [Fact]
    public void Both_ways_of_drawing_are_unbiased_over_the_1538_units()
    {
        var weights = Contiguity.Of(TrialUnits.Shapes).Neighbours.Weigh(WeightStyle.RowStandardised);
        double[] figures = [.. TrialUnits.Shares().Select((share, unit) => double.IsNaN(share) ? unit / 1538.0 : share)];
        var plain = PlainShares(figures, weights);
        var fresh = MeanError(plain, [Drawn(figures, weights, Draws.Fresh, 99_999, 1)], 99_999);
        Math.Abs(fresh).ShouldBeLessThanOrEqualTo(Allowed, "fresh draws");
        // Shared draws let the errors of all units go together, so that the mean of one run says little: many runs do.
        var shared = MeanError(plain, [.. Enumerable.Range(0, 300).Select(seed => Drawn(figures, weights, Draws.Shared, 999, seed))], 999);
        Math.Abs(shared).ShouldBeLessThanOrEqualTo(Allowed, "shared draws");
        TestContext.Current.TestOutputHelper?.WriteLine($"mean standardised error: fresh {fresh:F4}, shared {shared:F4}");
    }

    private static double[] Drawn(double[] figures, SpatialWeights weights, Draws draws, int permutations, long seed)
    {
        var result = LocalMoran.Of(figures, weights, new() { Draws = draws, Permutations = permutations, Seed = 1000 + seed });
        return [.. Enumerable.Range(0, result.Count).Select(unit => ((result.P(unit, Tail.Greater)!.Value * (permutations + 1)) - 1) / permutations)];
    }

    private static double MeanError(double[] plain, double[][] runs, int permutations)
    {
        var errors =
            from run in runs
            from unit in Enumerable.Range(0, plain.Length)
            let spread = plain[unit] * (1 - plain[unit]) * ((1.0 / permutations) + (1.0 / Reference))
            where spread > 0
            select (run[unit] - plain[unit]) / Math.Sqrt(spread);
        return errors.Average();
    }

    private static double[] PlainShares(double[] figures, SpatialWeights weights)
    {
        var mean = figures.Average();
        double[] z = [.. figures.Select(figure => figure - mean)];
        var shares = new double[z.Length];
        Parallel.For(0, z.Length, unit =>
        {
            var stream = new RandomStream(-7, unit);
            int[] others = [.. Enumerable.Range(0, z.Length).Where(other => other != unit)];
            var degree = weights.Neighbours.Degree(unit);
            var observed = z[unit] * weights.Lag(unit, z);
            var above = 0;
            for (var draw = 0; draw < Reference; draw++)
            {
                var lag = 0.0;
                for (var at = 0; at < degree; at++)
                {
                    var other = at + stream.NextBelow(others.Length - at);
                    (others[at], others[other]) = (others[other], others[at]);
                    lag += weights[unit][at] * z[others[at]];
                }

                above += z[unit] * lag >= observed - 1e-12 ? 1 : 0;
            }

            shares[unit] = (double)above / Reference;
        });
        return shares;
    }
}
