using Daira.Core.Space.Cells;
using Daira.Core.Tests.Tiling;
using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;

namespace Daira.Core.Tests.Cells;

public class ApproximateCellsTests
{
    private static readonly Geometry West = Coverages.Polygon((-8, 30), (-6, 30), (-6, 31), (-6.5, 31.5), (-6, 32), (-8, 32));
    private static readonly Geometry East = Coverages.Multi(
        Coverages.Polygon((-6, 30), (-4, 30), (-4, 32), (-6, 32), (-6.5, 31.5), (-6, 31)),
        Coverages.Polygon((-3.5, 31), (-3, 31), (-3, 31.5)));

    [Fact]
    public void Cells_partition_their_outlines_whatever_the_points() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Partition));

    /// <summary>Points nearly on one line, whose diagram reaches far beyond the frame: found by the property above.</summary>
    [Theory]
    [InlineData(1154483696)]
    public void Cells_partition_their_outlines_where_it_once_failed(int seed) => Partition(seed);

    private static void Partition(int seed)
    {
        var random = new System.Random(seed);
        CellPoint[] points = [.. Enumerable.Range(0, random.Next(2, 30)).Select(i => new CellPoint(-8.2 + (5.4 * random.NextDouble()), 29.8 + (2.4 * random.NextDouble()), i % 2))];

        var shared = ApproximateCells.Share([West, East], points);

        for (var outline = 0; outline < 2; outline++)
        {
            var cells = shared.Cells.Where((_, i) => points[i].Outline == outline).ToArray();
            cells.Sum(c => c.Area).ShouldBe(shared.Outlines[outline].Area, 1e-9);
            cells.ShouldAllBe(c => c.IsValid);
        }

        shared.Outlines[0].Area.ShouldBe(West.Area, 1e-5);
        shared.Outlines[1].Area.ShouldBe(East.Area, 1e-5);
    }

    [Fact]
    public void Every_place_belongs_to_the_nearest_point_of_its_outline()
    {
        CellPoint[] points = [new(-7.5, 30.5, 0), new(-6.5, 30.4, 0), new(-7, 31.6, 0)];
        var shared = ApproximateCells.Share([West], points);
        var random = new System.Random(1);
        for (var n = 0; n < 300; n++)
        {
            var at = new Coordinate(-8 + (2 * random.NextDouble()), 30 + (2 * random.NextDouble()));
            var holder = Enumerable.Range(0, 3).Where(i => shared.Cells[i].Contains(new Point(at))).ToArray();
            if (holder.Length == 1)
            {
                double Distance(int i) => double.Hypot((points[i].Longitude - at.X) * double.Cos(double.DegreesToRadians(31)), points[i].Latitude - at.Y);
                Enumerable.Range(0, 3).MinBy(Distance).ShouldBe(holder[0]);
            }
        }
    }

    [Fact]
    public void A_point_outside_gets_the_cell_of_the_nearest_place_on_the_border_and_is_reported()
    {
        var shared = ApproximateCells.Share([West], [new(-8.01, 31, 0), new(-7, 31, 0)]);
        shared.Moved.ShouldHaveSingleItem().Point.ShouldBe(0);
        shared.Moved[0].Kilometres.ShouldBe(0.01 * 111.195 * double.Cos(double.DegreesToRadians(31)), 0.01);
        shared.Cells[0].Area.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Of_two_points_at_one_place_the_second_has_no_cell_and_is_named()
    {
        var shared = ApproximateCells.Share([West], [new(-7, 31, 0), new(-7, 31, 0), new(-7.5, 31, 0)]);
        shared.Without.ShouldBe([1]);
        shared.Cells[1].IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void An_outline_without_points_stays_whole()
    {
        var shared = ApproximateCells.Share([West, East], [new(-7, 31, 0)]);
        shared.Outlines[1].Area.ShouldBe(East.Area, 1e-9);
        shared.Cells[0].Area.ShouldBe(West.Area, 1e-9);
    }

    [Fact]
    public void A_point_of_no_outline_is_refused_with_the_range() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ApproximateCells.Share([West], [new(-7, 31, 3)])).Message.ShouldContain("0 to 0");
}
