using System.Runtime.InteropServices;

namespace Daira.Core.Space.Tiling;

/// <summary>Runs of points at the end of a list.</summary>
internal static class Steps
{
    /// <summary>Drops, from a position on, steps on the spot and steps there and back: they cancel for the areas on both sides. Returns the new end.</summary>
    public static int Straighten(List<int> points, int start)
    {
        var span = CollectionsMarshal.AsSpan(points);
        var count = start;
        for (var i = start; i < span.Length; i++)
        {
            if (count > start && span[count - 1] == span[i])
            {
                continue;
            }

            if (count > start + 1 && span[count - 2] == span[i])
            {
                count--;
                continue;
            }

            span[count++] = span[i];
        }

        CollectionsMarshal.SetCount(points, count);
        return count;
    }

    /// <summary>Straightens a ring whose first point is repeated at its end and leaves the repetition out; nothing remains of fewer than three points. Returns how many remain.</summary>
    public static int Close(List<int> points, int start)
    {
        var last = Straighten(points, start);
        var span = CollectionsMarshal.AsSpan(points);
        var first = start;
        while (last - first > 1 && span[first] == span[last - 1])
        {
            last--;
            if (last - first > 1 && span[first + 1] == span[last - 1])
            {
                first++;
            }
        }

        var count = last - first > 2 ? last - first : 0;
        span.Slice(first, count).CopyTo(span[start..]);
        CollectionsMarshal.SetCount(points, start + count);
        return count;
    }
}
