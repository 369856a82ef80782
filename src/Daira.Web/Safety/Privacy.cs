using Daira.Web.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Safety;

/// <summary>A private site: everything needs a sign-in, but for the door itself, what it is drawn with, and the health of the machine.</summary>
public static class Privacy
{
    private static readonly string[] Doors = ["/sign-in", "/invitation", "/membership", "/membership/own", "/membership/own/data", "/privacy"];
    private static readonly string[] Open = ["/built", "/health"];

    public static IApplicationBuilder UsePrivacy(this IApplicationBuilder app, SiteSettings settings) => !settings.IsPrivate ? app : app.Use((http, next) =>
    {
        if (http.IsKnown())
        {
            // What one person may read is not for a cache between.
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.CacheControl = "private, no-store";
                return Task.CompletedTask;
            });
            return next(http);
        }

        var reader = http.RequestServices.GetRequiredService<Reader>();
        return Array.Exists(Open, path => http.Request.Path.StartsWithSegments(path)) || (reader.IsAddressed && Doors.Contains(reader.Path, StringComparer.OrdinalIgnoreCase)) ? next(http)
            : FailurePages.IsForPrograms(http.Request) ? Challenge(http)
            : ToSignIn(http, reader);
    });

    private static Task Challenge(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return FailurePages.Answer(http, StatusCodes.Status401Unauthorized);
    }

    private static Task ToSignIn(HttpContext http, Reader reader)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect($"{reader.To("/sign-in")}?to={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
        return Task.CompletedTask;
    }
}
