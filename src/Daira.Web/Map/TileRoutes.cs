using System.Collections.Concurrent;
using System.IO.Compression;
using Daira.Core.Space.Tiling;
using Daira.Elections;
using Daira.Elections.Tiles;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Map;

/// <summary>Own vector tiles, <c>/tiles/places/{version}/{z}/{x}/{y}.mvt</c>, described at <c>/tiles/places.json</c> (TileJSON 3.0.0).</summary>
internal static class TileRoutes
{
    private const string TileType = "application/vnd.mapbox-vector-tile";

    public static void MapTiles(this IEndpointRouteBuilder routes)
    {
        var tiles = routes.MapGroup("/tiles").WithTags("Tiles");
        tiles.MapGet("", Describe).ExcludeFromDescription();
        tiles.MapGet("places.json", Describe).WithSummary("TileJSON of the places' areas and names");
        tiles.MapGet("places/{version}/{z:int}/{x:int}/{y:int}.mvt", Tile).WithSummary("One vector tile; its address names the version of the data, so it may be kept for ever");
    }

    private static IResult Describe(HttpContext http, Prepared prepared)
    {
        var etag = $"\"{prepared.Data.Version}\"";
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = "no-cache";
        if (DataVersions.Holds(http.Request, etag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var pattern = $"{http.Request.Scheme}://{http.Request.Host}/tiles/{PlaceTiles.Name}/{Uri.EscapeDataString(prepared.Data.Version)}/{{z}}/{{x}}/{{y}}.mvt";
        return Results.Text(Packed(prepared).Set.Metadata.ToTileJson(PlaceTiles.Name, [pattern], PlaceTiles.Attribution(prepared.Data)), "application/json");
    }

    private static IResult Tile(string version, int z, int x, int y, HttpContext http, Prepared prepared)
    {
        if (version != prepared.Data.Version)
        {
            // An older description is still in use somewhere: it gets the figures of today, and is not told to keep them.
            return Results.Redirect($"/tiles/{PlaceTiles.Name}/{Uri.EscapeDataString(prepared.Data.Version)}/{z}/{x}/{y}.mvt");
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.ETag = $"\"{version}\"";
        http.Response.Headers.Vary = "Accept-Encoding";
        var packed = Packed(prepared).Tile(new TileAddress(z, x, y));
        if (packed.Length == 0)
        {
            return Results.NoContent();
        }

        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Stream(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), TileType);
        }

        http.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(packed, TileType);
    }

    private static PackedTiles Packed(Prepared prepared) => PackedTiles.Of(prepared);
}

/// <summary>The tiles of one version of the data, each cut and compressed when it is first asked for.</summary>
internal sealed class PackedTiles(ElectoralData data)
{
    private readonly ConcurrentDictionary<TileAddress, byte[]> packed = new();

    public TileSet Set { get; } = PlaceTiles.Build(data);

    public static PackedTiles Of(Prepared prepared) => prepared.Get(data => new PackedTiles(data));

    /// <summary>Whoever looks at the page will soon ask for tiles; a fault shows then.</summary>
    public static void BeginPreparing(Prepared prepared) => _ = Task.Run(() => Of(prepared));

    /// <summary>Gzip; empty when nothing lies there.</summary>
    public byte[] Tile(TileAddress at)
    {
        if (at.Zoom < 0 || at.Zoom > Set.Metadata.MaxZoom)
        {
            return [];
        }

        return packed.GetOrAdd(at, Pack);
    }

    private byte[] Pack(TileAddress at)
    {
        var tile = Set.Tile(at.Zoom, at.X, at.Y);
        if (tile.Length == 0)
        {
            return [];
        }

        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(tile);
        }

        return stream.ToArray();
    }
}
