using Daira.Web.Map.Drawing;
using NetTopologySuite.Geometries;

namespace Daira.Web.Tests.Map;

public class MapFrameTests
{
    [Fact]
    public void North_is_up_east_is_right_and_all_of_it_fits()
    {
        var frame = new MapFrame(new Envelope(-17, -1, 21, 36), new DrawingBox(40, 40, 1820, 1820));
        var (northWest, southEast) = (frame.Place(-17, 36), frame.Place(-1, 21));
        northWest.X.ShouldBeInRange(40, 1860);
        northWest.Y.ShouldBeInRange(39, 41);
        southEast.X.ShouldBeGreaterThan(northWest.X);
        southEast.Y.ShouldBeInRange(1859, 1861);
    }

    [Fact]
    public void A_window_is_covered_to_its_edges()
    {
        var frame = new MapFrame(new Envelope(-7.77, -7.38, 33.47, 33.70), new DrawingBox(40, 60, 400, 290), fill: true);
        frame.Place(-7.77, 33.5).X.ShouldBeLessThanOrEqualTo(40);
        frame.Place(-7.38, 33.5).X.ShouldBeGreaterThanOrEqualTo(440);
        frame.Place(-7.5, 33.70).Y.ShouldBeLessThanOrEqualTo(60);
    }

    /// <summary>A degree of latitude is about 111.2 km; Web Mercator keeps shapes, so the scale holds in both directions.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void The_scale_bar_is_true_at_its_latitude(double latitude)
    {
        var frame = new MapFrame(new Envelope(-10, 10, -35, 35), new DrawingBox(0, 0, 100_000, 100_000));
        var north = frame.Project(0, latitude + 0.05).Y;
        var south = frame.Project(0, latitude - 0.05).Y;
        ((south - north) / frame.UnitsPerKilometre(latitude)).ShouldBe(11.13, 0.02);
    }
}
