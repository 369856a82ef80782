using Daira.Elections;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Api;

/// <summary>Answers to programs carry the version of the data as their ETag; who holds it already is told so (304), and a corrected figure is seen at once.</summary>
internal static class DataVersionFilter
{
    public static RouteGroupBuilder WithDataVersion(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        var etag = PageCaching.ETagOf(http.RequestServices.GetRequiredService<CurrentElectoralData>().Value);
        if (DataVersions.Holds(http.Request, etag))
        {
            http.Response.Headers.ETag = etag;
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status200OK)
            {
                http.Response.Headers.ETag = etag;
                http.Response.Headers.CacheControl = "no-cache";
                http.Response.Headers.Vary = "Accept-Language, Cookie, Accept-Encoding";
            }

            return Task.CompletedTask;
        });
        return await next(context);
    });
}
