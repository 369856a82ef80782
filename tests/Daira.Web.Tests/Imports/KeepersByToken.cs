using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Journal;

namespace Daira.Web.Tests.Imports;

/// <summary>What programs may do with a token: what its holder may, and no more than the token says.</summary>
public class KeepersByToken
{
    private const string Import = "/api/v1/contests/ma-house-2021-local/imports?place=place&list=list&votes=votes&name=later.csv";

    [Fact]
    public async Task A_token_with_the_right_imports_and_every_other_is_refused()
    {
        await using var site = await WritableSite.StartAsync();
        using var client = new HttpClient { BaseAddress = site.Address };
        var version = site.Data.Version;
        foreach (var refused in (string?[])[null, Token(site, "reader", [], []), Token(site, "corrector", [InstallationOffices.Corrector], [Rights.CorrectResults]), Token(site, "narrow", [InstallationOffices.ImportKeeper], []), "daira_" + new string('x', 43)])
        {
            using var answer = await Send(client, HttpMethod.Post, Import, refused, new StringContent("place,list,votes\n530,RNI,1\n"));
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        site.Data.Version.ShouldBe(version);
        var keeper = Token(site, "keeper", [InstallationOffices.ImportKeeper], [Rights.ImportResults]);
        using (var dry = await Send(client, HttpMethod.Post, Import + "&dry-run=1", keeper, new StringContent("place,list,votes\n530,NEW,7\n")))
        {
            (await dry.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("import").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        using var done = await Send(client, HttpMethod.Post, Import + "&accept=unknown-list", keeper, new StringContent("place,list,votes\n530,NEW,7\n"));
        done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
        var results = await client.GetFromJsonAsync<JsonElement>("/api/v1/contests/ma-house-2021-local/results");
        var row = results.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("list").GetString() == "NEW");
        var origin = row.GetProperty("origin");
        (row.GetProperty("votes").GetInt64(), origin.GetProperty("line").GetString(), origin.GetProperty("import").GetString()).ShouldBe((7, "2", "2"));
        origin.GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        using (var denied = await Send(client, HttpMethod.Delete, "/api/v1/imports/2", Token(site, "other", [InstallationOffices.Publisher], [Rights.PublishResults]), null))
        {
            denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var undone = await Send(client, HttpMethod.Delete, "/api/v1/imports/2?reason=test", keeper, null);
        undone.StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Data.Find("ma-house-2021-local")!.Lists.ShouldNotContain(l => l.Code == "NEW");
        var entry = site.Record.Read(db => db.Rows<JournalEntry>().OrderByDescending(e => e.Id).First(e => e.Action == "results-imported"));
        entry.Actor.ShouldStartWith("person:");
        entry.Actor.ShouldContain("/post:");
    }

    [Fact]
    public async Task Places_are_imported_and_taken_back_by_program()
    {
        await using var site = await WritableSite.StartAsync();
        using var client = new HttpClient { BaseAddress = site.Address };
        var unit = site.Data.Atlas.Units.First();
        const string Address = "/api/v1/places/imports?code=code&population=people&name=people.csv";
        using (var denied = await Send(client, HttpMethod.Post, Address, Token(site, "corrector", [InstallationOffices.Corrector], [Rights.CorrectResults]), new StringContent($"code,people\n{unit.Code},77\n")))
        {
            denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        var keeper = Token(site, "keeper", [InstallationOffices.ImportKeeper], [Rights.ImportResults]);
        using var done = await Send(client, HttpMethod.Post, Address, keeper, new StringContent($"code,people\n{unit.Code},77\n"));
        done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
        var number = (await done.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("import").GetInt32();
        site.Data.Atlas.Find(unit.Code)!.Population!.Value.Inhabitants.ShouldBe(77);
        using var undone = await Send(client, HttpMethod.Delete, $"/api/v1/imports/{number}", keeper, null);
        site.Data.Atlas.Find(unit.Code)!.Population!.Value.Inhabitants.ShouldBe(unit.Population!.Value.Inhabitants);
    }

    [Fact]
    public async Task Sheets_and_views_are_made_read_decided_and_downloaded_by_program()
    {
        await using var site = await WritableSite.StartAsync();
        using var client = new HttpClient { BaseAddress = site.Address };
        var (keeper, other) = (Token(site, "publisher", [InstallationOffices.Publisher], [Rights.PublishResults]), Token(site, "importer", [InstallationOffices.ImportKeeper], [Rights.ImportResults]));
        async Task<JsonElement> Json(HttpMethod method, string path, object? body = null)
        {
            using var refused = await Send(client, method, path, other, body is null ? null : JsonContent.Create(body));
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            using var answer = await Send(client, method, path, keeper, body is null ? null : JsonContent.Create(body));
            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            return JsonSerializer.Deserialize<JsonElement>(text);
        }

        const string View = "/compare?contest=ma-house-2021-local&against=ma-house-2016-local";
        var view = await Json(HttpMethod.Post, "/api/v1/views", new { name = "2016 → 2021", address = View });
        (await Json(HttpMethod.Get, "/api/v1/views"))[0].GetProperty("address").GetString().ShouldBe(View);
        var sheet = (await Json(HttpMethod.Post, "/api/v1/sheets", new { question = "Où ouvrir ?" })).GetProperty("id").GetString();
        await Json(HttpMethod.Put, $"/api/v1/sheets/{sheet}", new { question = "Où ouvrir ?", background = "", options = new[] { "Ici", "Nulle part" } });
        (await Json(HttpMethod.Post, $"/api/v1/sheets/{sheet}/exhibits", new { address = View, note = "évolution" })).GetProperty("position").GetInt32().ShouldBe(1);
        var full = await Json(HttpMethod.Get, $"/api/v1/sheets/{sheet}");
        var table = full.GetProperty("exhibits")[0].GetProperty("snapshot").GetProperty("tables")[0].GetProperty("id").GetString();
        using (var file = await Send(client, HttpMethod.Get, $"/api/v1/sheets/{sheet}/tables/1/{table}.csv?lang=fr", keeper, null))
        {
            file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
            (await file.Content.ReadAsStringAsync()).Split('\n').Length.ShouldBeGreaterThan(5);
        }

        using (var denied = await Send(client, HttpMethod.Get, $"/api/v1/sheets/{sheet}/tables/1/{table}.csv", other, null))
        {
            denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await Json(HttpMethod.Post, $"/api/v1/sheets/{sheet}/decision", new { choice = 1, decidedBy = "Bureau", reason = "gain" })).GetProperty("hash").GetString()!.Length.ShouldBe(64);
        using (var late = await Send(client, HttpMethod.Delete, $"/api/v1/sheets/{sheet}", keeper, null))
        {
            late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }

        (await Json(HttpMethod.Post, $"/api/v1/sheets/{sheet}/versions")).GetProperty("label").GetString().ShouldBe("1.2");
        await Json(HttpMethod.Delete, $"/api/v1/views/{view.GetProperty("id").GetString()}");
        using var stranger = await Send(client, HttpMethod.Get, "/api/v1/sheets", null, null);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string Token(WritableSite site, string login, string[] offices, Right[] rights)
    {
        var record = site.Record;
        var account = new Account { Id = Guid.NewGuid(), UserName = login, NormalizedUserName = login.ToUpperInvariant(), DisplayName = login, CreatedAt = DateTimeOffset.UtcNow, SecurityStamp = "x" };
        record.Change(db =>
        {
            db.Add(account);
            return true;
        });
        foreach (var office in offices)
        {
            new AppointToPost(record, TimeProvider.System).Run(new Appointment(account.Id, office), Actor.Operator).IsDone.ShouldBeTrue();
        }

        var standing = Standing.Of([.. new PostsOfInstallation(record).InForce(account.Id, DateOnly.FromDateTime(DateTime.Now))], InstallationOffices.Preset, OnlyInstallation.Instance, isStrong: true);
        return new AccessTokens(record, TimeProvider.System).Make(new TokenRequest("test", 5, rights), new Actor.Person(account.Id, standing, SignedInAt: DateTimeOffset.UtcNow)).Value.Secret;
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, string? token, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }
}
