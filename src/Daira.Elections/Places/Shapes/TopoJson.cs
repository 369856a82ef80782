using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Places.Shapes;

/// <summary>Reads the areas of a TopoJSON file (specification 1.0) as they are, valid or not.</summary>
internal static class TopoJson
{
    /// <summary>Id and shape of every polygon or multipolygon, in the file's order.</summary>
    /// <exception cref="JsonException">The file is not TopoJSON.</exception>
    public static IReadOnlyList<(string Id, Geometry Shape)> Areas(Stream file)
    {
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        if (!root.TryGetProperty("arcs", out var arcList) || !root.TryGetProperty("objects", out var objects))
        {
            throw new JsonException("The file has no \"arcs\" or no \"objects\": it is not TopoJSON.");
        }

        var arcs = Arcs(arcList, Transform.Of(root));
        var factory = new GeometryFactory(new PrecisionModel(), 4326);
        return [.. objects.EnumerateObject().SelectMany(o => Members(o.Value)).Select(g => (IdOf(g), Area(g, arcs, factory)))];
    }

    private static IEnumerable<JsonElement> Members(JsonElement geometry) => geometry.GetProperty("type").GetString() switch
    {
        "GeometryCollection" => geometry.GetProperty("geometries").EnumerateArray().SelectMany(Members),
        "Polygon" or "MultiPolygon" => [geometry],
        _ => [],
    };

    private static string IdOf(JsonElement geometry) => geometry.TryGetProperty("id", out var id) ? id.ToString() : "";

    private static Geometry Area(JsonElement geometry, Coordinate[][] arcs, GeometryFactory factory)
    {
        var parts = geometry.GetProperty("arcs");
        return geometry.GetProperty("type").ValueEquals("Polygon")
            ? Polygon(parts, arcs, factory)
            : factory.CreateMultiPolygon([.. parts.EnumerateArray().Select(p => Polygon(p, arcs, factory))]);
    }

    private static Polygon Polygon(JsonElement rings, Coordinate[][] arcs, GeometryFactory factory)
    {
        var all = rings.EnumerateArray().Select(r => Ring(r, arcs)).Where(r => r.Length > 3).Select(factory.CreateLinearRing).ToArray();
        return all.Length == 0 ? factory.CreatePolygon() : factory.CreatePolygon(all[0], all[1..]);
    }

    /// <summary>Arcs end to end, the shared point once; a negative number is an arc run backwards.</summary>
    private static Coordinate[] Ring(JsonElement numbers, Coordinate[][] arcs)
    {
        var ring = new List<Coordinate>();
        foreach (var number in numbers.EnumerateArray().Select(n => n.GetInt32()))
        {
            var arc = number >= 0 ? arcs[number] : arcs[~number].Reverse();
            ring.AddRange(ring.Count == 0 ? arc : arc.Skip(1));
        }

        return [.. ring];
    }

    private static Coordinate[][] Arcs(JsonElement list, Transform transform) =>
        [.. list.EnumerateArray().Select(arc => transform.Decode(arc))];

    private sealed record Transform(double ScaleX, double ScaleY, double X, double Y, bool IsDelta)
    {
        public static Transform Of(JsonElement root)
        {
            if (!root.TryGetProperty("transform", out var transform))
            {
                return new Transform(1, 1, 0, 0, IsDelta: false);
            }

            var (scale, translate) = (transform.GetProperty("scale"), transform.GetProperty("translate"));
            return new Transform(scale[0].GetDouble(), scale[1].GetDouble(), translate[0].GetDouble(), translate[1].GetDouble(), IsDelta: true);
        }

        public Coordinate[] Decode(JsonElement arc)
        {
            var points = new Coordinate[arc.GetArrayLength()];
            double x = 0, y = 0;
            var i = 0;
            foreach (var position in arc.EnumerateArray())
            {
                x = position[0].GetDouble() + (IsDelta ? x : 0);
                y = position[1].GetDouble() + (IsDelta ? y : 0);
                points[i++] = new Coordinate((x * ScaleX) + X, (y * ScaleY) + Y);
            }

            return points;
        }
    }
}
