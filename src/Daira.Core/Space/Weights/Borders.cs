using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>
/// All rings of all shapes in flat arrays. A ring of m points stands as its last point, its m points, and its first point
/// again, so that the points before and after a place are always the places beside it.
/// </summary>
internal sealed class Borders
{
    /// <summary>Owner of the two places of a ring that only repeat a point.</summary>
    public const int Nobody = -1;

    private Borders(int shapes, int places)
    {
        Shapes = shapes;
        X = GC.AllocateUninitializedArray<double>(places);
        Y = GC.AllocateUninitializedArray<double>(places);
        Owner = GC.AllocateUninitializedArray<int>(places);
    }

    public int Shapes { get; }

    public double[] X { get; }

    public double[] Y { get; }

    /// <summary>Shape of each place.</summary>
    public int[] Owner { get; }

    public static Borders Of(IReadOnlyList<Geometry> shapes)
    {
        var starts = new int[shapes.Count + 1];
        for (var shape = 0; shape < shapes.Count; shape++)
            starts[shape + 1] = checked(starts[shape] + Rings(shapes[shape], shape).Sum(ring => ring.Count + 1));
        var borders = new Borders(shapes.Count, starts[^1]);
        Parallel.For(0, (shapes.Count + 255) / 256, part =>
        {
            for (var shape = part * 256; shape < Math.Min(shapes.Count, (part + 1) * 256); shape++)
                borders.Add(Rings(shapes[shape], shape), shape, starts[shape]);
        });
        return borders;
    }

    public bool SamePoint(int first, int second) => X[first] == X[second] && Y[first] == Y[second];

    /// <summary>Length from a place to the next.</summary>
    public double Length(int place) =>
        Math.Sqrt(((X[place] - X[place + 1]) * (X[place] - X[place + 1])) + ((Y[place] - Y[place + 1]) * (Y[place] - Y[place + 1])));

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
            var x = X.AsSpan(start, points.Length + 1);
            var y = Y.AsSpan(start, points.Length + 1);
            (x[0], y[0]) = (points[^2].X + 0.0, points[^2].Y + 0.0);
            for (var at = 0; at < points.Length; at++)
            {
                // Adding 0 turns −0 into 0, so that equal points have equal bits.
                x[at + 1] = points[at].X + 0.0;
                y[at + 1] = points[at].Y + 0.0;
            }

            if (x.ContainsAnyExceptInRange(double.MinValue, double.MaxValue) || y.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
                throw new ArgumentException($"Shape {shape} has a coordinate that is not finite.");
            Owner.AsSpan(start, points.Length + 1).Fill(shape);
            Owner[start] = Owner[start + points.Length] = Nobody;
            start += points.Length + 1;
        }
    }
}
