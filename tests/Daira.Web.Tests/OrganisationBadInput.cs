using System.Net;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;

namespace Daira.Web.Tests;

/// <summary>What must not get through the organisation's forms: each is refused with its remedy, journalled, and leaves nothing half done.</summary>
public sealed class OrganisationBadInput : OperatorsBrowser
{
    [Theory]
    [InlineData("قطب\u202Eالهيكلة", "U+202E")]
    [InlineData("قطب\u2066الهيكلة", "U+2066")]
    [InlineData("قطب\u200Bالهيكلة", "U+200B")]
    [InlineData("قطب الهيكلةa", "U+0061")]
    public async Task A_name_with_hidden_signs_or_foreign_letters_is_refused_by_its_sign(string name, string sign) =>
        await Refused("/ar/organisation/plan-body", "plan", HttpStatusCode.BadRequest, sign, ("type", "pole"), ("place", "MA"), ("name-ar", name));

    [Theory]
    [InlineData("P\u043Ele num\u0435rique", "U+043E")]
    [InlineData("\u0391lger", "U+0391")]
    public async Task Letters_that_only_look_Latin_are_refused(string name, string sign) =>
        await Refused("/fr/organisation/plan-body", "plan", HttpStatusCode.BadRequest, sign, ("type", "pole"), ("place", "MA"), ("name-ar", "القطب"), ("name-latin", name));

    [Fact]
    public async Task Words_in_a_case_are_held_to_the_same()
    {
        var (region, province) = (await Secretary("3"), await Secretary("3451"));
        var opened = await Done("/fr/organisation/cases/new/found-body", "open", ("place", "34510501"), ("as", province), ("f-type", "secretariat"), ("f-until", Day(90)));
        await Refused(opened, "act", HttpStatusCode.BadRequest, "U+202E", ("do", "move:refuse"), ("as", region), ("text", "غير\u202Eمكتمل"), ("seen", "1"));
        await Refused("/fr/organisation/cases/new/found-body", "open", HttpStatusCode.BadRequest, "U+200F", ("place", "34510501"), ("as", province), ("f-type", "secre\u200Ftariat"), ("f-until", Day(90)));
    }

    [Fact]
    public async Task Dates_that_contradict_are_refused_with_both_days()
    {
        var body = await Secretariat("3451");
        var chosen = await Done($"{body}/appoint?office=treasurer", "enter", ("p-ar", "سلمى أوحيدا"));
        await Refused(chosen, "give", HttpStatusCode.BadRequest, "précède", ("office", "treasurer"), ("mode", "Elected"), ("from", Day(10)), ("until", Day(3)), ("act", "PV"), ("seen", "0"));
        await Refused(chosen, "give", HttpStatusCode.BadRequest, "précède", ("office", "treasurer"), ("mode", "Elected"), ("from", Day(-30)), ("act", "PV"), ("seen", "0"));
        await Refused(chosen, "give", HttpStatusCode.BadRequest, "durée", ("office", "treasurer"), ("mode", "Elected"), ("from", Day(0)), ("until", Day(4000)), ("act", "PV"), ("seen", "0"));
        await Refused(body, "rename", HttpStatusCode.BadRequest, "après", ("name-ar", "الأمانة"), ("act", "PV"), ("on", Day(2)), ("seen", "2"));
        var planned = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "34510109"));
        await Refused(planned, "found", HttpStatusCode.BadRequest, "hors des limites", ("stage", "Preparatory"), ("until", Day(0)), ("act", "1"), ("on", Day(0)), ("seen", "1"));
        await Refused("/fr/organisation/plan-body", "plan", HttpStatusCode.BadRequest, "précède", ("type", "secretariat"), ("place", "34510501"), ("due", Day(-5)));
        await Refused("/fr/organisation/rules/new", "rule", HttpStatusCode.BadRequest, "précède", ("id", "backwards"), ("name-ar", "قاعدة"), ("from", Day(5)), ("until", Day(1)), ("basis", "x"), ("one-type", "secretariat"), ("other-type", "pole"));
    }

    [Fact]
    public async Task A_body_never_comes_to_stand_under_itself()
    {
        var region = await Secretariat("3");
        var province = await Secretariat("3451");
        await Refused(region, "attach", HttpStatusCode.Conflict, "dépend", ("parent", Id(province)), ("act", "PV"), ("on", Day(0)), ("seen", "2"));
        await Refused(region, "attach", HttpStatusCode.Conflict, "dépend", ("parent", Id(region)), ("act", "PV"), ("on", Day(0)), ("seen", "2"));
    }

    [Fact]
    public async Task A_form_that_is_replayed_out_of_order_or_from_an_old_page_is_refused()
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "34510109"));
        (string, string)[] founding = [("stage", "Preparatory"), ("until", Day(30)), ("act", "1"), ("on", Day(0)), ("seen", "1")];
        await Refused(body, "renew", HttpStatusCode.Conflict, "Impossible", ("until", Day(60)), ("act", "1"), ("on", Day(0)), ("seen", "1"));
        await Done(body, "found", founding);
        await Refused(body, "found", HttpStatusCode.Conflict, "a changé", founding);
        await Refused(body, "constitute", HttpStatusCode.Conflict, "a changé", ("act", "1"), ("on", Day(0)), ("seen", "1"));
        await Refused(body, "resume", HttpStatusCode.Conflict, "Impossible", ("act", "1"), ("on", Day(0)), ("seen", "2"));
    }

    [Fact]
    public async Task A_forged_form_is_refused_whoever_sends_it()
    {
        var body = await Secretariat("3451");
        var events = Events();
        using var noToken = await browser.Post(body, ("_handler", "dissolve"), ("reason", "x"), ("act", "x"), ("seen", "2"));
        noToken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var stranger = new FormsClient(site.Address);
        using var foreignToken = await stranger.Send("/fr/sign-in", "sign-in", ("Written", "0000-0000-0000-0000"));
        using var unsigned = await stranger.Post(body, ("_handler", "dissolve"), ("reason", "x"), ("act", "x"), ("seen", "2"));
        unsigned.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var unknown = await browser.Send(body, "no-such-form", ("act", "x"));
        ((int)unknown.StatusCode).ShouldBeInRange(400, 499);
        Events().ShouldBe(events);
    }

    [Fact]
    public async Task Two_who_end_the_same_mandate_at_once_one_is_told_that_it_has_ended()
    {
        var mandate = $"/fr/organisation/mandates/{await Secretary("3451")}";
        var before = Events();
        var token = await browser.TokenAsync(mandate);
        var ended = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.Send(mandate, "end", token, ("reason", "Revoked"), ("on", Day(0)), ("act", "PV 9"), ("seen", "1"))));
        ended.Count(a => a.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        foreach (var answer in ended)
        {
            if (answer.StatusCode != HttpStatusCode.Redirect)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
                (await answer.Content.ReadAsStringAsync()).ShouldContain("a pris fin");
            }

            answer.Dispose();
        }

        Events().ShouldBe(before + 1);
        Journal().Count(e => e.Action == "mandate-ended").ShouldBe(1);
        Journal().Count(e => e is { Action: "refused", Subject: "mandate-ended" }).ShouldBe(5);
    }

    [Fact]
    public async Task Two_who_found_the_same_body_or_fill_the_same_seat_at_once_make_one()
    {
        var planned = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.Send("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "34510109"))));
        planned.Count(a => a.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        planned.Where(a => a.StatusCode != HttpStatusCode.Redirect).ShouldAllBe(a => a.StatusCode == HttpStatusCode.Conflict);
        var body = planned.Single(a => a.StatusCode == HttpStatusCode.Redirect).Headers.Location!.ToString();
        await Done(body, "constitute", ("act", "PV"), ("on", Day(0)), ("seen", "1"));
        var persons = new List<string>();
        foreach (var name in (string[])["سلمى أوحيدا", "عمر برغون", "هبة تازمون"])
        {
            persons.Add(await Done($"{body}/appoint?office=secretary", "enter", ("p-ar", name)));
        }

        var given = await Task.WhenAll(persons.Select(p => browser.Send(p, "give", ("office", "secretary"), ("mode", "Elected"), ("from", Day(0)), ("act", "PV"), ("seen", "0"))));
        given.Count(a => a.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        given.Where(a => a.StatusCode != HttpStatusCode.Redirect).ShouldAllBe(a => a.StatusCode == HttpStatusCode.Conflict);
        Journal().Count(e => e.Action == "mandate-given").ShouldBe(1);
    }

    [Fact]
    public async Task A_case_moved_twice_at_once_or_from_the_wrong_place_moves_once()
    {
        var (region, elsewhere, province) = (await Secretary("3"), await Secretary("4"), await Secretary("3451"));
        var opened = await Done("/fr/organisation/cases/new/found-body", "open", ("place", "34510501"), ("as", province), ("f-type", "secretariat"), ("f-until", Day(90)));
        await Refused(opened, "act", HttpStatusCode.Forbidden, "tour", ("do", "move:grant"), ("as", elsewhere), ("seen", "1"));
        await Refused("/fr/organisation/cases/new/found-body", "open", HttpStatusCode.Forbidden, "", ("place", "44210107"), ("as", province), ("f-type", "secretariat"), ("f-until", Day(90)));
        (await browser.Upload(opened, "paper", "proces-verbal.pdf", "%PDF-1.7 x"u8.ToArray(), ("which", "minutes"))).ShouldBe(HttpStatusCode.Redirect);
        var granted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => browser.Send(opened, "act", ("do", "move:grant"), ("as", region), ("seen", "2"))));
        granted.Count(a => a.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        granted.Where(a => a.StatusCode != HttpStatusCode.Redirect).ShouldAllBe(a => a.StatusCode == HttpStatusCode.Conflict);
        (await Read("/fr/organisation/bodies.csv")).Split('\n').Count(l => l.Contains("34510501", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Papers_are_what_their_bytes_say_small_enough_and_read_by_whom_they_concern()
    {
        var (_, province) = (await Secretary("3"), await Secretary("3451"));
        var opened = await Done("/fr/organisation/cases/new/found-body", "open", ("place", "34510501"), ("as", province), ("f-type", "secretariat"), ("f-until", Day(90)));
        (await browser.Upload(opened, "paper", "proces-verbal.pdf", "<script>alert(1)</script>"u8.ToArray(), ("which", "minutes"))).ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Upload(opened, "paper", "vide.pdf", [], ("which", "minutes"))).ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Upload(opened, "paper", "grand.pdf", [.. "%PDF-1.7"u8, .. new byte[5 * 1024 * 1024]], ("which", "minutes"))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await browser.Upload(opened, "paper", "../../proc\u202Efdp.exe", "%PDF-1.7 x"u8.ToArray(), ("which", "minutes"))).ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Upload(opened, "paper", "x.pdf", "%PDF-1.7 x"u8.ToArray(), ("which", "invented"))).ShouldBe(HttpStatusCode.NotFound);
        (await browser.Upload(opened, "paper", "..\\محضر.pdf", "%PDF-1.7 x"u8.ToArray(), ("which", "minutes"))).ShouldBe(HttpStatusCode.Redirect);
        var page = await Read(opened);
        page.ShouldContain("محضر.pdf");
        page.ShouldNotContain("..\\");
        using var paper = await browser.Open($"{opened}/papers/1");
        paper.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        paper.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await paper.Content.ReadAsStringAsync()).ShouldBe("%PDF-1.7 x");
        using var stranger = await site.Client.GetAsync($"{opened}/papers/1");
        stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var missing = await browser.Open($"{opened}/papers/2");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Journal().Count(e => e.Action == "paper-read").ShouldBe(1);
        Journal().Count(e => e is { Action: "refused", Subject: "paper-read" }).ShouldBe(2);
    }

    /// <summary>Refused with this status and these words, journalled, and nothing changed.</summary>
    private async Task Refused(string path, string form, HttpStatusCode status, string words, params (string Name, string Value)[] fields)
    {
        var (events, refusals) = (Events(), Journal().Count(e => e.Action == "refused"));
        using var answer = await browser.Send(path, form, fields);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(status, $"{path} {form}");
        page.ShouldContain("role=\"alert\"");
        page.ShouldContain(words);
        Events().ShouldBe(events);
        Journal().Count(e => e.Action == "refused").ShouldBe(refusals + 1);
    }

    private async Task<string> Secretariat(string place)
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", place));
        await Done(body, "constitute", ("act", "PV"), ("on", Day(0)), ("seen", "1"));
        return body;
    }

    /// <returns>Number of the mandate.</returns>
    private async Task<string> Secretary(string place)
    {
        var chosen = await Done($"{await Secretariat(place)}/appoint?office=secretary", "enter", ("p-ar", "سلمى أوحيدا"));
        var mandate = await Done(chosen, "give", ("office", "secretary"), ("mode", "Elected"), ("from", Day(0)), ("act", "PV"), ("seen", "0"));
        return Id(mandate);
    }

    private RecordStore Record => new(new StorageSettings(site.Folder), TimeProvider.System, Site.RecordParts);

    private List<JournalEntry> Journal() => Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).ToList());

    private int Events() => Record.Read(db => db.Rows<StoredEvent>().Count());

    private static string Id(string address) => address.Split('/')[^1];

}
