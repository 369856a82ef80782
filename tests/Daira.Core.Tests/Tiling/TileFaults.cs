using System.Collections.Concurrent;
using Daira.Core.Space.Tiling;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Daira.Core.Tests.Tiling;

/// <summary>The faults of every tile of a set, summed.</summary>
/// <param name="Where">The first twenty faulty tiles.</param>
internal sealed record TileFaults(int Tiles, int Invalid, int Crossings, int Overlaps, int Gaps, int[] VerticesByZoom, IReadOnlyList<string> Where)
{
    public static TileFaults Of(TileSet tiles, TileLayer layer)
    {
        var source = new STRtree<Geometry>();
        foreach (var feature in layer.Features)
        {
            source.Insert(feature.Shape.EnvelopeInternal, feature.Shape);
        }

        source.Build();
        var checks = new ConcurrentBag<(TileAddress At, CoverageChecker Found, int Gaps)>();
        tiles.ForEach((at, bytes) =>
        {
            foreach (var read in MvtReader.Read(bytes).Where(l => l.Name == layer.Name))
            {
                var found = CoverageChecker.Check(read);
                checks.Add((at, found, found.Gaps.Count(g => IsLand(at, g, source))));
            }
        });
        var vertices = new int[tiles.Metadata.MaxZoom + 1];
        foreach (var (at, found, _) in checks)
        {
            vertices[at.Zoom] += found.Vertices;
        }

        return new TileFaults(
            checks.Count,
            checks.Sum(c => c.Found.Invalid),
            checks.Sum(c => c.Found.Crossings),
            checks.Sum(c => c.Found.Overlaps),
            checks.Sum(c => c.Gaps),
            vertices,
            [.. checks.Where(c => c.Found.Invalid + c.Found.Crossings + c.Found.Overlaps + c.Gaps > 0).OrderBy(c => c.At.Zoom).Take(20)
                .Select(c => $"{c.At}: {c.Found.Invalid} invalid, {c.Found.Crossings} crossings, {c.Found.Overlaps} overlaps, {c.Gaps} gaps {string.Join(" ", c.Found.Gaps.Take(2).Select(g => string.Join(";", g)))}")]);
    }

    /// <summary>A bay whose mouth is narrower than a unit closes and leaves water behind; a gap is where the source has no water within a unit.</summary>
    private static bool IsLand(TileAddress at, Pt[] gap, STRtree<Geometry> source)
    {
        var polygon = Coverages.Polygon([.. gap.Select(p => Degrees(at, p))]).Buffer(360 / (double.Exp2(at.Zoom) * 4096));
        var covered = source.Query(polygon.EnvelopeInternal).Sum(s => s.Intersection(polygon).Area);
        return covered > polygon.Area * 0.99;
    }

    private static (double Longitude, double Latitude) Degrees(TileAddress at, Pt p)
    {
        var world = double.Exp2(at.Zoom) * 4096;
        var (x, y) = (((at.X * 4096.0) + p.X) / world, ((at.Y * 4096.0) + p.Y) / world);
        return ((x * 360) - 180, double.RadiansToDegrees(double.Atan(double.Sinh(double.Pi * (1 - (2 * y))))));
    }
}
