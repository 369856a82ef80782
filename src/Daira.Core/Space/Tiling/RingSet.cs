namespace Daira.Core.Space.Tiling;

/// <summary>Rings of numbered points in one row, kept from area to area.</summary>
internal sealed class RingSet
{
    private readonly List<int> ends = [];
    private int[] points = new int[256];
    private int length;

    public int Count => ends.Count;

    public ReadOnlySpan<int> this[int ring] => points.AsSpan((ring == 0 ? 0 : ends[ring - 1])..ends[ring]);

    private int Start => ends.Count == 0 ? 0 : ends[^1];

    public void Clear()
    {
        ends.Clear();
        length = 0;
    }

    /// <summary>Adds a point to the ring that is being made.</summary>
    public void Add(int point)
    {
        if (length == points.Length)
        {
            Array.Resize(ref points, 2 * length);
        }

        points[length++] = point;
    }

    /// <summary>Adds several points in their order.</summary>
    public void Add(ReadOnlySpan<int> more)
    {
        if (length + more.Length > points.Length)
        {
            Array.Resize(ref points, Math.Max(2 * points.Length, length + more.Length));
        }

        more.CopyTo(points.AsSpan(length));
        length += more.Length;
    }

    /// <summary>Ends the ring that is being made; drops it when it is not closed or has fewer than three points.</summary>
    public void End(bool isClosed)
    {
        if (isClosed && length - Start > 2)
        {
            ends.Add(length);
        }
        else
        {
            length = Start;
        }
    }
}
