using Daira.Elections;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Daira.Web.Readers;

/// <summary>
/// A public page depends on its address, the data and the program, and on nothing about who asks: so it is rendered once for a version of the data
/// and a browser that holds it is told so (304).
/// </summary>
public sealed class PageCaching : IOutputCachePolicy
{
    public const string Policy = "pages";

    private static readonly string Program =
        typeof(PageCaching).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    /// <summary>Weak, because the same page may be sent compressed or not.</summary>
    public static string ETagOf(ElectoralData data) => $"W/\"{data.Version}-{Program}\"";

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        context.EnableOutputCaching = HttpMethods.IsGet(http.Request.Method) && !http.IsPersonal();
        context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = context.EnableOutputCaching;
        context.ResponseExpirationTimeSpan = TimeSpan.FromDays(1);
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.CacheKeyPrefix = http.RequestServices.GetRequiredService<CurrentElectoralData>().Value.Version;
        context.CacheVaryByRules.VaryByValues["packed"] = IsPacked(http.Request) ? "yes" : "no";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.AllowCacheStorage &= context.HttpContext.Response.StatusCode == StatusCodes.Status200OK
            && context.HttpContext.RequestServices.GetRequiredService<Reader>().Status == StatusCodes.Status200OK;
        return ValueTask.CompletedTask;
    }

    private static bool IsPacked(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
}

public static class DataVersions
{
    /// <summary>Whatever is made for readers is checked against the version of the data before anything is rendered.</summary>
    public static IApplicationBuilder UseDataVersion(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var isPage = !FailurePages.IsForPrograms(http.Request);
        return !isPage ? next(http)
            : http.IsPersonal() ? ForOne(http, next)
            : IsRead(http.Request) ? Checked(http, next)
            : next(http);
    });

    /// <summary>Whether the caller already holds this version.</summary>
    public static bool Holds(HttpRequest request, string etag) =>
        EntityTagHeaderValue.TryParseList((IList<string>)request.Headers.IfNoneMatch.ToArray()!, out var held)
        && held.Any(tag => tag.Compare(EntityTagHeaderValue.Parse(etag), useStrongComparison: false));

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static Task ForOne(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            StateStatus(http);
            http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static Task Checked(HttpContext http, RequestDelegate next)
    {
        var etag = PageCaching.ETagOf(http.RequestServices.GetRequiredService<CurrentElectoralData>().Value);
        if (Holds(http.Request, etag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            http.Response.Headers.ETag = etag;
            return Task.CompletedTask;
        }

        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            StateStatus(http);
            headers.CacheControl = "no-cache";
            headers.Remove(HeaderNames.Pragma);
            headers.Remove(HeaderNames.Age);
            headers.ETag = http.Response.StatusCode == StatusCodes.Status200OK ? etag : StringValues.Empty;
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void StateStatus(HttpContext http)
    {
        var status = http.RequestServices.GetRequiredService<Reader>().Status;
        if (http.Response.StatusCode == StatusCodes.Status200OK && status != StatusCodes.Status200OK)
        {
            http.Response.StatusCode = status;
        }
    }
}
