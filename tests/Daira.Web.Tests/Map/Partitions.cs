using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate;

namespace Daira.Web.Tests.Map;

/// <summary>Areas that share borders, as computed cells do.</summary>
internal static class Partitions
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <summary>Cells of random points in a square of degrees, each cut by it.</summary>
    public static Geometry[] Cells(int seed, int count)
    {
        var random = new Random(seed);
        var square = Factory.ToGeometry(new Envelope(-10, -4, 28, 34));
        var diagram = new VoronoiDiagramBuilder();
        diagram.SetSites(Enumerable.Range(0, count).Select(_ => new Coordinate(-10 + (6 * random.NextDouble()), 28 + (6 * random.NextDouble()))).ToArray());
        diagram.ClipEnvelope = square.EnvelopeInternal;
        return [.. diagram.GetDiagram(Factory).Geometries.Select(cell => cell.Intersection(square)).Where(cell => cell.Area > 0.001)];
    }

    /// <summary>Two squares above a wide one, whose upper edge has no corner where they meet.</summary>
    public static Geometry[] CornerInTheMiddleOfAnEdge() =>
    [
        Factory.ToGeometry(new Envelope(-8, -7, 31, 32)),
        Factory.ToGeometry(new Envelope(-7, -6, 31, 32)),
        Factory.ToGeometry(new Envelope(-8, -6, 30, 31)),
    ];

    public static Envelope BoundsOf(IEnumerable<Geometry> shapes)
    {
        var bounds = new Envelope();
        foreach (var shape in shapes)
        {
            bounds.ExpandToInclude(shape.EnvelopeInternal);
        }

        return bounds;
    }
}
