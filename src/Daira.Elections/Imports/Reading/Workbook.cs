using System.Globalization;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Daira.Elections.Imports.Reading;

/// <summary>The worksheets of an XLSX or XLS workbook, row by row. Formulas are never computed and macros never run: the value that was stored last is read.</summary>
internal sealed class Workbook(string file, string name, IReadOnlyDictionary<string, SheetScan> scans)
{
    /// <summary>Rows times columns that a worksheet may span, blank ones too: each is looked at.</summary>
    public const long LargestSpan = 100_000_000;

    /// <summary>Columns of the old kind of workbook.</summary>
    private const int OldColumns = 256;

    /// <summary>Name and joined cells of each worksheet, in the workbook's order.</summary>
    /// <exception cref="ReadingFaultException">The workbook is damaged, locked, or of another kind.</exception>
    public IReadOnlyList<(string Name, IReadOnlyList<JoinedCells> Joined, IReadOnlyList<SheetRow> Head, int Count)> Worksheets() => Guarded(() =>
    {
        using var reader = Open();
        var sheets = new List<(string, IReadOnlyList<JoinedCells>, IReadOnlyList<SheetRow>, int)>();
        do
        {
            JoinedCells[] joined = [.. (reader.MergeCells ?? []).Take(10_000).Select(m => new JoinedCells(m.FromRow, m.ToRow, m.FromColumn, m.ToColumn))];
            var head = new List<SheetRow>();
            var count = 0;
            foreach (var row in Rows(reader))
            {
                count++;
                if (head.Count < HeaderRow.Depth)
                {
                    head.Add(row);
                }
            }

            sheets.Add((reader.Name, joined, head, count));
        }
        while (reader.NextResult());
        return sheets;
    });

    /// <summary>The rows of one worksheet that hold anything.</summary>
    /// <param name="number">From 0, in the workbook's order.</param>
    public IEnumerable<SheetRow> Rows(int number)
    {
        using var reader = Guarded(() =>
        {
            var opened = Open();
            for (var i = 0; i < number; i++)
            {
                opened.NextResult();
            }

            return opened;
        });
        using var rows = Rows(reader).GetEnumerator();
        while (Guarded(rows.MoveNext))
        {
            yield return rows.Current;
        }
    }

    private IExcelDataReader Open()
    {
        var stream = File.OpenRead(file);
        try
        {
            CompoundGuard.Check(stream, name);
            return ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { FallbackEncoding = TextEncoding.Arabic });
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private IEnumerable<SheetRow> Rows(IExcelDataReader reader)
    {
        var scan = scans.GetValueOrDefault(reader.Name);
        var faults = (scan ?? SheetScan.Nothing).Faults;
        var fields = new string[CheckedWidth(reader, isOld: scan is null)];
        for (var row = 0; reader.Read(); row++)
        {
            var last = -1;
            for (var column = 0; column < fields.Length; column++)
            {
                fields[column] = faults.Count > 0 && faults.TryGetValue((row, column), out var fault) ? fault : Text(reader.GetValue(column));
                last = fields[column].Length > 0 ? column : last;
            }

            if ((row + 1L) * fields.Length > LargestSpan)
            {
                throw TooWide(reader, row + 1);
            }

            if (last >= 0)
            {
                yield return new SheetRow(row + 1, fields[..(last + 1)]);
            }
        }
    }

    /// <summary>A damaged or malicious workbook says that it is wide; every row would cost its width.</summary>
    private int CheckedWidth(IExcelDataReader reader, bool isOld) =>
        reader.FieldCount <= (isOld ? OldColumns : WorkbookScan.MostColumns) && (long)reader.FieldCount * Math.Max(1, reader.RowCount) <= LargestSpan
            ? reader.FieldCount
            : throw TooWide(reader, reader.RowCount);

    private ReadingFaultException TooWide(IExcelDataReader reader, int rows) =>
        ReadingFaultException.Of("reading.sheet-too-wide", name, Written.Short(reader.Name), (long)rows, (long)reader.FieldCount);

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        double number => Text(number),
        DateTime moment => moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        bool truth => truth ? "TRUE" : "FALSE",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Text(double number)
    {
        var text = number.ToString(double.IsInteger(number) && double.Abs(number) < CellNumbers.Largest ? "F0" : "R", CultureInfo.InvariantCulture);
        // A fourth decimal keeps a stored 1.234 apart from a written 1.234 that may mean a thousand.
        return text.IndexOf('.') is var point and > 0 && text.Length - point == 4 ? text + "0" : text;
    }

    /// <summary>The library throws what its depths throw when a file is damaged; a damaged file is an expected refusal here.</summary>
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException)
        {
            throw ReadingFaultException.Of("reading.workbook-locked", name);
        }
        catch (Exception e) when (e is not (ReadingFaultException or OutOfMemoryException or OperationCanceledException))
        {
            throw ReadingFaultException.Of("reading.workbook-damaged", name, Written.Short(e.Message));
        }
    }
}
