using System.Buffers.Binary;
using System.Text;

namespace Daira.Core.Space.Tiling;

/// <summary>Protocol buffer messages of Mapbox Vector Tile 2.1, as bytes.</summary>
internal sealed class MvtWriter
{
    private byte[] bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>How many bytes a number takes.</summary>
    public static int LengthOf(ulong value) => (System.Numerics.BitOperations.Log2(value | 1) / 7) + 1;

    public void Varint(ulong value)
    {
        Reserve(10);
        for (; value >= 0x80; value >>= 7)
        {
            bytes[Length++] = (byte)(value | 0x80);
        }

        bytes[Length++] = (byte)value;
    }

    /// <summary>Steps from point to point.</summary>
    /// <param name="x">Column of each point; more than <paramref name="count"/> may be there.</param>
    /// <param name="y">Row of each point.</param>
    /// <param name="count">How many points.</param>
    /// <param name="pen">Where the first step starts; then where the last ends.</param>
    public void Steps(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int count, ref (int X, int Y) pen)
    {
        Reserve(10 * count);
        var (target, at, last) = (bytes, Length, pen);
        for (var i = 0; i < count; i++)
        {
            at = Small(target, Small(target, at, ZigZag(x[i] - last.X)), ZigZag(y[i] - last.Y));
            last = (x[i], y[i]);
        }

        (Length, pen) = (at, last);
    }

    private static uint ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

    public void Pair(uint first, uint second)
    {
        Reserve(10);
        Length = Small(bytes, Small(bytes, Length, first), second);
    }

    public void Number(int field, ulong value)
    {
        Varint((uint)(field << 3));
        Varint(value);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Head(field, value.Length);
        Raw(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field whose bytes are written next.</summary>
    public void Head(int field, int length)
    {
        Varint((uint)((field << 3) | 2));
        Varint((uint)length);
    }

    public void Double(int field, double value)
    {
        Varint((uint)((field << 3) | 1));
        Reserve(8);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(Length), value);
        Length += 8;
    }

    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(bytes.AsSpan(Length));
        Length += value.Length;
    }

    private static int Small(byte[] bytes, int at, uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes[at++] = (byte)(value | 0x80);
        }

        bytes[at++] = (byte)value;
        return at;
    }

    private void Reserve(int more)
    {
        if (Length + more > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
        }
    }
}
