using System.Net;
using Daira.Elections;
using Microsoft.AspNetCore.Builder;

namespace Daira.Web.Tests;

/// <summary>The real site on a free port of the loopback, over given data.</summary>
public sealed class SmallSite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ElectoralData[] held;

    private SmallSite(WebApplication app, CurrentElectoralData data, ElectoralData[] held)
    {
        this.app = app;
        Data = data;
        this.held = held;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public CurrentElectoralData Data { get; }

    public Uri Address { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Client { get; }

    public static async Task<SmallSite> Start(ElectoralData? data = null, SiteSettings? settings = null)
    {
        ElectoralData[] box = [data ?? SmallCountry.Data()];
        var current = new CurrentElectoralData(() => box[0]);
        var started = Site.Build((settings ?? new SiteSettings()) with { Urls = ["http://127.0.0.1:0"] }, current, TimeProvider.System);
        await started.StartAsync();
        return new SmallSite(started, current, box);
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

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
