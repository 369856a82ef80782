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

    public static void MapRegisters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{lang}/organisation/ahead.csv", (HttpContext http, OrganisationStore store, Prepared prepared, Reader reader, int? months, string? within) =>
        {
            var (org, atlas, day) = (store.Current, prepared.Data.Atlas, store.Today);
            return Answer(http, reader, ["on", "what", "body", "body_name", "office", "mandate"], Ahead.Of(org, day, day.AddMonths(months is >= 1 and <= Ahead.MostMonths ? months.Value : 6), b => BodyList.IsWithin(atlas, b, within) && MaySee(http, b))
                .Select(r => new object?[] { r.On, r.Kind.ToString().ToLowerInvariant(), r.Body.Id, org.NameOf(r.Body, atlas, day).NameIn(reader.Language.Code).Text, r.Office?.Id, r.Mandate?.Id }));
        });
        routes.MapGet("/{lang}/organisation/elected.csv", (HttpContext http, OrganisationStore store, Prepared prepared, Reader reader, string? on, string? within) =>
        {
            var (org, atlas) = (store.Current, prepared.Data.Atlas);
            var day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : store.Today;
            return Answer(http, reader, ["mandate", "type", "body", "body_name", "office", "from", "until", "person"], BodyList.Elected(org, atlas, day, within, http.Actor())
                .Select(m => new object?[] { m.Id, org.Bodies[m.Body].Type, m.Body, org.NameOf(org.Bodies[m.Body], atlas, day).NameIn(reader.Language.Code).Text, m.Office, m.From, m.Last, m.Person }));
        });
        routes.MapGet("/{lang}/organisation/persons.csv", (HttpContext http, OrganisationStore store, Prepared prepared, Reader reader, Guid request) =>
        {
            // The register with names: only what two persons agreed on.
            var taken = new ExportPersons(store).Run(request, http.Actor());
            var (org, atlas, day) = (store.Current, prepared.Data.Atlas, store.Today);
            return taken.IsDone
                ? Csv(http, ["person", "name_ar", "name_latin", "mandate", "office", "body", "body_name", "from", "until"], taken.Value.Select(r => new object?[]
                {
                    r.Person.Id, r.Person.Arabic, r.Person.Latin, r.Mandate.Id, r.Mandate.Office, r.Body.Id, org.NameOf(r.Body, atlas, day).NameIn(reader.Language.Code).Text, r.Mandate.From, r.Mandate.Last,
                }))
                : FailurePages.Problem(taken.Refusals, reader);
        });
    }

    private static bool MaySee(HttpContext http, Body body) => Rights.Refuse(http.Actor(), OrganisationRights.Read, OrganisationScopes.OfBody(body.Id)) is null;

    private static IResult Answer(HttpContext http, Reader reader, string[] columns, IEnumerable<object?[]> rows)
    {
        if (Allowed.Refuse(http.Actor(), OrganisationRights.Read, null) is { } refusal)
        {
            return FailurePages.Problem([refusal], reader);
        }

        return Csv(http, columns, rows);
    }

    /// <summary>Rows for whoever was found to have the right to them.</summary>
    internal static IResult Csv(HttpContext http, string[] columns, IEnumerable<object?[]> rows)
    {
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
