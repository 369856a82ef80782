using Daira.Foundation.Languages;
using Daira.Web.Pages.Shell;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Pages;

public static class PageRoutes
{
    /// <summary>Every component with an <c>@page</c> address, and the two short addresses that lead to the first page.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext http) => First(http, Preference.Of(http.Request)));
        foreach (var language in Language.All)
        {
            routes.MapGet($"/{language.Code}", (HttpContext http) => First(http, language));
        }

        routes.MapRazorComponents<Root>().CacheOutput(PageCaching.Policy);
    }

    private static IResult First(HttpContext http, Language language)
    {
        http.Response.Headers.Vary = "Accept-Language, Cookie";
        return Results.Redirect($"/{language.Code}{Sections.All[0].Path}");
    }
}
