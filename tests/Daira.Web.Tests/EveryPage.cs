using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>What holds on each kind of page, whoever reads it and however.</summary>
public class EveryPage(InstalledSite site, Chromium chromium)
{
    private const int LargestPage = 100 * 1000;

    public static TheoryData<string, string> InEveryLanguage => Pages.InEveryLanguage;

    public static TheoryData<string, string, int> Appearances =>
    [
        .. from kind in Pages.Kinds from look in new[] { ("light", 1440), ("dark", 390) } select (kind, look.Item1, look.Item2),
    ];

    [Theory]
    [MemberData(nameof(Appearances))]
    public async Task Nobody_is_kept_out(string kind, string scheme, int width)
    {
        foreach (var language in new[] { "ar", "fr" })
        {
            await using var reader = await chromium.ReaderAsync(site, width < 600 ? Screen.Phone : Screen.Desk, language, Scheme(scheme), atStart: Axe.Source);
            await reader.OpenAsync($"/{language}/{kind}");
            var findings = await Axe.FindAsync(reader.Page);
            findings.Where(f => f.KeepsSomebodyOut).ShouldBeEmpty($"/{language}/{kind}, {scheme}, {width} px");
        }
    }

    [Theory]
    [MemberData(nameof(InEveryLanguage))]
    public async Task It_is_light_quiet_and_asks_nobody_else(string language, string kind)
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Phone, language);
        await reader.OpenAsync($"/{language}/{kind}");
        var weight = await reader.WeighAsync();
        weight.Sum(w => w.Bytes).ShouldBeLessThanOrEqualTo(LargestPage, string.Join('\n', weight.Select(w => $"{w.Bytes,7} {w.Url}")));
        await reader.ScreenshotAsync($"page-{language}-{kind.Split('?')[0].Replace('/', '-')}-390");
        reader.Complaints.ShouldBeEmpty();
        reader.Elsewhere.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(InEveryLanguage))]
    public async Task It_says_what_it_has_to_say_without_script(string language, string kind)
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk, language, script: false);
        await reader.OpenAsync($"/{language}/{kind}");
        var page = reader.Page;
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        (await page.Locator("main").InnerTextAsync()).Trim().Length.ShouldBeGreaterThan(100);
        (await page.Locator("main a").CountAsync()).ShouldBeGreaterThan(0);
        reader.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    public async Task No_page_is_wider_than_the_screen(int width)
    {
        await using var reader = await chromium.ReaderAsync(site, new Screen(width, 800), "ar");
        foreach (var kind in Pages.Kinds)
        {
            await reader.OpenAsync($"/ar/{kind}");
            var wider = await reader.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - innerWidth");
            wider.ShouldBeLessThanOrEqualTo(0, $"/ar/{kind} at {width} px");
        }
    }

    [Fact]
    public async Task The_map_without_script_is_a_drawing_and_a_table()
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk, script: false);
        await reader.OpenAsync("/fr/map");
        (await reader.Page.Locator("main svg path").CountAsync()).ShouldBeGreaterThan(12);
        (await reader.Page.Locator("main table tbody tr").CountAsync()).ShouldBeGreaterThan(10);
        await reader.ScreenshotAsync("map-fr-1440-without-script");
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("fr")]
    public async Task The_first_key_offers_to_skip_to_the_content_and_focus_is_seen(string language)
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk, language);
        await reader.OpenAsync($"/{language}/places");
        await reader.Page.Keyboard.PressAsync("Tab");
        var skip = reader.Page.Locator(":focus");
        (await skip.GetAttributeAsync("href")).ShouldStartWith("#");
        (await IsSeenAsync(skip)).ShouldBeTrue("the skip link shows when it has the focus");
        await reader.Page.Keyboard.PressAsync("Enter");
        for (var step = 0; step < 12; step++)
        {
            await reader.Page.Keyboard.PressAsync("Tab");
            var focused = reader.Page.Locator(":focus");
            (await IsMarkedAsync(focused)).ShouldBeTrue($"step {step}: {await focused.EvaluateAsync<string>("e => e.outerHTML.slice(0, 120)")}");
        }
    }

    private static ColorScheme Scheme(string name) => name == "dark" ? ColorScheme.Dark : ColorScheme.Light;

    private static async Task<bool> IsSeenAsync(ILocator element) => await element.EvaluateAsync<bool>(
        "e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && r.top >= 0 && r.left >= 0 && r.right <= innerWidth }");

    private static async Task<bool> IsMarkedAsync(ILocator element) => await element.EvaluateAsync<bool>(
        "e => { const s = getComputedStyle(e); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none' }");
}
