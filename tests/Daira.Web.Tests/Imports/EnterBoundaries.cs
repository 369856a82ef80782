using System.IO.Compression;
using Daira.Elections.Places;
using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests.Imports;

/// <summary>Official boundaries brought in through the pages, looked at on the way, and taken back.</summary>
public class EnterBoundaries(Chromium chromium)
{
    [Theory]
    [InlineData("ar", 390, true)]
    [InlineData("fr", 1440, false)]
    public async Task The_official_file_replaces_every_approximate_cell(string language, int width, bool script)
    {
        var trial = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
        Assert.SkipUnless(trial is { Length: > 0 }, "DAIRA_TRIAL_DATA does not name the trial data folder.");
        await using var site = await WritableSite.StartAsync(withShapes: true);
        site.Data.Atlas.Units.ShouldAllBe(u => site.Data.Shapes.Find(u.Code)!.IsApproximate);
        await using var reader = await Open(site, language, width, script);
        var page = reader.Page;

        await page.SetInputFilesAsync("#upload-places", Path.Combine(trial!, "morocco/boundaries/electoral_units_1538.geojson"));
        await Submit(page, "receive-places");
        page.Url.ShouldEndWith("/places");
        (await page.InputValueAsync("#code")).ShouldBe("code24");
        (await page.InputValueAsync("#name-ar")).ShouldBe("name_ar");
        (await page.InputValueAsync("#name-fr")).ShouldBe("name_fr");

        // The names stand already: only the boundaries are to change.
        await page.SelectOptionAsync("#name-ar", "");
        await page.SelectOptionAsync("#name-fr", "");
        await page.SelectOptionAsync("#parent", "");
        await page.SelectOptionAsync("#population", "");
        await page.FillAsync("#valid-from", "2024-09-01");
        await page.FillAsync("#publisher", "HCP");
        await Look(reader, $"boundaries-{language}-{width}-1-columns", script);
        await Submit(page, "places");
        await page.Locator(".bar-actions").WaitForAsync(new() { Timeout = 90_000 });
        page.Url.ShouldEndWith("/boundaries");
        (await page.Locator(".boundaries svg.class-map path").CountAsync()).ShouldBeGreaterThan(70);
        await Look(reader, $"boundaries-{language}-{width}-2-preview", script);
        await Submit(page, "commit");
        await page.Locator("#state").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.steps li[data-done]:last-child')", null, new() { Timeout = 90_000 });
        await Look(reader, $"boundaries-{language}-{width}-3-committed", script);

        PlaceShape[] drawn = [.. site.Data.Atlas.Places.Select(p => site.Data.Shapes.Find(p.Code)).OfType<PlaceShape>()];
        drawn.Length.ShouldBeGreaterThanOrEqualTo(1538 + 92 + 75 + 12);
        drawn.ShouldAllBe(s => !s.IsApproximate && s.Attribution == "HCP" && s.ValidFrom == new DateOnly(2024, 9, 1));
        await reader.OpenAsync($"/{language}/map?topic=strong&contest=ma-house-2021-local&list=PI");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("HCP");

        await reader.OpenAsync($"/{language}/import");
        await page.Locator("form:has(input[value^='undo-']) button").First.ClickAsync();
        await page.Locator(".chip", new() { HasText = language == "fr" ? "annulée" : "تم التراجع" }).First.WaitForAsync(new() { Timeout = 90_000 });
        site.Data.Atlas.Units.ShouldAllBe(u => site.Data.Shapes.Find(u.Code)!.IsApproximate);
        reader.Complaints.ShouldBeEmpty();
        reader.Elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public async Task Faulty_boundaries_are_shown_with_their_remedy_and_stop_the_commit_until_accepted()
    {
        await using var site = await WritableSite.StartAsync();
        await using var reader = await Open(site, "fr", 1440, script: false);
        var page = reader.Page;
        var units = site.Data.Atlas.Units.Where(u => u.Point is not null).Take(2).ToArray();
        await page.SetInputFilesAsync("#upload-places", new FilePayload { Name = "limites.geojson", MimeType = "application/geo+json", Buffer = System.Text.Encoding.UTF8.GetBytes(Bow(units[0], units[0].Code) + Bow(units[1], units[0].Code)).ToArray() });
        await Submit(page, "receive-places");
        (await page.Locator("[role=alert], .refused").CountAsync()).ShouldBeGreaterThan(0, "two documents in a file are no GeoJSON");

        await reader.Page.GotoAsync("/fr/import");
        await page.SetInputFilesAsync("#upload-places", new FilePayload { Name = "limites.geojson", MimeType = "application/geo+json", Buffer = System.Text.Encoding.UTF8.GetBytes(Collection(Feature(units[0].Code, units[1], bow: true))) });
        await Submit(page, "receive-places");
        await page.SelectOptionAsync("#code", "code");
        await Submit(page, "places");
        await page.Locator(".bar-actions").WaitForAsync(new() { Timeout = 60_000 });
        (await page.Locator("form:has(input[value='commit'])").CountAsync()).ShouldBe(0, "a boundary far from its place stops the commit");
        await reader.ScreenshotAsync("boundaries-fr-1440-faulty", full: true);
        await page.CheckAsync("input[value='shape-elsewhere']");
        await Submit(page, "accept");
        await page.Locator("form:has(input[value='commit'])").WaitForAsync();
        await Submit(page, "commit");
        await page.WaitForFunctionAsync("() => document.querySelector('.steps li[data-done]:last-child')", null, new() { Timeout = 60_000 });
        site.Data.Shapes.Find(units[0].Code)!.Geometry.IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task A_zipped_shapefile_is_read_too_and_a_plain_archive_says_what_it_lacks()
    {
        await using var site = await WritableSite.StartAsync();
        await using var reader = await Open(site, "en", 1440, script: false);
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = archive.CreateEntry("readme.txt").Open();
            entry.Write("nothing here"u8);
        }

        await reader.Page.SetInputFilesAsync("#upload-places", new FilePayload { Name = "shapes.zip", MimeType = "application/zip", Buffer = zip.ToArray() });
        await Submit(reader.Page, "receive-places");
        (await reader.Page.Locator("main").InnerTextAsync()).ShouldContain(".shp");
    }

    private async Task<Reader> Open(WritableSite site, string language, int width, bool script)
    {
        var reader = await chromium.ReaderAsync(site.Address, width < 600 ? Screen.Phone : Screen.Desk, language, script: script, atStart: script ? Axe.Source : null);
        await reader.Page.GotoAsync($"/{language}/sign-in?code={site.Code.Text}");
        await Submit(reader.Page, "sign-in");
        await reader.Page.GotoAsync($"/{language}/import");
        return reader;
    }

    private static async Task Look(Reader reader, string name, bool script)
    {
        await reader.ScreenshotAsync(name, full: true);
        if (script)
        {
            (await Axe.FindAsync(reader.Page)).Where(f => f.KeepsSomebodyOut).ShouldBeEmpty(name);
        }

        (await reader.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")).ShouldBeFalse($"{name} is wider than the screen");
    }

    private static string Bow(Place place, string code) => Collection(Feature(code, place, bow: true));

    private static string Collection(params string[] features) => "{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', features) + "]}";

    /// <summary>A square of a few kilometres around a place, or one whose border crosses itself.</summary>
    private static string Feature(string code, Place around, bool bow)
    {
        var (x, y) = (around.Point!.Value.Longitude, around.Point.Value.Latitude);
        string At(double dx, double dy) => FormattableString.Invariant($"[{x + dx:0.#####},{y + dy:0.#####}]");
        string[] ring = bow ? [At(-.03, -.03), At(.03, .03), At(.03, -.03), At(-.03, .03), At(-.03, -.03)] : [At(-.03, -.03), At(.03, -.03), At(.03, .03), At(-.03, .03), At(-.03, -.03)];
        return $$$"""{"type":"Feature","properties":{"code":"{{{code}}}"},"geometry":{"type":"Polygon","coordinates":[[{{{string.Join(",", ring)}}}]]} }""";
    }

    private static async Task Submit(IPage page, string form) =>
        await page.Locator($"form:has(input[name='_handler'][value='{form}']) button[type=submit]").Last.ClickAsync();
}
