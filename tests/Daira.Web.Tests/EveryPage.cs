using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>What holds on each kind of page, whoever reads it and however.</summary>
public class EveryPage(InstalledSite site, Chromium chromium)
{
    /// <summary>Bytes over the wire before the map is opened, fonts apart.</summary>
    private const int HeaviestPage = 100 * 1000;

    public static TheoryData<string> Kinds => [.. Pages.Kinds, .. Pages.Inside];

    public static TheoryData<string> Languages => [.. Pages.Languages];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_keeps_nobody_out_is_light_and_asks_nobody_else(string kind)
    {
        foreach (var look in Looks)
        {
            await using var reader = await chromium.ReaderAsync(site, look.Screen, look.Language, look.Scheme, atStart: Axe.Source);
            await OpenAsync(reader, look.Language, kind);
            (await WiderThanTheScreenAsync(reader.Page)).ShouldBeFalse(look.ToString());
            if (look.Screen == Screen.Phone)
            {
                // At a desk a map opens by itself.
                var weight = await reader.WeighAsync();
                weight.Sum(w => w.Bytes).ShouldBeLessThanOrEqualTo(HeaviestPage, string.Join('\n', weight.Select(w => $"{w.Bytes,7} {w.Url}")));
            }

            await reader.ScreenshotAsync($"{Pages.FileName(kind)}-{look.Name}", full: look.Screen == Screen.Desk);
            reader.Complaints.ShouldBeEmpty(look.ToString());
            reader.Elsewhere.ShouldBeEmpty(look.ToString());
            if (look.Asked)
            {
                await reader.UnrollAsync();
                (await Axe.FindAsync(reader.Page)).Where(f => f.KeepsSomebodyOut).ShouldBeEmpty(look.ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task It_says_what_it_has_to_say_without_script(string language)
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk, language, script: false);
        var page = reader.Page;
        foreach (var kind in Pages.Kinds.Concat(Pages.Inside))
        {
            await OpenAsync(reader, language, kind);
            (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language, kind);
            (await page.Locator("h1").CountAsync()).ShouldBe(1, kind);
            (await page.Locator("main").InnerTextAsync()).Trim().Length.ShouldBeGreaterThan(100, kind);
            (Pages.Inside.Contains(kind) || await page.Locator("main a").CountAsync() > 0).ShouldBeTrue(kind);
        }

        reader.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    public async Task No_page_is_wider_than_the_screen(int width)
    {
        await using var reader = await chromium.ReaderAsync(site, new Screen(width, 800), "ar");
        foreach (var kind in Pages.Kinds.Concat(Pages.Inside))
        {
            await OpenAsync(reader, "ar", kind);
            (await WiderThanTheScreenAsync(reader.Page)).ShouldBeFalse($"/ar/{kind} at {width} px");
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
        (await skip.GetAttributeAsync("href")).ShouldNotBeNull().ShouldStartWith("#");
        (await IsSeenAsync(skip)).ShouldBeTrue("the skip link shows when it has the focus");
        await reader.Page.Keyboard.PressAsync("Enter");
        for (var step = 0; step < 12; step++)
        {
            await reader.Page.Keyboard.PressAsync("Tab");
            var focused = reader.Page.Locator(":focus");
            (await IsMarkedAsync(focused)).ShouldBeTrue($"step {step}: {await focused.EvaluateAsync<string>("e => e.outerHTML.slice(0, 120)")}");
        }
    }

    /// <summary>Opens a page as whoever it is for.</summary>
    private async Task OpenAsync(Reader reader, string language, string kind)
    {
        if (Pages.Inside.Contains(kind))
        {
            await site.PartyAsync();
            await reader.SignInAsync(kind == Pages.Account ? await site.PersonSessionAsync() : await site.OperatorSessionAsync());
        }

        await reader.OpenAsync($"/{language}/{(kind == Pages.Invitation ? await site.InvitationAsync() : kind)}");
    }

    /// <summary>Every language on a phone. Axe is asked for both directions of writing, both sizes and both schemes, each pair met once.</summary>
    private static Look[] Looks =>
    [
        new("ar", Screen.Phone, ColorScheme.Light, Asked: true), new("ar", Screen.Desk, ColorScheme.Dark, Asked: true),
        new("fr", Screen.Desk, ColorScheme.Light, Asked: true), new("zgh", Screen.Phone, ColorScheme.Dark, Asked: true),
        new("fr", Screen.Phone, ColorScheme.Light, Asked: false), new("en", Screen.Phone, ColorScheme.Light, Asked: false),
    ];

    /// <param name="Asked">Whether axe is asked as well.</param>
    private sealed record Look(string Language, Screen Screen, ColorScheme Scheme, bool Asked)
    {
        public string Name => $"{Language}-{Screen.Width}" + (Scheme == ColorScheme.Dark ? "-dark" : "");
    }

    private static Task<bool> WiderThanTheScreenAsync(IPage page) => page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth > innerWidth");

    private static Task<bool> IsSeenAsync(ILocator element) => element.EvaluateAsync<bool>(
        "e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && r.top >= 0 && r.left >= 0 && r.right <= innerWidth }");

    private static Task<bool> IsMarkedAsync(ILocator element) => element.EvaluateAsync<bool>(
        "e => { const s = getComputedStyle(e); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none' }");
}
