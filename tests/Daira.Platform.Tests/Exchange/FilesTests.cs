using System.Text.Json;
using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Exchange;
using Daira.Elections.Places;
using Daira.Foundation.Languages;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using NetTopologySuite.Geometries;

namespace Daira.Platform.Tests.Exchange;

public class FilesTests
{
    private static readonly Writing English = new("en", m => m.Id);

    private static readonly Place Square = new(
        0, "10", PlaceLevel.Commune, null, new Names("مربع", "Carré, \"grand\"", null, null), true, null, null, null, null, null);

    private static readonly ShapeCatalogue Shapes = new(new Dictionary<string, PlaceShape>
    {
        // Clockwise on purpose: RFC 7946 asks for the other way round.
        ["10"] = new(GeometryFactory.Default.CreatePolygon([new(0, 0), new(0, 1), new(1, 1), new(1, 0), new(0, 0)]), true, "test", "© somebody"),
    });

    private static Daira.Elections.Exchange.Table Rows(params object?[] cells) => new(
        "strong-test",
        [.. cells.Select((_, i) => new Daira.Elections.Analyses.Column($"c{i}", i == 0 ? ColumnKind.Text : ColumnKind.Share, new Message($"column {i}")))],
        [new TableRow(Square, cells)],
        new Origin(new Message("title"), new Recipe("strong-areas", "1.2", [new("stronghold", "0.20")], 7, "v1", []), "v1", [new Source("s", "Publisher", "Title", "CC BY 4.0", "", new DateOnly(2026, 1, 2), "abc", null)], [new Message("unverified")]));

    [Fact]
    public void Csv_quotes_what_needs_it_and_leaves_the_unknown_empty()
    {
        using var text = new StringWriter { NewLine = "\n" };
        CsvWriter.Write(Rows(Square.Names.French, null, new Share(0.5240m), 1234567L), text, English);
        text.ToString().ShouldBe("c0,c1,c2,c3\n\"Carré, \"\"grand\"\"\",,0.524,1234567\n");
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("+212")]
    [InlineData("-x")]
    public void A_text_that_a_spreadsheet_would_run_is_made_harmless(string text) => Writing.Harmless(text).ShouldBe("'" + text);

    [Fact]
    public void A_negative_figure_stays_a_figure() => English.AsText(new Points(-0.05m)).ShouldBe("-0.05");

    [Fact]
    public async Task Geojson_turns_outer_rings_counter_clockwise_and_carries_its_origin()
    {
        using var file = new MemoryStream();
        await GeoJsonWriter.WriteAsync(Rows("x", new Share(0.1m)), Shapes, file, English, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(file.ToArray());
        var feature = json.RootElement.GetProperty("features")[0];
        feature.GetProperty("id").GetString().ShouldBe("10");
        feature.GetProperty("properties").GetProperty("c1").GetDecimal().ShouldBe(0.1m);
        feature.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray()
            .Select(p => (p[0].GetDouble(), p[1].GetDouble())).Take(3).ShouldBe([(0, 0), (1, 0), (1, 1)]);
        var origin = json.RootElement.GetProperty("origin");
        origin.GetProperty("shapes").GetString().ShouldBe("© somebody");
        origin.GetProperty("approximateShapes").GetBoolean().ShouldBeTrue();
        origin.GetProperty("seed").GetString().ShouldBe("7");
    }

    [Fact]
    public void Workbook_reads_right_to_left_in_arabic_and_keeps_figures_as_figures()
    {
        using var file = new MemoryStream();
        XlsxWriter.Write(Rows("=1+1", new Share(0.5m), null), file, English with { Language = "ar" });
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        var sheets = book.WorkbookPart!.WorksheetParts.ToArray();
        sheets.Length.ShouldBe(2);
        var data = (WorksheetPart)book.WorkbookPart.GetPartById(book.WorkbookPart.Workbook.Sheets!.Elements<Sheet>().First().Id!);
        data.Worksheet.Descendants<SheetView>().Single().RightToLeft!.Value.ShouldBeTrue();
        var cells = data.Worksheet.Descendants<Row>().ElementAt(1).Elements<Cell>().ToArray();
        cells[0].DataType!.Value.ShouldBe(CellValues.InlineString);
        cells[0].CellFormula.ShouldBeNull();
        cells[1].CellValue!.Text.ShouldBe("0.5");
        cells[2].CellValue.ShouldBeNull();
        new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).ShouldBeEmpty();
    }
}
