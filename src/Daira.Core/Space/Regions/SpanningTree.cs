namespace Daira.Core.Space.Regions;

/// <summary>A tree (or, on a map of several pieces, trees) over units: which links are kept.</summary>
internal sealed class SpanningTree(int units)
{
    private readonly List<int>[] links = [.. Enumerable.Range(0, units).Select(_ => new List<int>(4))];

    public int Units => units;

    public IReadOnlyList<int> this[int unit] => links[unit];

    public void Join(int first, int second)
    {
        links[first].Add(second);
        links[second].Add(first);
    }

    public void Cut(int first, int second)
    {
        links[first].Remove(second);
        links[second].Remove(first);
    }

    /// <summary>The shortest tree by difference of figures (Kruskal 1956); equal links in the order of their ends.</summary>
    public static SpanningTree Shortest(RegionUnits units)
    {
        var edges = new List<(double Length, int First, int Second)>();
        for (var unit = 0; unit < units.Count; unit++)
            foreach (var other in units.Neighbours[unit])
                if (unit < other)
                    edges.Add((units.Squared(unit, other), unit, other));
        edges.Sort();
        var tree = new SpanningTree(units.Count);
        var groups = new Groups(units.Count);
        foreach (var (_, first, second) in edges)
            if (groups.Unite(first, second))
                tree.Join(first, second);
        return tree;
    }
}

/// <summary>Which units are connected (union-find with path halving).</summary>
internal sealed class Groups(int units)
{
    private readonly int[] parents = [.. Enumerable.Range(0, units)];

    public int Find(int unit)
    {
        while (parents[unit] != unit)
            unit = parents[unit] = parents[parents[unit]];
        return unit;
    }

    public bool Unite(int first, int second)
    {
        (first, second) = (Find(first), Find(second));
        parents[Math.Max(first, second)] = Math.Min(first, second);
        return first != second;
    }
}
