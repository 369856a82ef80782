using System.Globalization;
using System.Text.RegularExpressions;
using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>What an analyst asks before a campaign, in a real browser: what if, and how likely.</summary>
public partial class ScenarioJourneys(InstalledSite site, Chromium chromium)
{
    public static TheoryData<string, int> Readers => new() { { "ar", 390 }, { "fr", 1440 } };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task From_the_contest_to_a_swing_both_houses_a_map_and_a_file_that_opens_again(string language, int width)
    {
        await using var reader = await chromium.ReaderAsync(site, ScreenOf(width), language);
        var page = reader.Page;
        await reader.OpenAsync($"/{language}/contests/ma-house-2016-local");
        await page.Locator("main a[href*='/whatif?contest=']").First.ClickAsync();
        await page.Locator("input[name='swing.PI']").FillAsync("5");
        await page.Locator("input[name='merge'][value='PPS']").CheckAsync();
        await page.Locator("input[name='merge'][value='UC']").CheckAsync();
        await page.Locator("main form[action$='/whatif'] button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync(new Regex(@"swing\.PI=5"));
        (await page.Locator("svg.house circle").CountAsync()).ShouldBe(2 * 305);
        (await page.Locator(".pictures svg.map").CountAsync()).ShouldBe(2);
        await reader.ScreenshotAsync($"journey-whatif-{language}-{width}", full: true);

        await page.Locator(".pictures a[data-place='552']").First.FocusAsync();
        await Assertions.Expect(page.Locator(".pictures [data-place='552'].hover")).ToHaveCountAsync(2);

        await page.Locator("a[href*='/scenarios?whatif=']").ClickAsync();
        await page.Locator("#name").FillAsync("PI +5");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("button[value=file]").ClickAsync());
        var file = (await download.PathAsync())!;
        (await File.ReadAllTextAsync(file)).ShouldContain("swing.PI=5");
        await page.Locator("#upload").SetInputFilesAsync(new FilePayload { Name = "scenario.json", MimeType = "application/json", Buffer = await File.ReadAllBytesAsync(file) });
        await page.Locator("form[enctype] button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(new Regex(@"/whatif\?.*swing\.PI=5"));
        (await page.Locator("svg.house").CountAsync()).ShouldBe(2);
        reader.Complaints.ShouldBeEmpty();
        reader.Elsewhere.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task From_a_simulation_to_its_map_its_table_and_the_test_of_the_past(string language, int width)
    {
        await using var reader = await chromium.ReaderAsync(site, ScreenOf(width), language);
        var page = reader.Page;
        await reader.OpenAsync($"/{language}/simulate?contest=ma-house-2016-local");
        await page.Locator("#elections").SelectOptionAsync("1000");
        await page.Locator("#own").SelectOptionAsync("PI");
        await page.Locator("input[name='poll.PI']").FillAsync("14");
        await page.Locator("input[name='coalition'][value='PI']").CheckAsync();
        await page.Locator("input[name='coalition'][value='RNI']").CheckAsync();
        await page.Locator("main form[action$='/simulate'] button[type=submit]").First.ClickAsync();
        await page.Locator("svg.ranges").WaitForAsync(new() { Timeout = 60_000 });
        page.Url.ShouldContain("poll.PI=14");
        await reader.ScreenshotAsync($"journey-simulate-{language}-{width}", full: true);

        await page.Locator("nav.tabs a[href*='map=pivotal']").ClickAsync();
        await page.WaitForURLAsync(new Regex("map=pivotal"));
        (await page.Locator(".pictures svg.map a").CountAsync()).ShouldBeGreaterThan(80);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[download][href*='/simulation/places.csv']").ClickAsync());
        (await File.ReadAllLinesAsync((await download.PathAsync())!)).Length.ShouldBeGreaterThanOrEqualTo(93);

        await page.Locator("main a[href$='/simulate/back-test']").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/back-test$"));
        (await page.Locator("main table").CountAsync()).ShouldBeGreaterThanOrEqualTo(4);
        (await page.Locator("td.differs").CountAsync()).ShouldBeGreaterThan(0);
        await reader.ScreenshotAsync($"journey-back-test-{language}-{width}", full: true);
        reader.Complaints.ShouldBeEmpty();
        reader.Elsewhere.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_long_run_moves_its_bar_and_is_stopped_with_and_without_script(bool script)
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk, "fr", script: script);
        var page = reader.Page;
        await reader.OpenAsync($"/fr/simulate?contest=ma-house-2016-local&elections=1000000&own=PI&seed={(script ? 31 : 32)}");
        page.Url.ShouldContain("/simulate/runs/");
        await reader.ScreenshotAsync($"run-fr-1440-{(script ? "with" : "without")}-script");
        var before = await BarAsync(page);
        for (var tries = 0; tries < 40 && await BarAsync(page) <= before; tries++)
        {
            await page.WaitForTimeoutAsync(250);
        }

        (await BarAsync(page)).ShouldBeGreaterThan(before);
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.Locator("main a[href*='elections=10000&']").WaitForAsync();
        reader.Complaints.ShouldBeEmpty();
    }

    private static async Task<long> BarAsync(IPage page) => long.Parse((await page.Locator("progress").GetAttributeAsync("value"))!, CultureInfo.InvariantCulture);

    private static Screen ScreenOf(int width) => width == Screen.Phone.Width ? Screen.Phone : Screen.Desk;
}
