using System.Text;

namespace Daira.Elections.Imports;

/// <summary>A CSV file in memory (RFC 4180: comma, quotes doubled, UTF-8), with the line on which each record starts.</summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> columns;

    private CsvTable(string name, IReadOnlyList<string> header, IReadOnlyList<CsvRecord> records)
    {
        Name = name;
        Header = header;
        Records = records;
        columns = header.Select((h, i) => (h, i)).ToDictionary(x => x.h, x => x.i, StringComparer.Ordinal);
    }

    public string Name { get; }

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<CsvRecord> Records { get; }

    public static CsvTable Read(string file) => Parse(Path.GetFileName(file), File.ReadAllText(file, Encoding.UTF8));

    /// <exception cref="InvalidDataException">A quote is not closed, a record has another number of fields than the header, or a column stands twice.</exception>
    public static CsvTable Parse(string name, string text)
    {
        var records = Split(name, text).ToList();
        if (records.Count == 0)
        {
            throw new InvalidDataException($"{name} is empty; a header line is needed.");
        }

        var header = records[0].Fields;
        if (header.Distinct(StringComparer.Ordinal).Count() != header.Length)
        {
            throw new InvalidDataException($"{name}: a column name stands twice in the header.");
        }

        if (records.Find(r => r.Fields.Length != header.Length) is { } odd)
        {
            throw new InvalidDataException($"{name}, line {odd.Line}: {odd.Fields.Length} fields, but the header has {header.Length}.");
        }

        records.RemoveAt(0);
        return new CsvTable(name, header, records);
    }

    /// <exception cref="InvalidDataException">The file has no such column.</exception>
    public int Column(string name) => columns.TryGetValue(name, out var index)
        ? index
        : throw new InvalidDataException($"{Name} has no column “{name}”; it has {string.Join(", ", Header)}.");

    private static IEnumerable<CsvRecord> Split(string name, string text)
    {
        var line = 1;
        var position = text.StartsWith('\uFEFF') ? 1 : 0;
        while (position < text.Length)
        {
            var start = line;
            var fields = new List<string>();
            bool more;
            do
            {
                (var field, position, more) = Field(name, text, position, ref line);
                fields.Add(field);
            }
            while (more);
            line++;
            if (fields is not [""])
            {
                yield return new CsvRecord(start, [.. fields]);
            }
        }
    }

    /// <returns>The field, where the next one starts, and whether it belongs to the same record.</returns>
    private static (string Field, int Next, bool More) Field(string name, string text, int position, ref int line)
    {
        if (position >= text.Length || text[position] != '"')
        {
            var end = position;
            while (end < text.Length && text[end] is not (',' or '\n' or '\r'))
            {
                end++;
            }

            return After(text, end, text[position..end]);
        }

        var value = new StringBuilder();
        for (var i = position + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                line += text[i] == '\n' ? 1 : 0;
                value.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                value.Append('"');
                i++;
            }
            else
            {
                return After(text, i + 1, value.ToString());
            }
        }

        throw new InvalidDataException($"{name}, line {line}: a quote is opened and not closed.");
    }

    private static (string Field, int Next, bool More) After(string text, int end, string field)
    {
        if (end < text.Length && text[end] == ',')
        {
            return (field, end + 1, true);
        }

        var next = end < text.Length && text[end] == '\r' ? end + 1 : end;
        return (field, next < text.Length && text[next] == '\n' ? next + 1 : next == end ? Math.Max(end + 1, next) : next, false);
    }
}

/// <summary>One record: where it starts (1-based; the header is on line 1) and its fields as written.</summary>
public sealed record CsvRecord(int Line, string[] Fields);
