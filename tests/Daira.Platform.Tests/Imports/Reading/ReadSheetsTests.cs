using System.IO.Compression;
using System.Text;
using Daira.Elections.Imports.Reading;
using Daira.Foundation;

namespace Daira.Platform.Tests.Imports.Reading;

/// <summary>Tables as people have them: separators, encodings, titles above the header, workbooks.</summary>
public sealed class ReadSheetsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("daira-sheets-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("place,votes\n1,10\n2,20\n")]
    [InlineData("place;votes\r\n1;10\r\n2;20")]
    [InlineData("place\tvotes\r1\t10\r2\t20\r")]
    [InlineData("place|votes\n\n1|10\n|\n2|20\n")]
    [InlineData("Results of 2021\n\nSource: the ministry\nplace;votes\n1;10\n2;20\n")]
    public void The_separator_and_the_header_are_found(string text)
    {
        var sheet = Read("t.csv", Encoding.UTF8.GetBytes(text)).Value.Sheets.Single();
        sheet.Header.ShouldBe(["place", "votes"]);
        sheet.Rows.Where(r => r.Fields[0].Length > 0).Select(r => string.Join('=', r.Fields)).ShouldBe(["1=10", "2=20"]);
        sheet.Column(" Votes ").ShouldBe(1);
        sheet.Column("lists").ShouldBeNull();
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1256")]
    public void Arabic_is_read_in_its_encodings(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var text = "الجماعة;الأصوات\nسيدي سليمان;1200\nتمارة;900\n";
        byte[][] forms = [[.. encoding.GetPreamble(), .. encoding.GetBytes(text)], encoding.GetBytes(text)];
        foreach (var form in forms)
        {
            var sheet = Read("t.csv", form).Value.Sheets[0];
            sheet.Header.ShouldBe(["الجماعة", "الأصوات"]);
            sheet.Rows.First().Fields.ShouldBe(["سيدي سليمان", "1200"]);
        }
    }

    [Fact]
    public void French_in_Windows_1252_is_read_and_said()
    {
        var file = Read("t.csv", Encoding.Latin1.GetBytes("préfecture;voix\nFès-Médina;12\nKénitra;7\n")).Value;
        file.Sheets[0].Rows.Select(r => r.Fields[0]).ShouldBe(["Fès-Médina", "Kénitra"]);
        file.Notices.Select(n => n.Id).ShouldBe(["reading.assumed-encoding", "reading.assumed-delimiter"]);
    }

    [Fact]
    public void Lines_are_those_of_the_file_and_rows_can_be_read_again()
    {
        var sheet = Read("t.csv", "a,b\n\"two\nlines\",1\n\nx,2\n"u8.ToArray()).Value.Sheets[0];
        sheet.Rows.Select(r => r.Line).ShouldBe([2, 5]);
        sheet.Rows.Select(r => r.Line).ShouldBe([2, 5]);
        sheet.Count.ShouldBe(2);
        sheet.Checksum.Length.ShouldBe(64);
    }

    [Fact]
    public void A_row_that_is_too_long_is_marked_and_a_short_one_filled()
    {
        var rows = Read("t.csv", "a,b\n1\n1,2,3\n1,2,\n"u8.ToArray(), new SheetOptions { HeaderLine = 1 }).Value.Sheets[0].Rows.ToArray();
        rows[0].Fields.ShouldBe(["1", ""]);
        rows.Select(r => r.IsTooLong).ShouldBe([false, true, false]);
    }

    [Theory]
    [InlineData("", "reading-empty")]
    [InlineData("a,b\n\"1,2\n", "reading-open-quote")]
    [InlineData("\n\n  \n", "reading-no-header")]
    [InlineData("a,é,é,é,é,é,é,é,é,é,é\n\u0001BAD", "reading-broken-utf8")]
    [InlineData("%PDF-1.7", "reading-no-table")]
    [InlineData("a\0b\0\0\0\0\0\0\0\0\0\0", "reading-not-text")]
    public void What_is_no_table_is_refused_by_name(string text, string code)
    {
        var bytes = Encoding.UTF8.GetBytes(text).Select(b => b == 1 ? (byte)0xFF : b).ToArray();
        Read("t.csv", bytes).Refusals.Single().Code.ShouldBe(code);
    }

    [Fact]
    public void A_missing_file_is_refused() =>
        ReadSheets.Run(Path.Combine(folder, "none.csv")).Refusals.Single().Code.ShouldBe("reading-unreadable");

    [Fact]
    public void A_workbook_gives_its_sheets_with_formulas_and_faults_said()
    {
        var file = Workbook("""
            <row r="1"><c r="A1" t="inlineStr"><is><t>Résultats 2026</t></is></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>place</t></is></c><c r="B3" t="inlineStr"><is><t>votes</t></is></c><c r="C3" t="inlineStr"><is><t>part</t></is></c></row>
            <row r="4"><c r="A4"><v>530</v></c><c r="B4"><f>1+1</f><v>2</v></c><c r="C4"><v>1.234</v></c></row>
            <row r="6"><c r="A6"><v>531</v></c><c r="B6" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
            """);
        var sheet = file.Value.Find(" sheet1 ")!;
        sheet.Header.ShouldBe(["place", "votes", "part"]);
        sheet.HeaderLine.ShouldBe(3);
        sheet.Rows.Select(r => $"{r.Line}:{string.Join('=', r.Fields)}").ShouldBe(["4:530=2=1.2340", "6:531=#DIV/0!="]);
        file.Value.Notices.Select(n => n.Id).ShouldBe(["reading.formulas", "reading.cell-faults"]);
        CellNumbers.ReadCount("#DIV/0!").Fault.ShouldBe("number.cell-fault");
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>", "reading-cell-beyond")]
    [InlineData("<row r=\"99999999\"><c><v>1</v></c></row>", "reading-cell-beyond")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1", "reading-workbook-damaged")]
    [InlineData("<row/>", "reading-no-header")]
    public void A_damaged_workbook_is_refused(string rows, string code) => Workbook(rows).Refusals.Single().Code.ShouldBe(code);

    [Theory]
    [InlineData("../../etc/passwd", "reading-zip-path")]
    [InlineData("C:/x.xml", "reading-zip-path")]
    [InlineData("xl/inside.zip", "reading-zip-nested")]
    public void Path_tricks_and_nested_archives_are_refused(string entry, string code) =>
        Workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", a => Write(a, entry, "x")).Refusals.Single().Code.ShouldBe(code);

    [Fact]
    public void A_zip_bomb_is_refused_before_it_fills_the_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Workbook("<row r=\"1\"/>", archive =>
        {
            using var bomb = archive.CreateEntry("xl/bomb.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 100; i++)
            {
                bomb.Write(zeros);
            }
        });
        refused.Refusals.Single().ShouldSatisfyAllConditions(r => r.Code.ShouldBe("reading-zip-too-large"), r => r.Kind.ShouldBe(RefusalKind.TooLarge));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64L << 20);
    }

    [Theory]
    [InlineData("parlement-elections-2002-1-0.xlsx", 91, "idCirconscription")]
    [InlineData("parlement-elections-2016-1-1.xlsx", 184, "typeListe")]
    [InlineData("parlement-elections-2021-1-0.xlsx", 104, "nSieges")]
    public void The_published_workbooks_are_read_unedited(string workbook, int rows, string column)
    {
        var trial = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
        Assert.SkipUnless(trial is { Length: > 0 }, "DAIRA_TRIAL_DATA does not name the trial data folder.");
        var file = ReadSheets.Run(Path.Combine(trial!, "morocco/results-house/tafra-xlsx", workbook)).Value;
        file.Sheets.Count.ShouldBe(3);
        file.Sheets[0].HeaderLine.ShouldBe(1);
        file.Sheets[0].Column(column).ShouldNotBeNull();
        file.Sheets[0].Count.ShouldBe(rows);
        file.Sheets[0].Rows.Count().ShouldBe(rows);
    }

    private Outcome<SheetFile> Read(string name, byte[] bytes, SheetOptions? options = null)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllBytes(file, bytes);
        return ReadSheets.Run(file, options);
    }

    private Outcome<SheetFile> Workbook(string rows, Action<ZipArchive>? more = null)
    {
        var file = Path.Combine(folder, "t.xlsx");
        using (var archive = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            Write(archive, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Write(archive, "xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Write(archive, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Write(archive, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>");
            more?.Invoke(archive);
        }

        return ReadSheets.Run(file);
    }

    private static void Write(ZipArchive archive, string name, string text)
    {
        using var entry = new StreamWriter(archive.CreateEntry(name).Open());
        entry.Write(text);
    }
}
