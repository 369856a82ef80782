using System.Runtime.CompilerServices;

namespace Daira.Core.Space.Tiling;

/// <summary>
/// Points of a lattice that lines must not pass by too closely: a line through the unit square around one is bent to run through it.
/// </summary>
/// <remarks>
/// Snap rounding (Hobby 1999; Guibas and Marimont 1998), iterated until no line passes another point's square (Halperin and
/// Packer 2002). Lines that did not cross before do not cross after, however coarse the lattice: what lay between them may
/// shrink to nothing, but never turns over. Squares are half open: they own their lower and left sides.
/// </remarks>
internal sealed class HotPixels
{
    private readonly int minX;
    private readonly int minY;
    private readonly int cellBits;
    private readonly int columns;
    private readonly int rows;
    private readonly int[] first;
    private int[] next;
    private int[] xs;
    private int[] ys;

    /// <param name="bounds">Lattice points will lie in these bounds.</param>
    /// <param name="expected">About how many points there will be.</param>
    public HotPixels(Box bounds, int expected)
    {
        (minX, minY) = (bounds.MinX, bounds.MinY);
        var (width, height) = (1L + bounds.MaxX - minX, 1L + bounds.MaxY - minY);
        // About three cells a point: fewer points to look at outweigh more cells.
        while ((width >> cellBits) * (height >> cellBits) > (3L * expected) + 16)
        {
            cellBits++;
        }

        columns = (int)(width >> cellBits) + 1;
        rows = (int)(height >> cellBits) + 1;
        first = new int[columns * rows];
        Array.Fill(first, -1);
        (next, xs, ys) = (new int[expected + 16], new int[expected + 16], new int[expected + 16]);
    }

    public int Count { get; private set; }

    /// <summary>Columns by number; longer than <see cref="Count"/>.</summary>
    public int[] Xs => xs;

    /// <summary>Rows by number.</summary>
    public int[] Ys => ys;

    public ReadOnlySpan<int> X => xs.AsSpan(0, Count);

    public ReadOnlySpan<int> Y => ys.AsSpan(0, Count);

    /// <summary>The number of a lattice point; a new one when it was not there.</summary>
    public int Add(int x, int y)
    {
        ref var head = ref first[CellOf(x, y)];
        for (var i = head; i >= 0; i = next[i])
        {
            if (xs[i] == x && ys[i] == y)
            {
                return i;
            }
        }

        if (Count == xs.Length)
        {
            Array.Resize(ref xs, Count * 2);
            Array.Resize(ref ys, Count * 2);
            Array.Resize(ref next, Count * 2);
        }

        (xs[Count], ys[Count], next[Count]) = (x, y, head);
        return head = Count++;
    }

    /// <summary>Appends to <paramref name="route"/> the points that a line runs through once bent, without its first and with its last.</summary>
    /// <param name="line">The line before rounding, in steps finer than the lattice.</param>
    /// <param name="shift">Fine steps per lattice step, as a power of two ≥ 1.</param>
    /// <param name="from">Lattice point of the line's start.</param>
    /// <param name="to">Lattice point of its end.</param>
    /// <param name="route">Points so far.</param>
    public void Route(Line line, int shift, int from, int to, List<int> route)
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

    /// <summary>The points whose closed squares of twice the side a line meets; when none, neither it nor its rounded self meets a single one.</summary>
    private bool AnyNear(Line line, int shift, int from, int to)
    {
        var half = 1L << shift;
        foreach (var i in new Corridor(this, line, shift))
        {
            if (i != from && i != to && line.Meets((long)xs[i] << shift, (long)ys[i] << shift, half))
            {
                return true;
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

        var line = new Line((long)xs[from] << 1, (long)ys[from] << 1, (long)xs[to] << 1, (long)ys[to] << 1);
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
    private List<int> Through(Line line, int shift, int from, int to)
    {
        var half = 1L << (shift - 1);
        var met = new List<int>();
        foreach (var i in new Corridor(this, line, shift))
        {
            if (i != from && i != to && line.Meets((long)xs[i] << shift, (long)ys[i] << shift, half) && !line.MeetsOnlyOpenSide((long)xs[i] << shift, (long)ys[i] << shift, half))
            {
                met.Add(i);
            }
        }

        if (met.Count > 1)
        {
            met.Sort((a, b) => line.Along((long)xs[a] << shift, (long)ys[a] << shift).CompareTo(line.Along((long)xs[b] << shift, (long)ys[b] << shift)));
        }

        return met;
    }

    /// <summary>The points in the cells that a box touches.</summary>
    public Neighbourhood In(Box box) => new(this, box);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CellOf(int x, int y) => (((y - minY) >> cellBits) * columns) + ((x - minX) >> cellBits);

    /// <summary>A straight piece in fine steps; |coordinates| ≤ 2³¹, so that products of differences fit 64 bits.</summary>
    internal readonly record struct Line(long X0, long Y0, long X1, long Y1)
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

    /// <summary>Enumerates the points in the cells along a line and one lattice step beside it.</summary>
    private ref struct Corridor
    {
        private readonly HotPixels pixels;
        private readonly Line line;
        private readonly int shift;
        private readonly int lastRow;
        private readonly int firstColumn;
        private readonly int lastColumn;
        private int row;
        private int column;
        private int rowEnd;
        private int point;

        public Corridor(HotPixels pixels, Line line, int shift)
        {
            (this.pixels, this.line, this.shift) = (pixels, line, shift);
            row = pixels.Row(Lattice(Math.Min(line.Y0, line.Y1)) - 1);
            lastRow = pixels.Row(Lattice(Math.Max(line.Y0, line.Y1)) + 2);
            firstColumn = pixels.Column(Lattice(Math.Min(line.X0, line.X1)) - 1);
            lastColumn = pixels.Column(Lattice(Math.Max(line.X0, line.X1)) + 2);
            StartRow();
        }

        public readonly int Current => point;

        public readonly Corridor GetEnumerator() => this;

        public bool MoveNext()
        {
            if (point >= 0)
            {
                point = pixels.next[point];
            }

            while (point < 0)
            {
                if (++column > rowEnd)
                {
                    if (++row > lastRow)
                    {
                        return false;
                    }

                    StartRow();
                    continue;
                }

                point = pixels.first[(row * pixels.columns) + column];
            }

            return true;
        }

        private readonly int Lattice(long fine) => (int)(fine >> shift);

        private void StartRow()
        {
            point = -1;
            var (from, to) = (firstColumn, lastColumn);
            if (to - from > 2 && line.Y0 != line.Y1)
            {
                Narrow(ref from, ref to);
            }

            (column, rowEnd) = (from - 1, to);
        }

        /// <summary>Of a long line only the columns near it in this row of cells, with a margin of two lattice steps.</summary>
        private readonly void Narrow(ref int from, ref int to)
        {
            var low = (pixels.minY + ((long)row << pixels.cellBits) - 2) << shift;
            var high = (pixels.minY + ((row + 1L) << pixels.cellBits) + 2) << shift;
            var slope = (double)(line.X1 - line.X0) / (line.Y1 - line.Y0);
            var a = line.X0 + (slope * (low - line.Y0));
            var b = line.X0 + (slope * (high - line.Y0));
            from = Math.Max(from, pixels.Column((long)(Math.Min(a, b) / (1L << shift)) - 3));
            to = Math.Min(to, pixels.Column((long)(Math.Max(a, b) / (1L << shift)) + 3));
        }
    }

    private int Row(long y) => (int)Math.Clamp((y - minY) >> cellBits, 0, rows - 1);

    private int Column(long x) => (int)Math.Clamp((x - minX) >> cellBits, 0, columns - 1);

    /// <summary>Enumerates the points in the cells that a box touches: all points of the box and some around it.</summary>
    internal ref struct Neighbourhood
    {
        private readonly HotPixels pixels;
        private readonly int lastRow;
        private readonly int firstColumn;
        private readonly int lastColumn;
        private int row;
        private int column;
        private int point;

        public Neighbourhood(HotPixels pixels, Box box)
        {
            this.pixels = pixels;
            (row, lastRow) = (pixels.Row(box.MinY), pixels.Row(box.MaxY));
            (firstColumn, lastColumn) = (pixels.Column(box.MinX), pixels.Column(box.MaxX));
            (column, point) = (firstColumn - 1, -1);
        }

        public readonly int Current => point;

        public readonly Neighbourhood GetEnumerator() => this;

        public bool MoveNext()
        {
            if (point >= 0)
            {
                point = pixels.next[point];
            }

            while (point < 0)
            {
                if (++column > lastColumn)
                {
                    column = firstColumn;
                    if (++row > lastRow)
                    {
                        return false;
                    }
                }

                point = pixels.first[(row * pixels.columns) + column];
            }

            return true;
        }
    }
}

/// <summary>A box of whole numbers, both ends included.</summary>
internal readonly record struct Box(int MinX, int MinY, int MaxX, int MaxY)
{
    public static Box Nothing => new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

    public bool IsNothing => MinX > MaxX;

    public Box With(int x, int y) => new(Math.Min(MinX, x), Math.Min(MinY, y), Math.Max(MaxX, x), Math.Max(MaxY, y));

    public Box With(Box other) => other.IsNothing ? this : With(other.MinX, other.MinY).With(other.MaxX, other.MaxY);

    public bool Contains(Box other) => other.MinX >= MinX && other.MaxX <= MaxX && other.MinY >= MinY && other.MaxY <= MaxY;

    public bool Touches(Box other) => other.MinX <= MaxX && other.MaxX >= MinX && other.MinY <= MaxY && other.MaxY >= MinY;

    public bool Contains(int x, int y) => x >= MinX && x <= MaxX && y >= MinY && y <= MaxY;
}
