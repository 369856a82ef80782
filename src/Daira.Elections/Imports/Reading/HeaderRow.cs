namespace Daira.Elections.Imports.Reading;

/// <summary>Where cells of a worksheet were joined; 0-based, ends included.</summary>
internal readonly record struct JoinedCells(int FirstRow, int LastRow, int FirstColumn, int LastColumn);

/// <summary>The line that names the columns, looked for below titles and notes.</summary>
/// <param name="Line">Its last line.</param>
internal sealed record HeaderRow(int Line, IReadOnlyList<string> Names)
{
    /// <summary>Lines looked at.</summary>
    public const int Depth = 60;

    /// <param name="head">The first rows of the table, blank ones left out or not.</param>
    /// <param name="line">The header's line where a person said it; null to look.</param>
    /// <returns>Null where nothing names columns.</returns>
    public static HeaderRow? Find(IReadOnlyList<SheetRow> head, IReadOnlyList<JoinedCells> joined, int? line)
    {
        var rows = head.Select(r => new SheetRow(r.Line, [.. r.Fields.Select(Written.Clean)])).ToArray();
        var width = rows.Length == 0 ? 0 : rows.Max(r => Array.FindLastIndex(r.Fields, f => f.Length > 0) + 1);
        if (width == 0)
        {
            return null;
        }

        // A cell joined over nearly all columns is a title, not the name of a group of columns.
        var filled = rows.Select(r => Filled(r, rows, width, [.. joined.Where(j => (j.LastColumn - j.FirstColumn + 1) * 5 < width * 4)])).ToArray();
        var first = line is null ? Array.FindIndex(filled, r => NamesColumns(r.Fields, filled)) : Array.FindIndex(filled, r => r.Line == line);
        return first < 0 ? null : Named(filled, first, line is null ? LastOf(filled, first, joined) : first, width);
    }

    private static string[] Padded(string[] fields, int width) => fields.Length >= width ? fields : [.. fields, .. Enumerable.Repeat("", width - fields.Length)];

    private static SheetRow Filled(SheetRow row, SheetRow[] rows, int width, JoinedCells[] joined)
    {
        var fields = Padded([.. row.Fields], width);
        foreach (var cells in joined.Where(j => j.FirstRow <= row.Line - 1 && row.Line - 1 <= j.LastRow))
        {
            var origin = Array.Find(rows, r => r.Line - 1 == cells.FirstRow)?.Fields.ElementAtOrDefault(cells.FirstColumn);
            for (var c = cells.FirstColumn; origin is not null && c <= Math.Min(cells.LastColumn, width - 1); c++)
            {
                fields[c] = fields[c].Length == 0 ? origin : fields[c];
            }
        }

        return new SheetRow(row.Line, fields);
    }

    /// <summary>Most columns are named, most names are no numbers, and nothing fuller of words comes in the rows right below a narrow title.</summary>
    private static bool NamesColumns(string[] fields, SheetRow[] rows)
    {
        var written = fields.Where(f => f.Length > 0).ToArray();
        var fullest = rows.Max(r => r.Fields.Count(f => f.Length > 0));
        return written.Length * 5 >= fullest * 3 && written.Count(IsWord) * 2 > written.Length;
    }

    private static bool IsWord(string text) => CellNumbers.ReadQuantity(text, NumberForm.Point).Fault is not null;

    /// <summary>A header of several lines goes on below cells joined side by side, and to the end of cells joined downwards.</summary>
    private static int LastOf(SheetRow[] rows, int first, IReadOnlyList<JoinedCells> joined)
    {
        var row = rows[first].Line - 1;
        var touching = joined.Where(j => j.FirstRow <= row && row <= j.LastRow).ToArray();
        var last = touching.Length == 0 ? row : touching.Max(j => j.FirstRow == row && j.LastRow == row && j.LastColumn > j.FirstColumn ? row + 1 : j.LastRow);
        var end = Array.FindLastIndex(rows, r => r.Line - 1 <= last);
        return end > first && rows[end].Fields.Count(IsWord) * 2 > rows[end].Fields.Count(f => f.Length > 0) ? end : first;
    }

    private static HeaderRow Named(SheetRow[] rows, int first, int last, int width)
    {
        var names = new List<string>();
        var lowest = Enumerable.Range(0, width).Select(c => Lowest(rows, first, last, c)).ToArray();
        for (var c = 0; c < width; c++)
        {
            var above = rows[first].Fields[c];
            var own = lowest[c].Length == 0 ? $"#{c + 1}"
                : lowest.Count(n => n == lowest[c]) > 1 && above != lowest[c] && above.Length > 0 ? $"{above} / {lowest[c]}"
                : lowest[c];
            names.Add(Distinct(own, names));
        }

        return new HeaderRow(rows[last].Line, names);
    }

    private static string Lowest(SheetRow[] rows, int first, int last, int column) =>
        Enumerable.Range(first, last - first + 1).Reverse().Select(r => rows[r].Fields[column]).FirstOrDefault(f => f.Length > 0, "");

    private static string Distinct(string name, List<string> taken)
    {
        var distinct = name;
        for (var n = 2; taken.Contains(distinct, StringComparer.OrdinalIgnoreCase); n++)
        {
            distinct = $"{name} ({n})";
        }

        return distinct;
    }
}
