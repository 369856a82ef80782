namespace Daira.Core.Space.Tiling;

/// <summary>Rings of a border that runs over some of its points more than once.</summary>
internal static class TangledBorder
{
    public static void Rings(List<int> from, List<int> to, PointLookup lookup, List<int[]> rings)
    {
        var outgoing = Cancelled(from, to);
        foreach (var (start, ends) in outgoing)
        {
            while (ends.Count > 0)
            {
                Part(Walk(start, outgoing, lookup), rings);
            }
        }
    }

    /// <summary>Edges that remain when each pair that runs there and back is taken out, by their start.</summary>
    private static SortedDictionary<int, List<int>> Cancelled(List<int> from, List<int> to)
    {
        var counts = new SortedDictionary<(int Low, int High), int>();
        for (var i = 0; i < from.Count; i++)
        {
            var key = (Math.Min(from[i], to[i]), Math.Max(from[i], to[i]));
            counts[key] = counts.GetValueOrDefault(key) + (from[i] < to[i] ? 1 : -1);
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
    private static List<int> Walk(int start, SortedDictionary<int, List<int>> outgoing, PointLookup lookup)
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

            var sharpest = Sharpest(before, at, ends, lookup);
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

    private static int Sharpest(int before, int at, List<int> ends, PointLookup lookup)
    {
        var best = 0;
        for (var i = 1; i < ends.Count; i++)
        {
            if (IsSharper(before, at, ends[i], ends[best], lookup))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Whether the first direction comes before the second when the way back is turned clockwise.</summary>
    private static bool IsSharper(int before, int at, int first, int second, PointLookup lookup)
    {
        var (back, a, b) = (Direction(at, before, lookup), Direction(at, first, lookup), Direction(at, second, lookup));
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

    private static (long X, long Y) Direction(int start, int end, PointLookup lookup)
    {
        var (s, e) = (lookup(start), lookup(end));
        return ((long)e.X - s.X, (long)e.Y - s.Y);
    }

    /// <summary>Cuts a closed walk where it comes back to a point, into rings without a repeated point.</summary>
    private static void Part(List<int> walk, List<int[]> rings)
    {
        var path = new List<int>();
        var positions = new Dictionary<int, int>();
        foreach (var point in walk)
        {
            if (positions.TryGetValue(point, out var position))
            {
                if (path.Count - position > 2)
                {
                    rings.Add([.. path.Skip(position)]);
                }

                foreach (var gone in path.Skip(position + 1))
                {
                    positions.Remove(gone);
                }

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
