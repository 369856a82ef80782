using System.Text.RegularExpressions;
using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>What an analyst does in the first hour, in a real browser.</summary>
public partial class Journeys(InstalledSite site, Chromium chromium)
{
    public static TheoryData<string, int, string> Readers => new()
    {
        { "ar", 390, "fr" },
        { "fr", 1440, "ar" },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task From_the_map_to_a_place_its_table_and_another_language(string language, int width, string other)
    {
        var screen = width == Screen.Phone.Width ? Screen.Phone : Screen.Desk;
        await using var reader = await chromium.ReaderAsync(site, screen, language);
        var page = reader.Page;

        await reader.OpenAsync($"/{language}/map");
        await reader.MapIsIdleAsync();
        await reader.ScreenshotAsync($"journey-{language}-{width}-1-map");

        await SearchAsync(page, language);
        await reader.ScreenshotAsync($"journey-{language}-{width}-2-found");
        await page.Locator("main").GetByRole(AriaRole.Link, new() { NameRegex = Sefrou() }).First.ClickAsync();
        await page.WaitForURLAsync(new Regex($"/{language}/places/[^/?]+"));
        (await page.Locator("h1").InnerTextAsync()).ShouldMatch(Sefrou().ToString());
        await reader.ScreenshotAsync($"journey-{language}-{width}-3-place", full: true);

        await page.Locator("main a[href$='/parts']").Last.ClickAsync();
        await page.WaitForURLAsync(new Regex("/parts$"));
        await TakesTheTableAsync(page);

        var here = new Uri(page.Url).AbsolutePath[$"/{language}".Length..];
        await SwitchAsync(page, other);
        new Uri(page.Url).AbsolutePath.ShouldBe($"/{other}{here}");
        await reader.ScreenshotAsync($"journey-{language}-{width}-4-parts-in-{other}", full: true);
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(other);
        (await page.Locator("html").GetAttributeAsync("dir") ?? "ltr").ShouldBe(other == "ar" ? "rtl" : "ltr");
        (await page.Locator("h1").InnerTextAsync()).ShouldMatch(Sefrou().ToString());

        reader.Complaints.ShouldBeEmpty();
        reader.Elsewhere.ShouldBeEmpty();
    }

    private static async Task SearchAsync(IPage page, string language)
    {
        await page.GotoAsync($"/{language}/places");
        var search = page.Locator("main input[type=search]");
        await search.FillAsync("صفرو");
        await search.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("q="));
    }

    private static async Task TakesTheTableAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("main a[download][href*='.csv']").First.ClickAsync());
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        lines.Length.ShouldBeGreaterThan(1);
        lines[0].ShouldContain("votes");
        lines.Skip(1).ShouldAllBe(line => line.Split(',').Length >= lines[0].Split(',').Length);
    }

    private static async Task SwitchAsync(IPage page, string other)
    {
        var link = page.Locator($"a[hreflang='{other}']:visible").First;
        await link.ClickAsync();
        await page.WaitForURLAsync(new Regex($"/{other}/"));
    }

    [GeneratedRegex("صفرو|S[eé]frou", RegexOptions.IgnoreCase)]
    private static partial Regex Sefrou();
}
