using System.Globalization;
using Daira.Elections.Analyses;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Daira.Elections.Exchange;

/// <summary>A workbook: sheet 1 the rows (right to left in Arabic, heading row frozen and filterable), sheet 2 the origin; sheet 3 each figure with its own, where rows hold several.</summary>
public static class XlsxWriter
{
    /// <summary>Rows a sheet can hold below its heading.</summary>
    public const int MostRows = 1_048_575;

    private const uint Plain = 0, Heading = 1, Whole = 2, Percent = 3, PointsFormat = 4;

    public static void Write(Table table, Stream output, Writing writing)
    {
        using var document = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        var sheets = new Sheets();
        AddSheet(book, sheets, "data", writing, Rows(table, writing), frozen: true, LastCell(table));
        AddSheet(book, sheets, "origin", writing, OriginRows.Of(table.Origin, writing).Select(o => new[] { Text(o.Key, Heading), Text(o.Value, Plain) }), frozen: false, filter: null);
        if (table.Figures is { Rows.Count: <= MostRows } figures)
        {
            AddSheet(book, sheets, "figures", writing, Rows(figures, writing), frozen: true, LastCell(figures));
        }

        book.Workbook = new Workbook(sheets);
    }

    private static IEnumerable<Cell[]> Rows(Table table, Writing writing)
    {
        yield return [.. table.Columns.Select(c => Text(writing.Say(c.Name), Heading))];
        foreach (var row in table.Rows)
        {
            yield return [.. row.Cells.Select((cell, i) => CellOf(writing.Plain(cell), table.Columns[i].Kind))];
        }
    }

    private static Cell CellOf(object? value, ColumnKind kind) => value switch
    {
        null => new Cell(),
        long l => Number(l.ToString(CultureInfo.InvariantCulture), Whole),
        decimal d => Number(d.ToString(CultureInfo.InvariantCulture), FormatOf(kind)),
        _ => Text(value.ToString() ?? "", Plain),
    };

    private static uint FormatOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Share => Percent,
        ColumnKind.Points => PointsFormat,
        _ => Plain,
    };

    private static Cell Number(string text, uint style) =>
        new() { CellValue = new CellValue(text), DataType = CellValues.Number, StyleIndex = style };

    // Strings are stored as strings, never as formulas: nothing a source wrote can run.
    private static Cell Text(string text, uint style) =>
        new() { InlineString = new InlineString(new Text(Legal(text)) { Space = SpaceProcessingModeValues.Preserve }), DataType = CellValues.InlineString, StyleIndex = style };

    private static string Legal(string text) =>
        text.All(System.Xml.XmlConvert.IsXmlChar) ? text : new string([.. text.Where(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);

    private static void AddSheet(WorkbookPart book, Sheets sheets, string name, Writing writing, IEnumerable<Cell[]> rows, bool frozen, string? filter)
    {
        var part = book.AddNewPart<WorksheetPart>();
        using (var xml = OpenXmlWriter.Create(part))
        {
            xml.WriteStartElement(new Worksheet());
            xml.WriteElement(new SheetViews(View(writing.IsRightToLeft, frozen)));
            xml.WriteStartElement(new SheetData());
            foreach (var cells in rows)
            {
                xml.WriteStartElement(new Row());
                foreach (var cell in cells)
                {
                    xml.WriteElement(cell);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            if (filter is not null)
            {
                xml.WriteElement(new AutoFilter { Reference = filter });
            }

            xml.WriteEndElement();
        }

        sheets.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)sheets.ChildElements.Count + 1, Name = name });
    }

    private static SheetView View(bool rightToLeft, bool frozen)
    {
        var view = new SheetView { WorkbookViewId = 0, RightToLeft = rightToLeft };
        if (frozen)
        {
            view.Append(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        }

        return view;
    }

    private static string LastCell(Table table) => $"A1:{ColumnName(table.Columns.Count)}{table.Rows.Count + 1}";

    private static string ColumnName(int number)
    {
        var name = "";
        for (var n = number; n > 0; n = (n - 1) / 26)
        {
            name = (char)('A' + ((n - 1) % 26)) + name;
        }

        return name;
    }

    private static Stylesheet Styles() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "0.0%" },
            new NumberingFormat { NumberFormatId = 165, FormatCode = "+0.0%;-0.0%;0.0%" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 3, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true }));
}
