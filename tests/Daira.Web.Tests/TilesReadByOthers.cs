using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>Tiles that <c>daira tiles</c> cut of the 1,538 units, read by programs that are not ours: GDAL's driver, and MapLibre in a browser.</summary>
public sealed partial class TilesReadByOthers(InstalledSite site, Chromium chromium) : IDisposable
{
    private const int Units = 1538;

    private readonly string folder = Directory.CreateTempSubdirectory("daira-tiles-").FullName;

    [Fact]
    public async Task GDAL_finds_every_unit_at_every_zoom_it_is_shown_at()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ogrinfo"), "GDAL: ogrinfo is not installed");
        await CutAsync();
        foreach (var zoom in (int[])[5, 8])
        {
            var said = await OgrinfoAsync("-oo", "TILE_EXTENSION=mvt", "-oo", "METADATA_FILE=", "-dialect", "OGRSQL", "-sql", "SELECT COUNT(DISTINCT place) AS n FROM units", $"MVT:{folder}/out/{zoom}");
            int.Parse(Counted().Match(said).Groups["n"].Value).ShouldBe(Units, said);
        }

        var packed = await OgrinfoAsync("-so", "-al", Path.Combine(folder, "units.mbtiles"));
        packed.ShouldContain("maxzoom=8");
        packed.ShouldContain("Layer name: units");
    }

    [Fact]
    public async Task MapLibre_draws_every_unit_of_the_tiles_and_complains_of_nothing()
    {
        await using var reader = await chromium.ReaderAsync(site, new Screen(2000, 2000));
        await CutAsync();
        var page = reader.Page;
        await page.RouteAsync("**/trial/**", route => ServeAsync(route));
        await page.GotoAsync("/trial/map.html");
        var found = JsonSerializer.Deserialize<Drawn>(
            await page.EvaluateAsync<string>("() => window.drawn.then(JSON.stringify)"), JsonSerializerOptions.Web)!;
        found.Errors.ShouldBeEmpty();
        found.Zoom.ShouldBeGreaterThan(5.5);
        found.Codes.ShouldBe(Units);
        await reader.ScreenshotAsync("tiles-in-maplibre");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task CutAsync()
    {
        var shapes = Path.Combine(folder, "units.geojson");
        var exported = await site.CommandAsync("export", "units", "--as", "geojson", "--output", shapes);
        exported.Exit.ShouldBe(0, exported.Errors);
        var cut = await site.CommandAsync("tiles", "--shapes", shapes, "--zooms", "0-8", "--to", Path.Combine(folder, "out"), "--mbtiles", Path.Combine(folder, "units.mbtiles"));
        cut.Exit.ShouldBe(0, cut.Errors);
    }

    private async Task ServeAsync(IRoute route)
    {
        var name = new Uri(route.Request.Url).AbsolutePath["/trial/".Length..];
        var file = name.StartsWith("out/", StringComparison.Ordinal) ? Path.Combine(folder, name)
            : Path.Combine(InstalledSite.Root, "src/Daira.Web/node_modules/maplibre-gl/dist", name);
        var type = name.EndsWith(".html", StringComparison.Ordinal) ? "text/html" : name.EndsWith(".mjs", StringComparison.Ordinal) ? "text/javascript" : "application/octet-stream";
        await (name == "map.html" ? route.FulfillAsync(new() { ContentType = type, Body = Page })
            : File.Exists(file) ? route.FulfillAsync(new() { ContentType = type, BodyBytes = await File.ReadAllBytesAsync(file) })
            : route.FulfillAsync(new() { Status = 204 }));
    }

    private const string Page = """
        <!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
        <div id="map" style="position:absolute;inset:0"></div>
        <script type="module">
          import { Map, setWorkerUrl } from '/trial/maplibre-gl.mjs'
          setWorkerUrl('/trial/maplibre-gl-worker.mjs')
          const errors = []
          const map = new Map({
            container: 'map', attributionControl: false, fadeDuration: 0,
            bounds: [-17.2, 20.7, -0.9, 36], minZoom: 0, maxZoom: 8,
            style: {
              version: 8,
              sources: { units: { type: 'vector', tiles: [location.origin + '/trial/out/{z}/{x}/{y}.mvt'], maxzoom: 8 } },
              layers: [{ id: 'units', type: 'fill', source: 'units', 'source-layer': 'units', paint: { 'fill-color': '#1c7a80', 'fill-outline-color': '#ffffff' } }],
            },
          })
          map.on('error', event => errors.push(String(event.error)))
          window.drawn = new Promise(done => map.once('idle', () => done({
            codes: new Set(map.queryRenderedFeatures({ layers: ['units'] }).map(f => f.properties.place)).size, zoom: map.getZoom(), errors,
          })))
        </script>
        """;

    private static async Task<string> OgrinfoAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/ogrinfo", ["-ro", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var ogrinfo = Process.Start(start)!;
        var errors = ogrinfo.StandardError.ReadToEndAsync();
        var said = await ogrinfo.StandardOutput.ReadToEndAsync();
        await ogrinfo.WaitForExitAsync();
        ogrinfo.ExitCode.ShouldBe(0, said + await errors);
        return said;
    }

    [GeneratedRegex(@" = (?<n>\d+)")]
    private static partial Regex Counted();

    private sealed record Drawn(int Codes, double Zoom, string[] Errors);
}
