using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>The borders of all areas of all layers, each once: arcs between the points where borders part, and rings as runs of arcs.</summary>
/// <remarks>
/// A number ≥ 0 in a ring is an arc run forwards, a negative one its complement run backwards. Shells turn so that their area is on the left
/// when x grows rightwards and y upwards; holes turn the other way.
/// </remarks>
internal sealed class Topology
{
    private Topology(HotPixels vertices, Arcs arcs, Shape[] shapes)
    {
        Vertices = vertices;
        Arcs = arcs;
        Shapes = shapes;
    }

    /// <summary>All corners in world steps, each once.</summary>
    public HotPixels Vertices { get; }

    public Arcs Arcs { get; }

    /// <summary>Rings of each area in the order given, as runs of arcs.</summary>
    public Shape[] Shapes { get; }

    /// <summary>The borders of polygons and multipolygons.</summary>
    public static Topology Of(IReadOnlyList<Geometry> areas, int threads)
    {
        var rings = Read(areas, threads);
        var vertices = Vertex(rings, out var shapes);
        while (true)
        {
            var arcs = Arcs.Between(shapes, vertices.Count);
            var inserted = arcs.PassedBy(vertices);
            if (inserted.Count == 0)
            {
                return new Topology(vertices, arcs, [.. shapes.Select(s => new Shape(s.Rings.Select(arcs.Run).ToArray()))]);
            }

            shapes = [.. shapes.Select(s => new Shape(s.Rings.Select(r => Insert(r, inserted)).ToArray()))];
        }
    }

    /// <summary>Rings in world steps, turned as they must.</summary>
    private static List<(int X, int Y)[]>[] Read(IReadOnlyList<Geometry> areas, int threads)
    {
        var rings = new List<(int X, int Y)[]>[areas.Count];
        Parallel.For(0, areas.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => rings[i] = RingsOf(areas[i]));
        return rings;
    }

    private static List<(int X, int Y)[]> RingsOf(Geometry area)
    {
        var rings = new List<(int X, int Y)[]>();
        for (var g = 0; g < area.NumGeometries; g++)
        {
            if (area.GetGeometryN(g) is Polygon { IsEmpty: false } polygon)
            {
                rings.Add(Ring(polygon.ExteriorRing, isShell: true));
                for (var h = 0; h < polygon.NumInteriorRings; h++)
                {
                    rings.Add(Ring(polygon.GetInteriorRingN(h), isShell: false));
                }
            }
        }

        return rings;
    }

    private static (int X, int Y)[] Ring(LineString line, bool isShell)
    {
        var points = line.CoordinateSequence;
        var ring = new (int X, int Y)[points.Count - 1];
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = (WorldGrid.X(points.GetX(i)), WorldGrid.Y(points.GetY(i)));
        }

        if (Turn(ring) > 0 != isShell)
        {
            Array.Reverse(ring);
        }

        return ring;
    }

    private static Int128 Turn((int X, int Y)[] ring)
    {
        Int128 twice = 0;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            twice += ((long)ring[j].X * ring[i].Y) - ((long)ring[i].X * ring[j].Y);
        }

        return twice;
    }

    private static HotPixels Vertex(List<(int X, int Y)[]>[] rings, out Shape[] shapes)
    {
        var (bounds, count) = (Box.Nothing, 0);
        foreach (var ring in rings.SelectMany(r => r))
        {
            count += ring.Length;
            foreach (var (x, y) in ring)
            {
                bounds = bounds.With(x, y);
            }
        }

        var vertices = new HotPixels(bounds.IsNothing ? new Box(0, 0, 0, 0) : bounds, count / 2);
        shapes = [.. rings.Select(area => new Shape([.. area.Select(ring => Numbers(ring, vertices)).Where(r => r.Length > 2)]))];
        return vertices;
    }

    private static int[] Numbers((int X, int Y)[] ring, HotPixels vertices)
    {
        var numbers = new int[ring.Length];
        var count = 0;
        foreach (var (x, y) in ring)
        {
            var number = vertices.Add(x, y);
            if (count == 0 || numbers[count - 1] != number)
            {
                numbers[count++] = number;
            }
        }

        while (count > 1 && numbers[count - 1] == numbers[0])
        {
            count--;
        }

        return numbers[..count];
    }

    private static int[] Insert(int[] ring, Dictionary<(int, int), int[]> inserted)
    {
        var longer = new List<int>(ring.Length + 1);
        for (var i = 0; i < ring.Length; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Length]);
            longer.Add(a);
            if (inserted.TryGetValue((a, b), out var between))
            {
                longer.AddRange(between);
            }
            else if (inserted.TryGetValue((b, a), out between))
            {
                longer.AddRange(between.Reverse());
            }
        }

        return [.. longer];
    }
}

/// <summary>Rings of one area: runs of vertices, or of arcs.</summary>
internal readonly record struct Shape(int[][] Rings);
