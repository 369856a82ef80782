using System.Text.Json;
using Daira.Foundation.Storage;
using Daira.Organisation.Card;
using Daira.Organisation.Storage;
using Daira.Web.Assets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Pages.Members;

/// <summary>What verifies a card elsewhere: the signed list of revoked serials, and the worker that keeps the page for where there is no network.</summary>
internal static class CardRoutes
{
    /// <summary>How long one list is given out.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private static readonly Lock Gate = new();

    public static void MapCards(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<OrganisationStore>() is null)
        {
            return;
        }

        var known = (At: DateTimeOffset.MinValue, Text: string.Empty);
        routes.MapGet("/card/revoked.json", (HttpContext http, VerifyCard verify, OrganisationStore store) =>
        {
            lock (Gate)
            {
                var now = store.Clock.GetUtcNow();
                if (now - known.At >= Lifetime)
                {
                    known = (now, Signed(verify));
                }

                http.Response.Headers.CacheControl = "no-cache";
                return Results.Text(known.Text, "application/json");
            }
        }).ExcludeFromDescription();
        routes.MapGet("/card-worker.js", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.Headers["Service-Worker-Allowed"] = "/";
            return Results.Text($"importScripts('{BuiltFiles.Href("card-worker.js")}')", "text/javascript");
        }).ExcludeFromDescription();
    }

    private static string Signed(VerifyCard verify)
    {
        var list = JsonSerializer.Serialize(verify.Revoked(), JsonSerializerOptions.Web);
        return JsonSerializer.Serialize(new { list, signature = CardToken.SignText(verify.Key, list) }, JsonSerializerOptions.Web);
    }
}
