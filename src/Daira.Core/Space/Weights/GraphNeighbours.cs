using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate;
using NetTopologySuite.Triangulate.QuadEdge;

namespace Daira.Core.Space.Weights;

/// <summary>
/// Neighbours by graphs over points: relative neighbours ⊂ Gabriel ⊂ Delaunay, each symmetric (Toussaint 1980,
/// doi:10.1016/0031-3203(80)90066-7; Gabriel and Sokal 1969; Matula and Sokal 1980). Points must differ.
/// </summary>
/// <remarks>Coinciding points, or a coordinate that is not finite, throw <see cref="ArgumentException"/>.</remarks>
public static class GraphNeighbours
{
    private const double FrameDistance = 1e4;

    /// <summary>Ends of Delaunay edges. Where four points or more lie on one circle, one of the possible triangulations is taken.</summary>
    public static Neighbours Delaunay(IReadOnlyList<Coordinate> points) => ToNeighbours(points.Count, Edges(points));

    /// <summary>Pairs whose circle of diameter holds no third point inside.</summary>
    public static Neighbours Gabriel(IReadOnlyList<Coordinate> points)
    {
        var grid = new PointGrid(points);
        return ToNeighbours(points.Count, Edges(points).Where(edge => IsGabriel(edge.First, edge.Second, points, grid)));
    }

    /// <summary>Pairs to whom no third point is nearer than they are to each other.</summary>
    public static Neighbours Relative(IReadOnlyList<Coordinate> points)
    {
        var grid = new PointGrid(points);
        return ToNeighbours(points.Count, Edges(points).Where(edge => IsRelative(edge.First, edge.Second, grid)));
    }

    private static bool IsGabriel(int first, int second, IReadOnlyList<Coordinate> points, PointGrid grid)
    {
        double x = (points[first].X + points[second].X) / 2, y = (points[first].Y + points[second].Y) / 2;
        var radius = grid.SquaredDistance(first, second) / 4;
        return grid.Within(x, y, Math.Sqrt(radius)).All(near => near.Point == first || near.Point == second || near.Squared >= radius * (1 - 1e-12));
    }

    private static bool IsRelative(int first, int second, PointGrid grid)
    {
        var squared = grid.SquaredDistance(first, second);
        return grid.Within(first, Math.Sqrt(squared)).All(near => near.Squared >= squared || grid.SquaredDistance(near.Point, second) >= squared);
    }

    private static List<(int First, int Second)> Edges(IReadOnlyList<Coordinate> points)
    {
        var numbers = Numbers(points);
        var edges = new List<(int, int)>();
        if (points.Count < 2)
            return edges;
        // The triangulator encloses all points in a triangle; near ones cut off flat triangles at the hull, so it is set far away.
        var frame = new Envelope(points);
        frame.ExpandBy(FrameDistance * Math.Max(frame.Width, frame.Height));
        var subdivision = new QuadEdgeSubdivision(frame, 0);
        new IncrementalDelaunayTriangulator(subdivision).InsertSites([.. points.Select(point => new Vertex(point.X, point.Y))]);
        foreach (var edge in subdivision.GetPrimaryEdges(false))
            edges.Add((numbers[(edge.Orig.X, edge.Orig.Y)], numbers[(edge.Dest.X, edge.Dest.Y)]));
        return edges;
    }

    private static Dictionary<(double, double), int> Numbers(IReadOnlyList<Coordinate> points)
    {
        var numbers = new Dictionary<(double, double), int>(points.Count);
        for (var point = 0; point < points.Count; point++)
        {
            if (!double.IsFinite(points[point].X) || !double.IsFinite(points[point].Y))
                throw new ArgumentException($"Point {point} has a coordinate that is not finite.", nameof(points));
            if (!numbers.TryAdd((points[point].X, points[point].Y), point))
                throw new ArgumentException($"Points {numbers[(points[point].X, points[point].Y)]} and {point} coincide; graphs need points that differ.", nameof(points));
        }

        return numbers;
    }

    private static Neighbours ToNeighbours(int count, IEnumerable<(int First, int Second)> edges)
    {
        var lists = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        foreach (var (first, second) in edges)
        {
            lists[first].Add(second);
            lists[second].Add(first);
        }

        return Neighbours.FromLists(lists);
    }
}
