using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daira.Elections.Places;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Exchange;

/// <summary>RFC 7946: WGS 84, six decimals (0.1 m), outer rings counter-clockwise; the origin travels as a foreign member.</summary>
public static class GeoJsonWriter
{
    private const int Decimals = 6;

    /// <summary>Letters of every script as they are.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(Table table, ShapeCatalogue shapes, Stream output, Writing writing, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("name", table.Id);
        WriteOrigin(json, table, shapes, writing);
        json.WriteStartArray("features");
        foreach (var row in table.Rows)
        {
            WriteFeature(json, table, row, shapes, writing);
            if (json.BytesPending > 1 << 16)
            {
                await json.FlushAsync(stop);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A geometry as GeoJSON; null for none.</summary>
    public static void WriteGeometry(Utf8JsonWriter json, Geometry? geometry)
    {
        switch (geometry)
        {
            case null:
                json.WriteNullValue();
                break;
            case Point point:
                json.WriteStartObject();
                json.WriteString("type", "Point");
                json.WritePropertyName("coordinates");
                WritePosition(json, point.Coordinate);
                json.WriteEndObject();
                break;
            case Polygon polygon:
                json.WriteStartObject();
                json.WriteString("type", "Polygon");
                json.WritePropertyName("coordinates");
                WritePolygon(json, polygon);
                json.WriteEndObject();
                break;
            case MultiPolygon several:
                json.WriteStartObject();
                json.WriteString("type", "MultiPolygon");
                json.WriteStartArray("coordinates");
                foreach (var part in several.Geometries.Cast<Polygon>())
                {
                    WritePolygon(json, part);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"A {geometry.GeometryType} is no shape of a place.", nameof(geometry));
        }
    }

    /// <summary>The member <c>origin</c>: title, data version, recipe, sources, notices, and whose shapes they are.</summary>
    public static void WriteOrigin(Utf8JsonWriter json, Table table, ShapeCatalogue shapes, Writing writing)
    {
        var used = table.Rows.Select(r => r.Place is null ? null : shapes.Find(r.Place.Code)).OfType<PlaceShape>().ToArray();
        json.WriteStartObject("origin");
        json.WriteString("title", writing.Say(table.Origin.Title));
        json.WriteString("dataVersion", table.Origin.DataVersion);
        foreach (var (key, value) in OriginRows.Of(table.Origin, writing).Skip(2))
        {
            json.WriteString(key, value);
        }

        json.WriteString("shapes", string.Join("; ", used.Select(s => s.Attribution).Distinct()));
        json.WriteBoolean("approximateShapes", used.Any(s => s.IsApproximate));
        json.WriteEndObject();
    }

    /// <summary>One row as a feature; its id is the place's code.</summary>
    /// <param name="links">Writes further members of the feature.</param>
    public static void WriteFeature(Utf8JsonWriter json, Table table, TableRow row, ShapeCatalogue shapes, Writing writing, Action<Utf8JsonWriter>? links = null)
    {
        var shape = row.Place is null ? null : shapes.Find(row.Place.Code);
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        if (row.Place is not null)
        {
            json.WriteString("id", row.Place.Code);
        }

        json.WritePropertyName("geometry");
        WriteGeometry(json, shape?.Geometry);
        json.WriteStartObject("properties");
        for (var c = 0; c < table.Columns.Count; c++)
        {
            WriteProperty(json, table.Columns[c].Id, writing.Plain(row.Cells[c]));
        }

        if (shape is not null)
        {
            json.WriteBoolean("approximate_shape", shape.IsApproximate);
            if (shape.ValidFrom is { } since)
            {
                json.WriteString("shape_valid_from", since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }

        json.WriteEndObject();
        links?.Invoke(json);
        json.WriteEndObject();
    }

    /// <summary>A plain cell (<see cref="Writing.Plain"/>) as a JSON property.</summary>
    public static void WriteProperty(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case long l: json.WriteNumberValue(l); break;
            case decimal d: json.WriteNumberValue(d); break;
            case bool b: json.WriteBooleanValue(b); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }

    private static void WritePolygon(Utf8JsonWriter json, Polygon polygon)
    {
        json.WriteStartArray();
        WriteRing(json, polygon.Shell, counterClockwise: true);
        foreach (var hole in polygon.Holes)
        {
            WriteRing(json, hole, counterClockwise: false);
        }

        json.WriteEndArray();
    }

    private static void WriteRing(Utf8JsonWriter json, LinearRing ring, bool counterClockwise)
    {
        json.WriteStartArray();
        var coordinates = ring.Coordinates;
        var reversed = ring.IsCCW != counterClockwise;
        for (var i = 0; i < coordinates.Length; i++)
        {
            WritePosition(json, coordinates[reversed ? coordinates.Length - 1 - i : i]);
        }

        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, Coordinate c)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(c.X, Decimals));
        json.WriteNumberValue(Math.Round(c.Y, Decimals));
        json.WriteEndArray();
    }
}
