using System.Buffers;
using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>The borders of all areas of all layers, each once: arcs between the points where borders part, and rings as runs of arcs.</summary>
/// <remarks>
/// Corners lie on the lattice of the last zoom's tile units; what is nearer than half a unit becomes one, so that borders fit
/// each other even where the source's do not quite. Coarser zooms start from this lattice.
/// </remarks>
internal sealed record Topology(PixelGrid Vertices, Arcs Arcs, Rings Rings)
{
    private const int RingsAtOnce = 128;

    /// <summary>The borders of polygons and multipolygons.</summary>
    /// <param name="areas">WGS 84 degrees.</param>
    /// <param name="zoom">The last zoom.</param>
    /// <param name="threads">At most so many at once.</param>
    public static Topology Of(IReadOnlyList<Geometry> areas, int zoom, int threads)
    {
        var outlines = Outlines.Of(areas, threads);
        var places = outlines.X.Length;
        var corners = ArrayPool<int>.Shared.Rent(places);
        var shift = WorldGrid.Shift(zoom);
        var vertices = Corners(outlines, shift, corners, threads);
        var rings = Routes(outlines, corners, new HotPixels(vertices), shift, threads);
        ArrayPool<int>.Shared.Return(corners);
        var (arcs, runs) = Arcs.Between(rings, vertices.Count, threads);
        return new Topology(vertices, arcs, runs);
    }

    private static PixelGrid Corners(Outlines outlines, int shift, int[] corners, int threads)
    {
        var count = outlines.X.Length;
        var (x, y) = (ArrayPool<int>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
        Parts.Of(count, 1 << 16, threads, (first, end) =>
        {
            for (var i = first; i < end; i++)
            {
                (x[i], y[i]) = (WorldGrid.ToUnit(outlines.X[i], shift), WorldGrid.ToUnit(outlines.Y[i], shift));
            }
        });
        var vertices = PixelGrid.Of(x, y, count, corners, threads);
        ArrayPool<int>.Shared.Return(x);
        ArrayPool<int>.Shared.Return(y);
        return vertices;
    }

    /// <summary>Rings as runs of vertices; those that shrink to nothing are left out.</summary>
    private static Rings Routes(Outlines outlines, int[] corners, HotPixels vertices, int shift, int threads)
    {
        var count = outlines.Starts.Length - 1;
        var parts = new (List<int> Route, List<int> Lengths)[(count + RingsAtOnce - 1) / RingsAtOnce];
        Parts.Of(parts.Length, 1, threads, (firstPart, endPart) =>
        {
            for (var part = firstPart; part < endPart; part++)
            {
                var (first, end) = (part * RingsAtOnce, Math.Min(count, (part + 1) * RingsAtOnce));
                var route = new List<int>(outlines.Starts[end] - outlines.Starts[first] + (2 * RingsAtOnce));
                var lengths = new List<int>(end - first);
                for (var ring = first; ring < end; ring++)
                {
                    var start = route.Count;
                    Route(outlines, corners, ring, vertices, shift, route);
                    lengths.Add(Steps.Close(route, start));
                }

                parts[part] = (route, lengths);
            }
        });
        return Rings.Joined(parts, outlines.RingsOf);
    }

    /// <summary>The corners that a ring runs through, its own and those of others that it passes too closely.</summary>
    private static void Route(Outlines outlines, int[] corners, int ring, HotPixels vertices, int shift, List<int> route)
    {
        var (x, y) = (outlines.X, outlines.Y);
        var (first, end) = (outlines.Starts[ring], outlines.Starts[ring + 1]);
        route.Add(corners[end - 1]);
        for (int i = first, j = end - 1; i < end; j = i++)
        {
            if (corners[j] != corners[i])
            {
                vertices.Route(new FineLine(x[j], y[j], x[i], y[i]), shift, corners[j], corners[i], route);
            }
        }
    }
}

/// <summary>Rings of all areas in one row: runs of vertices, or of arcs: a number ≥ 0 is an arc run forwards, a negative one its complement run backwards.</summary>
/// <param name="RingsOf">The first ring of each area, and at the end how many rings there are.</param>
/// <param name="Starts">The first item of each ring, and at the end how many items there are.</param>
/// <param name="Items">Vertices or arcs.</param>
internal sealed record Rings(int[] RingsOf, int[] Starts, int[] Items)
{
    public int AreaCount => RingsOf.Length - 1;

    public int Count => Starts.Length - 1;

    public ReadOnlySpan<int> this[int ring] => Items.AsSpan(Starts[ring]..Starts[ring + 1]);

    /// <summary>The items of all rings of an area.</summary>
    public ReadOnlySpan<int> Of(int area) => Items.AsSpan(Starts[RingsOf[area]]..Starts[RingsOf[area + 1]]);

    /// <summary>One row of the rings that several threads wrote; empty ones are dropped.</summary>
    public static Rings Joined((List<int> Items, List<int> Lengths)[] parts, int[] ringsOf)
    {
        var kept = new int[ringsOf[^1] + 1];
        var starts = new List<int>(kept.Length) { 0 };
        var items = GC.AllocateUninitializedArray<int>(parts.Sum(p => p.Items.Count));
        var ring = 0;
        var at = 0;
        foreach (var (run, lengths) in parts)
        {
            CollectionsMarshal.AsSpan(run).CopyTo(items.AsSpan(at));
            at += run.Count;
            foreach (var length in lengths)
            {
                if (length > 0)
                {
                    starts.Add(starts[^1] + length);
                }

                kept[++ring] = starts.Count - 1;
            }
        }

        return new Rings(Array.ConvertAll(ringsOf, r => kept[r]), [.. starts], items);
    }
}
