using System.Net;
using System.Text.RegularExpressions;
using Daira.Web.Operations;

namespace Daira.Web.Tests;

/// <summary>Behind a proxy that ends TLS every cookie of ours belongs to this host alone; in clear, on the reader's own machine, it keeps its plain name.</summary>
public sealed partial class HostCookieTests : IAsyncLifetime
{
    private SmallSite site = null!;

    public async ValueTask InitializeAsync() =>
        site = await SmallSite.Start(settings: new SiteSettings { Proxies = Proxies.TryParse("127.0.0.1", out var proxy) ? [proxy] : [] });

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task By_tls_a_session_is_opened_and_known_under_the_prefix_only()
    {
        using var form = await Ask(HttpMethod.Get, "/fr/sign-in", isSecure: true);
        var given = Cookies(form).ToList();
        given.ShouldNotBeEmpty();
        given.ShouldAllBe(c => c.StartsWith("__Host-daira-", StringComparison.Ordinal) && c.Contains("; secure", StringComparison.OrdinalIgnoreCase) && c.Contains("; path=/;", StringComparison.OrdinalIgnoreCase));
        var token = WebUtility.HtmlDecode(Token().Match(await form.Content.ReadAsStringAsync()).Groups[1].Value);
        using var entered = await Ask(HttpMethod.Post, "/fr/sign-in", isSecure: true, Pairs(given), ("_handler", "sign-in"), ("__RequestVerificationToken", token), ("Written", site.Code.Text));
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var session = Cookies(entered).Single(c => c.StartsWith("__Host-daira-session=", StringComparison.Ordinal));
        session.ShouldContain("httponly", Case.Insensitive);
        session.ShouldContain("samesite=strict", Case.Insensitive);
        (await Status(Pairs([session]))).ShouldBe(HttpStatusCode.OK);

        // The same secret planted under the plain name, as a neighbouring host or a page in clear could, is nobody's.
        (await Status(Pairs([session])["__Host-".Length..])).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task In_clear_cookies_keep_their_plain_names()
    {
        using var form = await Ask(HttpMethod.Get, "/fr/sign-in", isSecure: false);
        Cookies(form).ShouldAllBe(c => c.StartsWith("daira-", StringComparison.Ordinal) && !c.Contains("secure", StringComparison.OrdinalIgnoreCase));
        form.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    private async Task<HttpStatusCode> Status(string cookie)
    {
        using var answer = await Ask(HttpMethod.Get, "/fr/accounts", isSecure: true, cookie);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string path, bool isSecure, string? cookie = null, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Forwarded-Proto", isSecure ? "https" : "http");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        if (fields.Length > 0)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }

        return await site.Client.SendAsync(request);
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [];

    private static string Pairs(IEnumerable<string> set) => string.Join("; ", set.Select(c => c.Split(';')[0]));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
