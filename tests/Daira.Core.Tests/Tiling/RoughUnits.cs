using Daira.Core.Space.Tiling;
using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate;

namespace Daira.Core.Tests.Tiling;

/// <summary>Voronoi cells of jittered points in a Morocco-sized box, their borders broken fractally: the recipe of <c>bench/gen_units.py</c> with another stream.</summary>
internal static class RoughUnits
{
    private static readonly GeometryFactory Factory = new();

    /// <param name="depth">Every border is halved so many times.</param>
    public static TileFeature[] Make(int count, int depth, int seed = 20260)
    {
        const double width = 12, height = 9;
        var random = new Random(seed);
        var columns = (int)Math.Ceiling(Math.Sqrt(count * width / height));
        var rows = (int)Math.Ceiling((double)count / columns);
        var sites = Enumerable.Range(0, count).Select(i => new Coordinate(
            -13 + (((i % columns) + 0.5 + Jitter(random)) * width / columns),
            27 + (((i / columns) + 0.5 + Jitter(random)) * height / rows))).ToArray();
        var builder = new VoronoiDiagramBuilder { ClipEnvelope = new Envelope(-13, -1, 27, 36) };
        builder.SetSites(sites);
        return [.. builder.GetDiagram(Factory).Cast<Polygon>().Select((cell, i) =>
            new TileFeature((ulong)i, Rough(cell, depth), new Dictionary<string, object> { ["name"] = $"Unit {i}", ["n"] = i }))];
    }

    private static double Jitter(Random random) => (random.NextDouble() - 0.5) * 0.84;

    private static Polygon Rough(Polygon cell, int depth)
    {
        var corners = cell.ExteriorRing.Coordinates;
        var ring = corners.Zip(corners.Skip(1)).SelectMany(e => Border(e.First, e.Second, depth)).ToList();
        ring.Add(ring[0].Copy());
        return Factory.CreatePolygon([.. ring]);
    }

    /// <summary>From one corner to before the next; the same points from either side.</summary>
    private static Coordinate[] Border(Coordinate a, Coordinate b, int depth)
    {
        (a, b) = (Rounded(a), Rounded(b));
        if (a.CompareTo(b) > 0)
        {
            return [a, .. Border(b, a, depth).Skip(1).Reverse()];
        }

        var random = new Random(HashCode(a, b));
        Coordinate[] line = [a, b];
        var bend = 0.07 * a.Distance(b);
        for (var d = 0; d < depth; d++, bend /= 2)
        {
            line = [.. line.Zip(line.Skip(1)).SelectMany(e => new[] { e.First, Bent(e.First, e.Second, bend * ((2 * random.NextDouble()) - 1)) }), line[^1]];
        }

        return line[..^1];
    }

    private static Coordinate Rounded(Coordinate c) => new(Math.Round(c.X, 6), Math.Round(c.Y, 6));

    private static int HashCode(Coordinate a, Coordinate b) => (int)((a.X * 7919) + (a.Y * 104729) + (b.X * 1299709) + (b.Y * 15485863)) & int.MaxValue;

    private static Coordinate Bent(Coordinate a, Coordinate b, double by)
    {
        var length = Math.Max(a.Distance(b), 1e-12);
        return Rounded(new Coordinate(((a.X + b.X) / 2) - ((b.Y - a.Y) / length * by), ((a.Y + b.Y) / 2) + ((b.X - a.X) / length * by)));
    }
}
