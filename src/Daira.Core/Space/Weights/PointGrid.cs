using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>Points sorted into square cells, about two to a cell, for questions about what lies near.</summary>
internal sealed class PointGrid
{
    private readonly IReadOnlyList<Coordinate> points;
    private readonly Envelope bounds = new();
    private readonly double cell;
    private readonly int columns;
    private readonly int rows;
    private readonly int[] starts;
    private readonly int[] order;

    public PointGrid(IReadOnlyList<Coordinate> points)
    {
        this.points = points;
        for (var point = 0; point < points.Count; point++)
        {
            if (!double.IsFinite(points[point].X) || !double.IsFinite(points[point].Y))
                throw new ArgumentException($"Point {point} has a coordinate that is not finite.", nameof(points));
            bounds.ExpandToInclude(points[point]);
        }

        var longest = Math.Max(bounds.Width, bounds.Height);
        cell = longest == 0 ? 1 : Math.Max(Math.Sqrt(bounds.Width * bounds.Height * 2 / points.Count), longest / 2048);
        columns = (int)(bounds.Width / cell) + 1;
        rows = (int)(bounds.Height / cell) + 1;
        starts = new int[(columns * rows) + 1];
        order = new int[points.Count];
        Sort();
    }

    /// <summary>Nearest others, by distance and then by number.</summary>
    public int[] Nearest(int point, int k)
    {
        var (column, row) = CellOf(points[point]);
        var found = new List<(double Distance, int Point)>();
        for (var reach = 0; reach <= Math.Max(columns, rows); reach++)
        {
            foreach (var other in Ring(column, row, reach))
                if (other != point)
                    found.Add((SquaredDistance(point, other), other));
            // Whatever lies outside the rings looked at is at least reach cells away.
            var safe = reach * cell * (reach * cell);
            if (found.Count(near => near.Distance < safe) >= k)
                break;
        }

        found.Sort();
        return [.. found.Take(k).Select(near => near.Point)];
    }

    /// <summary>Others at most this far, with their squared distance.</summary>
    public IEnumerable<(int Point, double Squared)> Within(int point, double distance) =>
        Within(points[point].X, points[point].Y, distance).Where(near => near.Point != point);

    /// <summary>Points at most this far from a place, with their squared distance.</summary>
    public IEnumerable<(int Point, double Squared)> Within(double x, double y, double distance)
    {
        var column = (int)((x - bounds.MinX) / cell);
        var row = (int)((y - bounds.MinY) / cell);
        var reach = (int)Math.Min(Math.Max(columns, rows), Math.Ceiling(distance / cell));
        for (var r = Math.Max(0, row - reach); r <= Math.Min(rows - 1, row + reach); r++)
            for (var c = Math.Max(0, column - reach); c <= Math.Min(columns - 1, column + reach); c++)
                foreach (var other in Cell(c, r))
                    if (Squared(points[other].X - x, points[other].Y - y) is var squared && squared <= distance * distance)
                        yield return (other, squared);
    }

    public double SquaredDistance(int first, int second) =>
        Squared(points[first].X - points[second].X, points[first].Y - points[second].Y);

    private static double Squared(double dx, double dy) => (dx * dx) + (dy * dy);

    private IEnumerable<int> Ring(int column, int row, int reach)
    {
        for (var r = Math.Max(0, row - reach); r <= Math.Min(rows - 1, row + reach); r++)
        {
            var whole = Math.Abs(r - row) == reach;
            for (var c = column - reach; c <= column + reach; c += whole || reach == 0 ? 1 : 2 * reach)
                if (c >= 0 && c < columns)
                    foreach (var point in Cell(c, r))
                        yield return point;
        }
    }

    private ArraySegment<int> Cell(int column, int row)
    {
        var cellNumber = (row * columns) + column;
        return new(order, starts[cellNumber], starts[cellNumber + 1] - starts[cellNumber]);
    }

    private (int Column, int Row) CellOf(Coordinate point) =>
        ((int)((point.X - bounds.MinX) / cell), (int)((point.Y - bounds.MinY) / cell));

    private void Sort()
    {
        var cells = new int[points.Count];
        for (var point = 0; point < points.Count; point++)
        {
            var (column, row) = CellOf(points[point]);
            cells[point] = (row * columns) + column;
            starts[cells[point] + 1]++;
        }

        for (var at = 1; at < starts.Length; at++)
            starts[at] += starts[at - 1];
        var next = starts.ToArray();
        for (var point = 0; point < points.Count; point++)
            order[next[cells[point]]++] = point;
    }
}
