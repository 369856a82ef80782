using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Daira.Core.Space.Tiling;
using NetTopologySuite.Geometries;

namespace Daira.Bench;

/// <summary>Times of tiles: all of zooms 0 to 10 of 30,000 polygons, and single tiles of a file of units on one thread.</summary>
public static class TilingBench
{
    public static int Run(string folder, string? units)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}");
        All(Read(Path.Combine(folder, "polys_30000_d3.geojson")));
        if (units is not null)
        {
            Single(Read(units));
        }

        return 0;
    }

    private static void All(TileLayer layer)
    {
        var (count, bytes) = (0, 0L);
        var (median, best, processor) = Measure.Milliseconds(
            () =>
            {
                (count, bytes) = (0, 0);
                TileSet.Build([layer]).ForEach((_, tile) =>
                {
                    Interlocked.Increment(ref count);
                    Interlocked.Add(ref bytes, tile.Length);
                });
            },
            runs: 7,
            atMostSeconds: 20);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tiles z0-10 of {layer.Features.Count} polygons: median {median:F0} ms, best {best:F0} ms, processor {processor:F0} ms; {count} tiles, {bytes >> 10} kB"));
    }

    private static void Single(TileLayer layer)
    {
        var tiles = TileSet.Build([layer]);
        foreach (var zoom in new[] { 0, 4, 5, 6, 8 })
        {
            var at = tiles.Addresses.Where(a => a.Zoom == zoom).MaxBy(a => tiles.Tile(a.Zoom, a.X, a.Y).Length);
            var times = Enumerable.Range(0, 200).Select(_ => Time(() => tiles.Tile(at.Zoom, at.X, at.Y))).Order().ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tile {at.Zoom}/{at.X}/{at.Y} of {layer.Features.Count} units: median {times[100]:F2} ms, p95 {times[190]:F2} ms"));
        }
    }

    private static double Time(Action work)
    {
        var once = Stopwatch.StartNew();
        work();
        return once.Elapsed.TotalMilliseconds;
    }

    internal static TileLayer Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new TileLayer("units", [.. document.RootElement.GetProperty("features").EnumerateArray().Select((f, i) => new TileFeature((ulong)i, Area(f.GetProperty("geometry")), Properties(f)))]);
    }

    private static Dictionary<string, object> Properties(JsonElement feature) => feature.GetProperty("properties").EnumerateObject()
        .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        .ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? (object)p.Value.GetString()! : p.Value.GetDouble(), StringComparer.Ordinal);

    private static Geometry Area(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").ValueEquals("Polygon") ? Polygon(coordinates) : new MultiPolygon([.. coordinates.EnumerateArray().Select(Polygon)]);
    }

    private static Polygon Polygon(JsonElement rings)
    {
        LinearRing[] all = [.. rings.EnumerateArray().Select(ring => new LinearRing([.. ring.EnumerateArray().Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble()))]))];
        return new Polygon(all[0], all[1..]);
    }
}
