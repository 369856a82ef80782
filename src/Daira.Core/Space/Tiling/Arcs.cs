using System.Buffers;

namespace Daira.Core.Space.Tiling;

/// <summary>Runs of vertices between nodes, each border once. A node is a vertex where borders part; a lone ring has one node.</summary>
internal sealed class Arcs
{
    private const int RingsAtOnce = 128, VerticesAtOnce = 1 << 15;

    private readonly int[] starts;
    private readonly int[] vertices;

    private Arcs(int[] starts, int[] vertices) => (this.starts, this.vertices) = (starts, vertices);

    public int Count => starts.Length - 1;

    /// <summary>The vertices of an arc from node to node.</summary>
    public ReadOnlySpan<int> this[int arc] => vertices.AsSpan(starts[arc]..starts[arc + 1]);

    /// <summary>Position of each arc's first vertex when all arcs' vertices stand in one row.</summary>
    public int[] Starts => starts;

    /// <summary>The vertices of all arcs in one row.</summary>
    public int[] All => vertices;

    /// <summary>The arcs of rings of vertices, and the rings as runs of arcs.</summary>
    public static (Arcs Arcs, Rings Runs) Between(Rings rings, int vertexCount, int threads)
    {
        var isNode = Nodes(rings, vertexCount, threads);
        var parts = new Cuts[(rings.Count + RingsAtOnce - 1) / RingsAtOnce];
        Parts.Of(parts.Length, 1, threads, (first, end) =>
        {
            for (var part = first; part < end; part++)
            {
                parts[part] = Cuts.Of(rings, isNode, part * RingsAtOnce, Math.Min(rings.Count, (part + 1) * RingsAtOnce));
            }
        });
        return Join(rings, parts, threads);
    }

    /// <summary>A vertex is a node when more than two different vertices stand next to it on borders.</summary>
    private static bool[] Nodes(Rings rings, int vertexCount, int threads)
    {
        var isNode = new bool[vertexCount];
        var pool = ArrayPool<int>.Shared;
        var (one, other) = (pool.Rent(vertexCount), pool.Rent(vertexCount));
        // Each thread looks through all rings, for some of the vertices.
        Parts.Of(vertexCount, Math.Max(VerticesAtOnce, (vertexCount + threads - 1) / threads), threads, (first, end) =>
        {
            one.AsSpan(first..end).Fill(-1);
            other.AsSpan(first..end).Fill(-1);
            for (var r = 0; r < rings.Count; r++)
            {
                var ring = rings[r];
                var before = ring[^1];
                for (var i = 0; i < ring.Length; i++)
                {
                    var vertex = ring[i];
                    if (vertex >= first && vertex < end)
                    {
                        var after = ring[i + 1 < ring.Length ? i + 1 : 0];
                        isNode[vertex] |= IsThird(ref one[vertex], ref other[vertex], before) | IsThird(ref one[vertex], ref other[vertex], after);
                    }

                    before = vertex;
                }
            }
        });
        pool.Return(one);
        pool.Return(other);
        return isNode;
    }

    private static bool IsThird(ref int one, ref int other, int neighbour)
    {
        if (one == neighbour || other == neighbour)
        {
            return false;
        }

        ref var place = ref one < 0 ? ref one : ref other;
        if (place >= 0)
        {
            return true;
        }

        place = neighbour;
        return false;
    }

    /// <summary>Numbers arcs in the order in which rings first run along them.</summary>
    private static (Arcs Arcs, Rings Runs) Join(Rings rings, Cuts[] parts, int threads)
    {
        var pieceCount = parts.Sum(p => p.Pieces.Count);
        var byStart = new Dictionary<long, int>(pieceCount);
        var arcs = new List<Piece>(pieceCount / 2);
        var firsts = new List<int>(pieceCount / 2) { 0 };
        var (runStarts, runs) = (new int[rings.Count + 1], new int[pieceCount]);
        var (ring, at) = (0, 0);
        foreach (var part in parts)
        {
            foreach (var piece in part.Pieces)
            {
                if (!byStart.TryGetValue(piece.Key, out var arc))
                {
                    byStart.Add(piece.Key, arc = arcs.Count);
                    arcs.Add(piece);
                    firsts.Add(firsts[^1] + piece.Length + 1);
                }

                runs[at++] = arcs[arc].IsForwards == piece.IsForwards ? arc : ~arc;
            }

            foreach (var count in part.Counts)
            {
                runStarts[ring + 1] = runStarts[ring] + count;
                ring++;
            }
        }

        var made = new Arcs([.. firsts], GC.AllocateUninitializedArray<int>(firsts[^1]));
        Parts.Of(arcs.Count, 1 << 11, threads, (first, end) =>
        {
            for (var arc = first; arc < end; arc++)
            {
                arcs[arc].CopyTo(rings, made.vertices.AsSpan(made.starts[arc]..made.starts[arc + 1]));
            }
        });
        return (made, new Rings(rings.RingsOf, runStarts, runs));
    }

    /// <summary>A stretch of a ring from node to node, as this ring runs along it.</summary>
    /// <param name="Ring">The ring.</param>
    /// <param name="Start">Its first vertex, counted from the ring's first.</param>
    /// <param name="Length">Steps; vertices beyond the ring's end are counted from its first again.</param>
    /// <param name="Key">The same from whichever side it is run along: its first step from the end whose first step has the lower numbers.</param>
    /// <param name="IsForwards">Whether that end is where this ring starts.</param>
    private readonly record struct Piece(int Ring, int Start, int Length, long Key, bool IsForwards)
    {
        public static Piece Of(ReadOnlySpan<int> vertices, int ring, int start, int length)
        {
            var forwards = Pair(vertices, start, start + 1);
            var backwards = Pair(vertices, start + length, start + length - 1);
            return new Piece(ring, start, length, Scattered(Math.Min(forwards, backwards)), forwards <= backwards);
        }

        public void CopyTo(Rings rings, Span<int> target)
        {
            var ring = rings[Ring];
            var untilEnd = Math.Min(target.Length, ring.Length - Start);
            ring.Slice(Start, untilEnd).CopyTo(target);
            ring[..(target.Length - untilEnd)].CopyTo(target[untilEnd..]);
        }

        private static long Pair(ReadOnlySpan<int> ring, int first, int second) =>
            ((long)ring[first < ring.Length ? first : first - ring.Length] << 32) | (uint)ring[second < ring.Length ? second : second - ring.Length];

        /// <summary>Neighbouring vertices have neighbouring numbers, whose plain pairs would nearly all have the same hash code: an odd factor scatters them, one to one.</summary>
        private static long Scattered(long pair) => unchecked(pair * 0x9E3779B97F4A7C1);
    }

    /// <summary>Stretches of some rings, and how many each ring has.</summary>
    private readonly record struct Cuts(List<Piece> Pieces, List<int> Counts)
    {
        public static Cuts Of(Rings rings, bool[] isNode, int first, int end)
        {
            var cuts = new Cuts(new List<Piece>(8 * (end - first)), new List<int>(end - first));
            for (var ring = first; ring < end; ring++)
            {
                var before = cuts.Pieces.Count;
                Cut(rings[ring], ring, isNode, cuts.Pieces);
                cuts.Counts.Add(cuts.Pieces.Count - before);
            }

            return cuts;
        }

        private static void Cut(ReadOnlySpan<int> ring, int number, bool[] isNode, List<Piece> pieces)
        {
            var start = 0;
            while (start < ring.Length && !isNode[ring[start]])
            {
                start++;
            }

            if (start == ring.Length)
            {
                // A lone ring: the same node whoever names it, and from whichever side.
                pieces.Add(Piece.Of(ring, number, System.Numerics.Tensors.TensorPrimitives.IndexOfMin(ring), ring.Length));
                return;
            }

            var from = start;
            for (var i = start + 1; i < ring.Length; i++)
            {
                if (isNode[ring[i]])
                {
                    pieces.Add(Piece.Of(ring, number, from, i - from));
                    from = i;
                }
            }

            pieces.Add(Piece.Of(ring, number, from, ring.Length - from + start));
        }
    }
}
