namespace Daira.Core.Space.Tiling;

/// <summary>Puts each shell before its holes, as tiles want them.</summary>
internal static class RingOrder
{
    public static IEnumerable<int[]> ShellsWithHoles(List<int[]> rings, PointLookup lookup)
    {
        if (rings.Count < 2)
        {
            return rings;
        }

        var areas = rings.Select(r => TwiceArea(r, lookup)).ToArray();
        int[] shells = [.. Enumerable.Range(0, rings.Count).Where(i => areas[i] > 0).OrderBy(i => areas[i])];
        if (shells.Length == 0)
        {
            return [];
        }

        var holes = Enumerable.Range(0, rings.Count).Where(i => areas[i] < 0).ToLookup(h => ShellOf(rings[h], shells));
        return shells.SelectMany(s => holes[s].Prepend(s)).Select(i => rings[i]);

        int ShellOf(int[] hole, int[] from) => from.Length == 1
            ? from[0]
            : from.Where(s => areas[s] > 0 && Holds(rings[s], hole, lookup)).DefaultIfEmpty(from[^1]).First();
    }

    private static long TwiceArea(int[] ring, PointLookup lookup)
    {
        var sum = 0L;
        var (x, y) = lookup(ring[0]);
        var (lastX, lastY) = lookup(ring[^1]);
        (lastX, lastY) = (lastX - x, lastY - y);
        foreach (var point in ring)
        {
            var (atX, atY) = lookup(point);
            (atX, atY) = (atX - x, atY - y);
            sum += ((long)lastX * atY) - ((long)atX * lastY);
            (lastX, lastY) = (atX, atY);
        }

        return sum;
    }

    /// <summary>Whether the middle of the hole's first edge lies in the ring; it cannot lie on it, as no two rings share an edge.</summary>
    private static bool Holds(int[] ring, int[] hole, PointLookup lookup)
    {
        var (a, b) = (lookup(hole[0]), lookup(hole[1]));
        var (x, y) = ((long)a.X + b.X, (long)a.Y + b.Y);
        var holds = false;
        var (lastX, lastY) = Twice(ring[^1]);
        foreach (var point in ring)
        {
            var (atX, atY) = Twice(point);
            if (lastY > y != atY > y)
            {
                var side = ((atX - lastX) * (y - lastY)) - ((atY - lastY) * (x - lastX));
                holds ^= side > 0 == atY > lastY;
            }

            (lastX, lastY) = (atX, atY);
        }

        return holds;

        (long X, long Y) Twice(int point)
        {
            var (px, py) = lookup(point);
            return (2L * px, 2L * py);
        }
    }
}
