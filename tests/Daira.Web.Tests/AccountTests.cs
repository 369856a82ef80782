using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Web.Tests;

/// <summary>The same on files.</summary>
public sealed class AccountTests() : AccountsOn(Engine.Sqlite);

/// <summary>The same on the server.</summary>
public sealed class AccountTestsOnServer() : AccountsOn(Engine.PostgreSql);

/// <summary>Accounts as a person without script meets them: invited, signed in, signed out, locked, refused.</summary>
public abstract partial class AccountsOn(Engine engine) : IAsyncLifetime
{
    private const string Password = "sept ânes lisent à Tiznit";

    private SmallSite site = null!;
    private FormsClient? operatorsClient;

    public async ValueTask InitializeAsync() => site = await SmallSite.Start(engine: engine);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        operatorsClient?.Dispose();
        if (site is not null)
        {
            await site.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_first_administrator_comes_from_the_console_and_acts_only_with_a_second_factor()
    {
        using var administrator = await Invited("hala", InstallationOffices.Administrator);
        (await Read(administrator, "/fr/account")).ShouldContain("seul mot de passe");
        using (var weak = await administrator.Open("/fr/accounts"))
        {
            weak.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await weak.Content.ReadAsStringAsync()).ShouldContain("second facteur");
        }

        (await SetUp(administrator)).Codes.Count.ShouldBe(10);
        (await Read(administrator, "/fr/accounts")).ShouldContain("hala");
        using var stranger = new FormsClient(site.Address);
        using var refused = await stranger.Open("/fr/accounts");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_password_with_an_authenticator_needs_its_code_and_each_code_opens_once()
    {
        using var first = await Invited("hala", InstallationOffices.Administrator);
        var (secret, codes) = await SetUp(first);
        using var client = new FormsClient(site.Address);
        (await EnterCode(client, "hala", Totp.Now(secret))).ShouldBe(HttpStatusCode.Forbidden, "the code that set it up was used");
        (await EnterCode(client, "hala", "000000")).ShouldBe(HttpStatusCode.Forbidden);
        (await EnterCode(client, "hala", codes[3])).ShouldBe(HttpStatusCode.Redirect);
        (await Read(client, "/fr/account")).ShouldContain("administrateur");
        using var again = new FormsClient(site.Address);
        (await EnterCode(again, "hala", codes[3])).ShouldBe(HttpStatusCode.Forbidden);
        Journalled("signed-in").ShouldBe(1);
        Journalled("sign-in-refused").ShouldBe(3);
    }

    [Fact]
    public async Task A_link_opens_once_and_only_a_whole_one()
    {
        var operators = await Operators();
        var link = await Invite(operators, "sami", "");
        using (var person = new FormsClient(site.Address))
        {
            using var common = await person.Send(link, "invited-password", ("Password", "Casablanca2026"));
            common.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            using var taken = await person.Send(link, "invited-password", ("Password", Password));
            taken.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        foreach (var address in (string[])[link, link[..^1], "/fr/invitation"])
        {
            using var stranger = new FormsClient(site.Address);
            using var closed = await stranger.Open(address);
            closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden, address);
        }
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_waits_and_nobody_learns_which_accounts_exist()
    {
        using var person = await Invited("sami", "");
        using var client = new FormsClient(site.Address);
        var answers = new HashSet<string>();
        foreach (var (login, password) in ((string, string)[])[("nobody", "x"), ("sami", "wrong"), ("sami", "wrong"), ("sami", "wrong"), ("sami", "wrong"), ("sami", "wrong"), ("sami", Password)])
        {
            using var refused = await client.Send("/fr/sign-in", "sign-in-password", ("Login", login), ("Password", password));
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            answers.Add(Alert().Match(await refused.Content.ReadAsStringAsync()).Value);
        }

        answers.Count.ShouldBe(1);
        answers.Single().ShouldContain("quart d");
    }

    [Fact]
    public async Task Whoever_tries_too_often_waits()
    {
        using var client = new FormsClient(site.Address);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 14; i++)
        {
            using var answer = await client.Send("/fr/sign-in", "sign-in", ("Written", "0000-0000-0000-0001"));
            statuses.Add(answer.StatusCode);
        }

        statuses.Count(s => s == HttpStatusCode.Forbidden).ShouldBeInRange(10, 11);
        statuses[^1].ShouldBe(HttpStatusCode.TooManyRequests);
        using var reader = await site.Client.GetAsync("/fr/lists");
        reader.StatusCode.ShouldBe(HttpStatusCode.OK, "reading is not slowed");
    }

    [Fact]
    public async Task A_session_ended_elsewhere_is_nobodys_and_nobody_ends_anothers()
    {
        using var person = await Invited("sami", "");
        using var other = new FormsClient(site.Address);
        using (var entered = await other.Send("/fr/sign-in", "sign-in-password", ("Login", "sami"), ("Password", Password)))
        {
            entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        var session = Value("EndSession").Match(await Read(other, "/fr/account")).Groups[1].Value;
        using var stranger = await Invited("rim", "");
        using (var refused = await stranger.Send("/fr/account", "sessions", ("EndSession", session)))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await Read(person, "/fr/account")).ShouldContain("sami");
        using (var ended = await other.Send("/fr/account", "sessions", ("EndSession", session)))
        {
            ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var closed = await person.Open("/fr/account");
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var open = await other.Open("/fr/account");
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_locked_account_is_out_at_once_and_stays_out()
    {
        var operators = await Operators();
        using var person = await Invited("sami", "");
        var account = LockButton().Match(await Read(operators, "/fr/accounts")).Groups[1].Value;
        using (var stranger = await operators.Send("/fr/accounts", "accounts", ("Do", "lock:" + account)))
        {
            stranger.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var closed = await person.Open("/fr/account");
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var again = await person.Send("/fr/sign-in", "sign-in-password", ("Login", "sami"), ("Password", Password));
        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_ended_office_gives_no_right_any_more()
    {
        using var administrator = await Invited("hala", InstallationOffices.Administrator);
        await SetUp(administrator);
        var operators = await Operators();
        using var second = await Invited("rim", InstallationOffices.Administrator);
        (await Read(administrator, "/fr/accounts")).ShouldContain("rim");
        var post = Value("Do").Matches(await Read(operators, "/fr/accounts")).Select(m => m.Groups[1].Value).First(v => v.StartsWith("end:", StringComparison.Ordinal));
        using var ended = await operators.Send("/fr/accounts", "accounts", ("Do", post));
        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Task.Delay(Standings.Lifetime + TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        using var closed = await administrator.Open("/fr/accounts");
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_private_site_opens_to_accounts_and_their_tokens_only()
    {
        await using var closed = await SmallSite.Start(settings: new SiteSettings { IsPrivate = true }, engine: engine);
        foreach (var path in (string[])["/fr/map", "/fr/lists", "/", "/fr/about"])
        {
            using var answer = await closed.Client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
            answer.Headers.Location!.ToString().ShouldContain("/sign-in", Case.Sensitive, path);
        }

        foreach (var path in (string[])["/api/contests", "/ogc/collections", "/tiles", "/download/units.csv"])
        {
            using var answer = await closed.Client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        }

        using var alive = await closed.Client.GetAsync("/health/live");
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var person = await Invited("hala", InstallationOffices.Administrator, closed);
        await SetUp(person);
        (await Read(person, "/fr/lists")).ShouldContain("<h1>");
        using var made = await person.Send("/fr/account", "token", ("TokenName", "QGIS"), ("TokenDays", "30"));
        var page = await made.Content.ReadAsStringAsync();
        var token = Token().Match(page).Value;
        (await Status(closed, "/ogc/collections", token)).ShouldBe(HttpStatusCode.OK);
        (await Status(closed, "/ogc/collections", token + "x")).ShouldBe(HttpStatusCode.Unauthorized);
        using var ended = await person.Send("/fr/account", "tokens", ("EndTokenId", Value("EndTokenId").Match(page).Groups[1].Value));
        (await Status(closed, "/ogc/collections", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_somebody_may_not_do_is_journalled_with_who_and_what()
    {
        using var person = await Invited("sami", "");
        using var refused = await person.Open("/fr/accounts?q=secret");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var stranger = new FormsClient(site.Address);
        using var unknown = await stranger.Open("/fr/accounts");
        unknown.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var entry = new RecordStore(site.Storage, TimeProvider.System, Site.RecordParts)
            .Read(db => db.Rows<JournalEntry>().Where(e => e.Action == "right-refused").ToList()).ShouldHaveSingleItem("what the public may not do is no news");
        entry.Subject.ShouldBe("GET /fr/accounts");
        entry.Actor.ShouldStartWith("person:");
    }

    [Fact]
    public async Task A_password_is_asked_masked_kept_as_typed_and_changed_by_who_knows_the_old_one()
    {
        const string Spaced = " deux espaces autour de ceci ";
        using var person = await Invited("sami", "");
        var page = await Read(person, "/fr/account");
        foreach (var (name, how) in ((string, string)[])[("Old", "current-password"), ("New", "new-password")])
        {
            page.ShouldMatch($"name=\"{name}\" type=\"password\"[^>]* autocomplete=\"{how}\"");
        }

        page.ShouldNotContain("onpaste");
        foreach (var (old, status) in ((string, HttpStatusCode)[])[("another password, not mine", HttpStatusCode.Forbidden), ("", HttpStatusCode.Forbidden), (Password, HttpStatusCode.OK)])
        {
            using var answer = await person.Send("/fr/account", "password", ("Old", old), ("New", Spaced));
            answer.StatusCode.ShouldBe(status);
        }

        foreach (var (typed, status) in ((string, HttpStatusCode)[])[(Password, HttpStatusCode.Forbidden), (Spaced.Trim(), HttpStatusCode.Forbidden), (Spaced, HttpStatusCode.Redirect)])
        {
            using var client = new FormsClient(site.Address);
            using var entered = await client.Send("/fr/sign-in", "sign-in-password", ("Login", "sami"), ("Password", typed));
            entered.StatusCode.ShouldBe(status);
        }
    }

    [Fact]
    public async Task A_forged_form_and_a_wrong_code_are_journalled_with_whose_they_were()
    {
        using var person = await Invited("sami", "");
        using var forged = await person.Send("/fr/account", "notices", "no token of ours", ("Address", "thief@example.org"));
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await SetUp(person);
        using var other = new FormsClient(site.Address);
        (await EnterCode(other, "sami", "000000")).ShouldBe(HttpStatusCode.Forbidden);
        var entries = new RecordStore(site.Storage, TimeProvider.System, Site.RecordParts).Read(db => db.Rows<JournalEntry>().Where(e => e.Action == "form-refused" || e.Action == "sign-in-refused").OrderBy(e => e.Id).ToList());
        entries.Select(e => e.Action).ShouldBe(["form-refused", "sign-in-refused"]);
        entries[0].Subject.ShouldBe("POST /fr/account");
        entries[1].Subject.ShouldBe($"account:{entries[0].Actor["person:".Length..]}");
    }

    [Fact]
    public async Task All_other_sessions_are_ended_at_once_and_this_one_stays()
    {
        using var person = await Invited("sami", "");
        using var second = new FormsClient(site.Address);
        using var third = new FormsClient(site.Address);
        foreach (var client in (FormsClient[])[second, third])
        {
            using var entered = await client.Send("/fr/sign-in", "sign-in-password", ("Login", "sami"), ("Password", Password));
            entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        using (var ended = await third.Send("/fr/account", "sessions", ("EndSession", "others")))
        {
            ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        foreach (var (client, status) in ((FormsClient, HttpStatusCode)[])[(person, HttpStatusCode.Forbidden), (second, HttpStatusCode.Forbidden), (third, HttpStatusCode.OK)])
        {
            using var answer = await client.Open("/fr/account");
            answer.StatusCode.ShouldBe(status);
        }
    }

    [Fact]
    public async Task The_holder_is_told_of_every_way_in_that_changed_on_the_page_and_by_mail_at_the_address_before_and_after()
    {
        var post = new Post();
        await using var mailing = await SmallSite.Start(settings: new SiteSettings { Mail = post }, engine: engine);
        using var person = await Invited("sami", "", mailing);
        using (var bad = await person.Send("/fr/account", "notices", ("Address", "nobody")))
        {
            bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        foreach (var address in (string[])["sami@example.org", "new@example.org"])
        {
            using var kept = await person.Send("/fr/account", "notices", ("Address", address));
            kept.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await SetUp(person);
        var page = await Read(person, "/fr/account");
        page.ShouldContain("Un nouveau mot de passe a été choisi");
        page.ShouldContain("authentification a été activée");
        var record = new RecordStore(mailing.Storage, TimeProvider.System, Site.RecordParts);
        var texts = Daira.Foundation.Languages.Texts.Of(Site.Speakers);
        var send = new Daira.Foundation.Accounts.SendNotices(record, post, texts, TimeProvider.System);
        await send.Run(TestContext.Current.CancellationToken);
        (await send.Run(TestContext.Current.CancellationToken)).ShouldBe(0, "each goes once");
        post.Sent.Select(l => l.To.Address).Order().ToList().ShouldBe(["new@example.org", "new@example.org", "sami@example.org", "sami@example.org"]);
        post.Sent.ShouldAllBe(l => l.Subject.Contains("way into your account", StringComparison.Ordinal) && l.Text.Contains("UTC", StringComparison.Ordinal));
    }

    private sealed class Post : Daira.Foundation.Mail.IMail
    {
        public System.Collections.Concurrent.ConcurrentBag<Daira.Foundation.Mail.Letter> Sent { get; } = [];

        public Task<Daira.Foundation.Outcome<bool>> SendAsync(Daira.Foundation.Mail.Letter letter, CancellationToken stop)
        {
            Sent.Add(letter);
            return Task.FromResult(Daira.Foundation.Outcome<bool>.Of(true));
        }
    }

    [Fact]
    public async Task No_token_is_made_with_a_password_alone_nor_for_a_right_one_has_not()
    {
        using var person = await Invited("sami", "");
        using (var weak = await person.Send("/fr/account", "token", ("TokenName", "QGIS"), ("TokenDays", "30")))
        {
            weak.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        await SetUp(person);
        using var greedy = await person.Send("/fr/account", "token", ("TokenName", "QGIS"), ("TokenDays", "30"), ("TokenRights", Rights.ManageAccounts.Id));
        greedy.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var endless = await person.Send("/fr/account", "token", ("TokenName", "QGIS"), ("TokenDays", "4000"));
        endless.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<FormsClient> Invited(string login, string office, SmallSite? where = null)
    {
        var operators = where is null ? await Operators() : await where.SignedIn();
        var link = await Invite(operators, login, office);
        var person = new FormsClient((where ?? site).Address);
        using var taken = await person.Send(link, "invited-password", ("Password", Password));
        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect, await taken.Content.ReadAsStringAsync());
        return person;
    }

    /// <summary>The code opens once: one browser of the operator's for the whole test, used by several clients in turn.</summary>
    private async Task<FormsClient> Operators() => operatorsClient ??= await site.SignedIn();

    private static async Task<string> Invite(FormsClient operators, string login, string office)
    {
        using var made = await operators.Send("/fr/accounts", "invite", ("NewName", $"Personne {login}"), ("NewLogin", login), ("Office", office));
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Link().Match(await made.Content.ReadAsStringAsync()).Value;
    }

    private static async Task<(string Secret, List<string> Codes)> SetUp(FormsClient person)
    {
        var secret = Secret().Match(await Read(person, "/fr/account")).Groups[1].Value;
        using var confirmed = await person.Send("/fr/account", "authenticator", ("FirstCode", Totp.Now(secret)));
        var page = await confirmed.Content.ReadAsStringAsync();
        return (secret, [.. RecoveryCode().Matches(page).Select(m => m.Groups[1].Value)]);
    }

    private static async Task<HttpStatusCode> EnterCode(FormsClient client, string login, string code)
    {
        using var first = await client.Send("/fr/sign-in", "sign-in-password", ("Login", login), ("Password", Password));
        var sealed_ = WebUtility.HtmlDecode(Value("Sealed").Match(await first.Content.ReadAsStringAsync()).Groups[1].Value);
        using var second = await client.Send("/fr/sign-in", "sign-in-code", ("Sealed", sealed_), ("Code", code));
        return second.StatusCode;
    }

    private static async Task<string> Read(FormsClient client, string path)
    {
        using var answer = await client.Open(path);
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        return page;
    }

    private static async Task<HttpStatusCode> Status(SmallSite site, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await site.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private int Journalled(string action) =>
        new RecordStore(site.Storage, TimeProvider.System, Site.RecordParts).Read(db => db.Rows<JournalEntry>().Count(e => e.Action == action));

    private static Regex Value(string name) => new($"name=\"{name}\" value=\"([^\"]+)\"");

    [GeneratedRegex("/fr/invitation\\?secret=[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("<code dir=\"ltr\" class=\"secret\">([A-Z2-7]+)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("daira_[A-Za-z0-9_-]{43}")]
    private static partial Regex Token();

    [GeneratedRegex("role=\"alert\">.*?</div>", RegexOptions.Singleline)]
    private static partial Regex Alert();

    [GeneratedRegex("value=\"lock:([0-9a-f-]+)\"")]
    private static partial Regex LockButton();
}
