using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Daira.Web.Safety;

/// <summary>
/// Where a request came by TLS, every cookie of ours is called <c>__Host-…</c>: no neighbouring name, and no page fetched in clear, can plant one in its
/// place. The rest of the program knows cookies by one name; on <c>http://localhost</c> they keep it, because a browser takes the prefix only with TLS.
/// </summary>
public static class HostCookies
{
    public const string Prefix = "__Host-";

    private const string Ours = "daira-";

    public static IApplicationBuilder UseHostCookies(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.IsHttps)
        {
            Receive(http.Request);
            http.Response.OnStarting(() =>
            {
                Send(http.Response);
                return Task.CompletedTask;
            });
        }

        return next(http);
    });

    /// <summary>A cookie of ours without the prefix is not ours.</summary>
    private static void Receive(HttpRequest request)
    {
        var read = request.Headers.Cookie;
        var kept = CookieHeaderValue.TryParseList(read, out var cookies)
            ? cookies.Where(c => !c.Name.StartsWith(Ours, StringComparison.OrdinalIgnoreCase)).Select(c => c.Name.StartsWith(Prefix + Ours, StringComparison.Ordinal) ? $"{c.Name.Value![Prefix.Length..]}={c.Value}" : c.ToString())
            : [];
        request.Headers.Cookie = string.Join("; ", kept);
    }

    private static void Send(HttpResponse response)
    {
        var set = response.Headers.SetCookie;
        for (var i = 0; i < set.Count; i++)
        {
            if (SetCookieHeaderValue.TryParse(set[i], out var cookie) && cookie.Name.StartsWith(Ours, StringComparison.Ordinal))
            {
                (cookie.Name, cookie.Secure, cookie.Path, cookie.Domain) = (Prefix + cookie.Name, true, "/", default);
                set = Replaced(set, i, cookie.ToString());
            }
        }

        response.Headers.SetCookie = set;
    }

    private static Microsoft.Extensions.Primitives.StringValues Replaced(Microsoft.Extensions.Primitives.StringValues values, int at, string value)
    {
        var all = values.ToArray();
        all[at] = value;
        return all;
    }
}
