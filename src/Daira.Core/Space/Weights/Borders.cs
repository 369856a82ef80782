using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>All rings of all shapes in three flat arrays. Rings are closed: the last point repeats the first.</summary>
internal sealed class Borders
{
    private readonly List<int> ringStarts = [0];
    private readonly List<int> ringShapes = [];

    private Borders(int shapes, int points)
    {
        Shapes = shapes;
        X = GC.AllocateUninitializedArray<double>(points);
        Y = GC.AllocateUninitializedArray<double>(points);
    }

    public int Shapes { get; }

    public double[] X { get; }

    public double[] Y { get; }

    public int Rings => ringShapes.Count;

    public int Points => X.Length;

    public static Borders Of(IReadOnlyList<Geometry> shapes)
    {
        var borders = new Borders(shapes.Count, shapes.Sum(shape => shape.NumPoints));
        for (var shape = 0; shape < shapes.Count; shape++)
            borders.Add(shapes[shape], shape);
        return borders;
    }

    public int ShapeOf(int ring) => ringShapes[ring];

    /// <summary>Indices of a ring's points.</summary>
    public Range PointsOf(int ring) => ringStarts[ring]..ringStarts[ring + 1];

    private void Add(Geometry geometry, int shape)
    {
        switch (geometry)
        {
            case Polygon polygon when !polygon.IsEmpty:
                AddRing(polygon.ExteriorRing.CoordinateSequence, shape);
                foreach (var hole in polygon.Holes)
                    AddRing(hole.CoordinateSequence, shape);
                break;
            case Polygon:
                break;
            case GeometryCollection collection:
                foreach (var part in collection.Geometries)
                    Add(part, shape);
                break;
            default:
                throw new ArgumentException($"Shape {shape} is a {geometry.GeometryType}; contiguity needs polygons.");
        }
    }

    private void AddRing(CoordinateSequence points, int shape)
    {
        var start = ringStarts[^1];
        for (var at = 0; at < points.Count; at++)
        {
            // Adding 0 turns −0 into 0, so that equal points have equal bits.
            (X[start + at], Y[start + at]) = (points.GetX(at) + 0.0, points.GetY(at) + 0.0);
            if (!double.IsFinite(X[start + at]) || !double.IsFinite(Y[start + at]))
                throw new ArgumentException($"Shape {shape} has a coordinate that is not finite.");
        }

        ringStarts.Add(start + points.Count);
        ringShapes.Add(shape);
    }
}
