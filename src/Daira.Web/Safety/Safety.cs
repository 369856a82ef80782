using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Safety;

/// <summary>What every answer says to the browser, and what no request may exceed.</summary>
public static class SafetyRules
{
    /// <summary>Own files only; no inline script or style; nobody frames a page. <c>blob:</c> for pictures the reader saves of the map.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
        "worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSafety(this IApplicationBuilder app, SiteSettings settings) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return http.Request.ContentLength > settings.LargestBody
            ? FailurePages.Answer(http, StatusCodes.Status413PayloadTooLarge)
            : next(http);
    });
}
