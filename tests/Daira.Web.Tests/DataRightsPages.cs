using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daira.Elections.Places;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Tests;

/// <summary>Rights over one's data on pages without script; and the other half of the site, which must not know a member's name.</summary>
public sealed partial class DataRightsPages : IAsyncLifetime
{
    private const string Place = "34510109";

    /// <summary>Words that stand nowhere else.</summary>
    private static readonly string[] Mine = ["ثريا", "زهيوري", "Touraya", "Zhiwri", "+212655443322", "212655443322", "touraya@exemple.ma", "خياطة تقليدية"];

    private readonly Lines lines = new();
    private SmallSite site = null!;
    private FormsClient person = null!;
    private Mandate holder = null!;

    public async ValueTask InitializeAsync()
    {
        site = await SmallSite.Start(settings: new SiteSettings { Log = LogLevel.Debug }, more: services => services.AddLogging(log => log.ClearProviders().AddProvider(lines)));
        person = new FormsClient(site.Address);
        holder = Secretary(new OrganisationStore(new RecordStore(site.Storage, TimeProvider.System, Site.RecordParts), TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        person.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task One_sees_takes_and_asks_to_rectify_ones_data_and_a_wrong_secret_gets_nothing()
    {
        var (reference, secret) = await Apply();
        var own = await Own("open", reference, secret);
        own.ShouldContain("زهيوري");
        using (var taken = await Sent("/fr/membership/own/data", reference, secret))
        {
            taken.StatusCode.ShouldBe(HttpStatusCode.OK);
            taken.Content.Headers.ContentDisposition!.FileName.ShouldBe("daira-data.json");
            using var file = JsonDocument.Parse(await taken.Content.ReadAsStringAsync());
            file.RootElement.GetProperty("member").GetProperty("data").GetProperty("latin").GetString().ShouldBe("Touraya Zhiwri");
        }

        using (var refused = await Sent("/fr/membership/own/data", reference, "WRONG"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            Leaks(await refused.Content.ReadAsStringAsync()).ShouldBeEmpty();
        }

        var asked = await Own("rectify", reference, secret, ("name-ar", "ثريا زهيوري"), ("name-latin", "Touraya Zhiouri"), ("born", "1990-05-06"));
        Plain(asked).ShouldContain("Rectification de mes données");
        Plain(asked).ShouldContain("Touraya Zhiouri");
        Plain(await Own("messages", reference, secret, ("agree", "yes"))).ShouldContain("Arrêter les messages");
        using var anonymous = await site.Client.GetAsync("/fr/my-data.json");
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await site.Client.GetAsync("/fr/my-data")).Content.ReadAsStringAsync()).ShouldContain("/fr/sign-in?to=");
    }

    [Fact]
    public async Task The_register_is_public_in_three_languages_and_as_files_and_the_rest_is_not()
    {
        foreach (var language in (string[])["ar", "fr", "en"])
        {
            var page = await site.Read($"/{language}/privacy");
            Regex.Count(page, "id=\"p-").ShouldBe(Organisation.DataRights.Processings.All.Count);
        }

        (await site.Read("/fr/privacy.csv")).Split("\r\n").Length.ShouldBe(Organisation.DataRights.Processings.All.Count + 2);
        using var answer = JsonDocument.Parse(await site.Read("/api/v1/processings"));
        answer.RootElement.EnumerateArray().Select(p => p.GetProperty("id").GetString()).ShouldContain("membership");
        foreach (var path in (string[])["/fr/organisation/retention", "/fr/organisation/statistics", "/fr/organisation/messages", "/fr/organisation/statistics.csv", "/api/v1/members/statistics", "/api/v1/calendar.ics", "/api/v1/calendar.ics?token=daira_x"])
        {
            using var closed = await site.Client.GetAsync(path);
            closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        using var keeper = await site.SignedIn();
        using (var filed = await keeper.Send("/fr/organisation/retention", "file", ("processing", "membership"), ("number", "A-W-1/2026"), ("on", "2026-01-02")))
        {
            filed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        (await site.Read("/fr/privacy")).ShouldContain("A-W-1/2026");
        using (var undeclared = await keeper.Send("/fr/organisation/messages", "circular", ("within", "MA"), ("subject", "x"), ("text", "x"), ("once", "1")))
        {
            undeclared.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }

        (await (await keeper.Open("/fr/organisation/statistics?by=age")).Content.ReadAsStringAsync()).ShouldContain("Rien n’est encore publié");
    }

    /// <summary>Every address of the site, filled in with what exists, asked by a stranger; every form that strangers may send, sent wrongly; every line of the log meanwhile.</summary>
    [Fact]
    public async Task No_page_no_file_no_answer_no_error_and_no_line_of_the_log_says_a_members_name_to_a_stranger()
    {
        var (reference, secret) = await Apply();
        (await Own("open", reference, secret)).ShouldContain("زهيوري");
        var asked = 0;
        foreach (var address in Addresses().Distinct().ToList())
        {
            using var answer = await site.Client.GetAsync(address);
            Leaks(await answer.Content.ReadAsStringAsync()).ShouldBeEmpty(address);
            Leaks(answer.Headers.ToString()).ShouldBeEmpty(address);
            asked++;
        }

        using (var again = await person.Send("/ar/membership", "apply", ("name-ar", "ثريا زهيوري 😀"), ("born", "2030-01-01"), ("place", "nowhere")))
        {
            again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        asked.ShouldBeGreaterThan(120);
        lines.Said.Count.ShouldBeGreaterThan(100);
        lines.Said.SelectMany(Leaks).ShouldBeEmpty();
        lines.Said.Where(l => l.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();

        // Whoever guesses the name is told no more; what a stranger writes into an address is a stranger's own word in the log.
        foreach (var path in (string[])["/ar/places?q=زهيوري", "/fr/places?q=Zhiwri", "/api/v1/places/Zhiwri", "/fr/map?list=Zhiwri", "/nowhere/Zhiwri"])
        {
            using var answer = await site.Client.GetAsync(path);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("touraya@exemple.ma");
        }
    }

    /// <summary>What falls due in the bodies of an office-holder, to whoever holds the token; a calendar names no person.</summary>
    [Fact]
    public async Task A_calendar_follows_a_token_and_ends_with_it()
    {
        var record = new RecordStore(site.Storage, TimeProvider.System, Site.RecordParts);
        var (store, account, secret, now) = (new OrganisationStore(record, TimeProvider.System), Guid.NewGuid(), AccessTokens.Prefix + Secrets.New(), TimeProvider.System.GetUtcNow());
        var token = new AccessToken(Guid.NewGuid(), account, "calendar", Secrets.DigestOf(secret), "", now, now.AddDays(30), null);
        record.Change(db =>
        {
            db.Add(new Account { Id = account, UserName = "holder", DisplayName = "holder", CreatedAt = now });
            return db.Add(token);
        });
        new LinkAccount(store).Run(new AccountLink(holder.Person, account), Actor.Operator).IsDone.ShouldBeTrue();

        var calendar = await site.Read($"/api/v1/calendar.ics?lang=fr&token={secret}");
        calendar.ShouldStartWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
        calendar.ShouldEndWith("END:VCALENDAR\r\n");
        calendar.ShouldContain("SUMMARY:Fin de mandat");
        calendar.ShouldContain($"DTSTART;VALUE=DATE:{holder.Last:yyyyMMdd}");
        calendar.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        calendar.ShouldNotContain("برغون");
        await using var another = await SmallSite.Start();
        using var unknown = await another.Client.GetAsync($"/api/v1/calendar.ics?token={secret}");
        unknown.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>A body that answers for the place, with a secretary.</summary>
    private static Mandate Secretary(OrganisationStore store)
    {
        static Atlas Places() => SmallCountry.Data().Atlas;
        var act = new Act("PV 1");
        var body = new PlanBody(store, Places).Run(new PlannedBody("secretariat", Place, null, null, null, null) { On = store.Today.AddDays(-9) }, Actor.Operator).Value;
        new FoundBody(store).Run(new Founding(body, BodyStage.Constituted, store.Today.AddDays(-9), null, act), Actor.Operator).IsDone.ShouldBeTrue();
        var named = new EnterPerson(store).Run(new NewPerson("عمر برغون", null, null, null, null), Actor.Operator).Value;
        return new GiveMandate(store, Places).Run(new Nomination(named.Id, body, "secretary", store.Today, store.Today.AddDays(30), MandateMode.Elected, act), Actor.Operator).Value.Mandate;
    }

    private IEnumerable<string> Addresses()
    {
        foreach (var route in site.Routes.Where(r => r.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains("GET")))
        {
            foreach (var value in (string[])["1", Place, Pages.Contest])
            {
                yield return "/" + string.Join('/', route.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "lang" } => "ar",
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "format" } => "csv",
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "documentName" } => "v1",
                    _ => value,
                }))));
            }
        }
    }

    private async Task<(string Reference, string Secret)> Apply()
    {
        using var answer = await person.Send(
            "/fr/membership", "apply", ("once", Guid.NewGuid().ToString("N")), ("name-ar", "ثريا زهيوري"), ("name-latin", "Touraya Zhiwri"), ("born", "1990-05-06"), ("place", Place), ("phone", "+212 655 443 322"),
            ("mail", "touraya@exemple.ma"), ("profession", "خياطة تقليدية"), ("consent", "yes"), ("honour", "yes"));
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        return (Given(page, "reference-given"), Given(page, "secret-given"));
    }

    private async Task<string> Own(string form, string reference, string secret, params (string, string)[] fields)
    {
        using var answer = await person.Send("/fr/membership/own", form, [("reference", reference), ("secret", secret), .. fields]);
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        return page;
    }

    private async Task<HttpResponseMessage> Sent(string path, string reference, string secret) =>
        await person.Post(path, ("__RequestVerificationToken", await person.TokenAsync("/fr/membership/own")), ("reference", reference), ("secret", secret));

    private static string Given(string page, string id) => Regex.Match(page, $"id=\"{id}\">([^<]+)<").Groups[1].Value;

    private static string Plain(string page) => WebUtility.HtmlDecode(Tag().Replace(page, ""));

    private static IEnumerable<string> Leaks(string text) => Mine.Where(s => text.Contains(s, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    /// <summary>Keeps what is logged.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
