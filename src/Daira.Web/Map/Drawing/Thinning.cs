namespace Daira.Web.Map.Drawing;

/// <summary>Leaves out corners that nobody would miss (Douglas and Peucker 1973).</summary>
internal static class Thinning
{
    /// <summary>The ends stay; an island also keeps the corner farthest from its start, and with it an area.</summary>
    /// <param name="tolerance">How far a corner left out may lie from the line that stays, in drawing units, ≥ 0.</param>
    public static IReadOnlyList<GridPoint> Of(IReadOnlyList<GridPoint> points, double tolerance)
    {
        var keep = new bool[points.Count];
        keep[0] = keep[^1] = true;
        if (points[0] == points[^1])
        {
            var far = Enumerable.Range(1, points.Count - 2).MaxBy(i => Square(points[i] - points[0]));
            keep[far] = true;
            Mark(0, far);
            Mark(far, points.Count - 1);
        }
        else
        {
            Mark(0, points.Count - 1);
        }

        return [.. points.Where((_, i) => keep[i])];

        void Mark(int first, int last)
        {
            var (far, distance) = (0, tolerance);
            for (var i = first + 1; i < last; i++)
            {
                if (CornerGrid.Distance(points[i], points[first], points[last]) is var d && d > distance)
                {
                    (far, distance) = (i, d);
                }
            }

            if (far > 0)
            {
                keep[far] = true;
                Mark(first, far);
                Mark(far, last);
            }
        }
    }

    private static long Square(GridPoint p) => ((long)p.X * p.X) + ((long)p.Y * p.Y);
}
