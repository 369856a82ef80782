using System.Text.Json;
using Daira.Elections.Exchange;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using Daira.Elections.Results;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Imports.Counts;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Daira.Platform.Tests.Results;

/// <summary>Exports say of every figure where it comes from: source, line, checksum, import, decision.</summary>
public class FigureOriginsTests
{
    private const string Contest = "ma-house-2026-local";

    private static readonly Writing French = new("fr", m => m.Id);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_figure_names_its_line_and_import_and_after_a_correction_the_decision_too(Engine engine)
    {
        using var daira = new Importing(engine);
        var (file, import) = Imported(daira, "place,list,votes\n530,A,100\n530,B,50\n531,A,7\n");
        var origin = Origins(daira).Of("530", "B");
        origin.ShouldBe(new FigureOrigin("Unknown, " + Path.GetFileName(file), "3", SourceFiles.ChecksumOf(file), import, ""));
        Origins(daira).Of("530").Line.ShouldEndWith(" | 2-3", Case.Sensitive, "the seats at stake come from a file of their own");
        Origins(daira).Of("999", "A").ShouldBe(FigureOrigin.Unknown);

        Correct(daira, 51);
        Correct(daira, 52);
        var last = DecidedImports.All(daira.Installation.Record).First(d => d.Kind == "correct-result").Id.ToString("D");
        var corrected = Origins(daira).Of("530", "B");
        (corrected.Line, corrected.Import, corrected.Sha256).ShouldBe(("3", import, origin.Sha256), "a correction still says what it corrects");
        corrected.Decision.Split("; ").ShouldContain(last);
        corrected.Decision.Split("; ").Length.ShouldBe(2, "both corrections are on the way to this figure");
        Origins(daira).Of("530", "A").Decision.ShouldBeEmpty();
    }

    [Fact]
    public void A_sum_names_every_line_of_its_parts_and_the_choice_of_a_place()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        var units = daira.Data.Atlas.UnitsIn(daira.Data.Atlas.Find("530")!).Take(2).ToList();
        var choice = new DecideName(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock)
            .Run(new NameChoice("Nulle Part-sur-Mer", null, "unit", units[1].Code), Actor.Operator).Value;
        var mapping = new ResultsMapping { Place = "commune", Station = "bureau", Lists = ["A", "B"], Registered = "inscrits" };
        daira.Done(new ImportRequest(daira.File($"commune,bureau,inscrits,A,B\n{units[0].Code},1,500,20,9\nNulle Part-sur-Mer,1,400,12,8\n{units[0].Code},2,100,5,9\n"), Contest, mapping));
        var origins = Origins(daira);
        origins.Of("530", "A").Line.ShouldBe("2-4");
        origins.Of("530", "A").Decision.ShouldBe(choice.Decision!.Value.ToString("D"));
        var region = daira.Data.Atlas.AncestorAt(daira.Data.Atlas.Find("530")!, PlaceLevel.Region)!.Code;
        FigureOrigins.Read(daira.Installation.Elections, daira.Data.Find(Contest)!, daira.Data, PlaceLevel.Region).Of(region, "A").Line.ShouldBe("2-4");
    }

    [Fact]
    public async Task Csv_workbook_and_geojson_carry_it()
    {
        using var daira = new Importing(Engine.Sqlite);
        var (file, import) = Imported(daira, "place,list,votes\n530,A,100\n530,B,50\n");
        Correct(daira, 51);
        var wide = Layers.Find("results-" + Contest, daira.Data, daira.Installation.Elections).Value;
        var csv = Csv(wide).Records.Single(r => r.Fields[0] == "530");
        csv.Fields[^4..].Take(3).Select(f => f.Split(" | ")[^1]).ShouldBe(["2-3", SourceFiles.ChecksumOf(file), import]);
        csv.Fields[^1].ShouldNotBeEmpty();

        var cells = Csv(Layers.Find("figures-" + Contest, daira.Data, daira.Installation.Elections).Value);
        cells.Header.TakeLast(7).ShouldBe(["list", "votes", "origin_source", "origin_line", "origin_sha256", "origin_import", "origin_decision"]);
        cells.Records.Select(r => (List: r.Fields[4], Votes: r.Fields[5], Line: r.Fields[7], IsDecided: r.Fields[10].Length > 0)).ShouldBe([("A", "100", "2", false), ("B", "51", "3", true)]);

        using var book = new MemoryStream();
        XlsxWriter.Write(wide, book, French);
        using var read = SpreadsheetDocument.Open(book, isEditable: false);
        read.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value).ShouldBe(["data", "origin", "figures"]);
        var figures = (WorksheetPart)read.WorkbookPart.GetPartById(read.WorkbookPart.Workbook.Sheets!.Elements<Sheet>().Last().Id!);
        figures.Worksheet.Descendants<Row>().Skip(1).Select(r => r.Elements<Cell>().ElementAt(7).InnerText).ShouldBe(["2", "3"]);
        new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(read, TestContext.Current.CancellationToken).ShouldBeEmpty();

        using var json = new MemoryStream();
        await GeoJsonWriter.WriteAsync(wide, daira.Data.Shapes, json, French, TestContext.Current.CancellationToken);
        using var parsed = JsonDocument.Parse(json.ToArray());
        parsed.RootElement.GetProperty("features").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "530").GetProperty("properties").GetProperty("origin_line").GetString()!.ShouldEndWith(" | 2-3");
    }

    [Fact]
    public void Every_figure_that_ships_has_a_line_and_a_checksum()
    {
        using var daira = new Importing(Engine.Sqlite);
        foreach (var contest in daira.Data.Contests)
        {
            var table = Layers.Find("figures-" + contest.Contest.Id, daira.Data, daira.Installation.Elections).Value;
            var columns = table.Columns.Select(c => c.Id).ToList();
            table.Rows.ShouldAllBe(r => ((string)r.Cells[columns.IndexOf("origin_line")]!).Length > 0 && ((string)r.Cells[columns.IndexOf("origin_sha256")]!).Length == 64, contest.Contest.Id);
        }
    }

    private static (string File, string Import) Imported(Importing daira, string text)
    {
        daira.Add().IsDone.ShouldBeTrue();
        var file = daira.File(text);
        return (file, daira.Done(new ImportRequest(file, Contest, Importing.Long)).Number!.Value.ToString());
    }

    private static void Correct(Importing daira, long votes) =>
        new CorrectResult(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock).Run(new Correction(Contest, "530", "B", votes, "recount"), Actor.Operator).IsDone.ShouldBeTrue();

    private static FigureOrigins Origins(Importing daira) => FigureOrigins.Read(daira.Installation.Elections, daira.Data.Find(Contest)!, daira.Data);

    private static CsvTable Csv(Elections.Exchange.Table table)
    {
        using var text = new StringWriter { NewLine = "\n" };
        CsvWriter.Write(table, text, French);
        return CsvTable.Parse("out", text.ToString());
    }
}
