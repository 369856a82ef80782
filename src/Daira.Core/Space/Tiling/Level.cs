namespace Daira.Core.Space.Tiling;

/// <summary>All borders at one zoom: thinned, on the zoom's own lattice of tile units, bent so that none crosses another.</summary>
internal sealed class Level
{
    private readonly Topology topology;
    private readonly int[] x;
    private readonly int[] y;
    private readonly int[] starts;
    private readonly int[] points;
    private readonly Box[] arcBounds;
    private readonly Box[] shapeBounds;

    private Level(Topology topology, int zoom, HotPixels pixels, int[] starts, int[] points)
    {
        (this.topology, Zoom, this.starts, this.points) = (topology, zoom, starts, points);
        (x, y) = (pixels.X.ToArray(), pixels.Y.ToArray());
        arcBounds = new Box[starts.Length - 1];
        for (var arc = 0; arc < arcBounds.Length; arc++)
        {
            arcBounds[arc] = BoundsOfArc(arc);
        }

        shapeBounds = Array.ConvertAll(topology.Shapes, BoundsOfShape);
    }

    public int Zoom { get; }

    /// <summary>How many lattice points borders run through.</summary>
    public int PointCount => x.Length;

    /// <summary>Columns of the lattice points.</summary>
    public int[] X => x;

    /// <summary>Rows of the lattice points.</summary>
    public int[] Y => y;

    public int ShapeCount => shapeBounds.Length;

    /// <summary>The lattice points that an arc runs through.</summary>
    public ReadOnlySpan<int> Arc(int arc) => points.AsSpan(starts[arc]..starts[arc + 1]);

    public int ArcCount => arcBounds.Length;

    public ref readonly Box BoundsOf(int arc) => ref arcBounds[arc];

    public ref readonly Box ShapeBoundsOf(int shape) => ref shapeBounds[shape];

    public int[][] RingsOf(int shape) => topology.Shapes[shape].Rings;

    public static Level At(int zoom, int lastZoom, Topology topology, byte[] firstZooms)
    {
        if (zoom == lastZoom)
        {
            return Last(zoom, topology);
        }

        var shift = lastZoom - zoom;
        var (arcs, vertices) = (topology.Arcs, topology.Vertices);
        var (kept, keptStarts) = Kept(arcs, firstZooms, zoom);
        var pixels = new HotPixels(UnitsOf(topology.Bounds, shift), kept.Length);
        var rounded = new int[kept.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            rounded[i] = pixels.Add(WorldGrid.ToUnit(vertices.X[kept[i]], shift), WorldGrid.ToUnit(vertices.Y[kept[i]], shift));
        }

        var routeStarts = new int[arcs.Count + 1];
        var route = new List<int>(kept.Length);
        for (var a = 0; a < arcs.Count; a++)
        {
            route.Add(rounded[keptStarts[a]]);
            for (var i = keptStarts[a] + 1; i < keptStarts[a + 1]; i++)
            {
                var (from, to) = (kept[i - 1], kept[i]);
                pixels.Route(
                    new HotPixels.Line(vertices.X[from], vertices.Y[from], vertices.X[to], vertices.Y[to]),
                    shift,
                    rounded[i - 1],
                    rounded[i],
                    route);
            }

            routeStarts[a + 1] = Steps.Straighten(route, routeStarts[a]);
        }

        return new Level(topology, zoom, pixels, routeStarts, [.. route]);
    }

    /// <summary>The last zoom shows the borders as they were found.</summary>
    private static Level Last(int zoom, Topology topology)
    {
        var arcs = topology.Arcs;
        return new Level(topology, zoom, topology.Vertices, [.. Enumerable.Range(0, arcs.Count + 1).Select(arcs.StartOf)], arcs.All.ToArray());
    }

    private static (int[] Vertices, int[] Starts) Kept(Arcs arcs, byte[] firstZooms, int zoom)
    {
        var kept = new int[arcs.TotalVertices];
        var keptStarts = new int[arcs.Count + 1];
        var count = 0;
        for (var a = 0; a < arcs.Count; a++)
        {
            var arc = arcs[a];
            var zooms = firstZooms.AsSpan(arcs.StartOf(a), arc.Length);
            for (var i = 0; i < arc.Length; i++)
            {
                if (zooms[i] <= zoom)
                {
                    kept[count++] = arc[i];
                }
            }

            keptStarts[a + 1] = count;
        }

        return (kept[..count], keptStarts);
    }

    private static Box UnitsOf(Box box, int shift) => box.IsNothing
        ? new Box(0, 0, 0, 0)
        : new Box(WorldGrid.ToUnit(box.MinX, shift), WorldGrid.ToUnit(box.MinY, shift), WorldGrid.ToUnit(box.MaxX, shift), WorldGrid.ToUnit(box.MaxY, shift));

    private Box BoundsOfArc(int arc)
    {
        var box = Box.Nothing;
        foreach (var p in Arc(arc))
        {
            box = box.With(x[p], y[p]);
        }

        return box;
    }

    private Box BoundsOfShape(Shape shape)
    {
        var box = Box.Nothing;
        foreach (var ring in shape.Rings)
        {
            foreach (var arc in ring)
            {
                box = box.With(arcBounds[arc >= 0 ? arc : ~arc]);
            }
        }

        return box;
    }
}
