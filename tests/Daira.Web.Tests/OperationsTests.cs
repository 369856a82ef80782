using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Daira.Web.Operations;

namespace Daira.Web.Tests;

/// <summary>What the administrator relies on.</summary>
public class OperationsTests
{
    [Theory]
    [InlineData(Health.Live)]
    [InlineData(Health.Ready)]
    public async Task A_site_that_serves_says_so_and_nothing_else(string path)
    {
        await using var site = await SmallSite.Start();
        using var answer = await site.Client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync()).ShouldBe("ok\n");
    }

    [Fact]
    public async Task A_site_whose_record_is_no_database_lives_but_is_not_ready()
    {
        await using var site = await SmallSite.Start();
        await File.WriteAllTextAsync(Path.Combine(site.Folder, "record.db"), new string('x', 5000));
        (await site.Read(Health.Live)).ShouldBe("ok\n");
        (await site.Read(Health.Ready, HttpStatusCode.ServiceUnavailable)).ShouldBe("not ready\n");
    }

    /// <summary>A session cookie is for TLS only once the request came by TLS; whether it did is the named proxy's word, and nobody else's.</summary>
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData(null, false)]
    public async Task Only_a_named_proxy_is_believed(string? proxy, bool believed)
    {
        await using var site = await SmallSite.Start(settings: new SiteSettings { Proxies = proxy is not null && Proxies.TryParse(proxy, out var network) ? [network] : [] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fr/places");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await site.Client.SendAsync(request);
        answer.Headers.Contains("Strict-Transport-Security").ShouldBe(believed);
    }

    [Theory]
    [InlineData("proxy.example.org")]
    [InlineData("10.0.0.0/64")]
    public void What_is_no_address_is_no_proxy(string text) => Proxies.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public async Task Measures_and_traces_go_to_the_named_collector()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        var called = collector.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask();
        await using (var site = await SmallSite.Start(settings: new SiteSettings { Collector = new Uri($"http://127.0.0.1:{((IPEndPoint)collector.LocalEndpoint).Port}") }))
        {
            await site.Read("/fr/places");
            _ = called.ContinueWith(client => client.Result.Dispose(), TestContext.Current.CancellationToken, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }

        (await Task.WhenAny(called, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))).ShouldBe(called);
    }

    [Fact]
    public void A_trace_does_not_say_who_read_what()
    {
        using var source = new ActivitySource("daira.tests");
        using var listener = new ActivityListener { ShouldListenTo = s => s == source, Sample = (ref _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var activity = source.StartActivity("GET /fr/places")!;
        activity.SetTag("url.query", "?q=صفرو").SetTag("client.address", "192.0.2.1").SetTag("http.route", "/{lang}/places");
        using var discreet = new Telemetry.Discreet();
        discreet.OnEnd(activity);
        activity.TagObjects.Select(t => t.Key).ShouldBe(["http.route"]);
    }
}
