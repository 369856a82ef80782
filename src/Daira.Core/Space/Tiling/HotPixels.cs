namespace Daira.Core.Space.Tiling;

/// <summary>
/// Points of a lattice that lines must not pass by too closely: a line through the unit square around one is bent to run through it.
/// </summary>
/// <remarks>
/// Snap rounding (Hobby 1999; Guibas and Marimont 1998), iterated until no line passes another point's square (Halperin and
/// Packer 2002). Lines that did not cross before do not cross after, however coarse the lattice: what lay between them may
/// shrink to nothing, but never turns over. Squares are half open: they own their lower and left sides.
/// </remarks>
internal sealed class HotPixels(PixelGrid points)
{
    private readonly int[] xs = points.X;
    private readonly int[] ys = points.Y;

    /// <summary>Appends to <paramref name="route"/> the points that a line runs through once bent, without its first and with its last.</summary>
    /// <param name="line">The line before rounding, in steps finer than the lattice.</param>
    /// <param name="shift">Fine steps per lattice step, as a power of two ≥ 1.</param>
    /// <param name="from">Lattice point of the line's start.</param>
    /// <param name="to">Lattice point of its end.</param>
    /// <param name="route">Points so far.</param>
    public void Route(FineLine line, int shift, int from, int to, List<int> route)
    {
        if (AreBeside(from, to) || !AnyNear(line, shift, from, to))
        {
            route.Add(to);
            return;
        }

        var at = from;
        foreach (var through in Through(line, shift, from, to))
        {
            Straighten(at, through, route);
            at = through;
        }

        Straighten(at, to, route);
    }

    /// <summary>Whether two squares have a side in common: a line between them meets no third.</summary>
    private bool AreBeside(int a, int b) => Math.Abs(xs[a] - xs[b]) + Math.Abs(ys[a] - ys[b]) <= 1;

    /// <summary>Whether a line meets the closed square of twice the side around any point; when none, neither it nor its rounded self meets a single one.</summary>
    private bool AnyNear(FineLine line, int shift, int from, int to)
    {
        var half = 1L << shift;
        var corridor = new Corridor(points, line, shift);
        while (corridor.NextRow(out var first, out var end))
        {
            for (var i = first; i < end; i++)
            {
                if (corridor.Holds(xs[i], ys[i]) && i != from && i != to && line.Meets((long)xs[i] << shift, (long)ys[i] << shift, half))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Straighten(int from, int to, List<int> route)
    {
        if (from == to)
        {
            return;
        }

        if (AreBeside(from, to))
        {
            route.Add(to);
            return;
        }

        var line = new FineLine((long)xs[from] << 1, (long)ys[from] << 1, (long)xs[to] << 1, (long)ys[to] << 1);
        var at = from;
        foreach (var through in Through(line, 1, from, to))
        {
            Straighten(at, through, route);
            at = through;
        }

        if (at == from)
        {
            route.Add(to);
        }
        else
        {
            Straighten(at, to, route);
        }
    }

    /// <summary>The other points whose squares the line meets, in its direction.</summary>
    private List<int> Through(FineLine line, int shift, int from, int to)
    {
        var half = 1L << (shift - 1);
        var met = new List<int>();
        var corridor = new Corridor(points, line, shift);
        while (corridor.NextRow(out var first, out var end))
        {
            for (var i = first; i < end; i++)
            {
                var (x, y) = ((long)xs[i] << shift, (long)ys[i] << shift);
                if (corridor.Holds(xs[i], ys[i]) && i != from && i != to && line.Meets(x, y, half) && !line.MeetsOnlyOpenSide(x, y, half))
                {
                    met.Add(i);
                }
            }
        }

        if (met.Count > 1)
        {
            met.Sort((a, b) => line.Along((long)xs[a] << shift, (long)ys[a] << shift).CompareTo(line.Along((long)xs[b] << shift, (long)ys[b] << shift)));
        }

        return met;
    }

    /// <summary>Walks over the rows of cells along a line and one lattice step beside it.</summary>
    private struct Corridor
    {
        private readonly PixelGrid points;
        private readonly FineLine line;
        private readonly int shift;
        private readonly Box near;
        private readonly int lastRow;
        private readonly int firstColumn;
        private readonly int lastColumn;
        private int row;

        public Corridor(PixelGrid points, FineLine line, int shift)
        {
            (this.points, this.line, this.shift) = (points, line, shift);
            var up = (1L << shift) - 1;
            near = new Box(
                (int)((Math.Min(line.X0, line.X1) + up) >> shift) - 1,
                (int)((Math.Min(line.Y0, line.Y1) + up) >> shift) - 1,
                (int)(Math.Max(line.X0, line.X1) >> shift) + 1,
                (int)(Math.Max(line.Y0, line.Y1) >> shift) + 1);
            (firstColumn, lastColumn) = (points.ColumnOf(near.MinX), points.ColumnOf(near.MaxX));
            (row, lastRow) = (points.RowOf(near.MinY) - 1, points.RowOf(near.MaxY));
        }

        /// <summary>Whether a lattice point lies at most a step outside the line's box.</summary>
        public readonly bool Holds(int x, int y) => near.Contains(x, y);

        /// <summary>The points in the cells of the next row; false after the last.</summary>
        public bool NextRow(out int first, out int end)
        {
            if (++row > lastRow)
            {
                (first, end) = (0, 0);
                return false;
            }

            var (from, to) = (firstColumn, lastColumn);
            if (to - from > 2 && line.Y0 != line.Y1)
            {
                Narrow(ref from, ref to);
            }

            (first, end) = points.Points(row, from, to);
            return true;
        }

        /// <summary>Of a long line only the columns near it in this row of cells, with a margin of two lattice steps.</summary>
        private readonly void Narrow(ref int from, ref int to)
        {
            var low = (points.LowestIn(row) - 2) << shift;
            var high = (points.LowestIn(row + 1) + 2) << shift;
            var slope = (double)(line.X1 - line.X0) / (line.Y1 - line.Y0);
            var a = line.X0 + (slope * (low - line.Y0));
            var b = line.X0 + (slope * (high - line.Y0));
            from = Math.Max(from, points.ColumnOf((long)(Math.Min(a, b) / (1L << shift)) - 3));
            to = Math.Max(from, Math.Min(to, points.ColumnOf((long)(Math.Max(a, b) / (1L << shift)) + 3)));
        }
    }
}

/// <summary>A straight piece in steps finer than a lattice; |coordinates| ≤ 2³¹, so that products of differences fit 64 bits.</summary>
internal readonly record struct FineLine(long X0, long Y0, long X1, long Y1)
{
    private long Dx => X1 - X0;

    private long Dy => Y1 - Y0;

    /// <summary>Whether it meets the closed square around a centre (separating axes: both sides and the line's normal).</summary>
    public bool Meets(long x, long y, long half)
    {
        if (Math.Min(X0, X1) > x + half || Math.Max(X0, X1) < x - half || Math.Min(Y0, Y1) > y + half || Math.Max(Y0, Y1) < y - half)
        {
            return false;
        }

        return Math.Abs(Side(x, y)) <= half * (Math.Abs(Dx) + Math.Abs(Dy));
    }

    /// <summary>Of a square that it meets: whether only in the right or upper side, or in a corner other than the lower left.</summary>
    public bool MeetsOnlyOpenSide(long x, long y, long half)
    {
        if (Math.Min(X0, X1) >= x + half || Math.Min(Y0, Y1) >= y + half)
        {
            return true;
        }

        var side = Side(x, y);
        if (Math.Abs(side) < half * (Math.Abs(Dx) + Math.Abs(Dy)) || Dx == 0 || Dy == 0)
        {
            return false;
        }

        var passesLowerLeft = (Dx > 0) != (Dy > 0) && (side > 0) == (Dx > 0);
        return !passesLowerLeft;
    }

    /// <summary>Order of points along it.</summary>
    public Int128 Along(long x, long y) => ((Int128)Dx * (x - X0)) + ((Int128)Dy * (y - Y0));

    private long Side(long x, long y) => (Dx * (y - Y0)) - (Dy * (x - X0));
}
