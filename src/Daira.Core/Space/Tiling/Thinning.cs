namespace Daira.Core.Space.Tiling;

/// <summary>Weighs the points of one arc after the other, for one thread.</summary>
/// <param name="topology">The borders.</param>
/// <param name="owner">The arc of each vertex, −1 for nodes.</param>
/// <param name="position">The position of each vertex in its arc.</param>
/// <param name="smallest">Per zoom the smallest triangle that is kept.</param>
internal sealed class Thinning(Topology topology, int[] owner, int[] position, double[] smallest)
{
    /// <summary>Up to so many points the smallest triangle is found by looking at all.</summary>
    private const int Few = 24;

    private readonly PixelGrid vertices = topology.Vertices;
    private readonly int[] xs = topology.Vertices.X;
    private readonly int[] ys = topology.Vertices.Y;
    private readonly PriorityQueue<int, (double Area, int Position)> queue = new();
    private int[] points = [];
    private int[] before = [];
    private int[] after = [];
    private bool[] isGone = [];
    private double[] triangle = [];
    private int arc;
    private int count;

    /// <summary>Notes for each point of the arc the first zoom that draws it.</summary>
    public void Run(int arcNumber, Span<byte> zooms)
    {
        Start(arcNumber);
        var reached = 0d;
        while (Smallest() is var i and > 0 && triangle[i] < smallest[0])
        {
            if (IsBlocked(points[before[i]], points[i], points[after[i]]))
            {
                triangle[i] = double.PositiveInfinity;
                continue;
            }

            reached = Math.Max(reached, triangle[i]);
            zooms[i] = FirstZoom(reached);
            Remove(i);
        }
    }

    private void Start(int arcNumber)
    {
        var run = topology.Arcs[arcNumber];
        (arc, count) = (arcNumber, run.Length);
        if (points.Length < count)
        {
            (points, before, after, isGone, triangle) = (new int[2 * count], new int[2 * count], new int[2 * count], new bool[2 * count], new double[2 * count]);
        }

        run.CopyTo(points);
        queue.Clear();
        for (var i = 0; i < count; i++)
        {
            (before[i], after[i], isGone[i]) = (i - 1, i + 1, false);
        }

        for (var i = 1; i < count - 1; i++)
        {
            Weigh(i);
        }
    }

    /// <summary>The remaining point with the smallest triangle, of equal ones the first; 0 when none remains.</summary>
    private int Smallest()
    {
        if (count <= Few)
        {
            var best = 0;
            for (var i = after[0]; i < count - 1; i = after[i])
            {
                best = best == 0 || triangle[i] < triangle[best] ? i : best;
            }

            return best;
        }

        while (queue.TryDequeue(out var i, out var weight))
        {
            if (!isGone[i] && weight.Area == triangle[i])
            {
                return i;
            }
        }

        return 0;
    }

    private void Remove(int i)
    {
        isGone[i] = true;
        (after[before[i]], before[after[i]]) = (after[i], before[i]);
        if (before[i] > 0)
        {
            Weigh(before[i]);
        }

        if (after[i] < count - 1)
        {
            Weigh(after[i]);
        }
    }

    private void Weigh(int i)
    {
        triangle[i] = Math.Abs(Cross(points[before[i]], points[i], points[after[i]])) / 2d;
        if (count > Few)
        {
            queue.Enqueue(i, (triangle[i], i));
        }
    }

    private byte FirstZoom(double area)
    {
        var zoom = 0;
        while (zoom < smallest.Length && area < smallest[zoom])
        {
            zoom++;
        }

        return (byte)zoom;
    }

    private bool IsBlocked(int a, int b, int c)
    {
        var box = Box.Nothing.With(xs[a], ys[a]).With(xs[b], ys[b]).With(xs[c], ys[c]);
        var (firstColumn, lastColumn, lastRow) = (vertices.ColumnOf(box.MinX), vertices.ColumnOf(box.MaxX), vertices.RowOf(box.MaxY));
        for (var row = vertices.RowOf(box.MinY); row <= lastRow; row++)
        {
            var (first, end) = vertices.Points(row, firstColumn, lastColumn);
            for (var v = first; v < end; v++)
            {
                if (box.Contains(xs[v], ys[v]) && v != a && v != b && v != c && IsInside(v, a, b, c) && !(owner[v] == arc && isGone[position[v]]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsInside(int p, int a, int b, int c)
    {
        var (ab, bc, ca) = (Cross(a, b, p), Cross(b, c, p), Cross(c, a, p));
        return (ab >= 0 && bc >= 0 && ca >= 0) || (ab <= 0 && bc <= 0 && ca <= 0);
    }

    private long Cross(int a, int b, int c) => ((long)(xs[b] - xs[a]) * (ys[c] - ys[a])) - ((long)(ys[b] - ys[a]) * (xs[c] - xs[a]));
}
