using Daira.Elections;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Operations;

/// <summary>
/// For whatever watches the site: <c>/health/live</c> says that the process answers, <c>/health/ready</c> that it can serve. They
/// say nothing else, because anyone may ask.
/// </summary>
public static class Health
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Live, (HttpContext http) => Answer(http, isWell: true)).ExcludeFromDescription();
        routes.MapGet(Ready, (HttpContext http) => Answer(http, CanServe(http.RequestServices))).ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext http, bool isWell)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(isWell ? "ok\n" : "not ready\n", statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The results can be read; what is kept, where there is any, can be written.</summary>
    private static bool CanServe(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<CurrentElectoralData>().Value is not null
                && (services.GetService<RecordStore>() is not { } record || record.Look() is SchemaState.Current or SchemaState.Older or SchemaState.Missing);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
