using System.Text.Json;
using Daira.Foundation;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports.Reading;

/// <summary>Reads the areas and points of a TopoJSON file (specification 1.0): one of its objects is a layer.</summary>
public static class TopoJsonShapes
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <param name="name">Names the file in refusals.</param>
    /// <param name="layer">Which object; null when the file has one only.</param>
    /// <returns>Refused with the feature, what is wrong with it and the remedy.</returns>
    public static Outcome<ShapeFile> Parse(string name, ReadOnlyMemory<byte> text, string? layer = null)
    {
        try
        {
            using var document = JsonDocument.Parse(text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text);
            return Read(name, document.RootElement, layer);
        }
        catch (JsonException e)
        {
            return ReadingFaultException.Of("shapes.not-json", name, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1).Refusal;
        }
        catch (ReadingFaultException fault)
        {
            return fault.Refusal;
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            // A member of the wrong kind somewhere below: the library says which kind it met.
            return ReadingFaultException.Of("shapes.topojson-malformed", name, Written.Short(e.Message)).Refusal;
        }
    }

    private static ShapeFile Read(string name, JsonElement root, string? layer)
    {
        if (!root.TryGetProperty("arcs", out var arcList) || !root.TryGetProperty("objects", out var objects))
        {
            throw ReadingFaultException.Of("shapes.topojson-malformed", name, "arcs, objects");
        }

        var chosen = Layers.Choose(name, [.. objects.EnumerateObject().Select(o => o.Name)], layer);
        var transform = Transform.Of(root);
        var arcs = Arcs(arcList, transform);
        var vertices = new VertexLimit();
        var features = Members(objects.GetProperty(chosen))
            .Select((geometry, i) => new ShapeFeature(i + 1, IdOf(geometry), new Assembly(i + 1, arcs, transform, vertices).Shape(geometry), GeoJsonShapes.Values(geometry)))
            .ToArray();
        var file = new ShapeFile(name, features, false);
        return features.Length == 0 ? throw ReadingFaultException.Of("shapes.none", name) : file with { IsGeographic = file.FitsDegrees };
    }

    private static IEnumerable<JsonElement> Members(JsonElement geometry) =>
        geometry.GetProperty("type").ValueEquals("GeometryCollection") ? geometry.GetProperty("geometries").EnumerateArray().SelectMany(Members) : [geometry];

    private static string? IdOf(JsonElement geometry) => geometry.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? id.ToString() : null;

    private static Coordinate[][] Arcs(JsonElement list, Transform transform)
    {
        var vertices = new VertexLimit();
        return [.. list.EnumerateArray().Select(arc =>
        {
            vertices.Take(arc.GetArrayLength(), 0);
            return transform.Decode(arc);
        })];
    }

    /// <summary>Puts one feature together from the arcs.</summary>
    private sealed class Assembly(int number, Coordinate[][] arcs, Transform transform, VertexLimit vertices)
    {
        public Geometry Shape(JsonElement geometry) => geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => Polygon(geometry.GetProperty("arcs")),
            "MultiPolygon" => Factory.CreateMultiPolygon([.. geometry.GetProperty("arcs").EnumerateArray().Select(Polygon)]),
            "Point" when geometry.GetProperty("coordinates") is var at => Factory.CreatePoint(transform.Place(at[0].GetDouble(), at[1].GetDouble(), number)),
            var other => throw ReadingFaultException.Of("shapes.wrong-type", number, Written.Short(other ?? "?")),
        };

        /// <summary>Rings that lost their area when the file was simplified are left out.</summary>
        private Polygon Polygon(JsonElement rings)
        {
            var all = rings.EnumerateArray().Select(Ring).Where(r => r.Length > 3).Select(r => Rings.Closed(r, number)).ToArray();
            return all.Length == 0 ? Factory.CreatePolygon() : Factory.CreatePolygon(all[0], all[1..]);
        }

        /// <summary>Arcs end to end, the shared point once; a negative number is an arc run backwards.</summary>
        private Coordinate[] Ring(JsonElement numbers)
        {
            var ring = new List<Coordinate>();
            foreach (var index in numbers.EnumerateArray().Select(n => n.GetInt32()))
            {
                var at = index >= 0 ? index : ~index;
                var arc = at < arcs.Length ? arcs[at] : throw ReadingFaultException.Of("shapes.no-arc", number, index);
                vertices.Take(arc.Length, number);
                ring.AddRange((index >= 0 ? arc : arc.Reverse()).Skip(ring.Count == 0 ? 0 : 1));
            }

            return [.. ring];
        }
    }

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

        public Coordinate Place(double x, double y, int feature) => Rings.Finite((x * ScaleX) + X, (y * ScaleY) + Y, feature);

        public Coordinate[] Decode(JsonElement arc)
        {
            var points = new Coordinate[arc.GetArrayLength()];
            double x = 0, y = 0;
            var i = 0;
            foreach (var position in arc.EnumerateArray())
            {
                x = position[0].GetDouble() + (IsDelta ? x : 0);
                y = position[1].GetDouble() + (IsDelta ? y : 0);
                points[i++] = Place(x, y, 0);
            }

            return points;
        }
    }
}

/// <summary>Files with several layers.</summary>
internal static class Layers
{
    /// <exception cref="ReadingFaultException">No such layer, or none said and several there.</exception>
    public static string Choose(string file, IReadOnlyList<string> there, string? wanted)
    {
        var shown = string.Join(", ", there.Take(20).Select(Written.Short));
        return wanted is not null
            ? there.FirstOrDefault(l => string.Equals(l, wanted, StringComparison.OrdinalIgnoreCase)) ?? throw ReadingFaultException.Of("shapes.no-layer", file, Written.Short(wanted), shown)
            : there.Count switch
            {
                0 => throw ReadingFaultException.Of("shapes.none", file),
                1 => there[0],
                _ => throw ReadingFaultException.Of("shapes.several-layers", file, shown),
            };
    }
}
