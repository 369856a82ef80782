using NetTopologySuite.Algorithm.Construct;
using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>Where the name of an area is best written.</summary>
public static class LabelPoints
{
    /// <summary>The point of an area that lies furthest from its border (pole of inaccessibility), to a hundredth of the area's size; of several parts, of the largest.</summary>
    /// <param name="area">Valid polygon or multipolygon, WGS 84 degrees. Distances are taken on the spherical Mercator plane, where the label is seen.</param>
    /// <exception cref="ArgumentException">The area is empty or not an area.</exception>
    public static Point Of(Geometry area)
    {
        if (area is not IPolygonal || area.IsEmpty)
        {
            throw new ArgumentException($"A label needs an area that is not empty; this is a {area.GeometryType}.", nameof(area));
        }

        var largest = Parts(area).MaxBy(p => p.Area)!;
        var plane = Project(largest);
        var centre = plane.Area > 0
            ? MaximumInscribedCircle.GetCenter(plane, double.Sqrt(plane.Area) / 100)
            : plane.Factory.CreatePoint(plane.Coordinate);
        return area.Factory.CreatePoint(new Coordinate(WorldGrid.Longitude(centre.X), WorldGrid.Latitude(centre.Y)));
    }

    /// <summary>A layer of label points with the ids and properties of a layer of areas; features without area are left out.</summary>
    public static TileLayer LayerOf(TileLayer areas, string name) => areas with
    {
        Name = name,
        Features = [.. areas.Features.Where(f => f.Shape is IPolygonal && !f.Shape.IsEmpty).Select(f => f with { Shape = Of(f.Shape) })],
    };

    private static IEnumerable<Polygon> Parts(Geometry area) =>
        Enumerable.Range(0, area.NumGeometries).Select(i => (Polygon)area.GetGeometryN(i));

    private static Polygon Project(Polygon part)
    {
        var factory = part.Factory;
        return factory.CreatePolygon(Ring(part.ExteriorRing), [.. part.InteriorRings.Select(Ring)]);

        LinearRing Ring(LineString ring) =>
            factory.CreateLinearRing([.. ring.Coordinates.Select(c => new Coordinate(WorldGrid.X(c.X), WorldGrid.Y(c.Y)))]);
    }
}
