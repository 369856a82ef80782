using System.Net;
using Daira.Elections;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Daira.Web.Tests;

/// <summary>The real site on a free port of the loopback, over given data, with an empty folder for what is changed.</summary>
public sealed class SmallSite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ElectoralData[] held;
    private readonly DirectoryInfo folder;

    private SmallSite(WebApplication app, CurrentElectoralData data, ElectoralData[] held, DirectoryInfo folder, StorageSettings storage, OneTimeCode code)
    {
        this.app = app;
        this.folder = folder;
        Storage = storage;
        Code = code;
        Data = data;
        this.held = held;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public CurrentElectoralData Data { get; }

    public Uri Address { get; }

    /// <summary>Where what is changed is kept.</summary>
    public string Folder => folder.FullName;

    public StorageSettings Storage { get; }

    /// <summary>What the program would print.</summary>
    public OneTimeCode Code { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Client { get; }

    /// <param name="kept">What was put there before; it is the site's own from here on. Null: an empty folder, or an empty database beside it.</param>
    public static async Task<SmallSite> Start(ElectoralData? data = null, SiteSettings? settings = null, Engine engine = Engine.Sqlite, StorageSettings? kept = null, TimeProvider? clock = null)
    {
        ElectoralData[] box = [data ?? SmallCountry.Data()];
        var current = new CurrentElectoralData(() => box[0]);
        var storage = kept ?? NewStorage(engine);
        var code = new OneTimeCode(new byte[OneTimeCode.Length]);
        var chosen = (settings ?? new SiteSettings()) with { Urls = ["http://127.0.0.1:0"], Storage = storage, OperatorCode = code };
        var started = Site.Build(chosen, current, clock ?? TimeProvider.System);
        await started.StartAsync();
        return new SmallSite(started, current, box, new DirectoryInfo(storage.Folder), storage, code);
    }

    /// <summary>A folder of its own and, on PostgreSQL, a database of its own.</summary>
    public static StorageSettings NewStorage(Engine engine)
    {
        var server = Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES");
        Assert.SkipUnless(engine == Engine.Sqlite || server is { Length: > 0 }, "PostgreSQL");
        var home = Directory.CreateTempSubdirectory("daira-small-").FullName;
        if (engine == Engine.Sqlite)
        {
            return new StorageSettings(home);
        }

        var name = "daira_" + Guid.NewGuid().ToString("N");
        Execute($"create database {name}");
        return new StorageSettings(home, new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString);
    }

    /// <summary>As after an import.</summary>
    public void Replace(ElectoralData data)
    {
        held[0] = data;
        Data.Reload();
    }

    public async Task<string> Read(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await Client.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, $"{path}\n{body[..Math.Min(body.Length, 2000)]}");
        return body;
    }

    /// <summary>A browser that typed the code: it keeps cookies and follows no redirect.</summary>
    public async Task<FormsClient> SignedIn()
    {
        var client = new FormsClient(Address);
        using var answer = await client.Send("/fr/sign-in", "sign-in", ("Written", Code.Text));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        folder.Delete(recursive: true);
        if (Storage.Server is { } server)
        {
            Execute($"drop database {new NpgsqlConnectionStringBuilder(server).Database} with (force)");
        }
    }

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES"));
        connection.Open();
        connection.Run(sql);
    }
}
