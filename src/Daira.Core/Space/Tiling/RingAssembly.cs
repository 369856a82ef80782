namespace Daira.Core.Space.Tiling;

/// <summary>Makes simple rings of the directed border of one area, however it was bent: pieces run there and back cancel, rings that touch themselves are parted.</summary>
/// <remarks>
/// The border may meet itself only in points; its area lies to the left. Shells then turn left (positive area) and holes turn right. Reused from area to area by one thread.
/// </remarks>
internal sealed class RingAssembly(int pointCount)
{
    private readonly int[] next = new int[pointCount];
    private readonly int[] marks = new int[pointCount];
    private readonly int[] walked = new int[pointCount];
    private readonly List<int> from = [];
    private readonly List<int> to = [];
    private readonly List<int> ring = [];
    private int mark;
    private bool meetsItself;

    /// <summary>Starts another area.</summary>
    public void Clear()
    {
        mark++;
        meetsItself = false;
        from.Clear();
        to.Clear();
    }

    public void Add(int start, int end)
    {
        meetsItself |= marks[start] == mark;
        marks[start] = mark;
        next[start] = end;
        from.Add(start);
        to.Add(end);
    }

    public void Add(ReadOnlySpan<int> path, bool forwards)
    {
        for (var i = 1; i < path.Length; i++)
        {
            if (forwards)
            {
                Add(path[i - 1], path[i]);
            }
            else
            {
                Add(path[i], path[i - 1]);
            }
        }
    }

    /// <summary>The rings in no order; an area that has shrunk to nothing has none.</summary>
    public void Rings(PointLookup lookup, List<int[]> rings)
    {
        rings.Clear();
        if (meetsItself)
        {
            TangledBorder.Rings(from, to, lookup, rings);
        }
        else
        {
            PlainRings(rings);
        }
    }

    private void PlainRings(List<int[]> rings)
    {
        foreach (var start in from)
        {
            if (walked[start] == mark)
            {
                continue;
            }

            ring.Clear();
            var at = start;
            while (marks[at] == mark && walked[at] != mark)
            {
                walked[at] = mark;
                ring.Add(at);
                at = next[at];
            }

            if (at == start && ring.Count > 2)
            {
                rings.Add([.. ring]);
            }
        }
    }
}

/// <summary>Where a numbered point of a tile lies, in tile units of the whole zoom.</summary>
internal delegate (int X, int Y) PointLookup(int point);
