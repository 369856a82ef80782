using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>What office-holders do, each in a session of their own that mandates drive: nobody here is the operator.</summary>
public sealed class InstitutionStories(InstalledSite installed, Chromium chromium) : IAsyncLifetime
{
    private const string Region = "3", Province = "3451", Commune = "34510305";

    private Headquarters headquarters = null!;

    public async ValueTask InitializeAsync() => headquarters = await Headquarters.OpenAsync(installed);

    public async ValueTask DisposeAsync() => await headquarters.DisposeAsync();

    [Fact]
    public void The_invented_party_has_ten_roles_and_more_to_sign_in_with() =>
        headquarters.Party.Roles.Select(r => r.Role).Distinct().Count().ShouldBeGreaterThanOrEqualTo(10);

    [Fact]
    public async Task A_regional_secretary_founds_a_committee_on_a_phone_in_Arabic_constitutes_it_and_appoints()
    {
        if (headquarters.Store.Current.BodiesAt(Commune).FirstOrDefault(b => b.Type == "secretariat") is { } there)
        {
            Assert.Fail($"The invented party has a body {there.Id} at بئر طم طم already: choose another seed.");
        }

        await using var reader = await headquarters.EnterAsync(chromium, headquarters.Holder(Region, "secretary").Person, Screen.Phone, "ar");
        var page = reader.Page;
        await reader.OpenAsync("/ar/organisation");
        await reader.ScreenshotAsync("story-1-work-ar-390", full: true);
        await reader.OpenAsync("/ar/organisation/plan-body");
        await page.FillAsync("#place", "بئر طمطم");
        await page.Locator("form:has(#place) button").ClickAsync();
        if (await page.Locator("select#place").CountAsync() > 0)
        {
            await page.SelectOptionAsync("#place", Commune);
            await page.Locator("form:has(#place) button").ClickAsync();
        }

        await page.WaitForURLAsync(url => url.Contains("/organisation/bodies/", StringComparison.Ordinal));
        await reader.ScreenshotAsync("story-2-planned-ar-390", full: true);

        await page.FillAsync("#found-until", Iso(headquarters.Store.Today.AddDays(120)));
        await page.FillAsync("#found-act", "قرار 31/2026");
        await page.Locator("form:has(#found-act) button").ClickAsync();
        await page.Locator(".clock-line").WaitForAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("اللجنة التحضيرية، بئر طم طم");
        await reader.ScreenshotAsync("story-3-preparatory-ar-390", full: true);

        await page.FillAsync("#constitute-act", "محضر المؤتمر المحلي");
        await page.Locator("form:has(#constitute-act) button").ClickAsync();
        await page.Locator("main .p-head .chip.ok").WaitForAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("الأمانة المحلية، بئر طم طم");

        await page.Locator("a[href*='appoint?office=secretary']").First.ClickAsync();
        await page.FillAsync("#p-ar", "هبة تيفسون");
        await page.SelectOptionAsync("#p-sex", "Female");
        await page.FillAsync("#p-year", "1995");
        await page.Locator("form:has(#p-ar) button").ClickAsync();
        await page.Locator("#effect").WaitForAsync();
        await reader.ScreenshotAsync("story-4-effect-ar-390", full: true);
        await page.FillAsync("#give-act", "محضر المؤتمر المحلي");
        await page.Locator("form:has(#give-act) button").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/organisation/mandates/", StringComparison.Ordinal));
        await reader.ScreenshotAsync("story-5-mandate-ar-390", full: true);
        await reader.OpenAsync($"/ar/organisation/coverage?within={Province}");
        await reader.ScreenshotAsync("story-6-coverage-ar-390", full: true);
        reader.Complaints.ShouldBeEmpty();

        var acts = headquarters.Journal().Where(e => e.Actor.StartsWith("person:", StringComparison.Ordinal) && e.Action is ("body-planned" or "body-founded" or "mandate-given")).ToList();
        acts.Select(e => e.Action).ShouldBe(["body-planned", "body-founded", "body-founded", "mandate-given"]);
        acts.ShouldAllBe(e => e.Actor.Contains("/mandate:", StringComparison.Ordinal), "the journal names the mandate that gave the right");
    }

    [Fact]
    public async Task A_regional_secretary_finds_every_door_of_another_region_closed()
    {
        await using var reader = await headquarters.EnterAsync(chromium, headquarters.Holder(Region, "secretary").Person, Screen.Desk, "fr");
        var elsewhere = headquarters.Store.Current.BodiesAt("4").First(b => b.Type == "secretariat").Id;
        (await StatusAsync(reader, $"/fr/organisation/bodies/{elsewhere}")).ShouldBe(403);
        (await StatusAsync(reader, $"/fr/organisation/bodies/{elsewhere}/appoint?office=secretary")).ShouldBe(403);
        (await StatusAsync(reader, "/fr/organisation/joint-acts")).ShouldBe(403);
        (await StatusAsync(reader, "/fr/accounts")).ShouldBe(403);
        await reader.ScreenshotAsync("story-closed-fr-1440", full: true);
    }

    [Fact]
    public async Task An_open_session_loses_its_rights_within_a_minute_of_the_end_of_its_mandate()
    {
        var (person, mandate) = headquarters.Holder(Region, "secretary");
        await using var reader = await headquarters.EnterAsync(chromium, person, Screen.Phone, "ar");
        var body = $"/ar/organisation/bodies/{mandate.Body}";
        (await StatusAsync(reader, body)).ShouldBe(200);
        new EndMandate(headquarters.Store).Run(new Ending(mandate.Id, headquarters.Store.Today, EndReason.Revoked, new Act("قرار 40/2026")), Actor.Operator).IsDone.ShouldBeTrue();
        headquarters.Clock.Forward(TimeSpan.FromSeconds(60));
        (await StatusAsync(reader, body)).ShouldBe(403);
        await reader.ScreenshotAsync("story-rights-gone-ar-390", full: true);
        (await reader.Page.Locator("main").InnerTextAsync()).ShouldNotContain(person.NameIn("ar").Text);
        (await StatusAsync(reader, "/ar/account")).ShouldBe(200, "the session itself goes on: it is the rights that end");
    }

    [Fact]
    public async Task A_term_that_ends_at_midnight_ends_for_the_open_session_too()
    {
        var (person, _) = headquarters.Holder(Province, "treasurer");
        var org = headquarters.Store.Current;
        foreach (var held in org.MandatesOf(person).Where(m => m.IsInForce(headquarters.Store.Today)))
        {
            new EndMandate(headquarters.Store).Run(new Ending(held.Id, headquarters.Store.Today.AddDays(1), EndReason.Replaced, new Act("قرار 41/2026")), Actor.Operator).IsDone.ShouldBeTrue();
        }

        headquarters.Clock.To(new TimeOnly(23, 58));
        await using var reader = await headquarters.EnterAsync(chromium, person, Screen.Desk, "fr");
        var last = headquarters.Store.Today;
        (await StatusAsync(reader, "/fr/organisation")).ShouldBe(200);
        headquarters.Clock.Forward(TimeSpan.FromMinutes(3));
        headquarters.Store.Today.ShouldBe(last.AddDays(1));
        (await StatusAsync(reader, "/fr/organisation")).ShouldBe(403);
    }

    [Fact]
    public async Task On_a_desk_in_French_a_secretary_reads_the_coverage_of_Fes_Meknes_beside_its_strong_areas()
    {
        await using var reader = await headquarters.EnterAsync(chromium, headquarters.Holder(Region, "secretary").Person, Screen.Desk, "fr");
        await reader.OpenAsync("/fr/organisation/coverage");
        await reader.Page.SelectOptionAsync("#within", Region);
        await reader.Page.SelectOptionAsync("#list", "PI");
        await reader.Page.Locator("form:has(#within) button").ClickAsync();
        await reader.Page.Locator("#gap").WaitForAsync();
        (await reader.Page.Locator(".class-map").CountAsync()).ShouldBe(2);
        await reader.ScreenshotAsync("story-coverage-fr-1440", full: true);
        await reader.Page.Locator("#gap ~ * a, section:has(#gap) a").First.ClickAsync();
        reader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_falls_due_is_done_in_the_clocks_name_and_shown()
    {
        for (var waited = 0; waited < 100 && headquarters.Journal().All(e => e.Actor != "clock"); waited++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        headquarters.Journal().Count(e => e is { Actor: "clock", Action: "body-end-warned" }).ShouldBeGreaterThan(10);
        await using var reader = await headquarters.EnterAsync(chromium, headquarters.Holder(Region, "secretary").Person, Screen.Phone, "ar");
        await reader.OpenAsync("/ar/organisation/clock");
        (await reader.Page.Locator("#warned ~ *, section:has(#warned) li").CountAsync()).ShouldBeGreaterThan(0);
        await reader.ScreenshotAsync("story-clock-ar-390", full: true);
        await reader.OpenAsync("/ar/organisation/ahead?months=3");
        await reader.ScreenshotAsync("story-ahead-ar-390", full: true);
        reader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_leaders_export_the_register_together_and_neither_can_alone()
    {
        var org = headquarters.Store.Current;
        var general = org.Bodies.Values.First(b => b.Type == "general-secretariat");
        var (first, second) = (At("secretary-general"), At("deputy"));
        await using var one = await headquarters.EnterAsync(chromium, first, Screen.Desk, "fr");
        await one.OpenAsync("/fr/organisation/joint-acts");
        await one.Page.FillAsync("#export-reason", "Préparer le congrès");
        await one.Page.Locator("form:has(#export-reason) button").ClickAsync();
        await one.Page.Locator("article.joint").WaitForAsync();
        (await one.Page.Locator("article.joint form").CountAsync()).ShouldBe(1, "whoever asked may only take it back");
        await one.ScreenshotAsync("story-joint-own-fr-1440", full: true);

        await using var two = await headquarters.EnterAsync(chromium, second, Screen.Phone, "ar");
        await two.OpenAsync("/ar/organisation/joint-acts");
        await two.ScreenshotAsync("story-joint-waiting-ar-390", full: true);
        await two.Page.Locator("article.joint form button").First.ClickAsync();
        await two.Page.Locator(".chip.ok").WaitForAsync();
        (await two.Page.Locator("a[download][href*='persons.csv']").CountAsync()).ShouldBe(0, "the file is for whoever asked");

        await one.OpenAsync("/fr/organisation/joint-acts");
        var download = await one.Page.RunAndWaitForDownloadAsync(() => one.Page.Locator("a[download][href*='persons.csv']").ClickAsync());
        (await File.ReadAllLinesAsync((await download.PathAsync())!)).Length.ShouldBeGreaterThan(500);
        headquarters.Journal().Count(e => e.Action is "joint-act-asked" or "joint-act-allowed" or "persons-exported").ShouldBe(3);

        Person At(string office) => org.Persons[org.InForce(general, headquarters.Store.Today).First(m => m.Office == office).Person];
    }

    private static async Task<int> StatusAsync(Reader reader, string path) =>
        (await reader.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load }))!.Status;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
