using System.Globalization;
using System.Text;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Pages.Organisation;

/// <summary>The lists of the organisation as files: beside their pages, within the same rights, without any person's name.</summary>
internal static class OrganisationFiles
{
    public static void MapOrganisationFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{lang}/organisation/bodies.csv", (HttpContext http, OrganisationStore store, Prepared prepared, Reader reader, string? type, string? stage, string? within) =>
        {
            var (org, atlas, day) = (store.Current, prepared.Data.Atlas, store.Today);
            return Answer(http, reader, ["id", "name", "type", "organisation", "place", "stage", "since", "until", "parent", "holders"], BodyList.Of(org, atlas, day, type, stage, within)
                .Where(b => Rights.Refuse(http.Actor(), OrganisationRights.Read, OrganisationScopes.OfBody(b.Id)) is null)
                .Select(b => (Body: b, State: b.On(day) ?? b.Last))
                .Select(x => new object?[]
                {
                    x.Body.Id, org.NameOf(x.Body, atlas, day).NameIn(reader.Language.Code).Text, x.Body.Type, org.TypeOf(x.Body).Organisation, x.Body.Place ?? x.Body.Country,
                    x.State.IsExpired(day) ? "expired" : x.State.Stage.ToString().ToLowerInvariant(), x.State.Since, x.State.Until, x.Body.Parent, org.InForce(x.Body, day).Count(),
                }));
        });
        routes.MapGet("/{lang}/organisation/coverage.csv", (HttpContext http, OrganisationStore store, Prepared prepared, Reader reader, string? within, string? org) =>
        {
            var (data, atlas) = (store.Current, prepared.Data.Atlas);
            var place = string.IsNullOrEmpty(within) ? null : atlas.Find(within);
            return Answer(http, reader, ["place", "name_ar", "name_fr", "province", "presence", "body"], Coverage.Of(data, atlas, place, org is { Length: > 0 } ? org : "party", store.Today).Communes
                .Select(c => new object?[] { c.Place.Code, c.Place.Names.Arabic, c.Place.Names.French, c.Place.Parent, c.Presence.ToString().ToLowerInvariant(), c.Body?.Id }));
        });
    }

    private static IResult Answer(HttpContext http, Reader reader, string[] columns, IEnumerable<object?[]> rows)
    {
        if (Allowed.Refuse(http.Actor(), OrganisationRights.Read, null) is { } refusal)
        {
            return FailurePages.Problem([refusal], reader);
        }

        http.Response.Headers.CacheControl = "no-store";
        var lines = rows.Select(r => r.Select(Cell)).Prepend(columns).Select(r => string.Join(',', r.Select(Quoted)));
        return Results.Text(string.Join("\r\n", lines) + "\r\n", "text/csv", new UTF8Encoding(false));
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>RFC 4180; a cell that a spreadsheet would run as a formula is kept as text.</summary>
    private static string Quoted(string cell)
    {
        var safe = cell is ['=' or '+' or '-' or '@', ..] ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
