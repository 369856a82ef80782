using Daira.Core.Randomness;
using Daira.Core.Space.Association;
using Daira.Core.Space.Weights;

namespace Daira.Core.Tests.Space;

public class Local_Moran
{
    private static readonly PermutationSettings Few = new() { Permutations = 999 };

    [Fact]
    public void A_unit_among_its_like_is_a_cluster_and_its_isolate_has_no_neighbours()
    {
        var (figures, weights) = Chessboard(12, (column, _) => column < 6 ? 1 : 0);
        var result = LocalMoran.Of([.. figures, 0.5], WithIsolate(weights), Few);
        result[13].Class.ShouldBe(ClusterClass.HighHigh);
        result[22].Class.ShouldBe(ClusterClass.LowLow);
        result[144].ShouldBe(new(0, null, null, null, ClusterClass.NoNeighbours));
        result.Tested.ShouldBe(144);
        ClusterClass.HighHigh.Id().ShouldBe("high-high");
    }

    [Fact]
    public void Unknown_figures_are_undefined_and_take_no_part()
    {
        var (figures, weights) = Chessboard(8, (column, row) => (column * 3) + (row * row % 5));
        figures[9] = double.NaN;
        var result = LocalMoran.Of(figures, weights, Few);
        result[9].ShouldBe(new(0, null, null, null, ClusterClass.Undefined));
        result[0].Neighbours.ShouldBe(2);
        // the same as a map that never had the unit
        var kept = Enumerable.Range(0, 64).Where(unit => unit != 9).ToArray();
        var number = Enumerable.Range(0, 64).Select(unit => unit == 9 ? -1 : unit < 9 ? unit : unit - 1).ToArray();
        var without = LocalMoran.Of([.. kept.Select(unit => figures[unit])], weights.Neighbours.Renumber(number, 63).Weigh(WeightStyle.RowStandardised), Few);
        without.Units.ShouldBe(kept.Select(unit => result[unit]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Nothing_one_two_or_equal_figures_leave_all_undefined(int count)
    {
        var neighbours = Neighbours.FromLists([.. Enumerable.Range(0, count).Select(unit => (IReadOnlyList<int>)(count > 1 ? [(unit + 1) % count] : []))]);
        var result = LocalMoran.Of([.. Enumerable.Repeat(0.1, count)], neighbours.Weigh(WeightStyle.RowStandardised), Few);
        result.Units.ShouldAllBe(unit => unit.Class == ClusterClass.Undefined && unit.Statistic == null && unit.P == null);
    }

    [Theory]
    [InlineData(Draws.Fresh, WeightStyle.RowStandardised)]
    [InlineData(Draws.Shared, WeightStyle.RowStandardised)]
    [InlineData(Draws.Fresh, WeightStyle.VarianceStabilising)]
    [InlineData(Draws.Shared, WeightStyle.VarianceStabilising)]
    public void Threads_and_vector_widths_change_no_bit(Draws draws, WeightStyle style)
    {
        var (figures, weights) = Random(400, style);
        foreach (var permutations in new[] { 999, 5_000 })
        {
            var settings = Few with { Draws = draws, Permutations = permutations };
            var expected = LocalMoran.Of(figures, weights, settings with { Threads = 1, Path = VectorPath.Scalar }).Units.ToArray();
            foreach (var threads in new[] { 1, 2, 8 })
                foreach (var path in new[] { VectorPath.Scalar, VectorPath.Bits256, VectorPath.Bits512 }.Where(path => path.IsSupported()))
                    LocalMoran.Of(figures, weights, settings with { Threads = threads, Path = path }).Units.ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData(Draws.Fresh)]
    [InlineData(Draws.Shared)]
    public void P_is_the_share_of_all_arrangements_when_they_can_be_counted(Draws draws)
    {
        // 7 units in a ring: every unit's 2 neighbours are one of C(6,2) = 15 pairs
        double[] figures = [1, 5, 2, 8, 3, 13, 4];
        var ring = Neighbours.FromLists([.. Enumerable.Range(0, 7).Select(unit => (IReadOnlyList<int>)[(unit + 1) % 7, (unit + 6) % 7])]);
        foreach (var style in new[] { WeightStyle.RowStandardised, WeightStyle.Binary })
        {
            var result = LocalMoran.Of(figures, ring.Weigh(style), Few with { Draws = draws, Permutations = 200_000 });
            for (var unit = 0; unit < 7; unit++)
                result.P(unit, Tail.Greater)!.Value.ShouldBe(Exact(figures, unit), 0.005);
        }
    }

    [Fact]
    public void Tails_are_consistent()
    {
        var (figures, weights) = Random(200, WeightStyle.RowStandardised);
        var result = LocalMoran.Of(figures, weights, Few);
        for (var unit = 0; unit < 200; unit++)
        {
            double greater = result.P(unit, Tail.Greater)!.Value, less = result.P(unit, Tail.Less)!.Value;
            (greater + less).ShouldBeGreaterThanOrEqualTo(1.0);
            result.P(unit, Tail.Folded).ShouldBe(Math.Min(greater, less));
            result.P(unit, Tail.TwoSided).ShouldBe(Math.Min(1, 2 * Math.Min(greater, less)));
        }
    }

    [Fact]
    public void Settings_out_of_range_are_refused_by_name()
    {
        var (figures, weights) = Random(20, WeightStyle.RowStandardised);
        Should.Throw<ArgumentOutOfRangeException>(() => LocalMoran.Of(figures, weights, Few with { Permutations = 0 })).ParamName.ShouldBe("Permutations");
        Should.Throw<ArgumentOutOfRangeException>(() => LocalMoran.Of(figures, weights, Few with { Level = double.NaN })).ParamName.ShouldBe("Level");
        Should.Throw<ArgumentOutOfRangeException>(() => LocalMoran.Of(figures, weights, Few with { Threads = 0 })).ParamName.ShouldBe("Threads");
        Should.Throw<ArgumentException>(() => LocalMoran.Of([1, 2], weights, Few)).Message.ShouldContain("20 units");
        Should.Throw<ArgumentException>(() => LocalMoran.Of([.. figures[1..], double.PositiveInfinity], weights, Few)).Message.ShouldContain("unit 19");
    }

    [Fact]
    public void Corrections_agree_with_hand_counts()
    {
        double[] p = [0.01, double.NaN, 0.04, 0.03, 0.005];
        Corrected(Correction.BenjaminiHochberg).ShouldBe([0.02, 0.04, 0.04, 0.02], 1e-15);
        Corrected(Correction.Bonferroni).ShouldBe([0.04, 0.16, 0.12, 0.02], 1e-15);
        var factor = 1 + (1 / 2.0) + (1 / 3.0) + (1 / 4.0);
        Corrected(Correction.BenjaminiYekutieli).ShouldBe([0.02 * factor, 0.04 * factor, 0.04 * factor, 0.02 * factor], 1e-15);
        Correction.None.Apply(p).ShouldBe(p);

        // the unit that was not tested stays so and does not count among the tests
        IEnumerable<double> Corrected(Correction correction)
        {
            var q = correction.Apply(p);
            double.IsNaN(q[1]).ShouldBeTrue();
            return [q[0], .. q[2..]];
        }
    }

    private static double Exact(double[] figures, int unit)
    {
        var mean = figures.Average();
        var others = Enumerable.Range(0, 7).Where(other => other != unit).ToArray();
        var observed = (figures[unit] - mean) * (figures[(unit + 1) % 7] + figures[(unit + 6) % 7] - (2 * mean));
        var pairs = others.SelectMany(first => others.Where(second => second > first).Select(second => (figures[unit] - mean) * (figures[first] + figures[second] - (2 * mean)))).ToArray();
        return pairs.Count(value => value >= observed - 1e-9) / 15.0;
    }

    internal static (double[] Figures, SpatialWeights Weights) Random(int count, WeightStyle style)
    {
        var stream = new RandomStream(11, 0);
        var points = Enumerable.Range(0, count).Select(_ => new NetTopologySuite.Geometries.Coordinate(stream.NextDouble(), stream.NextDouble())).ToArray();
        var nearest = Nearest.Of(points, 5);
        // unequal numbers of neighbours: links in both directions
        var links = Enumerable.Range(0, count).SelectMany(unit => nearest[unit].ToArray().SelectMany(other => new[] { (unit, other), (other, unit) })).Distinct();
        var lists = Enumerable.Range(0, count).GroupJoin(links, unit => unit, link => link.Item1, (_, own) => (IReadOnlyList<int>)[.. own.Select(link => link.Item2)]);
        return ([.. points.Select(point => point.X + stream.NextDouble())], Neighbours.FromLists([.. lists]).Weigh(style));
    }

    private static (double[] Figures, SpatialWeights Weights) Chessboard(int side, Func<int, int, double> figure)
    {
        var lists = Enumerable.Range(0, side * side).Select(cell => (IReadOnlyList<int>)[.. Beside(cell % side, cell / side, side)]);
        return ([.. Enumerable.Range(0, side * side).Select(cell => figure(cell % side, cell / side))], Neighbours.FromLists([.. lists]).Weigh(WeightStyle.RowStandardised));
    }

    private static IEnumerable<int> Beside(int column, int row, int side) =>
        from r in Enumerable.Range(row - 1, 3)
        from c in Enumerable.Range(column - 1, 3)
        where (r, c) != (row, column) && r >= 0 && c >= 0 && r < side && c < side
        select (r * side) + c;

    private static SpatialWeights WithIsolate(SpatialWeights weights) =>
        Neighbours.FromLists([.. Enumerable.Range(0, weights.Count).Select(unit => (IReadOnlyList<int>)weights.Neighbours[unit].ToArray()), []]).Weigh(weights.Style);
}
