using System.Diagnostics;
using Daira.Core.Space.Repair;
using Daira.Core.Space.Tiling;

namespace Daira.Core.Tests.Tiling;

public class CleanTilesTests
{
    [Fact]
    public void The_30000_units_of_the_benches_generator_have_no_gap_no_overlap_no_invalid_ring_at_any_zoom_and_the_same_bytes_on_any_number_of_threads()
    {
        var layer = new TileLayer("units", Coverages.Read(GeneratedUnits(30_000, 3)));

        var tiles = TileSet.Build([layer]);
        var faults = TileFaults.Of(tiles, layer);

        faults.Where.ShouldBeEmpty();
        foreach (var threads in new[] { 1, 2, 8 })
        {
            var again = TileSet.Build([layer], new TileSettings { Threads = threads });
            again.Addresses.ShouldBe(tiles.Addresses);
            tiles.Addresses.ShouldAllBe(at => tiles.Tile(at.Zoom, at.X, at.Y).SequenceEqual(again.Tile(at.Zoom, at.X, at.Y)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{faults.Tiles} tiles, vertices by zoom {string.Join(" ", faults.VerticesByZoom)}");
    }

    [Theory]
    [InlineData(30_000, 5)]
    [InlineData(3_000, 10)]
    public void Made_units_with_rough_borders_have_no_gap_no_overlap_no_invalid_ring_at_any_zoom(int count, int lastZoom)
    {
        var layer = new TileLayer("units", RoughUnits.Make(count, 3));

        var faults = TileFaults.Of(TileSet.Build([layer], new TileSettings { MaxZoom = lastZoom }), layer);

        faults.Where.ShouldBeEmpty();
        faults.VerticesByZoom[lastZoom].ShouldBeGreaterThan(count * 10);
    }

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

    private static string GeneratedUnits(int count, int depth)
    {
        var folder = Directory.CreateTempSubdirectory("units-").FullName;
        var generator = Path.Combine(Root(), "bench", "peers", "gen_units.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/env", ["/usr/bin/python3", generator, folder, $"{count}", $"{depth}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.SkipUnless(python.ExitCode == 0, $"the generator needs Debian's python3-numpy and python3-scipy: {said}");
        return Path.Combine(folder, $"polys_{count}_d{depth}.geojson");
    }

    /// <summary>The working copy that the tests were built in.</summary>
    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
