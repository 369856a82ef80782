using Daira.Foundation.Languages;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Daira.Web.Assets;
using Daira.Web.Operations;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Pages.Organisation;

/// <summary>Documents of the organisation: the mandate letter as PDF, and the papers of a case, within the rights of their pages.</summary>
internal static class OrganisationDocuments
{
    public static void MapOrganisationDocuments(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{lang}/organisation/mandates/{id:long}/letter.pdf", Letter).WithMetadata(new PersonalAttribute());
        routes.MapGet("/{lang}/organisation/cases/{id:long}/papers/{number:int}", Paper).WithMetadata(new PersonalAttribute());
    }

    private static async Task<IResult> Letter(long id, HttpContext http, OrganisationStore store, Prepared prepared, Reader reader)
    {
        var org = store.Current;
        if (Allowed.Refuse(http.Actor(), OrganisationRights.Read, org.Mandates.TryGetValue(id, out var mandate) ? OrganisationScopes.OfBody(mandate.Body) : null) is { } forbidden)
        {
            return FailurePages.Problem([forbidden], reader);
        }

        if (mandate is null)
        {
            return Results.NotFound();
        }

        return await Printed<LetterSheet>(
            http, "org.letter", FormattableString.Invariant($"mandate-{id}-{reader.Language.Code}.pdf"), new() { ["Mandate"] = mandate, ["Org"] = org, ["Atlas"] = prepared.Data.Atlas, ["Today"] = store.Today });
    }

    /// <summary>A component as a PDF that is kept nowhere.</summary>
    /// <param name="title">Id of the document's title.</param>
    internal static async Task<IResult> Printed<T>(HttpContext http, string title, string file, Dictionary<string, object?> parameters)
        where T : IComponent
    {
        var (services, reader) = (http.RequestServices, http.RequestServices.GetRequiredService<Reader>());
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var sheet = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        var printed = await services.GetRequiredService<PdfPrinter>().Print(Alone(sheet, title, reader), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return printed.IsDone ? Results.File(printed.Value, "application/pdf", file) : FailurePages.Problem(printed.Refusals, reader);
    }

    /// <summary>A page with its style and fonts inside it, which may fetch and run nothing.</summary>
    private static string Alone(string sheet, string title, Reader reader) =>
        $"""
        <!doctype html><html lang="{reader.Language.Code}" dir="{reader.Language.Direction}"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
        <title>{Html.Escape(reader.Plain(new Message(title)))}</title><style>{BuiltFiles.StandaloneStyle}</style></head><body><main class="page">{sheet}</main></body></html>
        """;

    private static IResult Paper(long id, int number, HttpContext http, OrganisationStore store, Prepared prepared, Reader reader)
    {
        var actor = http.Actor();
        var read = new ReadPaper(store).Run(id, number, seen => CaseSight.May(store.Current, prepared.Data.Atlas, seen, actor), actor);
        if (!read.IsDone)
        {
            return FailurePages.Problem(read.Refusals, reader);
        }

        http.Response.Headers.CacheControl = "no-store";

        // Saved, never shown inside the site: whatever the paper carries is not the site's.
        return Results.File(read.Value.Content, read.Value.Facts.Type, read.Value.Facts.Name);
    }
}
