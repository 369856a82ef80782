using System.CommandLine;
using Daira.Elections;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>export</c>: a layer as a file for spreadsheets and map programs.</summary>
internal static class ExportCommand
{
    public static Command Build(SharedOptions shared)
    {
        var layer = new Argument<string>("layer") { Description = "units, communes, constituencies, provinces, regions, results-CONTEST (a row per place) or figures-CONTEST (a row per figure)." };
        var format = new Option<string>("--as") { Description = "File format.", Required = true };
        SharedOptions.Only(format, "geojson", "gpkg", "csv", "xlsx");
        var command = new Command("export", "Write a layer to a file.") { layer, format };
        command.SetAction((parsed, stop) => Run(shared.Session(parsed), parsed.GetValue(layer)!, parsed.GetValue(format)!, shared.OutputFile(parsed), shared.Surroundings, stop));
        return command;
    }

    private static async Task<int> Run(Session session, string layer, string format, string? file, Surroundings surroundings, CancellationToken stop)
    {
        if (file is null && format is "gpkg" or "xlsx")
        {
            return session.Refuse([new Refusal(RefusalKind.Invalid, "output-needed", new Message("cli.output-needed", format))]);
        }

        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return session.Refuse(data.Refusals);
        }

        var table = Layers.Find(layer, data.Value, session.Elections);
        if (!table.IsDone)
        {
            return session.Refuse([Ids.Unknown("layer", layer, Layers.All(data.Value).Select(l => l.Id).Concat(Layers.Figures(data.Value)))]);
        }

        if (format == "xlsx" && table.Value.Rows.Count > XlsxWriter.MostRows)
        {
            return session.Refuse([new Refusal(RefusalKind.TooLarge, "too-many-rows", new Message("exchange.too-many-rows", (long)table.Value.Rows.Count, (long)XlsxWriter.MostRows))]);
        }

        try
        {
            await Write(table.Value, data.Value, format, file, new Writing(session.Language.Code, session.Say), session.Clock, surroundings.Output, stop);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return session.Refuse([new Refusal(RefusalKind.Invalid, "output", new Message("cli.output", file ?? "–", e.Message))]);
        }
    }

    /// <summary>To standard output, or to a file that takes the place of an older one only when it is complete.</summary>
    private static async Task Write(Table table, ElectoralData data, string format, string? file, Writing writing, TimeProvider clock, TextWriter output, CancellationToken stop)
    {
        if (format == "gpkg")
        {
            GeoPackageWriter.Write(table, data.Shapes, file!, writing, clock.GetUtcNow());
            return;
        }

        using var memory = new MemoryStream();
        switch (format)
        {
            case "csv":
                await CsvWriter.WriteAsync(table, memory, writing, stop);
                break;
            case "xlsx":
                XlsxWriter.Write(table, memory, writing);
                break;
            default:
                await GeoJsonWriter.WriteAsync(table, data.Shapes, memory, writing, stop);
                break;
        }

        if (file is null)
        {
            await output.WriteAsync(System.Text.Encoding.UTF8.GetString(memory.ToArray()));
            return;
        }

        var unfinished = $"{file}.part";
        try
        {
            await File.WriteAllBytesAsync(unfinished, memory.ToArray(), stop);
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
