using Daira.Web.Map.Drawing;
using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;

namespace Daira.Web.Tests.Map;

public class ArcNetworkTests
{
    [Fact]
    public void However_faces_are_grouped_the_groups_fill_the_whole_and_nothing_twice()
    {
        var cases = from seed in Gen.Choose(1, 10_000) from count in Gen.Choose(3, 60) from groups in Gen.Choose(1, 6) select (seed, count, groups);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var shapes = Partitions.Cells(c.seed, c.count);
            var network = Network(shapes, tolerance: 3);
            var parts = Enumerable.Range(0, c.groups).Sum(g => TwiceArea(network.Outline(face => (face * 7919) % c.groups == g)));
            return parts == TwiceArea(network.Coast());
        }));
    }

    [Fact]
    public void Rings_are_closed_and_lines_use_each_arc_once()
    {
        var shapes = Partitions.Cells(5, 40);
        var network = Network(shapes, tolerance: 1);
        network.Outline(face => face % 2 == 0).ShouldAllBe(ring => ring[0] == ring[ring.Count - 1] && ring.Count >= 3);

        var strokes = network.Lines((_, _) => true);
        strokes.Sum(s => s.Count - 1).ShouldBe(network.Arcs.Sum(a => a.Points.Count - 1));
        strokes.Count.ShouldBeLessThan(network.Arcs.Count, "neighbouring arcs are joined");
    }

    [Fact]
    public void A_corner_in_the_middle_of_a_neighbours_edge_leaves_no_crack()
    {
        var network = Network(Partitions.CornerInTheMiddleOfAnEdge(), tolerance: 0.5);
        network.Coast().Count.ShouldBe(1);
        network.Arcs.Count(a => a.Left != ArcNetwork.Outside && a.Right != ArcNetwork.Outside).ShouldBe(3);
    }

    [Fact]
    public void A_hole_is_a_ring_of_its_own()
    {
        var factory = new GeometryFactory();
        var lake = factory.ToGeometry(new Envelope(-7, -6, 30, 31));
        var around = factory.ToGeometry(new Envelope(-9, -4, 28, 33)).Difference(lake);
        var network = Network([around, lake], tolerance: 0.5);
        network.Outline(face => face == 0).Count.ShouldBe(2);
        network.Outline(face => face == 1).Count.ShouldBe(1);
        network.Coast().Count.ShouldBe(1);
    }

    [Fact]
    public void Thinning_keeps_every_corner_within_the_tolerance()
    {
        var shapes = Partitions.Cells(11, 30);
        var exact = Network(shapes, tolerance: 0).Arcs.SelectMany(a => a.Points).ToHashSet();
        var thin = Network(shapes, tolerance: 4);
        thin.Arcs.SelectMany(a => a.Points).ShouldAllBe(p => exact.Contains(p), "no corner is invented");
        exact.ShouldAllBe(p => thin.Arcs.Min(a => a.Points.Zip(a.Points.Skip(1)).Min(s => CornerGrid.Distance(p, s.First, s.Second))) <= 4.001);
    }

    [Fact]
    public void A_path_is_written_with_relative_whole_numbers()
    {
        GridPoint[] square = [new(10, 10), new(20, 10), new(20, 5), new(10, 10)];
        PathText.Rings([square]).ShouldBe("m10 10 10 0 0-5z");
        PathText.Strokes([square, [new(0, 0), new(1, -1)]]).ShouldBe("m10 10 10 0 0-5-10 5m-10-10 1-1");
    }

    private static ArcNetwork Network(Geometry[] shapes, double tolerance) => ArcNetworkBuilder.Build(
        shapes, new MapFrame(Partitions.BoundsOf(shapes), new DrawingBox(0, 0, 1000, 1000)), tolerance);

    private static long TwiceArea(IEnumerable<IReadOnlyList<GridPoint>> rings) =>
        rings.Sum(ring => ring.Zip(ring.Skip(1)).Sum(e => ((long)e.First.X * e.Second.Y) - ((long)e.Second.X * e.First.Y)));
}
