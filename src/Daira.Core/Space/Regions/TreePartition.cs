namespace Daira.Core.Space.Regions;

/// <summary>
/// Cuts a tree where the cut takes away most differences, again and again. One walk through a part finds its best cut,
/// because what lies beyond a link is summed on the way back; after a cut only its two sides are walked again.
/// </summary>
internal sealed class TreePartition(RegionUnits units, SpanningTree tree, double smallestPopulation)
{
    private readonly int[] region = new int[units.Count];

    public RegionPlan Cut(int regions)
    {
        if (units.Count == 0)
            return RegionPlan.Refused(RegionRefusal.NoUnits);
        var parts = Pieces();
        if (parts.Count > regions)
            return RegionPlan.Refused(RegionRefusal.MorePiecesThanRegions);
        if (parts.Any(part => part.Population < smallestPopulation))
            return RegionPlan.Refused(RegionRefusal.PopulationBoundTooHigh);
        var queue = new PriorityQueue<Part, (double, int)>();
        parts.ForEach(part => Enqueue(queue, part));
        var count = parts.Count;
        for (; count < regions && queue.TryDequeue(out var part, out _); count++)
        {
            var (stays, goes) = Split(part);
            foreach (var unit in goes)
                region[unit] = count;
            Enqueue(queue, Walk(stays[0]));
            Enqueue(queue, Walk(goes[0]));
        }

        return units.Plan(region);
    }

    private List<Part> Pieces()
    {
        var pieces = new List<Part>();
        var seen = new bool[units.Count];
        for (var unit = 0; unit < units.Count; unit++)
        {
            if (seen[unit])
                continue;
            var part = Walk(unit);
            foreach (var member in part.Order)
                (seen[member], region[member]) = (true, pieces.Count);
            pieces.Add(part);
        }

        return pieces;
    }

    private static void Enqueue(PriorityQueue<Part, (double, int)> queue, Part part)
    {
        if (part.CutChild >= 0)
            queue.Enqueue(part, (-part.Gain, part.Order[0]));
    }

    private (int[] Stays, int[] Goes) Split(Part part)
    {
        tree.Cut(part.Order[part.CutChild], part.CutParent);
        return ([.. part.Order[..part.CutChild], .. part.Order[(part.CutChild + part.CutSize)..]], part.Order[part.CutChild..(part.CutChild + part.CutSize)]);
    }

    /// <summary>Units from a root on, each before what hangs on it, and the best cut.</summary>
    private Part Walk(int root)
    {
        var (order, parents) = Preorder(root);
        var sums = new GroupSums[order.Length];
        var place = new Dictionary<int, int>(order.Length);
        for (var at = 0; at < order.Length; at++)
        {
            sums[at] = new(units.Figures[order[at]].Length);
            sums[at].Add(units.Figures[order[at]], units.Population[order[at]]);
            place[order[at]] = at;
        }

        for (var at = order.Length - 1; at > 0; at--)
            sums[place[parents[at]]].Add(sums[at]);
        var (best, gain, whole) = (-1, double.NegativeInfinity, sums[0].Differences);
        for (var at = 1; at < order.Length; at++)
        {
            if (sums[at].Population < smallestPopulation || sums[0].Population - sums[at].Population < smallestPopulation)
                continue;
            var cut = whole - sums[at].Differences - sums[0].DifferencesWithout(sums[at]);
            if (cut > gain)
                (best, gain) = (at, cut);
        }

        return new(order, sums[0].Population, best, best < 0 ? -1 : parents[best], best < 0 ? 0 : sums[best].Count, gain);
    }

    private (int[] Order, int[] Parents) Preorder(int root)
    {
        var order = new List<int>();
        var parents = new List<int>();
        var open = new Stack<(int Unit, int Parent)>([(root, -1)]);
        while (open.TryPop(out var next))
        {
            order.Add(next.Unit);
            parents.Add(next.Parent);
            foreach (var other in tree[next.Unit])
                if (other != next.Parent)
                    open.Push((other, next.Unit));
        }

        return ([.. order], [.. parents]);
    }

    /// <param name="CutChild">Place in the order from which <paramref name="CutSize"/> units go; −1 when no cut is allowed.</param>
    private sealed record Part(int[] Order, double Population, int CutChild, int CutParent, int CutSize, double Gain);
}
