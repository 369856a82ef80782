using System.Buffers;

namespace Daira.Core.Space.Tiling;

/// <summary>
/// Points of a lattice, each once, numbered cell by cell of a coarse grid, row after row: the points of neighbouring cells of a row have
/// consecutive numbers, and points near each other lie near each other in memory.
/// </summary>
internal sealed class PixelGrid
{
    private const int Many = 1 << 16;

    private readonly int minX;
    private readonly int minY;
    private readonly int cellBits;
    private readonly int columns;
    private readonly int rows;
    private readonly int[] starts;

    private PixelGrid(Box bounds, int count)
    {
        (minX, minY) = (bounds.MinX, bounds.MinY);
        var (width, height) = (1L + bounds.MaxX - minX, 1L + bounds.MaxY - minY);
        // About one cell a point: what a row of cells holds is read in one go, so that fewer cells cost less than points looked at in vain.
        while ((width >> cellBits) * (height >> cellBits) > count + 16L)
        {
            cellBits++;
        }

        columns = (int)((width - 1) >> cellBits) + 1;
        rows = (int)((height - 1) >> cellBits) + 1;
        starts = new int[(columns * rows) + 1];
    }

    public int Count => X.Length;

    /// <summary>Columns of the lattice by number.</summary>
    public int[] X { get; private set; } = [];

    /// <summary>Rows of the lattice by number.</summary>
    public int[] Y { get; private set; } = [];

    /// <param name="x">Columns of points, of which several may be the same one.</param>
    /// <param name="y">Their rows.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="numbers">Where the number of each is put.</param>
    /// <param name="threads">At most so many at once; the numbers do not depend on it.</param>
    public static PixelGrid Of(int[] x, int[] y, int count, int[] numbers, int threads)
    {
        var bounds = count == 0 ? new Box(0, 0, 0, 0) : Box.Of(x.AsSpan(0, count), y.AsSpan(0, count));
        var grid = new PixelGrid(bounds, count / 2);
        grid.Sort(x, y, count, numbers, count < Many ? 1 : threads);
        return grid;
    }

    /// <summary>First row of cells that a row of the lattice, however far outside, may stand in.</summary>
    public int RowOf(long y) => (int)Math.Clamp((y - minY) >> cellBits, 0, rows - 1);

    public int ColumnOf(long x) => (int)Math.Clamp((x - minX) >> cellBits, 0, columns - 1);

    /// <summary>Lowest row of the lattice in a row of cells.</summary>
    public long LowestIn(int row) => minY + ((long)row << cellBits);

    /// <summary>The points in some neighbouring cells of a row.</summary>
    public (int First, int End) Points(int row, int firstColumn, int lastColumn)
    {
        var cells = row * columns;
        return (starts[cells + firstColumn], starts[cells + lastColumn + 1]);
    }

    /// <summary>Each band of cells is sorted by itself: points into cells in the order in which they came, then those of a cell that are the same become one.</summary>
    private void Sort(int[] x, int[] y, int count, int[] numbers, int bands)
    {
        var pool = ArrayPool<int>.Shared;
        var (cells, order) = (pool.Rent(count), pool.Rent(count));
        Parts.Of(count, Many, bands, (first, end) =>
        {
            for (var i = first; i < end; i++)
            {
                cells[i] = (((y[i] - minY) >> cellBits) * columns) + ((x[i] - minX) >> cellBits);
            }
        });
        var (all, distinct) = (new int[bands + 1], new int[bands + 1]);
        Parts.Of(bands, 1, bands, (band, _) => all[band + 1] = CountInto(cells.AsSpan(0, count), Band(band, bands)));
        Accumulate(all);
        Parts.Of(bands, 1, bands, (band, _) =>
        {
            Spread(cells.AsSpan(0, count), Band(band, bands), all[band], order);
            distinct[band + 1] = Unite(x, y, Band(band, bands), all[band], order, numbers);
        });
        Accumulate(distinct);
        (X, Y) = (GC.AllocateUninitializedArray<int>(distinct[bands]), GC.AllocateUninitializedArray<int>(distinct[bands]));
        Parts.Of(bands, 1, bands, (band, _) => Number(x, y, Band(band, bands), distinct[band], order.AsSpan(all[band]..all[band + 1]), numbers));
        starts[^1] = distinct[bands];
        pool.Return(cells);
        pool.Return(order);
    }

    private (int First, int End) Band(int band, int bands) =>
        ((int)((long)(starts.Length - 1) * band / bands), (int)((long)(starts.Length - 1) * (band + 1) / bands));

    private static void Accumulate(int[] counts)
    {
        for (var i = 1; i < counts.Length; i++)
        {
            counts[i] += counts[i - 1];
        }
    }

    private int CountInto(ReadOnlySpan<int> cells, (int First, int End) band)
    {
        var total = 0;
        foreach (var cell in cells)
        {
            if (cell >= band.First && cell < band.End)
            {
                starts[cell]++;
                total++;
            }
        }

        return total;
    }

    /// <summary>Afterwards each cell's start is where the cell after it starts.</summary>
    private void Spread(ReadOnlySpan<int> cells, (int First, int End) band, int start, int[] order)
    {
        for (var cell = band.First; cell < band.End; cell++)
        {
            (starts[cell], start) = (start, start + starts[cell]);
        }

        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] >= band.First && cells[i] < band.End)
            {
                order[starts[cells[i]]++] = i;
            }
        }
    }

    /// <summary>Numbers a band's points from 0 and lets each cell's start be the number of its first; returns how many there are.</summary>
    private int Unite(int[] x, int[] y, (int First, int End) band, int at, int[] order, int[] numbers)
    {
        var count = 0;
        for (var cell = band.First; cell < band.End; cell++)
        {
            var (first, end, firstNumber) = (at, starts[cell], count);
            for (; at < end; at++)
            {
                numbers[order[at]] = Known(x, y, order.AsSpan(first..at), order[at], numbers) is var known and >= 0 ? known : count++;
            }

            starts[cell] = firstNumber;
        }

        return count;
    }

    private static int Known(int[] x, int[] y, ReadOnlySpan<int> before, int point, int[] numbers)
    {
        foreach (var other in before)
        {
            if (x[other] == x[point] && y[other] == y[point])
            {
                return numbers[other];
            }
        }

        return -1;
    }

    private void Number(int[] x, int[] y, (int First, int End) band, int offset, ReadOnlySpan<int> order, int[] numbers)
    {
        foreach (var i in order)
        {
            var number = numbers[i] += offset;
            (X[number], Y[number]) = (x[i], y[i]);
        }

        for (var cell = band.First; cell < band.End; cell++)
        {
            starts[cell] += offset;
        }
    }
}
