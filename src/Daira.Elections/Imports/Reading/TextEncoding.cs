using System.Text;

namespace Daira.Elections.Imports.Reading;

/// <summary>Finds out how a text file is encoded from its bytes: a byte order mark, zeros at every second place, valid UTF-8, else Windows-1256 (Arabic) or Windows-1252 (French).</summary>
public sealed class TextEncoding
{
    private static readonly byte[][] Marks = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]];

    private readonly long[] zeros = new long[2];
    private readonly byte[] head = new byte[4];
    private long length;
    private long high;
    private long highPairs;
    private long sequences;
    private long broken;
    private long brokenLine;
    private long line = 1;
    private int expected;
    private byte previous;

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Windows-1256: Arabic with French letters between.</summary>
    public static Encoding Arabic => Encoding.GetEncoding(1256);

    /// <summary>A code page by its number, of those that files of the region come in.</summary>
    public static Encoding OfCodePage(int number) => Encoding.GetEncoding(number);

    /// <summary>An encoding by its usual name, e.g. <c>windows-1250</c> for central Europe; null for none and for a name that is not known.</summary>
    public static Encoding? Named(string? name) =>
        name is null ? null : Encoding.GetEncodings().Select(e => e.Name).Concat(CodePagesEncodingProvider.Instance.GetEncodings().Select(e => e.Name)).Any(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) ? Encoding.GetEncoding(name) : null;

    /// <summary>Windows-1252: western European.</summary>
    public static Encoding Western => Encoding.GetEncoding(1252);

    /// <summary>Every byte of the file, in order, in pieces of any size.</summary>
    public void Look(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (length < head.Length)
            {
                head[length] = b;
            }

            if (b == 0)
            {
                zeros[length & 1]++;
            }

            if (b >= 0x80)
            {
                high++;
                highPairs += previous >= 0x80 ? 1 : 0;
            }

            LookForUtf8(b);
            line += b == (byte)'\n' ? 1 : 0;
            previous = b;
            length++;
        }
    }

    /// <summary>The encoding.</summary>
    /// <param name="name">Names the file in the fault.</param>
    /// <exception cref="ReadingFaultException">The file is UTF-8 with broken bytes, or no text at all.</exception>
    public Encoding Found(string name)
    {
        var mark = Array.FindIndex(Marks, m => length >= m.Length && head.AsSpan(0, m.Length).SequenceEqual(m));
        return mark switch
        {
            1 => Encoding.Unicode,
            2 => Encoding.BigEndianUnicode,
            0 => broken == 0 ? Encoding.UTF8 : throw Broken(name),
            _ when zeros[0] + zeros[1] > 0 => Wide(name),
            _ when broken == 0 && expected == 0 => Encoding.UTF8,
            // Text in another encoding is hardly ever mostly valid UTF-8 by chance.
            _ when sequences > 9 * broken => throw Broken(name),
            // Arabic letters follow each other; the accented letters of French stand between plain ones.
            _ => highPairs * 2 > high ? Arabic : Western,
        };
    }

    private Encoding Wide(string name)
    {
        // In UTF-16 every second byte of digits, spaces and separators is zero, and hardly any other.
        var (even, odd) = (zeros[0], zeros[1]);
        return odd > 10 * even && odd * 10 > length ? Encoding.Unicode
            : even > 10 * odd && even * 10 > length ? Encoding.BigEndianUnicode
            : throw ReadingFaultException.Of("reading.not-text", name);
    }

    private void LookForUtf8(byte b)
    {
        var isContinuation = (b & 0xC0) == 0x80;
        if (expected > 0)
        {
            expected = isContinuation ? expected - 1 : 0;
            sequences += isContinuation && expected == 0 ? 1 : 0;
            if (isContinuation)
            {
                return;
            }

            Break();
        }

        expected = b switch
        {
            < 0x80 => 0,
            >= 0xC2 and < 0xE0 => 1,
            >= 0xE0 and < 0xF0 => 2,
            >= 0xF0 and < 0xF5 => 3,
            _ => 0,
        };
        if (b >= 0x80 && expected == 0)
        {
            Break();
        }
    }

    private void Break()
    {
        broken++;
        brokenLine = brokenLine == 0 ? line : brokenLine;
    }

    private ReadingFaultException Broken(string name) => ReadingFaultException.Of("reading.broken-utf8", name, brokenLine == 0 ? line : brokenLine);
}
