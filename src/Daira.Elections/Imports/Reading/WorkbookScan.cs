using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Daira.Foundation;

namespace Daira.Elections.Imports.Reading;

/// <summary>What a worksheet holds besides values.</summary>
/// <param name="Formulas">How many cells hold a formula.</param>
/// <param name="FirstFormula">The first of them, e.g. <c>C12</c>.</param>
/// <param name="Faults">Cells whose formula failed, by 0-based row and column, with what stands there (<c>#DIV/0!</c>).</param>
internal sealed record SheetScan(int Formulas, string? FirstFormula, IReadOnlyDictionary<(int Row, int Column), string> Faults)
{
    public static SheetScan Nothing { get; } = new(0, null, new Dictionary<(int Row, int Column), string>());
}

/// <summary>Reads over an XLSX workbook once for what the reading library does not tell or does not survive: formulas, failed cells, positions beyond a worksheet, contents out of proportion.</summary>
internal sealed class WorkbookScan
{
    /// <summary>Unpacked bytes of the tables of shared texts and styles, which are held in memory as a whole.</summary>
    public const long LargestTable = 48L << 20;

    private const int MostRows = 1_048_576;
    /// <summary>Columns of a worksheet.</summary>
    public const int MostColumns = 16_384;
    private const int MostFaults = 10_000;

    private static readonly XmlReaderSettings Safely = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        MaxCharactersFromEntities = 1024,
    };

    private readonly string name;
    private readonly ZipArchive archive;

    private WorkbookScan(string name, ZipArchive archive) => (this.name, this.archive) = (name, archive);

    /// <returns>By the worksheet's name; and whether the workbook carries macros, which nothing here ever runs.</returns>
    /// <exception cref="ReadingFaultException">The workbook is not read; says which part and why.</exception>
    public static (IReadOnlyDictionary<string, SheetScan> Sheets, bool HasMacros) Of(string file, string name)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var opened = new ZipArchive(stream, ZipArchiveMode.Read);
            ZipGuard.Check(opened, name, stream.Length);
            var scan = new WorkbookScan(name, opened);
            scan.CheckTables();
            return (scan.Sheets(), opened.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)));
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            throw ReadingFaultException.Of("reading.workbook-damaged", name, Written.Short(e.Message));
        }
    }

    private void CheckTables()
    {
        foreach (var table in archive.Entries.Where(e => e.Name is "sharedStrings.xml" or "styles.xml" or "workbook.xml"))
        {
            using var content = table.Open();
            using var counted = new LimitedStream(content, LargestTable, () => ReadingFaultException.Of(RefusalKind.TooLarge, "reading.zip-too-large", name, table.FullName, LargestTable >> 20));
            using var xml = XmlReader.Create(counted, Safely);
            while (xml.Read())
            {
                CheckDepth(xml, table.FullName);
            }
        }
    }

    private Dictionary<string, SheetScan> Sheets()
    {
        var targets = Elements("xl/_rels/workbook.xml.rels", "Relationship", "Id", "Target");
        var scans = new Dictionary<string, SheetScan>(StringComparer.Ordinal);
        foreach (var (sheet, id) in Elements("xl/workbook.xml", "sheet", "name", "id"))
        {
            var part = targets.GetValueOrDefault(id, "");
            var entry = archive.GetEntry(part.StartsWith('/') ? part[1..] : "xl/" + part);
            scans[sheet] = entry is null ? SheetScan.Nothing : OfSheet(entry);
        }

        return scans;
    }

    /// <summary>Two attributes of every element of a name, by the first.</summary>
    private Dictionary<string, string> Elements(string part, string element, string key, string value)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (archive.GetEntry(part) is not { } entry)
        {
            return found;
        }

        using var content = entry.Open();
        using var xml = XmlReader.Create(content, Safely);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element && Attribute(xml, key) is { } name)
            {
                found[name] = Attribute(xml, value) ?? "";
            }
        }

        return found;
    }

    private static string? Attribute(XmlReader xml, string name)
    {
        var found = (string?)null;
        while (xml.MoveToNextAttribute())
        {
            found = xml.LocalName == name ? xml.Value : found;
        }

        xml.MoveToElement();
        return found;
    }

    private SheetScan OfSheet(ZipArchiveEntry entry)
    {
        var (formulas, first) = (0, (string?)null);
        var faults = new Dictionary<(int Row, int Column), string>();
        var (row, column, isFault) = (-1, -1, false);
        using var content = entry.Open();
        using var xml = XmlReader.Create(content, Safely);
        while (xml.Read())
        {
            CheckDepth(xml, entry.FullName);
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "row":
                    row = xml.GetAttribute("r") is { } number ? Whole(number, MostRows, entry) - 1 : row + 1;
                    column = -1;
                    break;
                case "c":
                    column = xml.GetAttribute("r") is { } at ? ColumnOf(at, entry) : column + 1;
                    isFault = xml.GetAttribute("t") == "e";
                    break;
                case "f":
                    formulas++;
                    first ??= $"{Letters(column)}{row + 1}";
                    break;
                case "v" when isFault && faults.Count < MostFaults && xml.Read() && xml.NodeType == XmlNodeType.Text:
                    faults[(row, column)] = Written.Short(xml.Value);
                    break;
                case "mergeCell":
                    CheckRange(xml.GetAttribute("ref") ?? "", entry);
                    break;
                case "dimension":
                    CheckRange(xml.GetAttribute("ref") ?? "", entry);
                    break;
            }
        }

        return new SheetScan(formulas, first, faults);
    }

    private void CheckRange(string range, ZipArchiveEntry entry)
    {
        foreach (var corner in range.Split(':'))
        {
            ColumnOf(corner, entry);
        }
    }

    /// <summary>The 0-based column of <c>C12</c>.</summary>
    private int ColumnOf(string cell, ZipArchiveEntry entry)
    {
        var letters = cell.AsSpan().TrimStart('$');
        var length = letters.IndexOfAnyExceptInRange('A', 'Z');
        var column = 0;
        foreach (var letter in length is > 0 and <= 3 ? letters[..length] : [])
        {
            column = (column * 26) + letter - 'A' + 1;
        }

        _ = length > 0 ? Whole(letters[length..].TrimStart('$').ToString(), MostRows, entry) : 0;
        return column is > 0 and <= MostColumns ? column - 1 : throw Beyond(cell, entry);
    }

    private int Whole(string text, int most, ZipArchiveEntry entry) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : throw Beyond(text, entry);

    private ReadingFaultException Beyond(string cell, ZipArchiveEntry entry) => ReadingFaultException.Of("reading.cell-beyond", name, entry.FullName, Written.Short(cell));

    private void CheckDepth(XmlReader xml, string part)
    {
        if (xml.Depth > 64)
        {
            throw ReadingFaultException.Of("reading.workbook-damaged", name, part);
        }
    }

    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}

/// <summary>A stream that is refused beyond a length.</summary>
internal sealed class LimitedStream(Stream inner, long most, Func<Exception> tooLong) : Stream
{
    private long taken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => taken;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        taken += read;
        return taken <= most ? read : throw tooLong();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
