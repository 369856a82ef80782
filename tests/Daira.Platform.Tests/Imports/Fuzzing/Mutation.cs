using System.Text;

namespace Daira.Platform.Tests.Imports.Fuzzing;

/// <summary>Damages a good file as files are damaged in practice and by people who mean harm; the same case from the same seed.</summary>
/// <param name="harm">False leaves the files good.</param>
internal sealed class Mutation(Random chance, bool harm = true)
{
    private static readonly string[] Nasty =
    [
        "NaN", "Infinity", "-Infinity", "1e400", "-1e308", "99999999999999999999999999", "0x7fffffff", "-1", "4294967295", "1.7976931348623157E308",
        "\"", "\"\"", "'", "\0", "\u0001", "\uFFFD", "\uD800", "\u202E", "\u2066", "\u200F", "\uFEFF", "é", "سيدي", "ⵣ", "😀",
        "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "#REF!", "<script>", "]]>", "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;", "&#x10FFFF;", "{", "}", "[", "]", "[[[[[[[[", ",", ",,,,,,", ";", "\t", "|", "\r", "\n", "\r\n\r\n",
        "../../etc/passwd", "C:\\con", "/dev/zero", "null", "true", "{\"type\":", "\"coordinates\":", "[[0,0],[1,1],[0,1],[1,0],[0,0]]", "EPSG:26191", "EPSG:99999", "PROJCS[", "1.234", "1,234", "١٢٣",
    ];

    private readonly Random chance = chance;

    public int Below(int most) => chance.Next(most);

    public byte[] Of(IReadOnlyList<byte[]> good)
    {
        var bytes = good[chance.Next(good.Count)];
        for (var times = !harm ? 0 : 1 + (chance.Next(4) == 0 ? chance.Next(20) : chance.Next(3)); times > 0; times--)
        {
            bytes = Once(bytes, good);
        }

        return bytes.Length > 1 << 20 ? bytes[..(1 << 20)] : bytes;
    }

    /// <summary>A number where a file says how much of something there is, at its edges more often than elsewhere.</summary>
    public int Count() => chance.Next(6) switch { 0 => int.MaxValue, 1 => -1, 2 => 0, 3 => chance.Next(), 4 => 1 << chance.Next(31), _ => chance.Next(300) };

    private byte[] Once(byte[] bytes, IReadOnlyList<byte[]> good)
    {
        var at = chance.Next(bytes.Length + 1);
        var length = Math.Min(bytes.Length - at, 1 + chance.Next(chance.Next(2) == 0 ? 8 : 400));
        return chance.Next(12) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. bytes[(at + length)..]],
            2 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Nasty[chance.Next(Nasty.Length)]), .. bytes[at..]],
            3 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Nasty[chance.Next(Nasty.Length)]), .. bytes[(at + length)..]],
            4 => Repeated(bytes, at, length),
            5 => Spliced(bytes, at, good[chance.Next(good.Count)]),
            6 => Encoded(bytes),
            7 => Overwritten(bytes, at, BitConverter.GetBytes(Count())),
            8 => Overwritten(bytes, at, BitConverter.GetBytes(chance.Next(4) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => 1e300, _ => chance.NextDouble() * 400 })),
            9 => Digits(bytes),
            _ => Flipped(bytes),
        };
    }

    private byte[] Flipped(byte[] bytes)
    {
        var flipped = bytes.ToArray();
        for (var times = 1 + chance.Next(4); times > 0 && flipped.Length > 0; times--)
        {
            flipped[chance.Next(flipped.Length)] ^= (byte)(1 << chance.Next(8));
        }

        return flipped;
    }

    private static byte[] Overwritten(byte[] bytes, int at, byte[] with)
    {
        var written = bytes.ToArray();
        with.AsSpan(0, Math.Min(with.Length, written.Length - at)).CopyTo(written.AsSpan(at));
        return written;
    }

    private byte[] Repeated(byte[] bytes, int at, int length)
    {
        var piece = bytes.AsSpan(at, length).ToArray();
        var times = 1 + chance.Next(chance.Next(10) == 0 ? 500 : 5);
        return [.. bytes[..at], .. Enumerable.Repeat(piece, times).SelectMany(p => p), .. bytes[at..]];
    }

    private byte[] Spliced(byte[] bytes, int at, byte[] other) => [.. bytes[..at], .. other[chance.Next(other.Length + 1)..]];

    private byte[] Encoded(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return chance.Next(4) switch
        {
            0 => Encoding.Unicode.GetBytes(text),
            1 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            2 => Encoding.Latin1.GetBytes(text),
            _ => [0xEF, 0xBB, 0xBF, .. bytes],
        };
    }

    /// <summary>Every digit another: numbers of the right form and the wrong size.</summary>
    private byte[] Digits(byte[] bytes) => [.. bytes.Select(b => b is >= (byte)'0' and <= (byte)'9' && chance.Next(8) == 0 ? (byte)('0' + chance.Next(10)) : b)];
}
