using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>One ring as received, in world steps, turned so that its area lies to the left (x rightwards, y upwards).</summary>
internal sealed class Outline
{
    private readonly int[] x;
    private readonly int[] y;
    private readonly int[] corners;

    private Outline(LineString line, bool isShell)
    {
        var points = line.CoordinateSequence;
        var count = points.Count - 1;
        (x, y, corners) = (new int[count], new int[count], new int[count]);
        Bounds = Box.Nothing;
        for (var i = 0; i < count; i++)
        {
            (x[i], y[i]) = (WorldGrid.X(points.GetX(i)), WorldGrid.Y(points.GetY(i)));
            Bounds = Bounds.With(x[i], y[i]);
            IsFinite &= double.IsFinite(points.GetX(i)) && double.IsFinite(points.GetY(i));
        }

        if (TurnsLeft() != isShell)
        {
            Array.Reverse(x);
            Array.Reverse(y);
        }
    }

    public int Length => x.Length;

    public Box Bounds { get; }

    public bool IsFinite { get; } = true;

    /// <summary>The rings of a polygon or multipolygon.</summary>
    public static Outline[] Of(Geometry area)
    {
        var outlines = new List<Outline>(1);
        for (var g = 0; g < area.NumGeometries; g++)
        {
            if (area.GetGeometryN(g) is Polygon { IsEmpty: false } polygon)
            {
                outlines.Add(new Outline(polygon.ExteriorRing, isShell: true));
                for (var h = 0; h < polygon.NumInteriorRings; h++)
                {
                    outlines.Add(new Outline(polygon.GetInteriorRingN(h), isShell: false));
                }
            }
        }

        return [.. outlines];
    }

    /// <summary>Puts its corners on the lattice.</summary>
    public void Register(HotPixels vertices, int shift)
    {
        for (var i = 0; i < corners.Length; i++)
        {
            corners[i] = vertices.Add(WorldGrid.ToUnit(x[i], shift), WorldGrid.ToUnit(y[i], shift));
        }
    }

    /// <summary>The corners that it runs through, its own and those of others that it passes too closely; the first is not repeated.</summary>
    public int[] Route(HotPixels vertices, int shift)
    {
        var route = new List<int>(corners.Length + 1) { corners[^1] };
        for (int i = 0, j = corners.Length - 1; i < corners.Length; j = i++)
        {
            if (corners[j] != corners[i])
            {
                vertices.Route(new HotPixels.Line(x[j], y[j], x[i], y[i]), shift, corners[j], corners[i], route);
            }
        }

        return Closed(route);
    }

    /// <summary>Without steps there and back and without the first corner's repetition at the end.</summary>
    private static int[] Closed(List<int> route)
    {
        var last = Steps.Straighten(route, 0);
        var first = 0;
        while (last - first > 1 && route[first] == route[last - 1])
        {
            last--;
            if (last - first > 1 && route[first + 1] == route[last - 1])
            {
                first++;
            }
        }

        return [.. route[first..last]];
    }

    private bool TurnsLeft()
    {
        Int128 twice = 0;
        var (x0, y0) = (x[0], y[0]);
        for (int i = 0, j = x.Length - 1; i < x.Length; j = i++)
        {
            twice += ((long)(x[j] - x0) * (y[i] - y0)) - ((long)(x[i] - x0) * (y[j] - y0));
        }

        return twice > 0;
    }
}

/// <summary>Runs of points.</summary>
internal static class Steps
{
    /// <summary>Drops, from a position on, steps on the spot and steps there and back: they cancel for the areas on both sides. Returns the new end.</summary>
    public static int Straighten(List<int> points, int start)
    {
        var count = start;
        for (var i = start; i < points.Count; i++)
        {
            if (count > start && points[count - 1] == points[i])
            {
                continue;
            }

            if (count > start + 1 && points[count - 2] == points[i])
            {
                count--;
                continue;
            }

            points[count++] = points[i];
        }

        System.Runtime.InteropServices.CollectionsMarshal.SetCount(points, count);
        return count;
    }
}
