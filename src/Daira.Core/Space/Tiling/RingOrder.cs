namespace Daira.Core.Space.Tiling;

/// <summary>Puts each shell before its holes, as tiles want them.</summary>
internal static class RingOrder
{
    private static readonly int[] Single = [0];

    /// <summary>The numbers of the rings in the order to be written; holes without a shell are left out.</summary>
    public static int[] ShellsWithHoles(RingSet rings, TileClip places)
    {
        if (rings.Count < 2)
        {
            return rings.Count == 0 ? [] : Single;
        }

        var areas = new long[rings.Count];
        for (var i = 0; i < areas.Length; i++)
        {
            areas[i] = TwiceArea(rings[i], places);
        }

        int[] shells = [.. Enumerable.Range(0, rings.Count).Where(i => areas[i] > 0).OrderBy(i => areas[i])];
        if (shells.Length == 0)
        {
            return [];
        }

        var holes = Enumerable.Range(0, rings.Count).Where(i => areas[i] < 0).ToLookup(ShellOf);
        return [.. shells.SelectMany(s => holes[s].Prepend(s))];

        int ShellOf(int hole) => shells.Length == 1
            ? shells[0]
            : shells.Where(s => Holds(rings[s], rings[hole], places)).DefaultIfEmpty(shells[^1]).First();
    }

    private static long TwiceArea(ReadOnlySpan<int> ring, TileClip places)
    {
        var sum = 0L;
        var (x, y) = places.Locate(ring[0]);
        var (lastX, lastY) = places.Locate(ring[^1]);
        (lastX, lastY) = (lastX - x, lastY - y);
        foreach (var point in ring)
        {
            var (atX, atY) = places.Locate(point);
            (atX, atY) = (atX - x, atY - y);
            sum += ((long)lastX * atY) - ((long)atX * lastY);
            (lastX, lastY) = (atX, atY);
        }

        return sum;
    }

    /// <summary>Whether the middle of the hole's first edge lies in the ring; it cannot lie on it, as no two rings share an edge.</summary>
    private static bool Holds(ReadOnlySpan<int> ring, ReadOnlySpan<int> hole, TileClip places)
    {
        var (a, b) = (places.Locate(hole[0]), places.Locate(hole[1]));
        var (x, y) = ((long)a.X + b.X, (long)a.Y + b.Y);
        var holds = false;
        var (lastX, lastY) = Twice(ring[^1], places);
        foreach (var point in ring)
        {
            var (atX, atY) = Twice(point, places);
            if (lastY > y != atY > y)
            {
                var side = ((atX - lastX) * (y - lastY)) - ((atY - lastY) * (x - lastX));
                holds ^= side > 0 == atY > lastY;
            }

            (lastX, lastY) = (atX, atY);
        }

        return holds;
    }

    private static (long X, long Y) Twice(int point, TileClip places)
    {
        var (x, y) = places.Locate(point);
        return (2L * x, 2L * y);
    }
}
