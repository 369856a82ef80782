using Daira.Foundation;
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
    public static void MapDuesFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{lang}/organisation/bodies/{id:long}/owed.csv", (HttpContext http, DuesStore books, Reader reader, long id) =>
            Answer(http, reader, ["payer", "owes"], books.Read<IReadOnlyList<object?[]>>(http.Actor(), id, r => r.Arrears(id).Select(a => new object?[] { a.Payer, a.Owes.Units }).ToList())));
        routes.MapGet("/{lang}/organisation/bodies/{id:long}/payers/{kind}/{number:long}/extract.csv", (HttpContext http, DuesStore books, Reader reader, long id, string kind, long number, int? year) =>
            Answer(http, reader, ExtractColumns, PayerExtract.Of(books, id, FormattableString.Invariant($"{kind}/{number}"), year ?? books.Today.Year, http.Actor()).Then<IReadOnlyList<object?[]>>(e => ExtractRows(e).ToList())));
        routes.MapGet("/{lang}/organisation/bodies/{id:long}/receipts.csv", (HttpContext http, DuesStore books, Reader reader, long id, int? year) =>
        {
            var of = year ?? books.Today.Year;
            var rows = books.Read<IReadOnlyList<object?[]>>(http.Actor(), id, reading => reading.Rows<Receipt>().Where(r => r.Body == id && r.Year == of).OrderBy(r => r.Number)
                .Select(r => new { Receipt = r, Cancelled = reading.Rows<LedgerTransaction>().Any(t => t.Reverses == r.Transaction) }).AsEnumerable()
                .Select(x => new object?[] { x.Receipt.Code, x.Receipt.Day, x.Receipt.Payer, x.Receipt.Method.ToString().ToLowerInvariant(), x.Receipt.Money.Units, x.Cancelled ? "yes" : "no" }).ToList());
            return Answer(http, reader, ["receipt", "day", "payer", "method", "amount", "cancelled"], rows);
        });
    }

    internal static string[] ExtractColumns { get; } = ["body", "day", "kind", "document", "given", "owed"];

    /// <summary>The lines of an extract, each with what is owed after it.</summary>
    internal static IEnumerable<object?[]> ExtractRows(PayerExtract extract)
    {
        foreach (var books in extract.Bodies)
        {
            var owed = books.Opening;
            yield return [books.Body, new DateOnly(extract.Year, 1, 1), "opening", null, null, owed.Units];
            foreach (var line in books.Lines)
            {
                owed += line.Owed;
                yield return [books.Body, line.Day, line.Kind, line.Document, line.Given.Units, owed.Units];
            }
        }
    }

    private static IResult Answer(HttpContext http, Reader reader, string[] columns, Outcome<IReadOnlyList<object?[]>> rows) =>
        rows.IsDone ? OrganisationFiles.Csv(http, columns, rows.Value) : FailurePages.Problem(rows.Refusals, reader);
}
