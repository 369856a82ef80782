using Daira.Core.Space.Repair;
using Daira.Core.Space.Tiling;

namespace Daira.Core.Tests.Tiling;

public class CleanTilesTests
{
    [Fact]
    public void The_1538_official_units_have_no_gap_no_overlap_no_invalid_ring_at_any_zoom()
    {
        var folder = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
        Assert.SkipUnless(folder is not null, "trial data");
        var source = Coverages.Read(Path.Combine(folder, "morocco/boundaries/electoral_units_1538.geojson"));
        var clean = CoverageRepair.Clean([.. source.Select(f => f.Shape)]);
        var layer = new TileLayer("units", [.. source.Zip(clean.Shapes, (f, shape) => f with { Shape = shape })]);

        var faults = TileFaults.Of(TileSet.Build([layer]), layer);

        faults.Where.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{faults.Tiles} tiles, vertices by zoom {string.Join(" ", faults.VerticesByZoom)}");
        faults.VerticesByZoom[5].ShouldBeLessThanOrEqualTo(17_000);
    }
}
