namespace Daira.Web.Map.Drawing;

/// <summary>Joins arcs end to end.</summary>
internal static class Trails
{
    /// <summary>Rings of directed arcs; every meeting point is left as often as it is reached.</summary>
    public static IReadOnlyList<IReadOnlyList<GridPoint>> Closed(IReadOnlyList<Arc> arcs)
    {
        var from = new Dictionary<GridPoint, Stack<Arc>>();
        foreach (var arc in arcs)
        {
            Add(from, arc.Points[0], arc);
        }

        var rings = new List<IReadOnlyList<GridPoint>>();
        foreach (var start in arcs.Select(a => a.Points[0]))
        {
            while (from[start].Count > 0)
            {
                var ring = new List<GridPoint> { start };
                do
                {
                    ring.AddRange(from[ring[^1]].Pop().Points.Skip(1));
                }
                while (ring[^1] != start);
                rings.Add(ring);
            }
        }

        return rings;
    }

    /// <summary>As few strokes as a greedy walk finds, every arc once.</summary>
    public static IReadOnlyList<IReadOnlyList<GridPoint>> Open(IEnumerable<Arc> arcs)
    {
        var left = arcs.ToHashSet(ReferenceEqualityComparer.Instance);
        var order = left.Cast<Arc>().ToList();
        var at = new Dictionary<GridPoint, Stack<Arc>>();
        foreach (var arc in order)
        {
            Add(at, arc.Points[0], arc);
            Add(at, arc.Points[^1], arc);
        }

        // Strokes begin where an odd number of arcs meet, or they would have to be broken there later.
        var strokes = new List<IReadOnlyList<GridPoint>>();
        foreach (var start in at.Where(p => p.Value.Count % 2 == 1).Select(p => p.Key).Concat(order.Select(a => a.Points[0])).ToList())
        {
            while (Walk(start) is { Count: > 1 } stroke)
            {
                strokes.Add(stroke);
            }
        }

        return strokes;

        List<GridPoint> Walk(GridPoint start)
        {
            var stroke = new List<GridPoint> { start };
            while (at[stroke[^1]].TryPop(out var arc))
            {
                if (left.Remove(arc))
                {
                    stroke.AddRange(arc.Points[0] == stroke[^1] ? arc.Points.Skip(1) : arc.Points.Reverse().Skip(1));
                }
            }

            return stroke;
        }
    }

    private static void Add(Dictionary<GridPoint, Stack<Arc>> at, GridPoint point, Arc arc)
    {
        if (!at.TryGetValue(point, out var arcs))
        {
            at[point] = arcs = new Stack<Arc>();
        }

        arcs.Push(arc);
    }
}
