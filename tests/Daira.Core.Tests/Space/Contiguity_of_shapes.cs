using Daira.Core.Space.Weights;
using NetTopologySuite.Geometries;

namespace Daira.Core.Tests.Space;

public class Contiguity_of_shapes
{
    [Fact]
    public void Corners_count_for_the_queen_and_not_for_the_rook()
    {
        var squares = Enumerable.Range(0, 9).Select(cell => Square(cell % 3, cell / 3)).ToArray();
        var queen = Contiguity.Of(squares);
        var rook = Contiguity.Of(squares, ContiguityRule.Rook);
        queen.Neighbours[4].ToArray().ShouldBe([0, 1, 2, 3, 5, 6, 7, 8]);
        rook.Neighbours[4].ToArray().ShouldBe([1, 3, 5, 7]);
        queen.Neighbours[0].ToArray().ShouldBe([1, 3, 4]);
        queen.Doubtful.ShouldBeEmpty();
        rook.Doubtful.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_side_beside_two_short_ones_is_a_border_without_common_corner_points()
    {
        Geometry[] shapes = [Box(0, 0, 1, 3), Box(1, 0, 2, 1), Box(1, 1, 2, 2), Box(1, 2, 2, 3)];
        var rook = Contiguity.Of(shapes, ContiguityRule.Rook);
        rook.Neighbours[0].ToArray().ShouldBe([1, 2, 3]);
        rook.Doubtful.Single(pair => pair.Second == 2).ShouldBe(new(0, 2, 0, 1, true));
    }

    [Fact]
    public void A_border_drawn_twice_meets_within_the_tolerance_and_is_reported()
    {
        Geometry[] shapes = [Square(0, 0), Box(1.0004, 0.0001, 2, 1)];
        Contiguity.Of(shapes).Neighbours.Isolates.ShouldBe([0, 1]);
        var near = Contiguity.Of(shapes, ContiguityRule.Rook, 0.001);
        near.Neighbours.Isolates.ShouldBeEmpty();
        near.Doubtful.Single().Distance.ShouldBe(0.0004, 1e-9);
        near.Doubtful.Single().Length.ShouldBe(0.9999, 1e-9);
    }

    [Fact]
    public void A_corner_within_the_tolerance_is_no_border_for_the_rook()
    {
        Geometry[] shapes = [Square(0, 0), Box(1.0001, 1.0001, 2, 2)];
        var rook = Contiguity.Of(shapes, ContiguityRule.Rook, 0.001);
        rook.Neighbours.Isolates.Count.ShouldBe(2);
        rook.Doubtful.Single().Neighbours.ShouldBeFalse();
        Contiguity.Of(shapes, ContiguityRule.Queen, 0.001).Neighbours.Isolates.ShouldBeEmpty();
    }

    [Fact]
    public void An_enclave_neighbours_what_surrounds_it()
    {
        var ring = new Polygon(new LinearRing(Corners(0, 0, 3, 3)), [new LinearRing(Corners(1, 1, 2, 2))]);
        Contiguity.Of([ring, Square(1, 1)]).Neighbours[0].ToArray().ShouldBe([1]);
    }

    [Fact]
    public void Empty_shapes_are_isolates_and_lines_are_refused()
    {
        Contiguity.Of([Square(0, 0), Polygon.Empty]).Neighbours.Isolates.ShouldBe([0, 1]);
        Contiguity.Of([]).Neighbours.Count.ShouldBe(0);
        Should.Throw<ArgumentException>(() => Contiguity.Of([new LineString(Corners(0, 0, 1, 1))]));
        Should.Throw<ArgumentOutOfRangeException>(() => Contiguity.Of([Square(0, 0)], tolerance: double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => Contiguity.Of([Square(0, 0)], tolerance: -1));
    }

    [Fact]
    public void The_electoral_units_have_one_island_at_most_and_rook_is_part_of_queen()
    {
        var queen = Contiguity.Of(TrialUnits.Shapes).Neighbours;
        var rook = Contiguity.Of(TrialUnits.Shapes, ContiguityRule.Rook).Neighbours;
        queen.Count.ShouldBe(1538);
        queen.IsSymmetric().ShouldBeTrue();
        queen.Isolates.ShouldBeEmpty();
        for (var unit = 0; unit < rook.Count; unit++)
            rook[unit].ToArray().ShouldBeSubsetOf(queen[unit].ToArray());
    }

    [Fact]
    public void Nearest_agrees_with_looking_at_every_point()
    {
        var stream = new Core.Randomness.RandomStream(1, 0);
        // a coarse grid, so that many distances are equal
        var points = Enumerable.Range(0, 300).Select(_ => new Coordinate(stream.NextBelow(20), stream.NextBelow(12))).ToArray();
        var nearest = Nearest.Of(points, 5);
        for (var unit = 0; unit < points.Length; unit++)
        {
            var expected = Enumerable.Range(0, points.Length).Where(other => other != unit)
                .OrderBy(other => points[other].Distance(points[unit])).ThenBy(other => other).Take(5).Order();
            nearest[unit].ToArray().ShouldBe(expected);
        }

        Should.Throw<ArgumentOutOfRangeException>(() => Nearest.Of(points, 300));
    }

    /// <summary>Enough of them that places are linked in several runs; in no order, so that most neighbours stand in another run.</summary>
    [Fact]
    public void Many_squares_in_no_order_have_the_eight_around_them()
    {
        const int side = 150;
        int[] order = [.. Enumerable.Range(0, side * side).OrderBy(cell => cell * 7_919L % (side * side))];
        var place = new int[order.Length];
        for (var at = 0; at < order.Length; at++)
            place[order[at]] = at;
        var queen = Contiguity.Of([.. order.Select(cell => (Geometry)Square(cell % side, cell / side))]).Neighbours;
        var rook = Contiguity.Of([.. order.Select(cell => (Geometry)Square(cell % side, cell / side))], ContiguityRule.Rook).Neighbours;
        for (var cell = 0; cell < order.Length; cell++)
        {
            var around = Enumerable.Range(-1, 3).SelectMany(down => Enumerable.Range(-1, 3).Select(right => (X: (cell % side) + right, Y: (cell / side) + down)))
                .Where(at => at.X is >= 0 and < side && at.Y is >= 0 and < side && at != (cell % side, cell / side)).ToArray();
            queen[place[cell]].ToArray().ShouldBe(around.Select(at => place[at.X + (at.Y * side)]).Order());
            rook[place[cell]].ToArray().ShouldBe(around.Where(at => at.X == cell % side || at.Y == cell / side).Select(at => place[at.X + (at.Y * side)]).Order());
        }
    }

    [Fact]
    public void A_coordinate_that_is_not_finite_is_refused_with_its_shape()
    {
        var broken = new Polygon(new LinearRing([new(0, 0), new(double.NaN, 1), new(1, 1), new(0, 0)]));
        Should.Throw<ArgumentException>(() => Contiguity.Of([Square(0, 0), broken])).Message.ShouldContain("Shape 1");
    }

    private static Polygon Square(int x, int y) => Box(x, y, x + 1, y + 1);

    private static Polygon Box(double x, double y, double right, double top) => new(new LinearRing(Corners(x, y, right, top)));

    private static Coordinate[] Corners(double x, double y, double right, double top) =>
        [new(x, y), new(right, y), new(right, top), new(x, top), new(x, y)];
}
