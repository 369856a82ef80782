using Daira.Core.Space.Repair;
using Daira.Core.Tests.Tiling;
using NetTopologySuite.Geometries;

namespace Daira.Core.Tests.Repair;

public class RepairTests
{
    [Fact]
    public void A_union_around_a_hole_that_touches_the_outside_in_a_point_is_valid()
    {
        var factory = new GeometryFactory();
        var cells = from x in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) where (x, y) is not ((0, 0) or (1, 1)) select factory.ToGeometry(new Envelope(x, x + 1, y, y + 1));
        var union = CoverageMerge.Union([.. cells]);
        union.IsValid.ShouldBeTrue();
        union.Area.ShouldBe(7, 1e-12);
    }

    [Fact]
    public void A_bow_tie_keeps_both_wings()
    {
        var repaired = ShapeRepair.Repair(Coverages.Polygon((0, 0), (2, 2), (2, 0), (0, 2)));
        repaired.Fault.ShouldBe(ShapeFault.BoundaryCrossesItself);
        (repaired.Where!.X, repaired.Where.Y).ShouldBe((1, 1));
        repaired.Shape.IsValid.ShouldBeTrue();
        repaired.AreaAfter.ShouldBe(2);
        repaired.AreaBefore.ShouldBe(0);
    }

    [Fact]
    public void A_ring_that_touches_itself_loses_nothing()
    {
        var repaired = ShapeRepair.Repair(Coverages.Polygon((0, 0), (4, 0), (4, 4), (2, 0), (0, 4)));
        repaired.WasInvalid.ShouldBeTrue();
        repaired.Shape.IsValid.ShouldBeTrue();
        repaired.AreaAfter.ShouldBe(repaired.AreaBefore, 1e-12);
    }

    [Fact]
    public void A_ring_that_goes_over_one_line_again_and_again_is_repaired_in_little_memory()
    {
        var again = string.Concat(Enumerable.Repeat("4 1, 5 2, ", 3_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var repaired = ShapeRepair.Repair(new NetTopologySuite.IO.WKTReader().Read($"POLYGON ((0 0, {again}4 1, 8 0, 8 8, 0 8, 0 0), (2 4, {again}5 2, 2 5, 2 4))"));
        repaired.Fault.ShouldBe(ShapeFault.BoundaryCrossesItself);
        repaired.Shape.IsValid.ShouldBeTrue();
        repaired.AreaAfter.ShouldBe(repaired.AreaBefore, 1e-9);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20);
    }

    [Fact]
    public void A_valid_shape_comes_back_as_it_is()
    {
        var square = Coverages.Polygon((0, 0), (1, 0), (1, 1), (0, 1));
        var repaired = ShapeRepair.Repair(square);
        repaired.Shape.ShouldBeSameAs(square);
        repaired.Fault.ShouldBeNull();
    }

    [Fact]
    public void A_line_is_refused() =>
        Should.Throw<ArgumentException>(() => ShapeRepair.Repair(new LineString([new(0, 0), new(1, 1)]))).Message.ShouldContain("Polygon");

    [Fact]
    public void An_overlap_goes_to_the_longer_border_and_a_gap_is_closed()
    {
        // Two squares that overlap by 0.1 and a third that leaves 0.1 open, closed on top by a fourth.
        Geometry[] shapes =
        [
            Coverages.Polygon((0, 0), (1.1, 0), (1.1, 1), (0, 1)),
            Coverages.Polygon((1, 0), (2, 0), (2, 1), (1, 1)),
            Coverages.Polygon((2.1, 0), (3, 0), (3, 1), (2.1, 1)),
            Coverages.Polygon((0, 1), (3, 1), (3, 2), (0, 2)),
            Coverages.Polygon((0, -1), (3, -1), (3, 0), (0, 0)),
        ];

        var clean = CoverageRepair.Clean(shapes);

        clean.Shapes.ShouldAllBe(s => s.IsValid);
        clean.Shapes.Sum(s => s.Area).ShouldBe(9, 1e-6);
        clean.Disputed.Count.ShouldBe(2);
        clean.Disputed.Single(d => d.Claimants.Count == 2).Claimants.ShouldBe([0, 1]);
        clean.Disputed.Single(d => d.Claimants.Count == 0).Area.ShouldBe(0.1, 1e-6);
        for (var i = 0; i < shapes.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                clean.Shapes[i].Intersection(clean.Shapes[j]).Area.ShouldBe(0);
            }
        }
    }

    [Fact]
    public void A_gap_larger_than_allowed_stays_open()
    {
        var ring = Coverages.Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [(1, 1), (1, 2), (2, 2), (2, 1)]);
        CoverageRepair.Clean([ring], largestGap: 0.5).Shapes[0].Area.ShouldBe(8, 1e-9);
        CoverageRepair.Clean([ring], largestGap: 1.5).Shapes[0].Area.ShouldBe(9, 1e-9);
    }

    [Fact]
    public void A_negative_gap_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => CoverageRepair.Clean([], largestGap: -1));
}
