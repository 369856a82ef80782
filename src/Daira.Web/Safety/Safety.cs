using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Daira.Web.Safety;

/// <summary>What every answer says to the browser, and what no request may exceed.</summary>
public static class SafetyRules
{
    /// <summary>Own files only; no inline script or style; nobody frames a page. <c>blob:</c> for pictures the reader saves of the map.</summary>
    public const string ContentPolicy =
        "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
        "worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What a browser forgets when somebody signs out; the chosen language, a cookie, stays.</summary>
    public const string Leaving = "\"cache\", \"storage\"";

    public static IApplicationBuilder UseSafety(this IApplicationBuilder app, SiteSettings settings) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        var largest = IsImport(http.Request) ? settings.LargestUpload : settings.LargestBody;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = largest;
        }

        return http.Request.ContentLength > largest
            ? FailurePages.Answer(http, StatusCodes.Status413PayloadTooLarge)
            : next(http);
    });

    /// <summary>Where files of figures are received: they are larger than any other form.</summary>
    private static bool IsImport(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is { } path && (path.EndsWith("/import", StringComparison.Ordinal) || path.EndsWith("/imports", StringComparison.Ordinal));
}
