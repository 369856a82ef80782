using System.Globalization;
using System.Text;
using Daira.Organisation.Dues;
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
            var rows = books.Read<IReadOnlyList<string>>(http.Actor(), id, reading => reading.Rows<Receipt>().Where(r => r.Body == id && r.Year == of).OrderBy(r => r.Number)
                .Select(r => new { Receipt = r, Cancelled = reading.Rows<LedgerTransaction>().Any(t => t.Reverses == r.Transaction) }).AsEnumerable()
                .Select(x => Line(x.Receipt, x.Cancelled)).ToList());
            if (!rows.IsDone)
            {
                return FailurePages.Problem(rows.Refusals, reader);
            }

            http.Response.Headers.CacheControl = "no-store";
            return Results.Text("receipt,day,payer,method,amount,cancelled\r\n" + string.Concat(rows.Value), "text/csv", new UTF8Encoding(false));
        });

    private static string Line(Receipt receipt, bool cancelled) => string.Create(
        CultureInfo.InvariantCulture,
        $"{receipt.Code},{receipt.Day:yyyy-MM-dd},{receipt.Payer},{receipt.Method.ToString().ToLowerInvariant()},{receipt.Money.Units:0.00},{(cancelled ? "yes" : "no")}\r\n");
}
