using System.Net;
using System.Text.RegularExpressions;

namespace Daira.Web.Tests;

/// <summary>The organisation's pages without a browser: forms, refusals, and what strangers are not told.</summary>
public sealed partial class OrganisationTests : IAsyncLifetime
{
    private SmallSite site = null!;
    private FormsClient operatorsBrowser = null!;

    public async ValueTask InitializeAsync()
    {
        site = await SmallSite.Start();
        operatorsBrowser = await site.SignedIn();
    }

    public async ValueTask DisposeAsync()
    {
        operatorsBrowser.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task From_a_plan_to_a_mandate_with_its_letter()
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "Aïn Cheggag"));
        body.ShouldMatch("^/fr/organisation/bodies/[0-9]+$");
        await Done(body, "found", ("stage", "Preparatory"), ("until", Day(60)), ("act", "12/2026"), ("on", Day(0)), ("seen", "1"));
        var page = await Read(body);
        page.ShouldContain("Comité préparatoire, Aïn Cheggag");
        await Done(body, "constitute", ("act", "PV 3"), ("on", Day(0)), ("seen", "2"));
        var chosen = await Done($"{body}/appoint?office=secretary", "enter", ("p-ar", "سلمى أوحيدا"), ("p-latin", "Salma Ouhida"), ("p-sex", "Female"));
        Plain(await Read(chosen)).ShouldContain("Femmes : 1 sur 9");
        var mandate = await Done(chosen, "give", ("office", "secretary"), ("mode", "Elected"), ("from", Day(0)), ("act", "PV 3"), ("seen", "0"));
        await Done(mandate, "accept", ("on", Day(0)), ("charter", "1"), ("seen", "1"));
        (await Read($"{mandate}/letter")).ShouldContain("Salma Ouhida");
        (await Read(body)).ShouldContain("Salma Ouhida");
        await Done(mandate, "end", ("reason", "Resigned"), ("on", Day(0)), ("act", "lettre"), ("seen", "2"));
        (await Read(body)).ShouldNotContain("Salma Ouhida");
    }

    [Fact]
    public async Task A_refused_form_says_why_with_its_status_and_keeps_what_stands()
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "34510109"));
        using var late = await operatorsBrowser.Send(body, "found", ("stage", "Preparatory"), ("until", Day(-1)), ("act", "1"), ("on", Day(0)), ("seen", "1"));
        late.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await late.Content.ReadAsStringAsync()).ShouldContain("hors des limites");
        await Done(body, "found", ("stage", "Preparatory"), ("until", Day(30)), ("act", "1"), ("on", Day(0)), ("seen", "1"));
        using var replayed = await operatorsBrowser.Send(body, "renew", ("until", Day(60)), ("act", "1"), ("on", Day(0)), ("seen", "1"));
        replayed.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await replayed.Content.ReadAsStringAsync()).ShouldContain("a changé");
        using var forged = await operatorsBrowser.Post(body, ("_handler", "dissolve"), ("reason", "x"), ("act", "x"), ("seen", "2"));
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var hidden = await operatorsBrowser.Send("/ar/organisation/plan-body", "plan", ("type", "pole"), ("place", "MA"), ("name-ar", "قطب\u202Eالهيكلة"));
        (await hidden.Content.ReadAsStringAsync()).ShouldContain("U+202E");
    }

    [Fact]
    public async Task A_name_of_several_places_is_asked_back()
    {
        using var asked = await operatorsBrowser.Send("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "Sefrou"));
        var page = await asked.Content.ReadAsStringAsync();
        page.ShouldContain("value=\"3451\"");
        page.ShouldContain("value=\"34510109\"");
    }

    [Fact]
    public async Task Strangers_are_told_nothing_not_even_titles()
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "34510501"));
        foreach (var path in (string[])["/fr/organisation", "/fr/organisation/bodies", body, "/fr/organisation/coverage", "/fr/organisation/plan", "/fr/organisation/cases", "/fr/organisation/types", "/fr/organisation/bodies.csv", "/fr/organisation/coverage.csv"])
        {
            using var answer = await site.Client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            var text = await answer.Content.ReadAsStringAsync();
            text.ShouldNotContain("Cheggag");
            text.ShouldNotContain("class=\"stat\"");
        }

        (await site.Read("/fr/places")).ShouldNotContain("/organisation");
        using var stranger = new FormsClient(site.Address);
        using var posted = await stranger.Post("/fr/organisation/plan-body", ("_handler", "plan"), ("type", "pole"), ("place", "MA"));
        posted.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Read("/fr/organisation/bodies.csv")).Split('\n').Length.ShouldBe(3);
    }

    [Fact]
    public async Task Coverage_counts_the_communes_of_the_results_and_names_strong_places_without_a_body()
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "34510501"));
        await Done(body, "constitute", ("act", "PV"), ("on", Day(0)), ("seen", "1"));
        var page = await Read("/fr/organisation/coverage?list=PAM");
        Plain(page).ShouldContain("1 communes sur 5");
        page.ShouldContain("Fortes, sans instance active");
        (await Read("/fr/organisation/coverage.csv")).ShouldContain("34510501,عين الشكاك,Aïn Cheggag,3451,constituted");
    }

    [Fact]
    public async Task A_case_shows_whose_turn_it_is_and_a_granted_founding_founds_the_body()
    {
        var region = await Secretary("3", "عمر برغون");
        var province = await Secretary("3451", "سلمى أوحيدا");
        var opened = await Done("/fr/organisation/cases/new/found-body", "open", ("place", "34510501"), ("as", province), ("f-type", "secretariat"), ("f-until", Day(90)));
        var page = Plain(await Read(opened));
        page.ShouldContain("Le dossier est à : Secrétariat régional, Fès-Meknès");
        page.ShouldContain("15 jours ouvrés");
        using var silent = await operatorsBrowser.Send(opened, "act", ("do", "move:refuse"), ("as", region), ("seen", "1"));
        silent.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var outOfTurn = await operatorsBrowser.Send(opened, "act", ("do", "move:grant"), ("as", province), ("seen", "1"));
        outOfTurn.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var lacking = await operatorsBrowser.Send(opened, "act", ("do", "move:grant"), ("as", region), ("seen", "1"));
        lacking.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Plain(await lacking.Content.ReadAsStringAsync()).ShouldContain("« Accorder la création » attend une pièce qui manque au dossier : « procès-verbal de la réunion d’initiative »");
        (await operatorsBrowser.Upload(opened, "paper", "proces-verbal.pdf", "%PDF-1.7 x"u8.ToArray(), ("which", "minutes"))).ShouldBe(HttpStatusCode.Redirect);
        await Done(opened, "act", ("do", "move:grant"), ("as", region), ("seen", "2"));
        Plain(await Read(opened)).ShouldContain("accordé");
        (await Read("/fr/organisation/bodies?type=secretariat")).ShouldContain("Comité préparatoire, Aïn Cheggag");
        (await Read("/fr/organisation/cases")).ShouldContain("D-1");
    }

    /// <summary>A constituted secretariat with a secretary.</summary>
    /// <returns>Number of the mandate.</returns>
    private async Task<string> Secretary(string place, string name)
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", place));
        await Done(body, "constitute", ("act", "PV"), ("on", Day(0)), ("seen", "1"));
        var chosen = await Done($"{body}/appoint?office=secretary", "enter", ("p-ar", name));
        var mandate = await Done(chosen, "give", ("office", "secretary"), ("mode", "Elected"), ("from", Day(0)), ("act", "PV"), ("seen", "0"));
        return mandate.Split('/')[^1];
    }

    [Fact]
    public async Task A_type_gains_an_office_on_its_page()
    {
        var page = await Read("/fr/organisation/types/pole");
        page.ShouldContain("o3-id");
        await Done("/fr/organisation/types/pole", "type", ("name-ar", "القطب"), ("name-fr", "pôle"), ("organisation", "party"), ("term", "24"), ("preparatory", "6"), ("provisional", "12"), ("renewals", "1"),
            ("dormant", "90"), ("level-Country", "on"), ("o0-id", "coordinator"), ("o0-ar", "المنسق"), ("o0-fr", "coordinateur"), ("o0-seats", "1"), ("o0-founded", "on"), ("o2-id", "archivist"), ("o2-ar", "الأرشيف"), ("o2-seats", "2"), ("o2-founded", "on"));
        (await Read("/fr/organisation/types/pole")).ShouldContain("archivist");
        using var wrong = await operatorsBrowser.Send("/fr/organisation/types/pole", "type", ("name-ar", "القطب"), ("organisation", "party"), ("term", "many"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>Sends a form and answers where it led.</summary>
    private async Task<string> Done(string path, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await operatorsBrowser.Send(path, form, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, Summary().Match(await answer.Content.ReadAsStringAsync()).Value);
        return answer.Headers.Location!.ToString();
    }

    private async Task<string> Read(string path)
    {
        using var answer = await operatorsBrowser.Open(path);
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path} {page[..Math.Min(400, page.Length)]}");
        return WebUtility.HtmlDecode(page);
    }

    private static string Plain(string page) => Tag().Replace(page, "");

    private static string Day(int fromToday) => DateTime.Today.AddDays(fromToday).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("<div class=\"summary\".*?</div>|<h1>.*?</h1>", RegexOptions.Singleline)]
    private static partial Regex Summary();
}
