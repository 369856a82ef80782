using Daira.Organisation.Dues;
using Daira.Web.Pages.Organisation;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Pages.Dues;

/// <summary>The receipts of a body as a file: beside the page, within the same rights, without any person's name.</summary>
internal static class DuesFiles
{
    public static void MapDuesFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/{lang}/organisation/bodies/{id:long}/receipts.csv", (HttpContext http, DuesStore books, Reader reader, long id, int? year) =>
        {
            var of = year ?? books.Today.Year;
            var rows = books.Read<IReadOnlyList<object?[]>>(http.Actor(), id, reading => reading.Rows<Receipt>().Where(r => r.Body == id && r.Year == of).OrderBy(r => r.Number)
                .Select(r => new { Receipt = r, Cancelled = reading.Rows<LedgerTransaction>().Any(t => t.Reverses == r.Transaction) }).AsEnumerable()
                .Select(x => new object?[] { x.Receipt.Code, x.Receipt.Day, x.Receipt.Payer, x.Receipt.Method.ToString().ToLowerInvariant(), x.Receipt.Money.Units, x.Cancelled ? "yes" : "no" }).ToList());
            return rows.IsDone
                ? OrganisationFiles.Csv(http, ["receipt", "day", "payer", "method", "amount", "cancelled"], rows.Value)
                : FailurePages.Problem(rows.Refusals, reader);
        });
}
