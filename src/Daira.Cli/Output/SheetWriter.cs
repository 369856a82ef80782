using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daira.Foundation.Languages;

namespace Daira.Cli.Output;

/// <summary>Writes a sheet for people (table) or programs (JSON, CSV). Figures never depend on a language.</summary>
internal static class SheetWriter
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Sheet sheet, string format, Func<Message, string> say, TextWriter output)
    {
        switch (format)
        {
            case "csv":
                WriteCsv(sheet, say, output);
                break;
            case "json":
                WriteJson(sheet, say, output);
                break;
            default:
                WriteTable(sheet, say, output);
                break;
        }
    }

    private static void WriteCsv(Sheet sheet, Func<Message, string> say, TextWriter output)
    {
        output.Write(string.Join(',', sheet.Columns));
        output.Write('\n');
        foreach (var row in sheet.Rows)
        {
            output.Write(string.Join(',', row.Select(cell => Quoted(Text(cell, say)))));
            output.Write('\n');
        }
    }

    private static void WriteJson(Sheet sheet, Func<Message, string> say, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartArray();
            foreach (var row in sheet.Rows)
            {
                json.WriteStartObject();
                for (var c = 0; c < row.Length; c++)
                {
                    WriteProperty(json, sheet.Columns[c], row[c], say);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        output.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        output.Write('\n');
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object? cell, Func<Message, string> say)
    {
        switch (cell)
        {
            case null:
                json.WriteNull(name);
                break;
            case int or long:
                json.WriteNumber(name, Convert.ToInt64(cell, CultureInfo.InvariantCulture));
                break;
            case decimal number:
                json.WriteNumber(name, number);
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, Text(cell, say));
                break;
        }
    }

    /// <summary>Columns as wide as their widest cell, figures to the right.</summary>
    private static void WriteTable(Sheet sheet, Func<Message, string> say, TextWriter output)
    {
        string[] columns = [.. sheet.Columns.SkipLast(sheet.Details)];
        var rows = sheet.Rows.Select(r => r.SkipLast(sheet.Details).Select(c => Text(c, say)).ToArray()).ToArray();
        var widths = columns.Select((name, c) => rows.Select(r => Width(r[c])).Append(name.Length).Max()).ToArray();
        var figures = columns.Select((_, c) => sheet.Rows.All(r => r[c] is null or int or long or decimal or double)).ToArray();
        WriteLine(output, columns, widths, figures);
        output.WriteLine(string.Join("  ", widths.Select(w => new string('─', w))));
        foreach (var row in rows)
        {
            WriteLine(output, row, widths, figures);
        }
    }

    private static void WriteLine(TextWriter output, string[] cells, int[] widths, bool[] figures) =>
        output.WriteLine(string.Join("  ", cells.Select((cell, c) => Padded(cell, widths[c], figures[c]))).TrimEnd());

    private static string Padded(string cell, int width, bool figure)
    {
        var space = new string(' ', Math.Max(0, width - Width(cell)));
        return figure ? space + cell : cell + space;
    }

    private static int Width(string text) => text.Count(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format));

    private static string Text(object? cell, Func<Message, string> say) => cell switch
    {
        null => "",
        Message message => say(message),
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
