namespace Daira.Core.Space.Tiling;

/// <summary>Cuts borders at the frame of one tile, each border once, and closes areas along the frame.</summary>
/// <remarks>
/// The cut lies half a unit (and a hair) outside the points that count as inside, and its points go to the nearest unit of the frame one step
/// further out. No inside point lies on the frame, and a line meets no other point's square on its way to it, so that
/// cutting is one more snap rounding and lines still do not cross.
/// </remarks>
internal sealed class TileClip(Level first)
{
    private readonly int[] cutAt = new int[first.ArcCount];
    private readonly (int First, int Count)[] piecesOf = new (int, int)[first.ArcCount];
    private readonly List<(int Start, int End)> pieces = [];
    private readonly List<int> points = [];
    private readonly List<(int Position, int Balance)> cuts = [];
    private Level level = first;
    private int[] xs = first.X;
    private int[] ys = first.Y;
    private int pointCount = first.PointCount;
    private int mark;
    private Box inside;
    private Box frame;

    /// <summary>Points of a tile are numbered: first the level's, then those of the frame, anticlockwise from its lowest corner.</summary>
    public static int PointCount(Level level, TileSettings settings) => level.PointCount + (4 * (4096 + (2 * settings.Buffer) + 2));

    private int Side => frame.MaxX - frame.MinX;

    /// <summary>Starts another tile, of any zoom.</summary>
    /// <param name="of">Its zoom.</param>
    /// <param name="box">Its units with its buffer; points in it count as inside.</param>
    public void Start(Level of, Box box)
    {
        mark++;
        (level, xs, ys, pointCount) = (of, of.X, of.Y, of.PointCount);
        inside = box;
        frame = new Box(box.MinX - 1, box.MinY - 1, box.MaxX + 1, box.MaxY + 1);
        pieces.Clear();
        points.Clear();
    }

    /// <summary>Where points lie.</summary>
    public void Locate(ReadOnlySpan<int> numbers, Span<int> x, Span<int> y)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var point = numbers[i];
            (x[i], y[i]) = point < pointCount ? (xs[point], ys[point]) : Locate(point);
        }
    }

    public (int X, int Y) Locate(int point)
    {
        if (point < pointCount)
        {
            return (xs[point], ys[point]);
        }

        var (side, offset) = Math.DivRem(point - pointCount, Side);
        return side switch
        {
            0 => (frame.MinX + offset, frame.MinY),
            1 => (frame.MaxX, frame.MinY + offset),
            2 => (frame.MaxX - offset, frame.MaxY),
            _ => (frame.MinX, frame.MaxY - offset),
        };
    }

    /// <summary>Gives the border of what lies of a shape in the tile.</summary>
    public void Add(int shape, RingAssembly border)
    {
        if (HoldsWhole(shape))
        {
            AddWhole(shape, border);
            return;
        }

        cuts.Clear();
        foreach (var arc in level.RunsOf(shape))
        {
            AddPieces(arc, border);
        }

        CloseAlongFrame(shape, border);
    }

    /// <summary>Whether nothing of a shape lies outside the tile.</summary>
    public bool HoldsWhole(int shape) => inside.Contains(level.ShapeBoundsOf(shape));

    private void AddWhole(int shape, RingAssembly border)
    {
        foreach (var arc in level.RunsOf(shape))
        {
            border.Add(level.Arc(arc >= 0 ? arc : ~arc), arc >= 0);
        }
    }

    private void AddPieces(int run, RingAssembly border)
    {
        var arc = run >= 0 ? run : ~run;
        ref readonly var bounds = ref level.BoundsOf(arc);
        if (!inside.Touches(bounds))
        {
            return;
        }

        if (inside.Contains(bounds))
        {
            border.Add(level.Arc(arc), run >= 0);
            return;
        }

        if (cutAt[arc] != mark)
        {
            cutAt[arc] = mark;
            piecesOf[arc] = Cut(level.Arc(arc));
        }

        var (first, count) = piecesOf[arc];
        for (var i = first; i < first + count; i++)
        {
            var piece = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points)[pieces[i].Start..pieces[i].End];
            border.Add(piece, run >= 0);
            NoteCut(piece[0], run >= 0 ? -1 : 1);
            NoteCut(piece[^1], run >= 0 ? 1 : -1);
        }
    }

    /// <summary>Where a border leaves the tile (+1) or comes in (−1).</summary>
    private void NoteCut(int point, int balance)
    {
        if (point >= pointCount)
        {
            cuts.Add((point - pointCount, balance));
        }
    }

    private void CloseAlongFrame(int shape, RingAssembly border)
    {
        var stops = Stops();
        if (stops.Count == 0)
        {
            if (HoldsCorner(shape))
            {
                Walk(0, 4 * Side, border);
            }

            return;
        }

        // Between a way out and the next way in the area runs along the frame; which it does at the start follows from the least sum.
        var (sum, least) = (0, 0);
        foreach (var (_, balance) in stops)
        {
            sum += balance;
            least = Math.Min(least, sum);
        }

        var covered = -least;
        for (var i = 0; i < stops.Count; i++)
        {
            covered += stops[i].Balance;
            if (covered > 0)
            {
                Walk(stops[i].Position, i + 1 < stops.Count ? stops[i + 1].Position : stops[0].Position + (4 * Side), border);
            }
        }
    }

    /// <summary>Places of the frame where more goes out than comes in or less, anticlockwise.</summary>
    private List<(int Position, int Balance)> Stops()
    {
        cuts.Sort();
        var count = 0;
        for (var i = 0; i < cuts.Count;)
        {
            var (position, balance) = (cuts[i].Position, 0);
            for (; i < cuts.Count && cuts[i].Position == position; i++)
            {
                balance += cuts[i].Balance;
            }

            if (balance != 0)
            {
                cuts[count++] = (position, balance);
            }
        }

        cuts.RemoveRange(count, cuts.Count - count);
        return cuts;
    }

    /// <summary>Along the frame from one place to a later one, round its corners.</summary>
    private void Walk(int start, int end, RingAssembly border)
    {
        for (var at = start; at < end;)
        {
            var corner = ((at / Side) + 1) * Side;
            var stop = Math.Min(corner, end);
            border.Add(pointCount + (at % (4 * Side)), pointCount + (stop % (4 * Side)));
            at = stop;
        }
    }

    /// <summary>Whether the shape holds the tile's lowest corner: borders crossed on the way to the left, counted with their direction.</summary>
    private bool HoldsCorner(int shape)
    {
        if (!level.ShapeBoundsOf(shape).Touches(new Box(inside.MinX, inside.MinY, inside.MinX, inside.MinY)))
        {
            return false;
        }

        var winding = 0;
        foreach (var run in level.RunsOf(shape))
        {
            var turns = level.Arc(run >= 0 ? run : ~run);
            ref readonly var bounds = ref level.BoundsOf(run >= 0 ? run : ~run);
            if (bounds.MinY < inside.MinY && bounds.MaxY >= inside.MinY && bounds.MinX < inside.MinX)
            {
                winding += (run >= 0 ? 1 : -1) * Crossings(turns);
            }
        }

        return winding != 0;
    }

    /// <summary>The ray starts at (MinX − ½, MinY − ½) and runs to the left: no point lies on it.</summary>
    private int Crossings(ReadOnlySpan<int> arc)
    {
        var sum = 0;
        for (var i = 1; i < arc.Length; i++)
        {
            var (ax, ay, bx, by) = (xs[arc[i - 1]], ys[arc[i - 1]], xs[arc[i]], ys[arc[i]]);
            if (ay < inside.MinY == by < inside.MinY)
            {
                continue;
            }

            // Sign of the cross product in doubled units tells on which side of the edge the corner lies.
            var side = ((2L * (bx - ax)) * ((2L * inside.MinY) - 1 - (2L * ay))) - ((2L * (by - ay)) * ((2L * inside.MinX) - 1 - (2L * ax)));
            var upwards = by > ay;
            if (upwards == side < 0)
            {
                sum += upwards ? -1 : 1;
            }
        }

        return sum;
    }

    /// <summary>The pieces of an arc inside, with their ends on the frame where it was cut.</summary>
    private (int First, int Count) Cut(ReadOnlySpan<int> arc)
    {
        var (first, open) = (pieces.Count, -1);
        for (var i = 1; i < arc.Length; i++)
        {
            var (a, b) = (arc[i - 1], arc[i]);
            if (Clip(a, b) is not var (enters, leaves) || enters == leaves)
            {
                continue;
            }

            if (open < 0)
            {
                open = points.Count;
                points.Add(enters);
            }

            points.Add(leaves);
            if (leaves != b)
            {
                pieces.Add((open, points.Count));
                open = -1;
            }
        }

        if (open >= 0)
        {
            pieces.Add((open, points.Count));
        }

        return (first, pieces.Count - first);
    }

    /// <summary>The ends of the part of an edge inside: its own points, or frame points where it is cut; null when it stays outside.</summary>
    private (int Enters, int Leaves)? Clip(int a, int b)
    {
        var (ax, ay, bx, by) = (xs[a], ys[a], xs[b], ys[b]);
        var (aIn, bIn) = (inside.Contains(ax, ay), inside.Contains(bx, by));
        if (aIn && bIn)
        {
            return (a, b);
        }

        if (Math.Max(ax, bx) < inside.MinX || Math.Min(ax, bx) > inside.MaxX || Math.Max(ay, by) < inside.MinY || Math.Min(ay, by) > inside.MaxY)
        {
            return null;
        }

        return new EdgeCut(ax, ay, bx, by, inside).Span() is not var (start, end)
            ? null
            : (aIn ? a : pointCount + PositionOf(start), bIn ? b : pointCount + PositionOf(end));
    }

    private int PositionOf((int X, int Y) at)
    {
        if (at.Y == frame.MinY)
        {
            return at.X - frame.MinX;
        }

        if (at.X == frame.MaxX)
        {
            return Side + (at.Y - frame.MinY);
        }

        return at.Y == frame.MaxY
            ? (2 * Side) + (frame.MaxX - at.X)
            : ((3 * Side) + (frame.MaxY - at.Y)) % (4 * Side);
    }
}
