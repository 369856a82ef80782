using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>What a tile set holds.</summary>
/// <param name="West">Western edge, degrees; an empty set covers the world.</param>
/// <param name="South">Southern edge, degrees.</param>
/// <param name="East">Eastern edge, degrees.</param>
/// <param name="North">Northern edge, degrees.</param>
/// <param name="MinZoom">First zoom that shows a layer.</param>
/// <param name="MaxZoom">Last zoom with tiles of its own.</param>
/// <param name="Layers">The layers in their order.</param>
public sealed record TileMetadata(
    double West,
    double South,
    double East,
    double North,
    int MinZoom,
    int MaxZoom,
    IReadOnlyList<TileLayerMetadata> Layers)
{
    internal static TileMetadata Of(IReadOnlyList<TileLayer> layers, TileSettings settings)
    {
        var bounds = new Envelope();
        foreach (var feature in layers.SelectMany(l => l.Features))
        {
            bounds.ExpandToInclude(feature.Shape.EnvelopeInternal);
        }

        if (bounds.IsNull)
        {
            bounds = new Envelope(-180, 180, -85.0511, 85.0511);
        }

        return new TileMetadata(
            bounds.MinX,
            bounds.MinY,
            bounds.MaxX,
            bounds.MaxY,
            layers.Count == 0 ? 0 : Math.Min(layers.Min(l => l.MinZoom), settings.MaxZoom),
            settings.MaxZoom,
            [.. layers.Select(l => TileLayerMetadata.Of(l, settings))]);
    }

    /// <summary>TileJSON 3.0.0.</summary>
    /// <param name="name">Name of the set.</param>
    /// <param name="tiles">Address patterns with <c>{z}</c>, <c>{x}</c>, <c>{y}</c>.</param>
    /// <param name="attribution">What must be said wherever the tiles are shown.</param>
    public string ToTileJson(string name, IEnumerable<string> tiles, string attribution) => Write(json =>
    {
        json.WriteString("tilejson", "3.0.0");
        json.WriteString("name", name);
        json.WriteString("attribution", attribution);
        json.WriteString("scheme", "xyz");
        json.WriteStartArray("tiles");
        foreach (var tile in tiles)
        {
            json.WriteStringValue(tile);
        }

        json.WriteEndArray();
        json.WriteNumber("minzoom", MinZoom);
        json.WriteNumber("maxzoom", MaxZoom);
        WriteNumbers(json, "bounds", West, South, East, North);
        WriteNumbers(json, "center", (West + East) / 2, (South + North) / 2, MinZoom);
        WriteLayers(json);
    });

    /// <summary>The object <c>{"vector_layers": […]}</c> that MBTiles keeps beside the tiles.</summary>
    public string ToVectorLayersJson() => Write(WriteLayers);

    private static string Write(Action<Utf8JsonWriter> content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, params ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(double.Round(number, 6));
        }

        json.WriteEndArray();
    }

    private void WriteLayers(Utf8JsonWriter json)
    {
        json.WriteStartArray("vector_layers");
        foreach (var layer in Layers)
        {
            json.WriteStartObject();
            json.WriteString("id", layer.Name);
            json.WriteNumber("minzoom", layer.MinZoom);
            json.WriteNumber("maxzoom", layer.MaxZoom);
            json.WriteStartObject("fields");
            foreach (var (field, type) in layer.Fields)
            {
                json.WriteString(field, type);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>What a layer holds.</summary>
/// <param name="Name">Its name in the tile.</param>
/// <param name="MinZoom">First zoom that shows it.</param>
/// <param name="MaxZoom">Last zoom that shows it.</param>
/// <param name="Fields">Property → <c>String</c>, <c>Number</c> or <c>Boolean</c>; <c>String</c> where features differ.</param>
public sealed record TileLayerMetadata(string Name, int MinZoom, int MaxZoom, IReadOnlyDictionary<string, string> Fields)
{
    internal static TileLayerMetadata Of(TileLayer layer, TileSettings settings)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in layer.Features.SelectMany(f => f.Properties))
        {
            var type = value switch { string => "String", bool => "Boolean", _ => "Number" };
            fields[name] = fields.TryGetValue(name, out var before) && before != type ? "String" : type;
        }

        return new TileLayerMetadata(layer.Name, layer.MinZoom, Math.Min(layer.MaxZoom, settings.MaxZoom), fields);
    }
}
