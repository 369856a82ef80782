using System.Net;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Web.Tests;

/// <summary>Rules of the party changed on pages, without code: procedures, incompatibilities, charter, rights; and what is seen ahead of time.</summary>
public sealed class InstitutionPages : OperatorsBrowser
{
    [Fact]
    public async Task A_procedure_saved_as_it_stands_is_its_next_version_and_says_the_same()
    {
        var before = await Read("/ar/organisation/procedures/found-body");
        using var saved = await browser.SendFilled("/ar/organisation/procedures/found-body", "procedure", ("in-force", Day(0)));
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await Read("/ar/organisation/procedures/found-body");
        Path(after).ShouldBe(Path(before));
        Plain(after).ShouldContain("الصيغة 2،");
        (await Read("/ar/organisation/cases/new/found-body")).ShouldContain("محضر اجتماع المبادرة");
    }

    [Theory]
    [InlineData("s0m2-reason", null, "sans motif")]
    [InlineData("s0m2-appeal", "", "recours")]
    [InlineData("s0-who", "", "acteur")]
    [InlineData("s0-offices", "", "acteur")]
    [InlineData("s0-amount", "viele", "délai")]
    [InlineData("s1m0-to", "complete", "fin")]
    [InlineData("s2m0-last", "", "recours")]
    public async Task A_definition_that_could_be_silent_is_refused_with_the_sentence(string field, string? value, string words)
    {
        using var refused = await browser.SendFilled("/fr/organisation/procedures/found-body", "procedure", (field, value));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        page.ShouldContain("role=\"alert\"");
        Alert(page).ShouldContain(words, Case.Insensitive);
        Plain(await Read("/fr/organisation/procedures/found-body")).ShouldContain("Version 1,");
        Journal().ShouldContain(e => e.Action == "refused" && e.Subject == "procedure-defined");
    }

    [Fact]
    public async Task A_new_procedure_is_made_on_a_page_and_run()
    {
        (string, string?)[] fields =
        [
            ("id", "room"), ("ar", "حجز قاعة"), ("fr", "Réserver une salle"), ("in-force", Day(0)), ("opener-who", "anyone"), ("promise-amount", "5"), ("promise-unit", "WorkingDays"), ("promise-basis", "قرار"),
            ("form", "when* | متى | quand | \\d{4}-\\d{2}-\\d{2}"), ("papers", "plan | تصميم | plan"),
            ("s0-id", "look"), ("s0-ar", "النظر"), ("s0-fr", "examen"), ("s0-who", "secretariat"), ("s0-level", "Province"), ("s0-offices", "secretary"), ("s0-amount", "3"), ("s0-unit", "WorkingDays"), ("s0-basis", "قرار"),
            ("s0m0-id", "grant"), ("s0m0-ar", "اقبل"), ("s0m0-fr", "Accorder"), ("s0m0-to", "end:granted"),
            ("s0m1-id", "refuse"), ("s0m1-ar", "ارفض"), ("s0m1-fr", "Refuser"), ("s0m1-to", "end:refused"), ("s0m1-reason", "on"), ("s0m1-reasons", "taken | محجوزة | prise | قرار"), ("s0m1-appeal", "#1"), ("s0m1-amount", "7"), ("s0m1-unit", "CalendarDays"), ("s0m1-basis", "قرار"),
            ("s1-id", "appeal"), ("s1-ar", "الاستئناف"), ("s1-fr", "recours"), ("s1-who", "secretariat"), ("s1-level", "Region"), ("s1-offices", "secretary"), ("s1-amount", "7"), ("s1-unit", "CalendarDays"), ("s1-basis", "قرار"),
            ("s1m0-id", "uphold"), ("s1m0-ar", "أيد"), ("s1m0-to", "end:refused"), ("s1m0-reason", "on"), ("s1m0-last", "المادة 9"), ("s1m1-id", "overturn"), ("s1m1-ar", "ألغ"), ("s1m1-to", "end:granted"),
        ];
        using var made = await browser.SendFilled("/fr/organisation/procedures/new", "procedure", fields);
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect, Alert(WebUtility.HtmlDecode(await made.Content.ReadAsStringAsync())));
        (await Read("/fr/organisation/procedures/room")).ShouldContain("Réserver une salle");
        var province = await Secretary("3451");
        await Secretary("3");
        var opened = await Done("/fr/organisation/cases/new/room", "open", ("place", "3451"), ("as", ""), ("person", "2"), ("f-when", "2027-01-05"));
        await Done(opened, "act", ("do", "move:refuse"), ("as", province), ("code", "taken"), ("seen", "1"));
        (await Read(opened)).ShouldContain("prise");
    }

    [Fact]
    public async Task A_rule_is_made_on_its_page_and_holds()
    {
        using var made = await browser.SendFilled("/fr/organisation/rules/new", "rule",
            ("id", "treasurer-twice"), ("name-ar", "لا تجمع أمانتا مال"), ("name-fr", "pas deux fois trésorier"), ("from", Day(0)), ("basis", "PV 3"), ("sure", "on"),
            ("one-type", "secretariat"), ("one-office", "treasurer"), ("other-type", "secretariat"), ("other-office", "treasurer"));
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Read("/fr/organisation/types")).ShouldContain("pas deux fois trésorier");
        var (one, two) = (await Secretariat("3"), await Secretariat("3451"));
        var chosen = await Done($"{one}/appoint?office=treasurer", "enter", ("p-ar", "سلمى أوحيدا"));
        await Done(chosen, "give", ("office", "treasurer"), ("mode", "Elected"), ("from", Day(0)), ("act", "PV"), ("seen", "0"));
        using var forbidden = await browser.Send($"{two}/appoint?office=treasurer&person=1", "give", ("office", "treasurer"), ("mode", "Elected"), ("from", Day(0)), ("act", "PV"), ("seen", "0"));
        forbidden.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = WebUtility.HtmlDecode(await forbidden.Content.ReadAsStringAsync());
        page.ShouldContain("pas deux fois trésorier");
        page.ShouldContain("Demander une dérogation");
        await Done($"{two}/appoint?office=treasurer&person=1", "exception", ("office", "treasurer"), ("mode", "Elected"), ("from", Day(0)), ("exception-act", "PV"), ("reason", "personne d’autre"));
        var decline = Forms(await Read("/fr/organisation/joint-acts"), "decline-");
        Forms(await Read("/fr/organisation/joint-acts"), "allow-").ShouldBe("", "whoever asked is not offered to allow it");
        using var own = await browser.Send("/fr/organisation/joint-acts", decline.Replace("decline-", "allow-", StringComparison.Ordinal));
        ((int)own.StatusCode).ShouldBeInRange(400, 499);
        var declined = await Done("/fr/organisation/joint-acts", decline, ("reason", "erreur"));
        declined.ShouldBe("/fr/organisation/joint-acts");
        (await Read(declined)).ShouldContain("retirée");
    }

    [Fact]
    public async Task A_charter_is_adopted_and_signed_on_its_pages()
    {
        var mandate = $"/fr/organisation/mandates/{await Secretary("3451")}";
        await Done(mandate, "accept", ("on", Day(0)), ("charter", "1"), ("seen", "1"));
        using var adopted = await browser.SendFilled("/fr/organisation/charter", "adopt", ("c0-ar", "أخدم قبل أن أُخدم"), ("basis", "Congrès 2026"));
        adopted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await Read("/fr/organisation/charter");
        Plain(page).ShouldContain("Version 2,");
        page.ShouldContain(mandate);
        await Done(mandate, "sign", ("charter", "2"), ("seen", "2"));
        (await Read("/fr/organisation/charter")).ShouldNotContain(mandate);
        using var empty = await browser.SendFilled("/fr/organisation/charter", "adopt", [.. Enumerable.Range(0, 12).SelectMany(i => ((string, string?)[])[($"c{i}-ar", ""), ($"c{i}-fr", "")]), ("basis", "x")]);
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_rights_table_is_asked_to_change_and_waits_for_another()
    {
        await Done("/fr/organisation/rights", "rights", ("office", "secretariat/treasurer"), ("right", "appoint"), ("up-to", "Personal"), ("reason", "essai"));
        (await Read("/fr/organisation/joint-acts")).ShouldContain("secretariat/treasurer");
        using var nothing = await browser.Send("/fr/organisation/rights", "rights", ("office", ""), ("reason", "essai"));
        nothing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var silent = await browser.Send("/fr/organisation/rights", "rights", ("office", "secretariat/treasurer"), ("right", "appoint"), ("up-to", "Sealed"), ("reason", ""));
        silent.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Journal().Count(e => e is { Action: "refused", Subject: "rights-table" }).ShouldBe(2);
    }

    [Fact]
    public async Task What_comes_is_seen_ahead_and_the_elected_are_listed()
    {
        var body = await Secretariat("3451");
        (await Read("/fr/organisation/ahead")).ShouldContain("vacant à ce jour");
        (await Read("/fr/organisation/ahead.csv?months=12")).ShouldContain(",treasurer,");
        body.ShouldNotBeNull();
        var house = await Done("/fr/organisation/plan-body", "plan", ("type", "house-councillors"), ("place", "MA"));
        await Done(house, "constitute", ("act", "PV"), ("on", Day(0)), ("seen", "1"));
        var chosen = await Done($"{house}/appoint?office=member", "enter", ("p-ar", "هبة تازمون"), ("p-latin", "Hiba Tazmoun"));
        await Done(chosen, "give", ("office", "member"), ("mode", "Elected"), ("from", Day(0)), ("act", "BO"), ("seen", "0"));
        var elected = await Read("/fr/organisation/elected");
        elected.ShouldContain("Hiba Tazmoun");
        elected.ShouldContain("Chambre des conseillers");
        (await Read("/fr/organisation/elected.csv")).ShouldContain("house-councillors");
        (await Read("/fr/organisation/clock")).ShouldContain("horloge");
    }

    [Fact]
    public async Task The_letter_is_a_PDF_whose_Arabic_can_be_read()
    {
        Assert.SkipUnless(new Daira.Web.Operations.PdfPrinter().IsThere, "no browser to print with");
        var mandate = $"/ar/organisation/mandates/{await Secretary("3451")}";
        using var letter = await browser.Open($"{mandate}/letter.pdf");
        letter.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bytes = await letter.Content.ReadAsByteArrayAsync();
        bytes.AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue();
        bytes.Length.ShouldBeGreaterThan(10_000);
        using var stranger = await site.Client.GetAsync($"{mandate}/letter.pdf");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var file = System.IO.Path.Combine(site.Folder, "letter.pdf");
        await File.WriteAllBytesAsync(file, bytes);
        (await TextOf(file)).ShouldContain("سلمى");
    }

    /// <summary>What a reader would copy out of it, where the machine has the tool that says so.</summary>
    private static async Task<string> TextOf(string file)
    {
        const string tool = "/usr/bin/pdftotext";
        Assert.SkipUnless(File.Exists(tool), "no pdftotext");
        using var reading = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(tool, [file, "-"]) { RedirectStandardOutput = true })!;
        var text = await reading.StandardOutput.ReadToEndAsync();
        await reading.WaitForExitAsync();
        return text;
    }

    private async Task<string> Secretariat(string place)
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", place));
        await Done(body, "constitute", ("act", "PV"), ("on", Day(0)), ("seen", "1"));
        return body;
    }

    private async Task<string> Secretary(string place)
    {
        var chosen = await Done($"{await Secretariat(place)}/appoint?office=secretary", "enter", ("p-ar", "سلمى أوحيدا"));
        return (await Done(chosen, "give", ("office", "secretary"), ("mode", "Elected"), ("from", Day(0)), ("act", "PV"), ("seen", "0"))).Split('/')[^1];
    }

    private List<JournalEntry> Journal() =>
        new RecordStore(new StorageSettings(site.Folder), TimeProvider.System, Site.RecordParts).Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).ToList());

    /// <summary>The path as it is drawn, without version and day.</summary>
    private static string Path(string page) => page.IndexOf("<ol class=\"trail\">", StringComparison.Ordinal) is var at ? page[at..page.IndexOf("</ol>", at, StringComparison.Ordinal)] : "";

    private static string Plain(string page) => System.Text.RegularExpressions.Regex.Replace(page, "<[^>]+>", "");

    private static string Alert(string page) => page.IndexOf("role=\"alert\"", StringComparison.Ordinal) is >= 0 and var at ? page[at..Math.Min(page.Length, at + 1_500)] : "";

    /// <summary>The first form of the page whose name begins so.</summary>
    private static string Forms(string page, string begins) => System.Text.RegularExpressions.Regex.Match(page, $"name=\"_handler\" value=\"({begins}[^\"]+)\"").Groups[1].Value;

}
