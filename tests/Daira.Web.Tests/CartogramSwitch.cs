using System.Text.RegularExpressions;
using Daira.Web.Tests.Browser;

namespace Daira.Web.Tests;

/// <summary>From the map to hexagons, to a place in them, and back, with script and a finger or a mouse.</summary>
public partial class CartogramSwitch(InstalledSite site, Chromium chromium)
{
    [Theory]
    [InlineData("ar", 390)]
    [InlineData("fr", 1440)]
    public async Task The_answer_stays_while_the_drawing_changes(string language, int width)
    {
        await using var reader = await chromium.ReaderAsync(site, width == Screen.Phone.Width ? Screen.Phone : Screen.Desk, language);
        var page = reader.Page;
        await reader.OpenAsync($"/{language}/map?topic=leader&contest={Pages.Contest}");
        var legend = await page.Locator("[data-part=legend] ul").InnerTextAsync();

        await page.Locator(".drawn a[href*='view=hexagons']").ClickAsync();
        await page.Locator(".atlas[data-drawn][data-map-idle] svg.cartogram").WaitForAsync();
        (await page.Locator(".live canvas").CountAsync()).ShouldBe(0, "a cartogram is not covered by the live map");
        (await page.Locator("svg.cartogram .fills a").CountAsync()).ShouldBe(92);
        (await page.Locator("[data-part=legend] ul").InnerTextAsync()).ShouldBe(legend);
        var picture = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-do=png]").ClickAsync());
        picture.SuggestedFilename.ShouldEndWith(".png");
        var kept = Path.Combine(Path.GetTempPath(), $"daira-hexagons-{language}-{width}.png");
        await picture.SaveAsAsync(kept);
        new FileInfo(kept).Length.ShouldBeGreaterThan(30_000, "title, 305 hexagons with their names, legend and sources");
        File.Delete(kept);

        // Hexagons of one constituency may lie round an empty middle: the link is followed as by a keyboard.
        var first = page.Locator("svg.cartogram .fills a").First;
        var name = await first.Locator("title").TextContentAsync();
        await first.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(Selected());
        await page.Locator("svg.cartogram .picked").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        (await page.Locator("[data-part=pick] h2").First.InnerTextAsync()).ShouldBe(name);
        await reader.ScreenshotAsync($"cartogram-{language}-{width}");

        await page.Locator(".drawn a:not([href*='view='])").ClickAsync();
        await page.Locator("svg.map:not(.cartogram)").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        page.Url.ShouldContain("selected=");
        reader.Complaints.ShouldBeEmpty();
        reader.Elsewhere.ShouldBeEmpty();
    }

    [GeneratedRegex("view=hexagons.*selected=|selected=.*view=hexagons")]
    private static partial Regex Selected();
}
