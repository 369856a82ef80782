using Daira.Core.Space.Association;
using Daira.Core.Space.Weights;

namespace Daira.Core.Tests.Space;

/// <summary>Everything that spdep computes too must agree with it to 10⁻¹⁰, relative to the larger of 1 and the value.</summary>
public sealed class Equal_to_spdep(Spdep spdep) : IClassFixture<Spdep>
{
    private static readonly PermutationSettings Few = new() { Permutations = 19 };

    private static readonly (WeightStyle Style, string Letter)[] Styles =
        [(WeightStyle.Binary, "B"), (WeightStyle.RowStandardised, "W"), (WeightStyle.GloballyStandardised, "C"), (WeightStyle.VarianceStabilising, "S")];

    private Neighbours Queen => Contiguity.Of(spdep.Shapes).Neighbours;

    [Fact]
    public void Neighbours_are_the_same()
    {
        Links("queen", Queen);
        Links("rook", Contiguity.Of(spdep.Shapes, ContiguityRule.Rook).Neighbours);
        Links("nearest", Nearest.Of(spdep.Points, 4));
        Links("band", DistanceWeights.Band(spdep.Points, 0.12));
        Links("delaunay", GraphNeighbours.Delaunay(spdep.Points));
        Links("gabriel", GraphNeighbours.Gabriel(spdep.Points));
        Links("relative", GraphNeighbours.Relative(spdep.Points));
        Links("order 2", Queen.Orders(3)[1]);
        Links("order 3", Queen.Orders(3)[2]);
        Links("up to order 3", Queen.UpToOrder(3));
    }

    [Fact]
    public void Weights_are_the_same()
    {
        foreach (var (style, letter) in Styles)
            Same($"weights {letter}", All(Queen.Weigh(style)));
        Same("inverse distance W", All(DistanceWeights.Inverse(Queen, spdep.Points).Weigh(WeightStyle.RowStandardised)));
    }

    [Fact]
    public void Statistics_of_the_whole_map_and_their_moments_are_the_same()
    {
        foreach (var (style, letter) in Styles)
        {
            var weights = Queen.Weigh(style);
            Same($"moran {letter}", Moments(GlobalMoran.Of(spdep.Y, weights)));
            Same($"moran p {letter}", [GlobalMoran.Of(spdep.Y, weights).NormalP(Tail.TwoSided)!.Value]);
            Same($"geary {letter}", Moments(GlobalGeary.Of(spdep.Y, weights)));
            if (letter is "B" or "C")
                Same($"G {letter}", Moments(GlobalG.Of(spdep.Y, weights)));
        }

        Same("bivariate moran", [GlobalMoran.Bivariate(spdep.Y, spdep.Second, Queen.Weigh(WeightStyle.RowStandardised), Few).Statistic!.Value]);
        Same("EB moran", [GlobalMoran.Of(EmpiricalBayes.Standardise(spdep.Events, spdep.Population), Queen.Weigh(WeightStyle.RowStandardised)).Statistic!.Value]);
        Same("moran with isolates", Moments(GlobalMoran.Of(spdep.Y, WithoutLinksOf(0, 4).Weigh(WeightStyle.RowStandardised))));
        var orders = Correlogram.Of(spdep.Y, Queen, 3);
        Same("correlogram", [.. orders.Select(order => order.Statistic!.Value), .. orders.Select(order => order.Expectation!.Value), .. orders.Select(order => order.Variance!.Value)]);
    }

    [Fact]
    public void Local_statistics_and_their_moments_are_the_same()
    {
        foreach (var (style, letter) in Styles)
        {
            var weights = Queen.Weigh(style);
            Same($"local moran {letter}", Statistics(LocalMoran.Of(spdep.Y, weights, Few)));
            var (expectation, variance) = LocalMoran.Moments(spdep.Y, weights);
            Same($"local moran E {letter}", expectation);
            Same($"local moran V {letter}", variance);
            Same($"local G {letter}", Statistics(LocalG.Of(spdep.Y, weights, Few)));
            Same($"local G z {letter}", [.. LocalG.Deviates(spdep.Y, weights, star: false).Select(z => z!.Value)]);
            Same($"local geary {letter}", Statistics(LocalGeary.Of([spdep.Y], weights, Few)));
            Same($"local geary of two {letter}", Statistics(LocalGeary.Of([spdep.Y, spdep.Second], weights, Few)));
        }

        var w = Queen.Weigh(WeightStyle.RowStandardised);
        Same("local G* W", Statistics(LocalG.Star(spdep.Y, w, Few)));
        Same("local G* z W", [.. LocalG.Deviates(spdep.Y, w, star: true).Select(z => z!.Value)]);
        // spdep scales by the standard deviation with divisor n − 1
        Same("local bivariate moran", [.. Statistics(LocalMoran.Bivariate(spdep.Y, spdep.Second, w, Few)).Select(value => value * 299 / 300)]);
        double[] flags = [.. spdep.Kinds.Select(kind => kind == 0 ? 1.0 : 0.0)];
        Same("local joins", Statistics(LocalJoinCount.Of(flags, Queen.Weigh(WeightStyle.Binary), Few)));
    }

    [Fact]
    public void Join_counts_are_the_same()
    {
        var b = Queen.Weigh(WeightStyle.Binary);
        var two = JoinCounts.Of([.. spdep.Kinds.Select(kind => Math.Min(kind, 1))], b);
        Same("join count", [.. two.Take(2).SelectMany(join => Moments(join.Test))]);
        var three = JoinCounts.Of(spdep.Kinds, b);
        Same("joins multi", [.. three.Select(join => join.Test.Statistic!.Value)]);
        Same("joins multi E", [.. three.Select(join => join.Test.Expectation!.Value)]);
        Same("joins multi V", [.. three.Select(join => join.Test.Variance!.Value)]);
    }

    [Fact]
    public void Smoothed_rates_and_corrections_are_the_same()
    {
        Same("EB smoothed", EmpiricalBayes.Smooth(spdep.Events, spdep.Population));
        Same("EB local", EmpiricalBayes.SmoothLocally(spdep.Events, spdep.Population, Queen));
        Same("BH", Correction.BenjaminiHochberg.Apply(spdep.Results["raw p"]));
        Same("BY", Correction.BenjaminiYekutieli.Apply(spdep.Results["raw p"]));
    }

    private Neighbours WithoutLinksOf(params int[] units) =>
        Neighbours.FromLists([.. Enumerable.Range(0, Queen.Count).Select(unit => (IReadOnlyList<int>)[.. Queen[unit].ToArray().Where(other => !units.Contains(unit) && !units.Contains(other))])]);

    private void Links(string name, Neighbours neighbours)
    {
        var expected = spdep.Results[name].Select(link => (int)link);
        var found = Enumerable.Range(0, neighbours.Count).SelectMany(unit => neighbours[unit].ToArray().Select(other => (unit * neighbours.Count) + other)).ToHashSet();
        found.SymmetricExceptWith(expected);
        found.ShouldBeEmpty(name);
    }

    private void Same(string name, double[] values)
    {
        var expected = spdep.Results[name];
        values.Length.ShouldBe(expected.Length, name);
        for (var at = 0; at < values.Length; at++)
            Math.Abs(values[at] - expected[at]).ShouldBeLessThanOrEqualTo(1e-10 * Math.Max(1, Math.Abs(expected[at])), $"{name}, place {at}: {values[at]:R} and {expected[at]:R}");
    }

    private static double[] All(SpatialWeights weights) => [.. Enumerable.Range(0, weights.Count).SelectMany(unit => weights[unit].ToArray())];

    private static double[] Moments(GlobalTest test) => [test.Statistic!.Value, test.Expectation!.Value, test.Variance!.Value];

    private static double[] Statistics(LocalAssociation local) => [.. local.Units.Select(unit => unit.Statistic!.Value)];
}
