using Daira.Elections;
using Daira.Elections.Exchange;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Api;

/// <summary>
/// Tables as files: <c>/download/answer.{format}</c> with the words of the map page's address, and
/// <c>/download/layers/{layer}.{format}</c>, where results say of every figure where it comes from; formats csv, xlsx, geojson, gpkg.
/// </summary>
internal static class DownloadRoutes
{
    public static IReadOnlyList<string> Formats { get; } = ["csv", "xlsx", "geojson", "gpkg"];

    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/download").WithTags("Downloads").WithDataVersion().ProducesProblem(400).ProducesProblem(404);
        files.MapGet("answer.{format}", Answer).WithSummary("The rows of an answer as a file: csv, xlsx, geojson, gpkg");
        CompareRoutes.MapFiles(files);
        files.MapGet("layers/{layer}.{format}", Layer).WithSummary("A layer as a file: csv, xlsx, geojson, gpkg");
    }

    private static async Task<IResult> Answer(string format, HttpContext http, CurrentElectoralData current, Reader reader, TimeProvider clock)
    {
        var data = current.Value;
        var answer = AnswerRoutes.Ask(http, data);
        return answer.IsDone
            ? await Send(AnswerTable.From(answer.Value, data), format, data, http, reader, clock)
            : FailurePages.Problem(answer.Refusals, reader);
    }

    private static async Task<IResult> Layer(string layer, string format, HttpContext http, IServiceProvider services, CurrentElectoralData current, Reader reader, TimeProvider clock)
    {
        var data = current.Value;
        var table = Layers.Find(layer, data, Stored(services));
        return table.IsDone
            ? await Send(table.Value, format, data, http, reader, clock)
            : FailurePages.Problem(table.Refusals, reader);
    }

    /// <summary>Sends any table in any format.</summary>
    public static async Task<IResult> Send(Table table, string format, ElectoralData data, HttpContext http, Reader reader, TimeProvider clock)
    {
        var speaker = reader.Writing;
        if (!Formats.Contains(format))
        {
            return FailurePages.Problem([new(RefusalKind.NotFound, "unknown-format", new Message("download.unknown-format", format, string.Join(", ", Formats)))], reader);
        }

        if (format == "xlsx" && table.Rows.Count > XlsxWriter.MostRows)
        {
            return FailurePages.Problem([new(RefusalKind.TooLarge, "too-many-rows", new Message("exchange.too-many-rows", (long)table.Rows.Count, (long)XlsxWriter.MostRows))], reader);
        }

        var response = http.Response;
        response.Headers.ContentDisposition = $"attachment; filename=\"{table.Id}.{format}\"";
        response.ContentType = TypeOf(format);
        switch (format)
        {
            case "csv":
                await CsvWriter.WriteAsync(table, response.Body, speaker, http.RequestAborted);
                break;
            case "geojson":
                await GeoJsonWriter.WriteAsync(table, data.Shapes, response.Body, speaker, http.RequestAborted);
                break;
            case "xlsx":
                await SendFile(http, path => { using var file = File.Create(path); XlsxWriter.Write(table, file, speaker); });
                break;
            default:
                await SendFile(http, path => GeoPackageWriter.Write(table, data.Shapes, path, speaker, clock.GetUtcNow()));
                break;
        }

        return Results.Empty;
    }

    /// <summary>Where origins are read; null while nothing usable is stored.</summary>
    internal static ElectionsStore? Stored(IServiceProvider services) => services.GetService<ElectionsStore>() is { } elections && elections.WhyNot() is null ? elections : null;

    // Both formats are written with seeks, so they are made in a private file first.
    private static async Task SendFile(HttpContext http, Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("daira-download-");
        try
        {
            var path = Path.Combine(folder.FullName, "file");
            write(path);
            await using var file = File.OpenRead(path);
            http.Response.ContentLength = file.Length;
            await file.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string TypeOf(string format) => format switch
    {
        "csv" => "text/csv; charset=utf-8",
        "geojson" => "application/geo+json",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/geopackage+sqlite3",
    };
}
