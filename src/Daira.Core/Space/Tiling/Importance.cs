namespace Daira.Core.Space.Tiling;

/// <summary>From which zoom on each border point is drawn: points are left out one by one, the least important first.</summary>
/// <remarks>
/// Importance is the area of the triangle with the neighbours that remain (Visvalingam and Whyatt 1993). A point stays while any other
/// border's point, drawn or not, or a remaining point of its own border lies in that triangle: then no border crosses another
/// at any zoom, and each border can be weighed by itself.
/// </remarks>
internal static class Importance
{
    /// <param name="topology">The borders.</param>
    /// <param name="smallest">Per zoom but the last the smallest triangle that is kept, in squared units of the last zoom, falling with the zoom; the last keeps all.</param>
    /// <param name="threads">At most so many at once.</param>
    /// <returns>For every position of every arc the first zoom at which it is drawn.</returns>
    public static byte[] FirstZooms(Topology topology, double[] smallest, int threads)
    {
        var arcs = topology.Arcs;
        var zooms = new byte[arcs.TotalVertices];
        if (smallest.Length == 0)
        {
            return zooms;
        }

        var owners = Owners(topology);
        Parallel.For(0, arcs.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, a =>
        {
            if (arcs[a].Length > 2)
            {
                new Thinning(topology, a, owners, smallest).Run(zooms.AsSpan(arcs.StartOf(a), arcs[a].Length));
            }
        });
        return zooms;
    }

    /// <summary>Position in its arc and arc of every vertex inside an arc; −1 for nodes.</summary>
    private static (int Arc, int Position)[] Owners(Topology topology)
    {
        var owners = new (int Arc, int Position)[topology.Vertices.Count];
        Array.Fill(owners, (-1, -1));
        for (var a = 0; a < topology.Arcs.Count; a++)
        {
            var arc = topology.Arcs[a];
            for (var i = 1; i < arc.Length - 1; i++)
            {
                owners[arc[i]] = (a, i);
            }
        }

        return owners;
    }

    private sealed class Thinning
    {
        private readonly HotPixels vertices;
        private readonly (int Arc, int Position)[] owners;
        private readonly double[] smallest;
        private readonly int arc;
        private readonly int[] points;
        private readonly int[] before;
        private readonly int[] after;
        private readonly bool[] isGone;
        private readonly double[] triangle;

        public Thinning(Topology topology, int arc, (int Arc, int Position)[] owners, double[] smallest)
        {
            (vertices, this.owners, this.smallest, this.arc) = (topology.Vertices, owners, smallest, arc);
            points = topology.Arcs[arc].ToArray();
            before = new int[points.Length];
            after = new int[points.Length];
            isGone = new bool[points.Length];
            triangle = new double[points.Length];
            for (var i = 0; i < points.Length; i++)
            {
                (before[i], after[i]) = (i - 1, i + 1);
            }
        }

        public void Run(Span<byte> zooms)
        {
            var queue = new PriorityQueue<int, (double Area, int Position)>(points.Length);
            for (var i = 1; i < points.Length - 1; i++)
            {
                Weigh(i, queue);
            }

            var reached = 0d;
            while (queue.TryDequeue(out var i, out var weight))
            {
                if (isGone[i] || weight.Area != triangle[i])
                {
                    continue;
                }

                if (weight.Area >= smallest[0])
                {
                    return;
                }

                if (IsBlocked(i))
                {
                    triangle[i] = double.NaN;
                    continue;
                }

                reached = Math.Max(reached, weight.Area);
                zooms[i] = FirstZoom(reached);
                Remove(i, queue);
            }
        }

        private void Remove(int i, PriorityQueue<int, (double Area, int Position)> queue)
        {
            isGone[i] = true;
            (after[before[i]], before[after[i]]) = (after[i], before[i]);
            if (before[i] > 0)
            {
                Weigh(before[i], queue);
            }

            if (after[i] < points.Length - 1)
            {
                Weigh(after[i], queue);
            }
        }

        private void Weigh(int i, PriorityQueue<int, (double Area, int Position)> queue)
        {
            triangle[i] = Math.Abs(Cross(points[before[i]], points[i], points[after[i]])) / 2d;
            queue.Enqueue(i, (triangle[i], i));
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

        private bool IsBlocked(int i)
        {
            var (a, b, c) = (points[before[i]], points[i], points[after[i]]);
            var box = Box.Nothing.With(vertices.X[a], vertices.Y[a]).With(vertices.X[b], vertices.Y[b]).With(vertices.X[c], vertices.Y[c]);
            foreach (var v in vertices.In(box))
            {
                if (v != a && v != b && v != c && !IsGone(v) && IsInside(v, a, b, c))
                {
                    return true;
                }
            }

            return false;
        }

        private bool IsGone(int vertex)
        {
            var (owner, position) = owners[vertex];
            return owner == arc && isGone[position];
        }

        private bool IsInside(int p, int a, int b, int c)
        {
            var (ab, bc, ca) = (Cross(a, b, p), Cross(b, c, p), Cross(c, a, p));
            return (ab >= 0 && bc >= 0 && ca >= 0) || (ab <= 0 && bc <= 0 && ca <= 0);
        }

        private long Cross(int a, int b, int c)
        {
            var x = vertices.X;
            var y = vertices.Y;
            return ((long)(x[b] - x[a]) * (y[c] - y[a])) - ((long)(y[b] - y[a]) * (x[c] - x[a]));
        }
    }
}
