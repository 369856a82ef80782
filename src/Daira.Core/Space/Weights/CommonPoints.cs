using System.Buffers;

namespace Daira.Core.Space.Weights;

/// <summary>Pairs of shapes that share points or edges exactly, and which edges only one shape has. An edge is named by the place from which it leads to the next.</summary>
internal sealed class CommonPoints
{
    private const int Parts = 64;
    private readonly Borders borders;
    private readonly ContiguityRule rule;
    private readonly byte[] shared;
    private readonly PairLengths pairs;

    private CommonPoints(Borders borders, ContiguityRule rule)
    {
        this.borders = borders;
        this.rule = rule;
        shared = new byte[borders.Places];
        pairs = new(borders.Shapes);
    }

    /// <summary>Edges that no other shape has, ascending.</summary>
    public int[] Unshared { get; private set; } = [];

    public static CommonPoints Find(Borders borders, ContiguityRule rule)
    {
        var found = new CommonPoints(borders, rule);
        var chains = PointChains.Of(borders);
        Parallel.ForEach(found.PartsByShape(), part => found.Meet(chains, part.Start, part.End));
        ArrayPool<int>.Shared.Return(chains);
        found.Unshared = found.FindUnshared();
        return found;
    }

    /// <summary>Whether the shapes share a point (queen) or an edge (rook).</summary>
    public bool Contains(int first, int second) => pairs.Contains(first, second);

    /// <summary>Neighbours, with the length of border that they share if asked for.</summary>
    /// <param name="more">Pairs found otherwise.</param>
    public Neighbours ToNeighbours(IEnumerable<(int First, int Second, double Length)> more, bool lengths)
    {
        foreach (var (first, second, length) in more)
            pairs.Add(first, second, length);
        return pairs.ToNeighbours(lengths);
    }

    /// <summary>Ranges of places that each hold whole shapes: only the part of the later shape writes a pair down.</summary>
    private IEnumerable<(int Start, int End)> PartsByShape()
    {
        var start = 0;
        for (var part = 1; part <= Parts && start < shared.Length; part++)
        {
            var end = Math.Max(start, (int)((long)shared.Length * part / Parts));
            while (end < shared.Length && (end == 0 || borders.Owner[end] != Borders.Nobody || borders.Owner[end - 1] != Borders.Nobody || SameShape(end)))
                end++;
            yield return (start, end);
            start = end;
        }
    }

    // A ring begins here; it may be a further ring of the shape before.
    private bool SameShape(int start) => borders.Owner[start - 2] == borders.Owner[start + 1];

    private void Meet(int[] chains, int start, int end)
    {
        var owner = borders.Owner;
        for (var place = start; place < end; place++)
        {
            for (var other = chains[place]; other != PointChains.None; other = chains[other])
            {
                if (owner[other] == owner[place])
                    continue;
                if (rule == ContiguityRule.Queen)
                    pairs.Add(owner[other], owner[place], 0);
                if (borders.SamePoint(place + 1, other - 1))
                    Share(place, other - 1, owner[other]);
                else if (borders.SamePoint(place + 1, other + 1))
                    Share(place, other, owner[other]);
            }
        }
    }

    private void Share(int edge, int otherEdge, int other)
    {
        pairs.Add(other, borders.Owner[edge], borders.Length(edge));
        shared[edge] = 1;
        // The edge before a ring's first point is noted at the place that only repeats the ring's last point.
        shared[otherEdge] = 1;
    }

    private int[] FindUnshared()
    {
        var edges = new List<int>();
        byte lastEdge = 0;
        for (var place = 0; place < shared.Length; place++)
        {
            if (borders.Owner[place] == Borders.Nobody)
                lastEdge = shared[place];
            else if ((shared[place] | (borders.Owner[place + 1] == Borders.Nobody ? lastEdge : 0)) == 0)
                edges.Add(place);
        }

        return [.. edges];
    }
}
