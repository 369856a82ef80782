using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Daira.Elections.Imports.Reading;

/// <summary>The table of a shapefile (dBASE III): a row per shape.</summary>
internal static class DbaseTable
{
    private const int HeaderLength = 32;

    /// <param name="encoding">What the code page file says; null to go by the table itself: UTF-8 where it is, else the language byte, else by its letters.</param>
    /// <exception cref="ReadingFaultException">The table is cut short or says impossible things of itself.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, object>> Read(byte[] file, Encoding? encoding, string name)
    {
        if (file.Length < HeaderLength + 1)
        {
            throw CutShort(name);
        }

        var (count, start, length) = (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)), BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8)), BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(10)));
        if (length == 0 || start < HeaderLength || start + ((long)count * length) > file.Length)
        {
            throw CutShort(name);
        }

        encoding ??= Sniffed(file, start);
        var fields = Fields(file, start, length, encoding, name);
        var rows = new List<IReadOnlyDictionary<string, object>>((int)count);
        for (var row = 0; row < count; row++)
        {
            var record = file.AsSpan(start + (row * length), length);
            rows.Add(Row(record, fields, encoding));
        }

        return rows;
    }

    private sealed record Field(string Name, char Kind, int Offset, int Length);

    private static List<Field> Fields(byte[] file, int start, int length, Encoding encoding, string name)
    {
        var fields = new List<Field>();
        var offset = 1;
        for (var at = HeaderLength; at + HeaderLength <= start && file[at] != 0x0D; at += HeaderLength)
        {
            var title = file.AsSpan(at, 11);
            var end = title.IndexOf((byte)0);
            var field = new Field(encoding.GetString(end < 0 ? title : title[..end]).Trim(), (char)file[at + 11], offset, file[at + 16]);
            offset += field.Length;
            fields.Add(offset <= length ? field : throw CutShort(name));
        }

        return fields;
    }

    private static Dictionary<string, object> Row(ReadOnlySpan<byte> record, List<Field> fields, Encoding encoding)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var text = encoding.GetString(record.Slice(field.Offset, field.Length)).Trim(' ', '\0');
            if (text.Length > 0)
            {
                values.TryAdd(field.Name, Value(field.Kind, text));
            }
        }

        return values;
    }

    private static object Value(char kind, string text) => kind switch
    {
        'N' or 'F' when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        'N' or 'F' when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        'L' when text is "T" or "t" or "Y" or "y" => true,
        'L' when text is "F" or "f" or "N" or "n" => false,
        _ => text,
    };

    private static Encoding Sniffed(byte[] file, int start)
    {
        var found = new TextEncoding();
        found.Look(file.AsSpan(start).ToArray().Select(b => b == 0 ? (byte)' ' : b).ToArray());
        try
        {
            return found.Found("") is UTF8Encoding utf8 ? utf8 : file[29] switch
            {
                0x03 or 0x57 => TextEncoding.Western,
                0x7E or 0x7D => TextEncoding.Arabic,
                _ => found.Found(""),
            };
        }
        catch (ReadingFaultException)
        {
            return TextEncoding.Western;
        }
    }

    private static ReadingFaultException CutShort(string name) => ReadingFaultException.Of("shapes.table-cut-short", name);
}
