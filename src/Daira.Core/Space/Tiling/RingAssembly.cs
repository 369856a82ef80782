namespace Daira.Core.Space.Tiling;

/// <summary>Makes simple rings of the directed border of one area, however it was bent: pieces run there and back cancel, rings that touch themselves are parted.</summary>
/// <remarks>
/// The border may meet itself only in points; its area lies to the left. Shells then turn left (positive area) and holes turn right. Reused from area to area by one thread.
/// </remarks>
internal sealed class RingAssembly(int pointCount)
{
    /// <summary>Up to so many edges pairs are found by looking at all.</summary>
    private const int Few = 64;

    private readonly int[] next = new int[pointCount];
    private readonly int[] marks = new int[pointCount];
    private readonly int[] walked = new int[pointCount];
    private int[] starts = new int[256];
    private int count;
    private int mark;
    private bool meetsItself;

    /// <summary>Starts another area.</summary>
    public void Clear()
    {
        mark++;
        meetsItself = false;
        count = 0;
    }

    public void Add(int start, int end)
    {
        if (marks[start] == mark)
        {
            meetsItself = true;
        }

        if (2 * count == starts.Length)
        {
            Array.Resize(ref starts, 2 * starts.Length);
        }

        marks[start] = mark;
        next[start] = end;
        (starts[2 * count], starts[(2 * count) + 1]) = (start, end);
        count++;
    }

    public void Add(ReadOnlySpan<int> path, bool forwards)
    {
        if (forwards)
        {
            for (var i = 1; i < path.Length; i++)
            {
                Add(path[i - 1], path[i]);
            }
        }
        else
        {
            for (var i = path.Length - 1; i > 0; i--)
            {
                Add(path[i], path[i - 1]);
            }
        }
    }

    /// <summary>Rings that run as they were given, where no point comes twice: nearly all areas that lie whole in a tile. Else nothing has happened.</summary>
    public bool TryWhole(Level level, int shape, RingSet rings)
    {
        Clear();
        rings.Clear();
        var (first, end) = level.RingsOf(shape);
        for (var ring = first; ring < end; ring++)
        {
            foreach (var run in level.Ring(ring))
            {
                var path = level.Arc(run >= 0 ? run : ~run);
                if (!(run >= 0 ? Follow(path[..^1], rings) : FollowBack(path[1..], rings)))
                {
                    return false;
                }
            }

            rings.End(isClosed: true);
        }

        return true;
    }

    private bool Follow(ReadOnlySpan<int> path, RingSet rings)
    {
        foreach (var point in path)
        {
            if (marks[point] == mark)
            {
                return false;
            }

            marks[point] = mark;
        }

        rings.Add(path);
        return true;
    }

    private bool FollowBack(ReadOnlySpan<int> path, RingSet rings)
    {
        for (var i = path.Length - 1; i >= 0; i--)
        {
            if (marks[path[i]] == mark)
            {
                return false;
            }

            marks[path[i]] = mark;
            rings.Add(path[i]);
        }

        return true;
    }

    /// <summary>The rings in no order; an area that has shrunk to nothing has none.</summary>
    public void Rings(TileClip places, RingSet rings)
    {
        rings.Clear();
        if (meetsItself && count <= Few)
        {
            Cancel();
        }

        if (meetsItself)
        {
            TangledBorder.Rings(starts.AsSpan(0, 2 * count), places, rings);
        }
        else
        {
            PlainRings(rings);
        }
    }

    /// <summary>Takes out edges that run there and back: at far zooms that is most of what is left of an area.</summary>
    private void Cancel()
    {
        for (var i = 0; i < 2 * count; i += 2)
        {
            for (var j = i + 2; j < 2 * count && starts[i] >= 0; j += 2)
            {
                if (starts[i] == starts[j + 1] && starts[i + 1] == starts[j])
                {
                    (starts[i], starts[j]) = (-1, -1);
                }
            }
        }

        var all = count;
        Clear();
        for (var i = 0; i < 2 * all; i += 2)
        {
            if (starts[i] >= 0)
            {
                Add(starts[i], starts[i + 1]);
            }
        }
    }

    private void PlainRings(RingSet rings)
    {
        for (var i = 0; i < count; i++)
        {
            var start = starts[2 * i];
            if (walked[start] == mark)
            {
                continue;
            }

            var at = start;
            while (marks[at] == mark && walked[at] != mark)
            {
                walked[at] = mark;
                rings.Add(at);
                at = next[at];
            }

            rings.End(isClosed: at == start);
        }
    }
}
