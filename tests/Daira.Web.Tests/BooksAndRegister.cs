using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Daira.Web.Tests;

/// <summary>The pages of a body's books and of the register of members without a browser: what is done, refused, shown, and told to nobody else.</summary>
public sealed partial class BooksAndRegister : OperatorsBrowser
{
    private static readonly int Year = DateTime.Today.Year;

    [Fact]
    public async Task Members_are_imported_called_pay_and_get_their_extract_with_a_name_that_was_asked_for()
    {
        var import = await ImportAsync("Nom complet;Date de naissance;Commune\nSalma Ouhida;1991-04-02;34510109\nOmar Tazi;31/02/1980;34510109\n");
        var page = await Read(import);
        page.ShouldContain("année-mois-jour");
        page.ShouldContain("Inscrire les");
        (await Read($"{import}/report.csv")).ShouldContain("3,refused");
        (await Read($"{import}/report.csv")).ShouldNotContain("Tazi");
        (await Done(import, "commit")).ShouldBe(import);
        (await Read(import)).ShouldContain("membres inscrits");
        (await Read("/fr/organisation/members?q=wahida+selma")).ShouldContain("Salma Ouhida");

        var body = await FoundAsync();
        await Done("/fr/organisation/dues", "tariff", ("name-ar", "عضو"), ("category", "member"), ("amount", "120"));
        await Done("/fr/organisation/dues", "shares", ("share-secretariat", "25 %"));
        Plain(await Read("/fr/organisation/dues")).ShouldContain("2500/10000");
        using (var unread = await browser.Send("/fr/organisation/dues", "shares", ("share-secretariat", "beaucoup")))
        {
            unread.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            WebUtility.HtmlDecode(await unread.Content.ReadAsStringAsync()).ShouldContain("« beaucoup » n’est pas une part");
        }

        Plain(await Sent($"{body}/owed", "call", ("category", "member"), ("do", "members"))).ShouldContain("1 appelés, pour 120");
        (await Read($"{body}/owed.csv")).ShouldBe("payer,owes\r\nmember/1,120.00\r\n");
        var receipt = await Done($"{body}/dues", "pay", ("payer", "member/1"), ("amount", "50"), ("method", "Cash"), ("day", Day(0)), ("key", "form-00000001"));
        (await Read(receipt)).ShouldNotContain("Salma Ouhida");
        (await Sent(receipt, "name")).ShouldContain("Salma Ouhida");
        Plain(await Sent($"{body}/owed", "forgive", ("payer", "member/1"), ("category", "member"), ("reason", "PV 4"))).ShouldContain("exonérés.");
        Plain(await Sent($"{body}/dues", "gift", ("donor", "member/1"), ("gift-amount", "1000"), ("method", "Cheque"), ("day", Day(0)), ("key", "gift-00000001"))).ShouldContain("Ce donateur atteint 1");
        (await Refused($"{body}/dues", "gift", ("donor", "member/1"), ("gift-amount", "900000"), ("method", "Cheque"), ("day", Day(0)), ("key", "gift-00000002"))).ShouldContain("ne peut dépasser");

        var extract = await Read($"{body}/payers/member/1");
        foreach (var line in (string[])["appel de cotisation", "paiement", "exonération", "don"])
        {
            extract.ShouldContain(line);
        }

        (await Read($"/ar{body[3..]}/payers/member/1")).ShouldContain("كشف الواجبات والهبات");
        (await Read($"{body}/payers/member/1/extract.csv?year={Year}")).ShouldContain(",payment,");
        using var nobody = await browser.Open($"{body}/payers/member/77");
        nobody.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Entries_alike_are_shown_judged_and_parted_again()
    {
        var import = await ImportAsync("Nom complet;Date de naissance;Commune\nSalma Ouhida;1991-04-02;34510109\nOuhida Selma;1991-04-02;34510109\n");
        await Done(import, "commit", ("other", "3"));
        const string page = "/fr/organisation/members/duplicates?within=3451";
        var shown = await Read(page);
        shown.ShouldContain("noms proches par l’écriture");
        (await Sent(page, "judge-1-2", ("do", "one"))).ShouldContain("Aucune ressemblance");
        (await Read("/fr/organisation/members/2")).ShouldContain("réuni à une autre fiche");
        await Done("/fr/organisation/members/2", "part");
        (await Read(page)).ShouldContain("noms proches");
        (await Sent(page, "judge-1-2", ("do", "two"))).ShouldContain("Aucune ressemblance");
        (await Read(page)).ShouldContain("Aucune ressemblance");
    }

    [Fact]
    public async Task A_file_without_origin_or_basis_is_not_read_and_nobody_else_sees_a_file_that_was_sent()
    {
        var file = ("Upload", "m.csv", Encoding.UTF8.GetBytes("Nom complet;Date de naissance;Commune\nSalma Ouhida;1991-04-02;34510109\n"));
        using (var refused = await browser.Send("/fr/organisation/members/import", "receive", file, ("origin", ""), ("basis", "")))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var why = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
            why.ShouldContain("Le fondement manque");
            why.ShouldContain("listes électorales et fichiers achetés");
        }

        var import = await ImportAsync("Nom complet;Date de naissance;Commune\nSalma Ouhida;1991-04-02;34510109\n");
        using var stranger = new FormsClient(site.Address);
        foreach (var address in (string[])[import, $"{import}/report.csv", "/fr/organisation/members/import", "/fr/organisation/members/duplicates?within=3451"])
        {
            using var answer = await stranger.Open(address);
            ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(400, address);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("Ouhida");
        }
    }

    [Fact]
    public async Task A_campaign_is_set_joined_by_who_wants_to_and_left_again()
    {
        (string, string)[] campaign = [("name-ar", "مهندسون"), ("name-latin", "Ingénieurs"), ("place", "3"), ("from", Day(0)), ("until", Day(60)), ("t-women", "5")];
        (await Refused("/fr/organisation/recruitment", "campaign", [.. campaign, ("id", "Ingénieurs !")])).ShouldContain("« Ingénieurs ! » ne convient pas");
        await Done("/fr/organisation/recruitment", "campaign", [.. campaign, ("id", "engineers")]);

        const string join = "/fr/join/engineers";
        using var anyone = new FormsClient(site.Address);
        (string, string)[] person = [("name-latin", "Nawal Bentemaoui"), ("born", "1996-05-01"), ("place", "34510109"), ("once", "a-form-sent-twice")];
        (await Answer(anyone, join, "join", HttpStatusCode.BadRequest, person)).ShouldContain("value=\"Nawal Bentemaoui\"");
        var given = await Answer(anyone, join, "join", HttpStatusCode.OK, [.. person, ("consent", "yes")]);
        var (reference, secret) = (Given(given, "reference-given"), Given(given, "secret-given"));
        Given(await Answer(anyone, join, "join", HttpStatusCode.OK, [.. person, ("consent", "yes")]), "reference-given").ShouldBe(reference);

        var seen = await Read("/fr/organisation/recruitment");
        seen.ShouldContain("moins de 10");
        seen.ShouldNotContain("Nawal");
        (await Read("/fr/organisation/members?q=nawal")).ShouldNotContain("Bentemaoui");
        (await Answer(anyone, join, "own", HttpStatusCode.NotFound, ("reference", reference), ("secret", "0000-0000-0000-0000"), ("do", "withdraw"))).ShouldNotContain("Nawal");
        (await Answer(anyone, join, "own", HttpStatusCode.OK, ("reference", reference), ("secret", secret), ("do", "withdraw"))).ShouldContain("Votre inscription est effacée.");
        await Answer(anyone, join, "own", HttpStatusCode.NotFound, ("reference", reference), ("secret", secret), ("do", "withdraw"));
        using var none = await anyone.Open("/fr/join/no-such-campaign");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var closed = await anyone.Open("/fr/organisation/recruitment");
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_card_is_printed_for_paper_and_phone_and_for_nobody_else()
    {
        Assert.SkipUnless(new Daira.Web.Operations.PdfPrinter().IsThere, "no browser to print with");
        await Done(await ImportAsync("Nom complet;Date de naissance;Commune\nSalma Ouhida;1991-04-02;34510109\n"), "commit");
        const string card = "/fr/organisation/members/1/card.pdf";
        var token = await browser.TokenAsync("/fr/organisation/members/1");
        foreach (var size in (string[])["paper", "phone"])
        {
            using var printed = await browser.Post(card, ("__RequestVerificationToken", token), ("size", size));
            printed.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await printed.Content.ReadAsByteArrayAsync()).AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue();
        }

        using var stranger = new FormsClient(site.Address);
        using var refused = await stranger.Post(card, ("__RequestVerificationToken", await stranger.TokenAsync("/fr/membership")), ("size", "paper"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var forged = await stranger.Post(card, ("size", "paper"));
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string> Answer(FormsClient client, string path, string form, HttpStatusCode expected, params (string, string)[] fields)
    {
        using var answer = await client.Send(path, form, fields);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(expected, Plain(page));
        return page;
    }

    private static string Given(string page, string id) => Regex.Match(page, $"id=\"{id}\"[^>]*>([^<]+)<").Groups[1].Value;

    private async Task<string> ImportAsync(string rows) => await Location(await browser.Send(
        "/fr/organisation/members/import", "receive", ("Upload", "membres.csv", Encoding.UTF8.GetBytes(rows)), ("origin", "registre de la section"), ("basis", "Register"), ("joined", "yes")), "import");

    private async Task<string> FoundAsync()
    {
        var body = await Done("/fr/organisation/plan-body", "plan", ("type", "secretariat"), ("place", "34510109"));
        return await Done(body, "constitute", ("act", "PV 3"), ("on", Day(0)), ("seen", "1"));
    }

    private async Task<string> Sent(string path, string form, params (string, string)[] fields)
    {
        using var answer = await browser.Send(path, form, fields);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, Plain(page));
        return page;
    }

    private async Task<string> Refused(string path, string form, params (string, string)[] fields)
    {
        using var answer = await browser.Send(path, form, fields);
        ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static string Plain(string page) => Spaces().Replace(Tags().Replace(WebUtility.HtmlDecode(page), ""), " ");

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
