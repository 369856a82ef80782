namespace Daira.Core.Space.Tiling;

/// <summary>Rings of a border that runs over some of its points more than once.</summary>
internal static class TangledBorder
{
    /// <param name="edges">Start and end of each edge in turn.</param>
    /// <param name="places">Where points lie.</param>
    /// <param name="rings">Where rings go.</param>
    public static void Rings(ReadOnlySpan<int> edges, TileClip places, RingSet rings)
    {
        var outgoing = Cancelled(edges);
        foreach (var (start, ends) in outgoing)
        {
            while (ends.Count > 0)
            {
                Part(Walk(start, outgoing, places), rings);
            }
        }
    }

    /// <summary>Edges that remain when each pair that runs there and back is taken out, by their start.</summary>
    private static SortedDictionary<int, List<int>> Cancelled(ReadOnlySpan<int> edges)
    {
        var counts = new SortedDictionary<(int Low, int High), int>();
        for (var i = 0; i < edges.Length; i += 2)
        {
            var (from, to) = (edges[i], edges[i + 1]);
            var key = (Math.Min(from, to), Math.Max(from, to));
            counts[key] = counts.GetValueOrDefault(key) + (from < to ? 1 : -1);
        }

        var outgoing = new SortedDictionary<int, List<int>>();
        foreach (var ((low, high), count) in counts)
        {
            for (var n = 0; n < Math.Abs(count); n++)
            {
                var (start, end) = count > 0 ? (low, high) : (high, low);
                if (!outgoing.TryGetValue(start, out var ends))
                {
                    outgoing.Add(start, ends = []);
                }

                ends.Add(end);
            }
        }

        return outgoing;
    }

    /// <summary>From an edge on, at every point to the sharpest left, so that the walk stays along one piece of the area; takes out what it walked.</summary>
    private static List<int> Walk(int start, SortedDictionary<int, List<int>> outgoing, TileClip places)
    {
        var walk = new List<int> { start };
        var firstEnd = outgoing[start][0];
        var (before, at) = (start, firstEnd);
        while (true)
        {
            walk.Add(at);
            if (!outgoing.TryGetValue(at, out var ends) || ends.Count == 0)
            {
                return walk;
            }

            var sharpest = Sharpest(before, at, ends, places);
            (before, at) = (at, Take(ends, sharpest));
            if (before == start && at == firstEnd)
            {
                return walk;
            }
        }
    }

    private static int Take(List<int> ends, int index)
    {
        var end = ends[index];
        ends.RemoveAt(index);
        return end;
    }

    private static int Sharpest(int before, int at, List<int> ends, TileClip places)
    {
        var best = 0;
        for (var i = 1; i < ends.Count; i++)
        {
            if (IsSharper(before, at, ends[i], ends[best], places))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Whether the first direction comes before the second when the way back is turned clockwise.</summary>
    private static bool IsSharper(int before, int at, int first, int second, TileClip places)
    {
        var (back, a, b) = (Direction(at, before, places), Direction(at, first, places), Direction(at, second, places));
        var (halfA, halfB) = (Half(back, a), Half(back, b));
        return halfA != halfB ? halfA < halfB : Cross(a, b) < 0;
    }

    private static int Half((long X, long Y) back, (long X, long Y) d) => Cross(back, d) switch
    {
        < 0 => 0,
        > 0 => 2,
        _ => 1,
    };

    private static long Cross((long X, long Y) a, (long X, long Y) b) => (a.X * b.Y) - (a.Y * b.X);

    private static (long X, long Y) Direction(int start, int end, TileClip places)
    {
        var (s, e) = (places.Locate(start), places.Locate(end));
        return ((long)e.X - s.X, (long)e.Y - s.Y);
    }

    /// <summary>Cuts a closed walk where it comes back to a point, into rings without a repeated point.</summary>
    private static void Part(List<int> walk, RingSet rings)
    {
        var path = new List<int>();
        var positions = new Dictionary<int, int>();
        foreach (var point in walk)
        {
            if (positions.TryGetValue(point, out var position))
            {
                for (var i = position; i < path.Count; i++)
                {
                    rings.Add(path[i]);
                    if (i > position)
                    {
                        positions.Remove(path[i]);
                    }
                }

                rings.End(isClosed: true);

                path.RemoveRange(position + 1, path.Count - position - 1);
            }
            else
            {
                positions.Add(point, path.Count);
                path.Add(point);
            }
        }
    }
}
