using System.Globalization;
using System.Text.Json;
using Daira.Elections.Exchange;
using Daira.Foundation.Languages;
using Daira.Web.Api;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Ogc;

/// <summary>OGC API – Features, part 1 (17-069r4): Core, GeoJSON, OpenAPI 3.0, under <c>/ogc</c>. QGIS and GDAL read it.</summary>
internal static class OgcRoutes
{
    private const string GeoJson = "application/geo+json";
    private const string Json = "application/json";
    private const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    private static readonly string[] Conformance =
    [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    ];

    public static void MapOgc(this IEndpointRouteBuilder routes)
    {
        var ogc = routes.MapGroup("/ogc").WithTags("OGC API – Features").WithDataVersion();
        ogc.MapGet("", Landing).WithName("ogc-landing").WithSummary("Landing page of OGC API – Features");
        ogc.MapGet("conformance", () => Results.Json(new { conformsTo = Conformance })).WithName("ogc-conformance").WithSummary("Conformance classes");
        ogc.MapGet("collections", AllCollections).WithName("ogc-collections").WithSummary("The layers");
        ogc.MapGet("collections/{id}", OneCollection).WithName("ogc-collection").WithSummary("One layer");
        ogc.MapGet("collections/{id}/items", Items).WithName("ogc-items").WithSummary("Features of a layer: limit, offset, bbox, datetime, and any column");
        ogc.MapGet("collections/{id}/items/{feature}", Item).WithName("ogc-item").WithSummary("One feature");
    }

    private static IResult Landing(HttpContext http, Reader reader)
    {
        var root = RootOf(http);
        var writing = reader.Writing;
        return Results.Json(new
        {
            title = writing.Say(new Message("ogc.title")),
            description = writing.Say(new Message("ogc.description")),
            links = new[]
            {
                new Link($"{root}/ogc", "self", Json),
                new Link($"{root}/openapi/v1.json", "service-desc", "application/vnd.oai.openapi+json;version=3.0"),
                new Link($"{root}/ogc/conformance", "conformance", Json),
                new Link($"{root}/ogc/collections", "data", Json),
            },
        });
    }

    private static IResult AllCollections(HttpContext http, Reader reader, Prepared prepared)
    {
        var root = RootOf(http);
        return Results.Json(new
        {
            links = new[] { new Link($"{root}/ogc/collections", "self", Json) },
            collections = Of(prepared).All.Select(c => Describe(c, root, reader.Writing)),
        });
    }

    private static IResult OneCollection(string id, HttpContext http, Reader reader, Prepared prepared) =>
        Of(prepared).Find(id) is { } collection
            ? Results.Json(Describe(collection, RootOf(http), reader.Writing))
            : Unknown(id, http, reader, prepared);

    private static object Describe(Collection collection, string root, Writing writing)
    {
        var address = $"{root}/ogc/collections/{collection.Table.Id}";
        var extent = collection.Extent;
        var day = collection.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";
        return new
        {
            id = collection.Table.Id,
            title = writing.Say(collection.Table.Origin.Title),
            itemType = "feature",
            crs = new[] { Crs84 },
            extent = new
            {
                spatial = extent.IsNull ? null : new { bbox = new[] { new[] { extent.MinX, extent.MinY, extent.MaxX, extent.MaxY } }, crs = Crs84 },
                temporal = collection.Day is null ? null : new { interval = new[] { new[] { day, day } } },
            },
            links = new[] { new Link(address, "self", Json), new Link($"{address}/items", "items", GeoJson) },
        };
    }

    private static async Task<IResult> Items(string id, HttpContext http, Reader reader, Prepared prepared, TimeProvider clock)
    {
        if (Of(prepared).Find(id) is not { } collection)
        {
            return Unknown(id, http, reader, prepared);
        }

        var request = FeatureRequest.Read(http.Request.Query, collection.Table);
        if (!request.IsDone)
        {
            return FailurePages.Problem(request.Refusals, reader);
        }

        var writing = reader.Writing;
        var matched = collection.Select(request.Value, writing);
        var page = matched.Skip(request.Value.Offset).Take(request.Value.Limit).ToArray();
        http.Response.ContentType = GeoJson;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, GeoJsonWriter.Options);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteNumber("numberMatched", matched.Count);
        json.WriteNumber("numberReturned", page.Length);
        json.WriteString("timeStamp", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        GeoJsonWriter.WriteOrigin(json, collection.Table, collection.Data.Shapes, writing);
        WriteLinks(json, http, collection, request.Value, matched.Count);
        json.WriteStartArray("features");
        foreach (var row in page)
        {
            GeoJsonWriter.WriteFeature(json, collection.Table, row, collection.Data.Shapes, writing);
            if (json.BytesPending > 1 << 16)
            {
                await json.FlushAsync(http.RequestAborted);
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return Results.Empty;
    }

    private static IResult Item(string id, string feature, HttpContext http, Reader reader, Prepared prepared)
    {
        if (Of(prepared).Find(id) is not { } collection)
        {
            return Unknown(id, http, reader, prepared);
        }

        var writing = reader.Writing;
        if (collection.Find(feature) is not { } row)
        {
            return FailurePages.Problem([new(Foundation.RefusalKind.NotFound, "unknown-feature", new Message("ogc.unknown-feature", feature, id))], reader);
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, GeoJsonWriter.Options))
        {
            var address = $"{RootOf(http)}/ogc/collections/{id}";
            GeoJsonWriter.WriteFeature(json, collection.Table, row, collection.Data.Shapes, writing, links: w =>
            {
                w.WriteStartArray("links");
                WriteLink(w, $"{address}/items/{Uri.EscapeDataString(feature)}", "self", GeoJson);
                WriteLink(w, address, "collection", Json);
                w.WriteEndArray();
            });
        }

        return Results.Bytes(buffer.ToArray(), GeoJson);
    }

    private static void WriteLinks(Utf8JsonWriter json, HttpContext http, Collection collection, FeatureRequest request, int matched)
    {
        json.WriteStartArray("links");
        WriteLink(json, PageAddress(http, request.Offset), "self", GeoJson);
        if (request.Offset + request.Limit < matched)
        {
            WriteLink(json, PageAddress(http, request.Offset + request.Limit), "next", GeoJson);
        }

        if (request.Offset > 0)
        {
            WriteLink(json, PageAddress(http, Math.Max(0, request.Offset - request.Limit)), "prev", GeoJson);
        }

        WriteLink(json, $"{RootOf(http)}/ogc/collections/{collection.Table.Id}", "collection", Json);
        json.WriteEndArray();
    }

    private static string PageAddress(HttpContext http, int offset)
    {
        var others = http.Request.Query.Where(q => q.Key != "offset")
            .SelectMany(q => q.Value, (q, v) => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(v ?? "")}");
        return $"{RootOf(http)}{http.Request.Path}?{string.Join('&', others.Append($"offset={offset}"))}";
    }

    private static void WriteLink(Utf8JsonWriter json, string href, string rel, string type)
    {
        json.WriteStartObject();
        json.WriteString("href", href);
        json.WriteString("rel", rel);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    private static IResult Unknown(string id, HttpContext http, Reader reader, Prepared prepared) =>
        FailurePages.Problem(Layers.Find(id, prepared.Data).Refusals, reader);

    private static Collections Of(Prepared prepared) => prepared.Get(data => new Collections(data));

    // The Host header has been checked against the allowed names before any route runs.
    private static string RootOf(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";

    private sealed record Link(string Href, string Rel, string Type);
}
