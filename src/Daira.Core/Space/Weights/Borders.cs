using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>All rings of all shapes in three flat arrays. Rings are closed: the last point repeats the first.</summary>
internal sealed class Borders
{
    private readonly List<int> ringStarts = [0];
    private int[] ringEnds = [];

    private Borders(int shapes, int points)
    {
        Shapes = shapes;
        X = GC.AllocateUninitializedArray<double>(points);
        Y = GC.AllocateUninitializedArray<double>(points);
        Owner = GC.AllocateUninitializedArray<int>(points);
    }

    public int Shapes { get; }

    public double[] X { get; }

    public double[] Y { get; }

    /// <summary>Shape of each point.</summary>
    public int[] Owner { get; }

    public int Rings => ringStarts.Count - 1;

    public static Borders Of(IReadOnlyList<Geometry> shapes)
    {
        var borders = new Borders(shapes.Count, shapes.Sum(shape => shape.NumPoints));
        for (var shape = 0; shape < shapes.Count; shape++)
            borders.Add(shapes[shape], shape);
        borders.ringEnds = borders.EndsByStart();
        return borders;
    }

    /// <summary>Index of a ring's first point.</summary>
    public int Start(int ring) => ringStarts[ring];

    /// <summary>The point before, round the ring.</summary>
    public int Before(int point) => ringEnds[point] is var last && last > 0 ? last - 1 : point - 1;

    public double Length(int from, int to) => Math.Sqrt(((X[from] - X[to]) * (X[from] - X[to])) + ((Y[from] - Y[to]) * (Y[from] - Y[to])));

    /// <summary>For the first point of each ring the index of its last, elsewhere 0.</summary>
    private int[] EndsByStart()
    {
        var ends = new int[X.Length];
        for (var ring = 0; ring < Rings; ring++)
            ends[ringStarts[ring]] = ringStarts[ring + 1] - 1;
        return ends;
    }

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

        Owner.AsSpan(start, points.Count).Fill(shape);
        ringStarts.Add(start + points.Count);
    }
}
