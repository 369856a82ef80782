using System.Text;

namespace Daira.Elections.Exchange;

/// <summary>RFC 4180, UTF-8 with a byte order mark when asked (spreadsheets need it for Arabic), lines end in LF on the command line, CRLF in downloads.</summary>
public static class CsvWriter
{
    public static void Write(Table table, TextWriter output, Writing writing)
    {
        WriteLine(output, table.Columns.Select(c => c.Id));
        foreach (var row in table.Rows)
        {
            WriteLine(output, row.Cells.Select(writing.AsText));
        }
    }

    /// <summary>For download: with byte order mark and CRLF.</summary>
    public static async Task WriteAsync(Table table, Stream output, Writing writing, CancellationToken stop)
    {
        // A server's stream refuses to be written while the thread waits, so the lines are made first.
        using var lines = new StringWriter { NewLine = "\r\n" };
        Write(table, lines, writing);
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(lines.GetStringBuilder(), stop);
    }

    private static void WriteLine(TextWriter output, IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                output.Write(',');
            }

            output.Write(Quoted(cell));
            first = false;
        }

        output.WriteLine();
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
