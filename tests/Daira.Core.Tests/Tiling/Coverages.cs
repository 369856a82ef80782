using System.Text.Json;
using Daira.Core.Space.Tiling;
using NetTopologySuite.Geometries;

namespace Daira.Core.Tests.Tiling;

/// <summary>Coverages to cut into tiles.</summary>
internal static class Coverages
{
    private static readonly GeometryFactory Factory = new();

    public static TileFeature[] Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select((f, i) => new TileFeature((ulong)i, Shape(f.GetProperty("geometry")), Properties(f)))];
    }

    public static Polygon Polygon(params (double X, double Y)[] ring) => Factory.CreatePolygon(Ring(ring));

    public static Polygon Polygon((double X, double Y)[] ring, params (double X, double Y)[][] holes) =>
        Factory.CreatePolygon(Ring(ring), [.. holes.Select(Ring)]);

    public static Geometry Multi(params Polygon[] parts) => Factory.CreateMultiPolygon(parts);

    public static Point Point(double x, double y) => Factory.CreatePoint(new Coordinate(x, y));

    public static TileFeature[] Features(params Geometry[] shapes) =>
        [.. shapes.Select((s, i) => new TileFeature((ulong)i, s, new Dictionary<string, object> { ["n"] = i }))];

    private static LinearRing Ring((double X, double Y)[] ring) => Factory.CreateLinearRing([.. ring.Append(ring[0]).Select(p => new Coordinate(p.X, p.Y))]);

    private static Dictionary<string, object> Properties(JsonElement feature) => feature.GetProperty("properties").EnumerateObject()
        .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        .ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? (object)p.Value.GetString()! : p.Value.GetDouble());

    private static Geometry Shape(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() == "Polygon"
            ? Area(coordinates)
            : Factory.CreateMultiPolygon([.. coordinates.EnumerateArray().Select(Area)]);
    }

    private static Polygon Area(JsonElement rings)
    {
        LinearRing[] all = [.. rings.EnumerateArray().Select(r => Factory.CreateLinearRing([.. r.EnumerateArray().Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble()))]))];
        return Factory.CreatePolygon(all[0], all[1..]);
    }
}
