using System.Runtime.InteropServices;

namespace Daira.Core.Space.Tiling;

/// <summary>Runs of vertices between nodes, each border once. A node is a vertex where borders part; a lone ring has one node.</summary>
internal sealed class Arcs
{
    private readonly List<int> starts = [0];
    private readonly List<int> vertices = [];
    private readonly bool[] isNode;

    /// <summary>(first vertex, second vertex) → the arc that starts so, as a ring refers to it.</summary>
    private readonly Dictionary<long, int> byStart = [];

    private Arcs(bool[] isNode) => this.isNode = isNode;

    public int Count => starts.Count - 1;

    /// <summary>The vertices of an arc from node to node.</summary>
    public ReadOnlySpan<int> this[int arc] => CollectionsMarshal.AsSpan(vertices)[starts[arc]..starts[arc + 1]];

    /// <summary>Position of an arc's first vertex when all arcs' vertices stand in one row.</summary>
    public int StartOf(int arc) => starts[arc];

    /// <summary>The vertices of all arcs in one row.</summary>
    public ReadOnlySpan<int> All => CollectionsMarshal.AsSpan(vertices);

    public int TotalVertices => vertices.Count;

    /// <summary>The arcs of rings of vertices, the first vertex not repeated at the end.</summary>
    public static Arcs Between(Shape[] shapes, int vertexCount)
    {
        var arcs = new Arcs(Nodes(shapes, vertexCount));
        foreach (var ring in shapes.SelectMany(s => s.Rings))
        {
            arcs.Cut(ring);
        }

        return arcs;
    }

    /// <summary>A ring of vertices as a run of arcs.</summary>
    public int[] Run(int[] ring)
    {
        var run = new List<int>();
        var start = Array.FindIndex(ring, v => isNode[v]);
        for (var i = 0; i < ring.Length;)
        {
            var arc = byStart[Key(ring[(start + i) % ring.Length], ring[(start + i + 1) % ring.Length])];
            run.Add(arc);
            i += this[arc >= 0 ? arc : ~arc].Length - 1;
        }

        return [.. run];
    }

    /// <summary>A vertex is a node when more than two different vertices stand next to it on borders.</summary>
    private static bool[] Nodes(Shape[] shapes, int vertexCount)
    {
        var parts = new bool[vertexCount];
        var one = new int[vertexCount];
        var other = new int[vertexCount];
        Array.Fill(one, -1);
        Array.Fill(other, -1);
        foreach (var ring in shapes.SelectMany(s => s.Rings))
        {
            for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
            {
                Meet(ring[i], ring[j]);
                Meet(ring[j], ring[i]);
            }
        }

        return parts;

        void Meet(int vertex, int neighbour)
        {
            if (one[vertex] < 0)
            {
                one[vertex] = neighbour;
            }
            else if (one[vertex] != neighbour && other[vertex] < 0)
            {
                other[vertex] = neighbour;
            }
            else if (one[vertex] != neighbour && other[vertex] != neighbour)
            {
                parts[vertex] = true;
            }
        }
    }

    private void Cut(int[] ring)
    {
        var start = Array.FindIndex(ring, v => isNode[v]);
        if (start < 0)
        {
            // A lone ring: the same node whoever names it, and from whichever side.
            start = Array.IndexOf(ring, ring.Min());
            isNode[ring[start]] = true;
        }

        for (var i = 0; i < ring.Length;)
        {
            var length = 1;
            while (!isNode[ring[(start + i + length) % ring.Length]])
            {
                length++;
            }

            if (!byStart.ContainsKey(Key(ring[(start + i) % ring.Length], ring[(start + i + 1) % ring.Length])))
            {
                Add(ring, start + i, length);
            }

            i += length;
        }
    }

    private void Add(int[] ring, int start, int length)
    {
        var arc = Count;
        for (var i = 0; i <= length; i++)
        {
            vertices.Add(ring[(start + i) % ring.Length]);
        }

        starts.Add(vertices.Count);
        var added = this[arc];
        byStart.Add(Key(added[0], added[1]), arc);
        byStart.TryAdd(Key(added[^1], added[^2]), ~arc);
    }

    /// <summary>Neighbouring vertices have neighbouring numbers, whose plain pairs would nearly all have the same hash code: an odd factor scatters them, one to one.</summary>
    private static long Key(int first, int second) => unchecked((((long)first << 32) | (uint)second) * 0x9E3779B97F4A7C1);
}
