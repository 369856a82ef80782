using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>The organisation in a real browser, over the invented party: for everyone, on a phone in Arabic and on a desk in French.</summary>
public class OrganisationPages(InstalledSite site, Chromium chromium)
{
    /// <summary>بئر طم طم, a commune of Sefrou.</summary>
    private const string Commune = "34510305";

    private const int HeaviestPage = 100 * 1000;

    public static TheoryData<string> Kinds =>
    [
        "organisation", "organisation/bodies", "organisation/bodies/40", "organisation/bodies/40/appoint?office=member", "organisation/plan-body", "organisation/coverage", "organisation/coverage?within=3&list=PI",
        "organisation/plan", "organisation/cases", "organisation/cases/new/found-body", "organisation/types", "organisation/types/secretariat", "organisation/mandates/60", "organisation/mandates/60/letter", "organisation/persons/60",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_keeps_nobody_out_is_light_and_fits(string kind)
    {
        await site.PartyAsync();
        var found = new List<string>();
        foreach (var (language, screen, scheme) in ((string, Screen, ColorScheme)[])[("ar", Screen.Phone, ColorScheme.Light), ("fr", Screen.Desk, ColorScheme.Light), ("ar", Screen.Desk, ColorScheme.Dark)])
        {
            await using var reader = await chromium.ReaderAsync(site, screen, language, scheme, atStart: Axe.Source);
            await reader.SignInAsync(site);
            await reader.OpenAsync($"/{language}/{kind}");
            (await reader.WeighAsync()).Sum(w => w.Bytes).ShouldBeLessThanOrEqualTo(HeaviestPage, kind);
            (await reader.Page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth > innerWidth")).ShouldBeFalse($"{kind} at {screen.Width} px");
            (await reader.Page.Locator("h1").CountAsync()).ShouldBe(1, kind);
            await reader.ScreenshotAsync($"{Pages.FileName(kind)}-{language}-{screen.Width}-{scheme}".ToLowerInvariant(), full: true);
            await reader.UnrollAsync();
            found.AddRange((await Axe.FindAsync(reader.Page)).Where(f => f.KeepsSomebodyOut).Select(f => $"/{language}/{kind} {scheme} {screen.Width} px: {f}"));
            reader.Complaints.ShouldBeEmpty(kind);
            reader.Elsewhere.ShouldBeEmpty(kind);
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_phone_in_Arabic_a_preparatory_committee_is_planned_founded_constituted_and_staffed()
    {
        await site.PartyAsync();
        await using var reader = await chromium.ReaderAsync(site, Screen.Phone, "ar");
        await reader.SignInAsync(site);
        var page = reader.Page;
        await reader.OpenAsync("/ar/organisation/plan-body");
        await page.FillAsync("#place", "بئر طم طم");
        await page.Locator("form button[type=submit]").Last.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/organisation/bodies/", StringComparison.Ordinal));
        await reader.ScreenshotAsync("organisation-journey-1-planned", full: true);

        var today = DateOnly.FromDateTime(DateTime.Today);
        await page.FillAsync("#found-until", Iso(today.AddDays(120)));
        await page.FillAsync("#found-act", "قرار 31/2026");
        await page.Locator("form:has(#found-act) button").ClickAsync();
        await page.Locator(".clock-line").WaitForAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("اللجنة التحضيرية، بئر طم طم");
        await reader.ScreenshotAsync("organisation-journey-2-preparatory", full: true);

        await page.FillAsync("#constitute-act", "محضر المؤتمر المحلي");
        await page.Locator("form:has(#constitute-act) button").ClickAsync();
        await page.Locator("main .p-head .chip.ok").WaitForAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("الأمانة المحلية، بئر طم طم");

        await page.Locator("a[href*='appoint?office=secretary']").ClickAsync();
        await page.FillAsync("#p-ar", "هبة تيفسون");
        await page.SelectOptionAsync("#p-sex", "Female");
        await page.FillAsync("#p-year", "1995");
        await page.Locator("form:has(#p-ar) button").ClickAsync();
        await page.Locator("#effect").WaitForAsync();
        await reader.ScreenshotAsync("organisation-journey-3-effect", full: true);
        await page.FillAsync("#give-act", "محضر المؤتمر المحلي");
        await page.Locator("form:has(#give-act) button").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/organisation/mandates/", StringComparison.Ordinal));
        await reader.ScreenshotAsync("organisation-journey-4-mandate", full: true);

        await reader.OpenAsync($"/ar/organisation/coverage?within=3451");
        (await page.Locator($".class-map a[href*='/organisation/bodies/']").CountAsync()).ShouldBeGreaterThan(0);
        (await page.Locator($".regions a[href*='{Commune}']").CountAsync()).ShouldBe(0);
        reader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_desk_in_French_the_coverage_of_a_region_stands_beside_its_strong_areas()
    {
        await site.PartyAsync();
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk);
        await reader.SignInAsync(site);
        await reader.OpenAsync("/fr/organisation/coverage");
        await reader.Page.SelectOptionAsync("#within", "3");
        await reader.Page.SelectOptionAsync("#list", "PI");
        await reader.Page.Locator("form:has(#within) button").ClickAsync();
        await reader.Page.Locator("#gap").WaitForAsync();
        (await reader.Page.Locator(".class-map").CountAsync()).ShouldBe(2);
        (await reader.Page.Locator("main table tbody tr").CountAsync()).ShouldBeGreaterThan(3);
        await reader.ScreenshotAsync("organisation-coverage-fes-meknes-fr-1440", full: true);
        reader.Complaints.ShouldBeEmpty();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
