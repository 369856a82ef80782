using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>All rings of all areas as received, in world steps, one after the other; each turned so that its area lies to the left (x rightwards, y upwards).</summary>
internal sealed class Outlines
{
    private Outlines(int[] ringsOf, int[] starts)
    {
        (RingsOf, Starts) = (ringsOf, starts);
        (X, Y) = (GC.AllocateUninitializedArray<int>(starts[^1]), GC.AllocateUninitializedArray<int>(starts[^1]));
    }

    /// <summary>The first ring of each area, and at the end how many rings there are.</summary>
    public int[] RingsOf { get; }

    /// <summary>The first place of each ring, and at the end how many places there are.</summary>
    public int[] Starts { get; }

    /// <summary>Columns by place.</summary>
    public int[] X { get; }

    /// <summary>Rows by place.</summary>
    public int[] Y { get; }

    /// <param name="areas">Polygons and multipolygons, WGS 84 degrees.</param>
    /// <param name="threads">At most so many at once.</param>
    /// <exception cref="ArgumentException">A coordinate that is not finite.</exception>
    public static Outlines Of(IReadOnlyList<Geometry> areas, int threads)
    {
        var ringsOf = new int[areas.Count + 1];
        var starts = new List<int>(areas.Count + 1) { 0 };
        for (var area = 0; area < areas.Count; area++)
        {
            foreach (var (line, _) in RingsIn(areas[area]))
            {
                starts.Add(checked(starts[^1] + line.NumPoints - 1));
            }

            ringsOf[area + 1] = starts.Count - 1;
        }

        var outlines = new Outlines(ringsOf, [.. starts]);
        var broken = int.MaxValue;
        Parts.Of(areas.Count, 128, threads, (first, end) =>
        {
            for (var area = first; area < end; area++)
            {
                if (!outlines.Fill(areas[area], ringsOf[area]))
                {
                    Parts.Lower(ref broken, area);
                }
            }
        });
        return broken == int.MaxValue
            ? outlines
            : throw new ArgumentException($"Area {broken}, counted over all layers from 0, has a coordinate that is not finite.", nameof(areas));
    }

    /// <summary>Writes an area's rings down; false when a coordinate is not finite.</summary>
    private bool Fill(Geometry area, int ring)
    {
        var isFinite = true;
        foreach (var (line, isShell) in RingsIn(area))
        {
            var x = X.AsSpan(Starts[ring]..Starts[ring + 1]);
            var y = Y.AsSpan(Starts[ring]..Starts[ring + 1]);
            var points = line.CoordinateSequence.ToCoordinateArray();
            for (var i = 0; i < x.Length; i++)
            {
                var (longitude, latitude) = (points[i].X, points[i].Y);
                (x[i], y[i]) = (WorldGrid.X(longitude), WorldGrid.Y(latitude));
                isFinite &= double.IsFinite(longitude) && double.IsFinite(latitude);
            }

            if (TurnsLeft(x, y) != isShell)
            {
                x.Reverse();
                y.Reverse();
            }

            ring++;
        }

        return isFinite;
    }

    private static IEnumerable<(LineString Line, bool IsShell)> RingsIn(Geometry area) => area is Polygon { IsEmpty: false, NumInteriorRings: 0 } plain
        ? [(plain.ExteriorRing, true)]
        : AllRingsIn(area);

    private static IEnumerable<(LineString Line, bool IsShell)> AllRingsIn(Geometry area)
    {
        for (var g = 0; g < area.NumGeometries; g++)
        {
            if (area.GetGeometryN(g) is Polygon { IsEmpty: false } polygon)
            {
                yield return (polygon.ExteriorRing, true);
                for (var h = 0; h < polygon.NumInteriorRings; h++)
                {
                    yield return (polygon.GetInteriorRingN(h), false);
                }
            }
        }
    }

    /// <summary>Ordinates relative to the first stay below 2³⁰, so that only the sum of products needs more than 64 bits.</summary>
    private static bool TurnsLeft(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        var carried = (Int128)0;
        var (x0, y0) = (x[0], y[0]);
        var (lastX, lastY) = ((long)x[^1] - x0, (long)y[^1] - y0);
        var sum = 0L;
        for (var i = 0; i < x.Length; i++)
        {
            var (atX, atY) = ((long)x[i] - x0, (long)y[i] - y0);
            sum += (lastX * atY) - (atX * lastY);
            if (Math.Abs(sum) > long.MaxValue / 4)
            {
                (carried, sum) = (carried + sum, 0);
            }

            (lastX, lastY) = (atX, atY);
        }

        return carried + sum > 0;
    }
}
