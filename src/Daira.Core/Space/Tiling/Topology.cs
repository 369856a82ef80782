using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>The borders of all areas of all layers, each once: arcs between the points where borders part, and rings as runs of arcs.</summary>
/// <remarks>
/// Corners lie on the lattice of the last zoom's tile units; what is nearer than half a unit becomes one, so that borders fit
/// each other even where the source's do not quite. Coarser zooms start from this lattice.
/// </remarks>
internal sealed class Topology
{
    private Topology(HotPixels vertices, Arcs arcs, Shape[] shapes)
    {
        (Vertices, Arcs, Shapes, Bounds) = (vertices, arcs, shapes, Box.Nothing);
        for (var i = 0; i < vertices.Count; i++)
        {
            Bounds = Bounds.With(vertices.Xs[i], vertices.Ys[i]);
        }
    }

    /// <summary>All corners in units of the last zoom, each once.</summary>
    public HotPixels Vertices { get; }

    /// <summary>Of all corners.</summary>
    public Box Bounds { get; }

    public Arcs Arcs { get; }

    /// <summary>Rings of each area in the order given, as runs of arcs.</summary>
    public Shape[] Shapes { get; }

    /// <summary>The borders of polygons and multipolygons.</summary>
    /// <param name="areas">WGS 84 degrees.</param>
    /// <param name="zoom">The last zoom.</param>
    /// <param name="threads">At most so many at once.</param>
    public static Topology Of(IReadOnlyList<Geometry> areas, int zoom, int threads)
    {
        var outlines = new Outline[areas.Count][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, areas.Count, parallel, i => outlines[i] = Outline.Of(areas[i]));

        if (Array.FindIndex(outlines, o => Array.Exists(o, ring => !ring.IsFinite)) is var broken and >= 0)
        {
            throw new ArgumentException($"Area {broken}, counted over all layers from 0, has a coordinate that is not finite.", nameof(areas));
        }

        var shift = WorldGrid.Shift(zoom);
        var vertices = Corners(outlines, shift);
        var shapes = new Shape[areas.Count];
        Parallel.For(0, areas.Count, parallel, i => shapes[i] = new Shape([.. outlines[i].Select(o => o.Route(vertices, shift)).Where(r => r.Length > 2)]));

        var arcs = Arcs.Between(shapes, vertices.Count);
        Parallel.For(0, areas.Count, parallel, i => shapes[i] = new Shape(Array.ConvertAll(shapes[i].Rings, arcs.Run)));
        return new Topology(vertices, arcs, shapes);
    }

    private static HotPixels Corners(Outline[][] outlines, int shift)
    {
        var (bounds, count) = (Box.Nothing, 0);
        foreach (var outline in outlines.SelectMany(o => o))
        {
            bounds = bounds.With(outline.Bounds);
            count += outline.Length;
        }

        var units = bounds.IsNothing
            ? new Box(0, 0, 0, 0)
            : new Box(WorldGrid.ToUnit(bounds.MinX, shift), WorldGrid.ToUnit(bounds.MinY, shift), WorldGrid.ToUnit(bounds.MaxX, shift), WorldGrid.ToUnit(bounds.MaxY, shift));
        var vertices = new HotPixels(units, count / 2);
        foreach (var outline in outlines.SelectMany(o => o))
        {
            outline.Register(vertices, shift);
        }

        return vertices;
    }
}

/// <summary>Rings of one area: runs of vertices, or of arcs: a number ≥ 0 is an arc run forwards, a negative one its complement run backwards.</summary>
internal readonly record struct Shape(int[][] Rings);
