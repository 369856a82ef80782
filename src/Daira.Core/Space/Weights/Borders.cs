using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>
/// All rings of all shapes in flat arrays. A ring of m points stands as its last point, its m points, and its first point
/// again, so that the points before and after a place are always the places beside it.
/// </summary>
internal sealed class Borders : IDisposable
{
    /// <summary>Owner of the two places of a ring that only repeat a point.</summary>
    public const int Nobody = -1;

    private Borders(int shapes, int places)
    {
        (Shapes, Places) = (shapes, places);
        Points = ArrayPool<Point>.Shared.Rent(places);
        Owner = ArrayPool<int>.Shared.Rent(places);
    }

    public int Shapes { get; }

    /// <summary>How many places there are; the arrays are rented and longer.</summary>
    public int Places { get; }

    /// <summary>Point at each place; both coordinates together, so that comparing two places fetches two lines of memory.</summary>
    public Point[] Points { get; }

    /// <summary>Shape of each place.</summary>
    public int[] Owner { get; }

    public static Borders Of(IReadOnlyList<Geometry> shapes)
    {
        var starts = new int[shapes.Count + 1];
        for (var shape = 0; shape < shapes.Count; shape++)
        {
            starts[shape + 1] = starts[shape];
            foreach (var ring in Rings(shapes[shape], shape))
                starts[shape + 1] = checked(starts[shape + 1] + ring.Count + 1);
        }

        var borders = new Borders(shapes.Count, starts[^1]);
        Parallel.For(0, (shapes.Count + 255) / 256, part =>
        {
            for (var shape = part * 256; shape < Math.Min(shapes.Count, (part + 1) * 256); shape++)
                borders.Add(Rings(shapes[shape], shape), shape, starts[shape]);
        });
        return borders.Checked();
    }

    public void Dispose()
    {
        ArrayPool<Point>.Shared.Return(Points);
        ArrayPool<int>.Shared.Return(Owner);
    }

    public bool SamePoint(int first, int second) => Points[first].X == Points[second].X && Points[first].Y == Points[second].Y;

    /// <summary>Length from a place to the next.</summary>
    public double Length(int place) =>
        Math.Sqrt(Square(Points[place].X - Points[place + 1].X) + Square(Points[place].Y - Points[place + 1].Y));

    private static double Square(double value) => value * value;

    private static IEnumerable<CoordinateSequence> Rings(Geometry geometry, int shape) => geometry switch
    {
        Polygon { IsEmpty: true } => [],
        Polygon polygon when polygon.NumInteriorRings == 0 => [polygon.Shell.CoordinateSequence],
        Polygon polygon => polygon.Holes.Where(hole => !hole.IsEmpty).Prepend(polygon.Shell).Select(ring => ring.CoordinateSequence),
        GeometryCollection collection => collection.Geometries.SelectMany(part => Rings(part, shape)),
        _ => throw new ArgumentException($"Shape {shape} is a {geometry.GeometryType}; contiguity needs polygons."),
    };

    private void Add(IEnumerable<CoordinateSequence> rings, int shape, int start)
    {
        foreach (var ring in rings)
        {
            var points = ring.ToCoordinateArray();
            var places = Points.AsSpan(start, points.Length + 1);
            // Adding 0 turns −0 into 0, so that equal points have equal bits.
            for (var at = 0; at < points.Length; at++)
                places[at + 1] = new(points[at].X + 0.0, points[at].Y + 0.0);
            places[0] = places[^2];
            Owner.AsSpan(start, points.Length + 1).Fill(shape);
            Owner[start] = Owner[start + points.Length] = Nobody;
            start += points.Length + 1;
        }
    }

    private Borders Checked()
    {
        var coordinates = MemoryMarshal.Cast<Point, double>(Points.AsSpan(0, Places));
        if (Places == 0 || TensorPrimitives.IsFiniteAll(coordinates))
            return this;
        for (var place = 0; ; place++)
            if (Owner[place] != Nobody && !(double.IsFinite(Points[place].X) && double.IsFinite(Points[place].Y)))
                throw new ArgumentException($"Shape {Owner[place]} has a coordinate that is not finite.");
    }

    public readonly record struct Point(double X, double Y);
}
