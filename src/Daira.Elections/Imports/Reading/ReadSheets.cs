using System.Security.Cryptography;
using System.Text;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Reading;

/// <summary>
/// Reads tables as people have them: text files in any common encoding and with any common separator, XLSX and XLS workbooks
/// with titles above the header. The whole file is gone through once, so that rows asked for later do not fail.
/// </summary>
public static class ReadSheets
{
    /// <summary>Bytes beyond which a file is refused.</summary>
    public const long LargestFile = 4L << 30;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <returns>Refused with the file, the line, what is wrong and the remedy.</returns>
    public static Outcome<SheetFile> Run(string file, SheetOptions? options = null, CancellationToken stop = default)
    {
        var name = Path.GetFileName(file);
        try
        {
            return new FileInfo(file).Length > LargestFile
                ? throw ReadingFaultException.Of(RefusalKind.TooLarge, "reading.file-too-large", name, LargestFile >> 20)
                : Read(file, name, options ?? new SheetOptions(), stop);
        }
        catch (ReadingFaultException fault)
        {
            return fault.Refusal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.NotFound, "reading-unreadable", new Message("reading.unreadable", file, e.Message));
        }
    }

    private static SheetFile Read(string file, string name, SheetOptions options, CancellationToken stop) => FileKinds.Of(file) switch
    {
        FileKind.Empty => throw ReadingFaultException.Of("reading.empty", name),
        FileKind.Sqlite or FileKind.ShapefileMain => OfAttributes(file, name, stop),
        FileKind.Text when ReadShapes.LooksLikeJson(file) => OfAttributes(file, name, stop),
        FileKind.Zip when ShapefileShapes.IsIn(file) => OfAttributes(file, name, stop),
        FileKind.Text => OfText(file, name, options, stop),
        FileKind.Xlsx => OfWorkbook(file, name, options, WorkbookScan.Of(file, name), stop),
        FileKind.Xls => OfWorkbook(file, name, options, (new Dictionary<string, SheetScan>(), false), stop),
        FileKind.Zip or FileKind.Compressed => throw ReadingFaultException.Of("reading.is-archive", name),
        _ => throw ReadingFaultException.Of("reading.no-table", name),
    };

    /// <summary>What is said of shapes, as a table with a row for each: figures are often published so. The coordinates do not matter here.</summary>
    private static SheetFile OfAttributes(string file, string name, CancellationToken stop)
    {
        var shapes = ReadShapes.Attributes(file, name, stop);
        string[] columns = [.. shapes.Features.SelectMany(f => f.Properties.Keys).Concat(shapes.Features.Any(f => f.Id is not null) ? ["id"] : []).Distinct()];
        if (columns.Length == 0)
        {
            throw NoHeader(name, new SheetOptions());
        }

        var rows = shapes.Features.Select(f => new SheetRow(f.Number, [.. columns.Select(c => f.Text(c) ?? "")])).ToList();
        var sheet = new Sheet(name, null, shapes.Checksum, columns, 0, rows.Count, rows);
        return new SheetFile(name, shapes.Checksum, [sheet], shapes.Notices);
    }

    private static SheetFile OfText(string file, string name, SheetOptions options, CancellationToken stop)
    {
        var (checksum, found) = LookThrough(file, stop);
        var encoding = options.Encoding ?? found.Found(name);
        var delimiter = options.Delimiter ?? Delimiter(file, name, encoding);
        IEnumerable<SheetRow> Records()
        {
            using var text = new StreamReader(file, encoding);
            foreach (var record in DelimitedText.Records(text, name, delimiter))
            {
                yield return record;
            }
        }

        var head = new List<SheetRow>();
        var count = 0;
        foreach (var row in Records().Where(r => !r.Fields.All(string.IsNullOrWhiteSpace)))
        {
            stop.ThrowIfCancellationRequested();
            count++;
            if (head.Count < HeaderRow.Depth)
            {
                head.Add(row);
            }
        }

        var header = HeaderRow.Find(head, [], options.HeaderLine) ?? throw NoHeader(name, options);
        // In a text file what goes beyond the header has slipped, by a separator too many, and is no column of its own.
        header = header with { Names = [.. header.Names.Take(head.First(r => r.Line == header.Line).Fields.Length)] };
        var rows = Below(header, Records());
        var sheet = new Sheet(name, null, checksum, header.Names, header.Line, count - head.Count(r => r.Line <= header.Line), rows);
        return new SheetFile(name, checksum, [sheet], Assumed(name, encoding, delimiter, options));
    }

    private static SheetFile OfWorkbook(string file, string name, SheetOptions options, (IReadOnlyDictionary<string, SheetScan> Sheets, bool HasMacros) scan, CancellationToken stop)
    {
        var (checksum, _) = LookThrough(file, stop);
        var workbook = new Workbook(file, name, scan.Sheets);
        var sheets = new List<Sheet>();
        foreach (var (worksheet, i) in workbook.Worksheets().Select((w, i) => (w, i)))
        {
            stop.ThrowIfCancellationRequested();
            if (HeaderRow.Find(worksheet.Head, worksheet.Joined, options.HeaderLine) is { } header)
            {
                var count = worksheet.Count - worksheet.Head.Count(r => r.Line <= header.Line);
                sheets.Add(new Sheet(name, worksheet.Name, checksum, header.Names, header.Line, count, Below(header, workbook.Rows(i))));
            }
        }

        return sheets.Count == 0 ? throw NoHeader(name, options) : new SheetFile(name, checksum, sheets, [.. Held(scan)]);
    }

    private static IEnumerable<SheetRow> Below(HeaderRow header, IEnumerable<SheetRow> rows)
    {
        var width = header.Names.Count;
        foreach (var row in rows.Where(r => r.Line > header.Line && !Array.TrueForAll(r.Fields, string.IsNullOrWhiteSpace)))
        {
            yield return row.Fields.Length == width ? row
                : row.Fields.Length < width ? row with { Fields = [.. row.Fields, .. Enumerable.Repeat("", width - row.Fields.Length)] }
                : row with { IsTooLong = row.Fields.AsSpan(width).ContainsAnyExcept("") };
        }
    }

    private static ReadingFaultException NoHeader(string name, SheetOptions options) => options.HeaderLine is { } line
        ? ReadingFaultException.Of("reading.header-line", name, (long)line)
        : ReadingFaultException.Of("reading.no-header", name);

    /// <summary>Checksum and encoding in one pass.</summary>
    private static (string Checksum, TextEncoding Encoding) LookThrough(string file, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var encoding = new TextEncoding();
        using var stream = File.OpenRead(file);
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            stop.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            encoding.Look(buffer.AsSpan(0, read));
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), encoding);
    }

    /// <summary>The separator that cuts the first lines most evenly, and into most fields; a comma where none cuts anything.</summary>
    private static char Delimiter(string file, string name, Encoding encoding)
    {
        using var text = new StreamReader(file, encoding);
        var buffer = new char[1 << 16];
        var length = text.ReadBlock(buffer);
        var lastLine = length < buffer.Length ? length : Array.LastIndexOf(buffer, '\n', length - 1);
        var head = new string(buffer, 0, lastLine <= 0 ? length : lastLine);
        return Delimiters.MaxBy(d => Evenness(head, name, d));
    }

    private static double Evenness(string head, string name, char delimiter)
    {
        try
        {
            var counts = DelimitedText.Records(new StringReader(head), name, delimiter).Take(200).Select(r => r.Fields.Length).ToArray();
            var usual = counts.GroupBy(c => c).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault();
            return usual is null || usual.Key == 1 ? 0 : ((double)usual.Count() / counts.Length) + (usual.Key * 1e-6);
        }
        catch (ReadingFaultException)
        {
            return 0;
        }
    }

    private static List<Message> Assumed(string name, Encoding encoding, char delimiter, SheetOptions options)
    {
        var notices = new List<Message>();
        if (options.Encoding is null && encoding is not UTF8Encoding)
        {
            notices.Add(new Message("reading.assumed-encoding", name, encoding.WebName));
        }

        if (options.Delimiter is null && delimiter != ',')
        {
            notices.Add(new Message("reading.assumed-delimiter", name, delimiter == '\t' ? "TAB" : delimiter.ToString()));
        }

        return notices;
    }

    private static IEnumerable<Message> Held((IReadOnlyDictionary<string, SheetScan> Sheets, bool HasMacros) scan)
    {
        if (scan.HasMacros)
        {
            yield return new Message("reading.macros");
        }

        foreach (var (sheet, held) in scan.Sheets)
        {
            if (held.Formulas > 0)
            {
                yield return new Message("reading.formulas", (long)held.Formulas, Written.Short(sheet), held.FirstFormula!);
            }

            if (held.Faults.Count > 0)
            {
                yield return new Message("reading.cell-faults", (long)held.Faults.Count, Written.Short(sheet), held.Faults.First().Value);
            }
        }
    }
}
