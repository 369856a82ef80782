using System.Buffers;
using System.Text;

namespace Daira.Elections.Imports.Reading;

/// <summary>
/// Splits a text into records (RFC 4180, with any separator): quotes double inside quotes, a quoted field may run over lines,
/// lines end with LF, CR LF or CR. Reads forward in a small buffer.
/// </summary>
public sealed class DelimitedText
{
    /// <summary>Characters of one field; more means that a quote was not closed.</summary>
    public const int LongestField = 100_000;

    /// <summary>Fields of one record: the columns of the widest worksheet.</summary>
    public const int MostFields = 16_384;

    private readonly TextReader text;
    private readonly string name;
    private readonly char delimiter;
    private readonly SearchValues<char> ends;
    private readonly char[] buffer = new char[1 << 15];
    private readonly StringBuilder field = new();
    private int at;
    private int end;
    private int line = 1;

    private DelimitedText(TextReader text, string name, char delimiter)
    {
        (this.text, this.name, this.delimiter) = (text, name, delimiter);
        ends = SearchValues.Create([delimiter, '\n', '\r']);
    }

    /// <summary>Every record with the line on which it starts; lines without a character are left out.</summary>
    /// <param name="name">Names the file in faults.</param>
    /// <exception cref="ReadingFaultException">A quote is not closed, or a field or record is beyond all measure; thrown while reading.</exception>
    public static IEnumerable<SheetRow> Records(TextReader text, string name, char delimiter) => new DelimitedText(text, name, delimiter).Records();

    private IEnumerable<SheetRow> Records()
    {
        var fields = new List<string>();
        while (Fill())
        {
            var start = line;
            fields.Clear();
            do
            {
                if (fields.Count == MostFields)
                {
                    throw ReadingFaultException.Of("reading.too-many-fields", name, (long)start, (long)MostFields);
                }

                fields.Add(Fill() && buffer[at] == '"' ? Quoted() : Plain());
            }
            while (TakeDelimiter());
            if (fields is not [""])
            {
                yield return new SheetRow(start, [.. fields]);
            }
        }
    }

    private string Plain()
    {
        field.Clear();
        while (Fill())
        {
            var rest = buffer.AsSpan(at, end - at);
            var length = rest.IndexOfAny(ends);
            if (length >= 0 && field.Length == 0)
            {
                at += length;
                return length <= LongestField ? new string(rest[..length]) : throw TooLong(line);
            }

            field.Append(length < 0 ? rest : rest[..length]);
            at += length < 0 ? rest.Length : length;
            if (field.Length > LongestField)
            {
                throw TooLong(line);
            }

            if (length >= 0)
            {
                break;
            }
        }

        return field.ToString();
    }

    /// <summary>What follows a closing quote up to the separator is kept, as spreadsheet programs do.</summary>
    private string Quoted()
    {
        field.Clear();
        var start = line;
        at++;
        while (Fill())
        {
            var c = buffer[at++];
            if (c == '"' && !(Fill() && buffer[at] == '"'))
            {
                var inside = field.ToString();
                return inside + Plain();
            }

            at += c == '"' ? 1 : 0;
            line += c == '\n' ? 1 : 0;
            field.Append(c);
            if (field.Length > LongestField)
            {
                throw TooLong(start);
            }
        }

        throw ReadingFaultException.Of("reading.open-quote", name, (long)start);
    }

    /// <summary>Takes the separator, or the end of the line.</summary>
    private bool TakeDelimiter()
    {
        if (!Fill())
        {
            return false;
        }

        var c = buffer[at++];
        if (c == delimiter)
        {
            return true;
        }

        if (c == '\r' && Fill() && buffer[at] == '\n')
        {
            at++;
        }

        line++;
        return false;
    }

    private bool Fill()
    {
        if (at < end)
        {
            return true;
        }

        (at, end) = (0, text.Read(buffer, 0, buffer.Length));
        return end > 0;
    }

    private ReadingFaultException TooLong(int start) => ReadingFaultException.Of("reading.field-too-long", name, (long)start, (long)LongestField);
}
