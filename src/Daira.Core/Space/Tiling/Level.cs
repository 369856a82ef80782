using System.Buffers;

namespace Daira.Core.Space.Tiling;

/// <summary>All borders at one zoom: thinned, on the zoom's own lattice of tile units, bent so that none crosses another.</summary>
internal sealed class Level
{
    private readonly Rings rings;
    private readonly int[] starts;
    private readonly int[] points;
    private readonly Box[] arcBounds;
    private readonly Box[] shapeBounds;

    private Level(Topology topology, int zoom, PixelGrid pixels, int[] starts, int[] points)
    {
        (rings, Zoom, X, Y) = (topology.Rings, zoom, pixels.X, pixels.Y);
        (this.starts, this.points) = (starts, points);
        arcBounds = new Box[topology.Arcs.Count];
        for (var arc = 0; arc < arcBounds.Length; arc++)
        {
            arcBounds[arc] = BoundsOfArc(arc);
        }

        shapeBounds = new Box[rings.AreaCount];
        for (var shape = 0; shape < shapeBounds.Length; shape++)
        {
            shapeBounds[shape] = BoundsOfShape(shape);
        }
    }

    public int Zoom { get; }

    /// <summary>How many lattice points borders run through.</summary>
    public int PointCount => X.Length;

    /// <summary>Columns of the lattice points.</summary>
    public int[] X { get; }

    /// <summary>Rows of the lattice points.</summary>
    public int[] Y { get; }

    public int ArcCount => arcBounds.Length;

    /// <summary>The lattice points that an arc runs through.</summary>
    public ReadOnlySpan<int> Arc(int arc) => points.AsSpan(starts[arc]..starts[arc + 1]);

    public ref readonly Box BoundsOf(int arc) => ref arcBounds[arc];

    public ref readonly Box ShapeBoundsOf(int shape) => ref shapeBounds[shape];

    /// <summary>The arcs of all rings of a shape: a number ≥ 0 is an arc run forwards, a negative one its complement run backwards.</summary>
    public ReadOnlySpan<int> RunsOf(int shape) => rings.Of(shape);

    /// <summary>The first ring of a shape and the one after its last.</summary>
    public (int First, int End) RingsOf(int shape) => (rings.RingsOf[shape], rings.RingsOf[shape + 1]);

    /// <summary>The arcs of a ring.</summary>
    public ReadOnlySpan<int> Ring(int ring) => rings[ring];

    public static Level At(int zoom, int lastZoom, Topology topology, byte[] firstZooms) => zoom == lastZoom
        ? new Level(topology, zoom, topology.Vertices, topology.Arcs.Starts, topology.Arcs.All)
        : Coarser(zoom, lastZoom - zoom, topology, firstZooms);

    private static Level Coarser(int zoom, int shift, Topology topology, byte[] firstZooms)
    {
        var numbers = ArrayPool<int>.Shared.Rent(topology.Vertices.Count);
        var (pixels, shown) = Rounded(zoom, shift, topology, firstZooms, numbers);
        var bending = new HotPixels(pixels);
        var (arcs, x, y) = (topology.Arcs, topology.Vertices.X, topology.Vertices.Y);
        var firsts = new int[arcs.Count + 1];
        var route = new List<int>(shown + (shown / 8));
        for (var a = 0; a < arcs.Count; a++)
        {
            var arc = arcs[a];
            var zooms = firstZooms.AsSpan(arcs.Starts[a], arc.Length);
            var from = arc[0];
            route.Add(numbers[from]);
            for (var i = 1; i < arc.Length; i++)
            {
                if (zooms[i] <= zoom)
                {
                    var to = arc[i];
                    bending.Route(new FineLine(x[from], y[from], x[to], y[to]), shift, numbers[from], numbers[to], route);
                    from = to;
                }
            }

            firsts[a + 1] = Steps.Straighten(route, firsts[a]);
        }

        ArrayPool<int>.Shared.Return(numbers);
        return new Level(topology, zoom, pixels, firsts, [.. route]);
    }

    /// <summary>The vertices that a zoom shows, on its lattice, and at how many positions of arcs they stand.</summary>
    /// <param name="zoom">The zoom.</param>
    /// <param name="shift">Steps of the last zoom's lattice to a step of this one, as a power of two.</param>
    /// <param name="topology">The borders.</param>
    /// <param name="firstZooms">For every position of every arc the first zoom that shows it.</param>
    /// <param name="numbers">For each vertex shown its number on the lattice is put here.</param>
    private static (PixelGrid Pixels, int Positions) Rounded(int zoom, int shift, Topology topology, byte[] firstZooms, int[] numbers)
    {
        var (vertices, all) = (topology.Vertices, topology.Arcs.All);
        var isShown = new bool[vertices.Count];
        var (count, positions) = (0, 0);
        for (var i = 0; i < all.Length; i++)
        {
            if (firstZooms[i] <= zoom)
            {
                positions++;
                count += isShown[all[i]] ? 0 : 1;
                isShown[all[i]] = true;
            }
        }

        var pool = ArrayPool<int>.Shared;
        var (x, y, shown, numbersOfShown) = (pool.Rent(count), pool.Rent(count), pool.Rent(count), pool.Rent(count));
        for (int vertex = 0, n = 0; n < count; vertex++)
        {
            if (isShown[vertex])
            {
                (x[n], y[n], shown[n]) = (WorldGrid.ToUnit(vertices.X[vertex], shift), WorldGrid.ToUnit(vertices.Y[vertex], shift), vertex);
                n++;
            }
        }

        var pixels = PixelGrid.Of(x, y, count, numbersOfShown, threads: 1);
        for (var n = 0; n < count; n++)
        {
            numbers[shown[n]] = numbersOfShown[n];
        }

        foreach (var rented in new[] { x, y, shown, numbersOfShown })
        {
            pool.Return(rented);
        }

        return (pixels, positions);
    }

    private Box BoundsOfArc(int arc)
    {
        var box = Box.Nothing;
        foreach (var p in Arc(arc))
        {
            box = box.With(X[p], Y[p]);
        }

        return box;
    }

    private Box BoundsOfShape(int shape)
    {
        var box = Box.Nothing;
        foreach (var arc in RunsOf(shape))
        {
            box = box.With(arcBounds[arc >= 0 ? arc : ~arc]);
        }

        return box;
    }
}
