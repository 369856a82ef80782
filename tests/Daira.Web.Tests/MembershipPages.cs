using System.Net;
using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>Members in a real browser, over the invented party: the applicant on a phone in Arabic, the offices that decide, and who is told nothing.</summary>
public class MembershipPages(InstalledSite site, Chromium chromium)
{
    private const int HeaviestPage = 100 * 1000;

    public static TheoryData<string> Kinds =>
    [
        "membership", "membership/own", "card", "organisation/members", "organisation/members?q=salma+ouhida", "organisation/members?q=سلمى&within=3&state=Member", "organisation/members/1", "organisation/members/register",
        "organisation/members/list?within=3451", "privacy", "organisation/retention", "organisation/statistics?by=age", "organisation/messages",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_keeps_nobody_out_is_light_and_fits(string kind)
    {
        await site.MembersAsync();
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
    public async Task On_a_phone_in_Arabic_applied_refused_with_a_reason_appealed_admitted_and_seen_by_oneself()
    {
        await site.MembersAsync();
        await using var applicant = await chromium.ReaderAsync(site, Screen.Phone, "ar");
        await using var office = await chromium.ReaderAsync(site, Screen.Desk, "ar");
        await office.SignInAsync(site);
        var page = applicant.Page;
        await applicant.OpenAsync("/ar/membership");
        await page.FillAsync("#name-ar", "شيماء بنتمار");
        await page.FillAsync("#born", "1994-07-13");
        await page.FillAsync("#place", "34510109");
        await page.CheckAsync("input[name=consent]");
        await page.CheckAsync("input[name=honour]");
        await page.Locator("form:has(#born) button[type=submit]").ClickAsync();
        await page.Locator("#reference-given").WaitForAsync();
        await applicant.ScreenshotAsync("membership-story-1-receipt", full: true);
        var (reference, secret) = (await page.Locator("#reference-given").InnerTextAsync(), await page.Locator("#secret-given").InnerTextAsync());

        // The secretariat refuses; a refusal without a reason is refused itself.
        await office.OpenAsync("/ar/organisation/members?q=شيماء بنتمار&state=Applicant");
        await office.Page.Locator("main table a").First.ClickAsync();
        await office.Page.Locator("a[href*='/members/cases/']").First.ClickAsync();
        await office.Page.Locator("#act").WaitForAsync();
        await office.ScreenshotAsync("membership-story-2-review", full: true);
        await office.Page.SelectOptionAsync("#code", "other-party");
        await office.Page.FillAsync("#text", "ورد اسمها في لائحة أخرى");
        await office.Page.Locator("button[value='move:refuse']").ClickAsync();
        await office.Page.WaitForURLAsync(url => !url.Contains("/cases/", StringComparison.Ordinal));

        await OpenOwn(page, applicant, reference, secret);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("ورد اسمها في لائحة أخرى");
        await applicant.ScreenshotAsync("membership-story-3-refused", full: true);
        await page.Locator("textarea[name=text]").First.FillAsync("استقلت منه قبل سنتين");
        await page.Locator("button[value=appeal]").ClickAsync();
        await page.Locator("[data-now]").First.WaitForAsync();
        await applicant.ScreenshotAsync("membership-story-4-appealed", full: true);

        await office.Page.Locator("a[href*='/members/cases/']").First.ClickAsync();
        await office.Page.Locator("button[value='move:overturn']").ClickAsync();
        await office.Page.Locator("main .p-head .chip.ok").WaitForAsync();
        await office.ScreenshotAsync("membership-story-5-member", full: true);

        await OpenOwn(page, applicant, reference, secret);
        (await page.Locator("main .p-head .chip.ok").CountAsync()).ShouldBe(1);
        await page.Locator("form:has(button[value=replace]) button").First.ClickAsync();
        await page.Locator(".member-card").WaitForAsync();
        await applicant.ScreenshotAsync("membership-story-6-own", full: true);
        await VerifiedWithoutNetwork((await page.Locator(".member-card a").GetAttributeAsync("href"))!);
        applicant.Complaints.ShouldBeEmpty();
        office.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stranger_is_told_no_name_and_a_wrong_secret_nothing()
    {
        await site.MembersAsync();
        var client = await site.ClientAsync();
        foreach (var path in (string[])["/ar/organisation/members", "/ar/organisation/members/1", "/ar/organisation/members/list?within=3451", "/ar/organisation/members/register"])
        {
            using var answer = await client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("class=\"tbl\"");
        }

        using var forms = new FormsClient(client.BaseAddress!);
        using var wrong = await forms.Send("/fr/membership/own", "open", ("reference", "7K2M-09QX"), ("secret", "0000-0000-0000-0000"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("ne vont pas ensemble");
        using var empty = await forms.Send("/fr/membership", "apply", ("name-latin", "Salma et Omar"), ("born", "1990-02-30"), ("place", "34510109"));
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var said = await empty.Content.ReadAsStringAsync();
        said.ShouldContain("plusieurs personnes");
        said.ShouldContain("value=\"Salma et Omar\"");
    }

    /// <summary>A door-keeper's phone that opened the page once; the network is then gone.</summary>
    private async Task VerifiedWithoutNetwork(string address)
    {
        await using var keeper = await chromium.ReaderAsync(site, Screen.Phone, "ar");
        var page = keeper.Page;
        await keeper.OpenAsync("/ar/card");
        await page.Locator("[data-kept=yes]").WaitForAsync();
        await page.GotoAsync(address);
        await page.Locator("[data-answer=valid]").WaitForAsync();

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.Locator("[data-answer=valid]").WaitForAsync();
        (await page.Locator("[data-verdict=valid]").IsVisibleAsync()).ShouldBeTrue();
        await page.FillAsync("#number", "999999");
        await page.Locator("[data-number=other]").WaitForAsync();
        await keeper.ScreenshotAsync("membership-story-7-verified-offline", full: true);
        int.Parse((await page.Locator("[data-island=card]").GetAttributeAsync("data-took"))!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThan(300);
        foreach (var at in (int[])[10, 50, 100])
        {
            var token = address[(address.IndexOf('#', StringComparison.Ordinal) + 1)..];
            await page.FillAsync("#token", token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]);
            await page.Locator("form:has(#token) button").ClickAsync();
            await page.Locator("[data-answer=forged]").WaitForAsync();
        }

        await page.Context.SetOfflineAsync(false);
    }

    private static async Task OpenOwn(IPage page, Reader reader, string reference, string secret)
    {
        await reader.OpenAsync("/ar/membership/own");
        await page.FillAsync("#reference", reference);
        await page.FillAsync("#secret", secret);
        await page.Locator("form:has(#reference) button[type=submit]").ClickAsync();
        await page.Locator("#history").WaitForAsync();
    }
}
