using System.Globalization;
using System.Text.Json;
using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports;

/// <summary>A file of shapes.</summary>
/// <param name="Name">File name without its ending.</param>
/// <param name="IsGeographic">Whether coordinates are WGS 84 degrees: said by the file, or nothing said and all within ±180 and ±90.</param>
public sealed record ShapeFile(string Name, IReadOnlyList<ShapeFeature> Features, bool IsGeographic)
{
    /// <summary>SHA-256 of the file; empty where nobody asked.</summary>
    public string Checksum { get; init; } = "";

    /// <summary>The reference system as the file names it; null when it says nothing.</summary>
    public string? Crs { get; init; }

    /// <summary>What was assumed on the way.</summary>
    public IReadOnlyList<Message> Notices { get; init; } = [];

    /// <summary>Whether every coordinate could be degrees.</summary>
    public bool FitsDegrees => Features.All(f => f.FitsDegrees);
}

/// <summary>One feature.</summary>
/// <param name="Number">From 1, in the order of the file.</param>
/// <param name="Id">The feature's own id; null when it has none.</param>
/// <param name="Shape">Polygon, MultiPolygon or Point.</param>
/// <param name="Properties">Text, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>; nested values as JSON text; null is absent.</param>
public sealed record ShapeFeature(int Number, string? Id, Geometry Shape, IReadOnlyDictionary<string, object> Properties)
{
    /// <summary>Whether every coordinate could be degrees; holes are looked at too, which a shape's bounds pass over.</summary>
    public bool FitsDegrees => Array.TrueForAll(Shape.Coordinates, c => c is { X: >= -180 and <= 180, Y: >= -90 and <= 90 });

    /// <summary>The text of a property, or of the feature's own id when the field is <c>id</c> and there is no such property; null when absent.</summary>
    public string? Text(string field) => Properties.TryGetValue(field, out var value)
        ? Convert.ToString(value, CultureInfo.InvariantCulture)
        : field == "id" ? Id : null;
}

/// <summary>Reads GeoJSON (RFC 7946) strictly: a collection of areas and points, feature by feature, so that large files need little more memory than their size.</summary>
public static class GeoJsonShapes
{
    /// <returns>Refused with the feature, what is wrong with it and the remedy.</returns>
    public static Outcome<ShapeFile> Read(string file)
    {
        try
        {
            return Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Invalid, "shapes-file", new Message("shapes.unreadable", file, e.Message));
        }
    }

    /// <inheritdoc cref="Read"/>
    public static Outcome<ShapeFile> Parse(string name, ReadOnlySpan<byte> text)
    {
        try
        {
            ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
            return Collection(name, text.StartsWith(mark) ? text[3..] : text);
        }
        catch (JsonException e)
        {
            return Wrong("shapes.not-json", name, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        }
        catch (ReadingFaultException fault)
        {
            return fault.Refusal;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half of a pair of surrogates: the library reads them only when the text is asked for.
            return Wrong("shapes.broken-text", name);
        }
    }

    private static Outcome<ShapeFile> Collection(string name, ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text);
        var (type, crs) = ("?", (string?)null);
        List<ShapeFeature>? features = null;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return Wrong("shapes.not-a-collection", name, json.TokenType.ToString());
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = json.GetString();
            json.Read();
            switch (member)
            {
                case "type" when json.TokenType == JsonTokenType.String:
                    type = json.GetString()!;
                    break;
                case "crs":
                    crs = NameOf(ref json);
                    break;
                case "features" when json.TokenType == JsonTokenType.StartArray:
                    features = Features(ref json);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (type != "FeatureCollection" || features is null)
        {
            return Wrong("shapes.not-a-collection", name, Written.Short(type));
        }

        json.Read(); // throws where something follows
        return features.Count == 0 ? Wrong("shapes.none", name) : Placed(name, features, crs);
    }

    private static Outcome<ShapeFile> Placed(string name, List<ShapeFeature> features, string? crs)
    {
        var outside = features.Find(f => !f.FitsDegrees);
        var isSaid = crs is not null && (crs.EndsWith("CRS84", StringComparison.Ordinal) || crs.EndsWith(":4326", StringComparison.Ordinal));
        return isSaid && outside is not null
            ? Wrong("shapes.outside", outside.Number, Written.Short(crs!))
            : new ShapeFile(name, features, isSaid || (crs is null && outside is null)) { Crs = crs };
    }

    /// <summary>The name of a reference system, as files from before RFC 7946 give it.</summary>
    private static string? NameOf(ref Utf8JsonReader json)
    {
        using var crs = JsonDocument.ParseValue(ref json);
        return crs.RootElement.ValueKind == JsonValueKind.Object
            && crs.RootElement.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
    }

    private static List<ShapeFeature> Features(ref Utf8JsonReader json)
    {
        var features = new List<ShapeFeature>();
        var vertices = new VertexLimit();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            using var feature = JsonDocument.ParseValue(ref json);
            features.Add(new FeatureReader(features.Count + 1, vertices).Read(feature.RootElement));
        }

        return features;
    }

    /// <summary>One feature on a line of its own, as newline-delimited GeoJSON has it.</summary>
    /// <exception cref="ReadingFaultException">It is no area and no point, or no JSON.</exception>
    internal static ShapeFeature Feature(string name, int number, ReadOnlyMemory<byte> line, VertexLimit vertices)
    {
        try
        {
            using var feature = JsonDocument.Parse(line);
            return new FeatureReader(number, vertices).Read(feature.RootElement);
        }
        catch (JsonException e)
        {
            throw ReadingFaultException.Of("shapes.not-json", name, number, (e.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            throw ReadingFaultException.Of("shapes.broken-text", name);
        }
    }

    /// <summary>The properties of a feature, without those that are null.</summary>
    internal static Dictionary<string, object> Values(JsonElement feature)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
            {
                values[property.Name] = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString()!,
                    JsonValueKind.Number => property.Value.TryGetInt64(out var whole) ? (object)whole : property.Value.GetDouble(), // else every number becomes a double
                    JsonValueKind.True or JsonValueKind.False => property.Value.GetBoolean(),
                    _ => property.Value.GetRawText(),
                };
            }
        }

        return values;
    }

    private static Refusal Wrong(string text, params object[] arguments) => new(RefusalKind.Invalid, text.Replace('.', '-'), new Message(text, arguments));

    /// <summary>Reads one feature; faults name its number.</summary>
    private sealed class FeatureReader(int number, VertexLimit vertices)
    {
        private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

        public ShapeFeature Read(JsonElement feature)
        {
            if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object)
            {
                throw Fault("shapes.no-geometry", number);
            }

            var id = feature.TryGetProperty("id", out var own) && own.ValueKind is JsonValueKind.String or JsonValueKind.Number ? own.ToString() : null;
            return new ShapeFeature(number, id, Shape(geometry), Values(feature));
        }

        private Geometry Shape(JsonElement geometry)
        {
            var type = geometry.TryGetProperty("type", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString()! : "?";
            var parts = geometry.TryGetProperty("coordinates", out var given) ? given : default;
            return type switch
            {
                "Point" => Factory.CreatePoint(Position(parts)),
                "Polygon" => Polygon(parts),
                "MultiPolygon" => Factory.CreateMultiPolygon([.. Items(parts).Select(Polygon)]),
                _ => throw Fault("shapes.wrong-type", number, Written.Short(type)),
            };
        }

        private Polygon Polygon(JsonElement rings)
        {
            var all = Items(rings).Select(Ring).ToArray();
            return Factory.CreatePolygon(all[0], all[1..]);
        }

        private LinearRing Ring(JsonElement positions)
        {
            var items = Items(positions);
            vertices.Take(positions.GetArrayLength(), number);
            var ring = items.Select(Position).ToArray();
            if (ring.Length < 4)
            {
                throw Fault("shapes.short-ring", number, ring.Length);
            }

            return ring[0].Equals2D(ring[^1]) ? Factory.CreateLinearRing(ring) : throw Fault("shapes.open-ring", number);
        }

        private Coordinate Position(JsonElement position)
        {
            if (position.ValueKind == JsonValueKind.Array && position.GetArrayLength() >= 2
                && position[0].ValueKind == JsonValueKind.Number && position[1].ValueKind == JsonValueKind.Number)
            {
                var at = new Coordinate(position[0].GetDouble(), position[1].GetDouble());
                if (double.IsFinite(at.X) && double.IsFinite(at.Y))
                {
                    return at;
                }
            }

            throw Fault("shapes.no-position", number, position.ValueKind == JsonValueKind.Undefined ? "–" : Shortened(position.GetRawText()));
        }

        private JsonElement.ArrayEnumerator Items(JsonElement array) => array.ValueKind == JsonValueKind.Array && array.GetArrayLength() > 0
            ? array.EnumerateArray()
            : throw Fault("shapes.empty", number);

        private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

        private static ReadingFaultException Fault(string text, params object[] arguments) => ReadingFaultException.Of(text, arguments);
    }
}
