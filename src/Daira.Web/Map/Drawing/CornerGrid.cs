namespace Daira.Web.Map.Drawing;

/// <summary>Corners in squares of a few units, to find those near an edge.</summary>
internal sealed class CornerGrid
{
    private const int Square = 16;
    private readonly ILookup<(int, int), GridPoint> squares;

    public CornerGrid(IEnumerable<GridPoint> corners) =>
        squares = corners.Distinct().ToLookup(p => (p.X / Square, p.Y / Square));

    /// <summary>Corners nearer than <paramref name="reach"/> to the inside of an edge, in the order met along it.</summary>
    public IEnumerable<GridPoint> On(GridPoint from, GridPoint to, double reach)
    {
        var margin = (int)Math.Ceiling(reach);
        var (left, right) = (Math.Min(from.X, to.X) - margin, Math.Max(from.X, to.X) + margin);
        var (top, bottom) = (Math.Min(from.Y, to.Y) - margin, Math.Max(from.Y, to.Y) + margin);
        var found = new List<(double Along, GridPoint Point)>();
        for (var x = left / Square; x <= right / Square; x++)
        {
            for (var y = top / Square; y <= bottom / Square; y++)
            {
                found.AddRange(squares[(x, y)]
                    .Select(p => (Along(p, from, to), p))
                    .Where(f => f.Item1 is > 0 and < 1 && f.p != from && f.p != to && Distance(f.p, from, to) <= reach));
            }
        }

        return found.OrderBy(f => f.Along).Select(f => f.Point);
    }

    /// <summary>Distance from a point to a stretch.</summary>
    public static double Distance(GridPoint p, GridPoint from, GridPoint to)
    {
        var t = Math.Clamp(Along(p, from, to), 0, 1);
        return double.Hypot(p.X - from.X - (t * (to.X - from.X)), p.Y - from.Y - (t * (to.Y - from.Y)));
    }

    private static double Along(GridPoint p, GridPoint from, GridPoint to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y;
        var length = (dx * dx) + (dy * dy);
        return length == 0 ? 0 : (((p.X - from.X) * dx) + ((p.Y - from.Y) * dy)) / length;
    }
}
