using Daira.Core.Randomness;
using Daira.Core.Space.Association;
using Daira.Core.Space.Weights;
using NetTopologySuite.Geometries;

namespace Daira.Core.Tests.Space;

public class Weights_and_files
{
    private static readonly string[] Ids = ["a", "b", "c", "d"];

    private static Neighbours Chain { get; } = Neighbours.FromLists([[1], [0, 2], [1], []]);

    [Fact]
    public void Gal_comes_back_as_it_went()
    {
        var text = new StringWriter();
        WeightFiles.WriteGal(text, Chain, Ids);
        text.ToString().ShouldBe("0 4 units id\na 1\nb\nb 2\na c\nc 1\nb\nd 0\n\n");
        var read = WeightFiles.ReadGal(new StringReader(text.ToString()));
        read.Ids.ShouldBe(Ids);
        Rows(read.Neighbours).ShouldBe(Rows(Chain));
        read.Asymmetric.ShouldBeEmpty();
        read.Neighbours.Isolates.ShouldBe([3]);
    }

    [Fact]
    public void Gwt_comes_back_as_it_went()
    {
        var text = new StringWriter();
        var weights = Chain.WithStrengths((from, to) => 1 / (1.0 + from + (3 * to)));
        WeightFiles.WriteGwt(text, weights, Ids);
        var read = WeightFiles.ReadGwt(new StringReader(text.ToString()), Ids);
        Rows(read.Neighbours).ShouldBe(Rows(Chain));
        read.Neighbours.Strengths(1).ShouldBe(weights.Strengths(1));
        read.Asymmetric.Count.ShouldBe(4);
    }

    [Fact]
    public void An_asymmetric_file_is_read_and_says_so() =>
        WeightFiles.ReadGal(new StringReader("2\na 1\nb\nb 0\n\n")).Asymmetric.ShouldBe([(0, 1)]);

    [Fact]
    public void Blank_lines_after_isolates_may_be_missing() =>
        WeightFiles.ReadGal(new StringReader("3\na 0\nb 1\nc\nc 1\nb\n")).Neighbours.Isolates.ShouldBe([0]);

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("x\n", 1, "number of units")]
    [InlineData("2\na 1\nb\na 0\n\n", 1, "given to two units")]
    [InlineData("2\na 1\nz\nb 0\n\n", 3, "unknown neighbour")]
    [InlineData("2\na 1\na\nb 0\n\n", 3, "own neighbour")]
    [InlineData("2\na 2\nb\nb 0\n\n", 3, "2 neighbours and 1")]
    [InlineData("2\na 2\nb b\nb 0\n\n", 1, "given twice")]
    [InlineData("3\na 1\nb\nb 0\n\n", 1, "3 units and 2")]
    [InlineData("2\na x\nb\n", 2, "number of neighbours")]
    [InlineData("2\na 1\n", 2, "the file ends")]
    public void A_broken_gal_names_its_line(string text, int line, string problem)
    {
        var error = Should.Throw<WeightFileException>(() => WeightFiles.ReadGal(new StringReader(text)));
        error.Line.ShouldBe(line);
        error.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData("0 2 units id\na b NaN\n", "a number")]
    [InlineData("0 2 units id\na a 1\n", "own neighbour")]
    [InlineData("0 3 units id\na b 1\n", "3 units and 2")]
    public void A_broken_gwt_is_refused(string text, string problem) =>
        Should.Throw<WeightFileException>(() => WeightFiles.ReadGwt(new StringReader(text))).Message.ShouldContain(problem);

    [Fact]
    public void Neighbours_outside_the_map_and_ids_given_twice_are_refused()
    {
        Should.Throw<ArgumentException>(() => Neighbours.FromLists([[1], [2]])).Message.ShouldContain("outside 0 … 1");
        Should.Throw<ArgumentException>(() => Neighbours.FromLists([[0]])).Message.ShouldContain("own neighbour");
        Should.Throw<ArgumentException>(() => WeightFiles.WriteGal(new StringWriter(), Chain, ["a", "a", "b", "c"]));
        Should.Throw<ArgumentException>(() => WeightFiles.WriteGal(new StringWriter(), Chain, ["a", "b c", "d", "e"]));
        Should.Throw<ArgumentException>(() => Neighbours.FromLinks(2, [new(0, 1, double.NaN)]));
    }

    [Fact]
    public void Kernels_fall_from_one_to_nothing_at_the_bandwidth()
    {
        Coordinate[] points = [new(0, 0), new(1, 0), new(2, 0), new(10, 0)];
        DistanceWeights.FixedKernel(points, 2, Kernel.Triangular)[0].ToArray().ShouldBe([1]);
        DistanceWeights.FixedKernel(points, 2, Kernel.Triangular).Strengths(0).ShouldBe([0.5]);
        DistanceWeights.FixedKernel(points, 2, Kernel.Epanechnikov).Strengths(0).ShouldBe([0.75]);
        DistanceWeights.FixedKernel(points, 2, Kernel.Quartic).Strengths(0).ShouldBe([0.5625]);
        DistanceWeights.FixedKernel(points, 2, Kernel.Uniform).Strengths(0).ShouldBe([1, 1]);
        DistanceWeights.FixedKernel(points, 2, Kernel.Gaussian).Strengths(0)[1].ShouldBe(Math.Exp(-0.5), 1e-15);
        DistanceWeights.FixedKernel(points, 2, Kernel.Uniform).Isolates.ShouldBe([3]);
        DistanceWeights.AdaptiveKernel(points, 2, Kernel.Triangular).Strengths(3).ShouldBe([1 - (8.0 / 9)], 1e-15);
        Should.Throw<ArgumentOutOfRangeException>(() => DistanceWeights.Band(points, 0));
        Should.Throw<ArgumentException>(() => DistanceWeights.Band([new(double.NaN, 0)], 1));
    }

    [Fact]
    public void Points_that_coincide_are_refused_where_they_make_no_sense()
    {
        Coordinate[] points = [new(0, 0), new(1, 0), new(0, 1), new(0, 0)];
        Should.Throw<ArgumentException>(() => GraphNeighbours.Delaunay(points)).Message.ShouldContain("0 and 3 coincide");
        Should.Throw<ArgumentException>(() => DistanceWeights.Inverse(DistanceWeights.Band(points, 5), points)).Message.ShouldContain("0 and 3 coincide");
        DistanceWeights.Band(points, 0.5)[0].ToArray().ShouldBe([3]);
        GraphNeighbours.Gabriel([]).Count.ShouldBe(0);
        GraphNeighbours.Relative([new(1, 1)]).Isolates.ShouldBe([0]);
    }

    [Fact]
    public void Shared_borders_have_their_length()
    {
        var shapes = new[] { (0.0, 0.0, 2.0, 1.0), (0.0, 1.0, 1.0, 2.0), (1.0, 1.0, 2.0, 3.0) }
            .Select(box => new GeometryFactory().ToGeometry(new Envelope(box.Item1, box.Item3, box.Item2, box.Item4))).ToArray();
        var borders = Contiguity.SharedBorders(shapes).Neighbours;
        borders.Strengths(0).ShouldBe([1.0, 1.0], 1e-12);
        borders.Strengths(1).ShouldBe([1.0, 1.0], 1e-12);
        borders.IsSymmetric().ShouldBeTrue();
    }

    [Fact]
    public void Persistence_counts_only_contests_in_which_a_unit_was_tested()
    {
        var weights = Neighbours.FromLists([[1, 2], [0, 2], [0, 1, 3], [2, 4], [3, 5], [4, 6], [5]]).Weigh(WeightStyle.RowStandardised);
        var settings = new PermutationSettings { Permutations = 99, Level = 1, Tail = Tail.Folded, Correction = Correction.None };
        double[][] contests = [[9, 8, 9, 5, 1, 2, 1], [9, 8, double.NaN, 5, 1, 2, 1], [1, 1, 2, 5, 9, 9, 8]];
        var persistence = Persistence.Of([.. contests.Select(figures => LocalMoran.Of(figures, weights, settings))], ClusterClass.HighHigh);
        persistence[0].ShouldBe(new(2, 3, 0));
        persistence[2].ShouldBe(new(1, 2, 0));
        persistence[5].ShouldBe(new(1, 3, 1));
        persistence[0].Share.ShouldBe(2 / 3.0);
        persistence[2].IsLasting.ShouldBeFalse();
    }

    [Fact]
    public void Global_tests_agree_with_permutation_and_refuse_what_has_no_meaning()
    {
        var (figures, weights) = Local_Moran.Random(200, WeightStyle.Binary);
        var settings = new PermutationSettings { Permutations = 4999 };
        foreach (var test in new[] { GlobalMoran.Of(figures, weights, settings), GlobalGeary.Of(figures, weights, settings), GlobalG.Of(figures, weights, settings) })
            test.PermutationP(Tail.Less)!.Value.ShouldBe(test.NormalP(Tail.Less)!.Value, 0.04);
        GlobalMoran.Of(figures, weights, settings with { Threads = 1 }).ShouldBe(GlobalMoran.Of(figures, weights, settings with { Threads = 8 }));
        GlobalMoran.Of([1, 1, 1, 1], Chain.Weigh(WeightStyle.Binary)).Reason.ShouldBe(UndefinedReason.EqualFigures);
        GlobalMoran.Of([1, 2, 3, double.NaN], Chain.Weigh(WeightStyle.Binary)).Reason.ShouldBe(UndefinedReason.TooFewUnits);
        GlobalMoran.Of([1, 2, 3, 4], Neighbours.FromLists([[], [], [], []]).Weigh(WeightStyle.Binary)).Reason.ShouldBe(UndefinedReason.NoLinks);
        GlobalG.Of([.. figures.Select(figure => -figure)], weights).Reason.ShouldBe(UndefinedReason.NotCounts);
        Should.Throw<ArgumentException>(() => GlobalG.Of(figures, weights.Neighbours.Weigh(WeightStyle.RowStandardised)));
        LocalG.Of([.. figures.Select(_ => 0.0)], weights, settings).Reason.ShouldBe(UndefinedReason.NotCounts);
        LocalGeary.Of([[1, 1, 1, 1]], Chain.Weigh(WeightStyle.Binary), settings).Reason.ShouldBe(UndefinedReason.EqualFigures);
        Should.Throw<ArgumentException>(() => LocalJoinCount.Of([0, 1, 2, 1], Chain.Weigh(WeightStyle.Binary), settings));
        Should.Throw<ArgumentException>(() => EmpiricalBayes.Smooth([1], [0]));
    }

    [Fact]
    public void A_million_units_are_tested_in_bounded_memory()
    {
        const int side = 1000;
        var stream = new RandomStream(5, 5);
        var lists = new int[side * side][];
        for (var cell = 0; cell < lists.Length; cell++)
            lists[cell] = [.. new[] { (cell % side > 0, cell - 1), (cell % side < side - 1, cell + 1), (cell >= side, cell - side), (cell < lists.Length - side, cell + side) }.Where(one => one.Item1).Select(one => one.Item2)];
        double[] figures = [.. lists.Select(_ => stream.NextDouble())];
        var result = LocalMoran.Of(figures, Neighbours.FromLists(lists).Weigh(WeightStyle.RowStandardised), new() { Tail = Tail.Folded, Correction = Correction.None });
        // by chance one in ten has a folded p of 0.05 or less
        (result.Units.Count(unit => unit.P <= 0.05) / 1e6).ShouldBe(0.1, 0.003);
        result.ExpectedByChance.ShouldBe(50_000);
    }

    private static int[][] Rows(Neighbours neighbours) => [.. Enumerable.Range(0, neighbours.Count).Select(unit => neighbours[unit].ToArray())];
}
