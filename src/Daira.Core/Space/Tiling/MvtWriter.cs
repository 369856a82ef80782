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

    public void Varint(ulong value)
    {
        Reserve(10);
        if (value < 0x80)
        {
            bytes[Length++] = (byte)value;
            return;
        }

        while (value >= 0x80)
        {
            bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[Length++] = (byte)value;
    }

    /// <summary>Two numbers of either sign, small ones as small positive ones.</summary>
    public void ZigZag(int first, int second) =>
        Pair((uint)((first << 1) ^ (first >> 31)), (uint)((second << 1) ^ (second >> 31)));

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
        Varint((uint)((field << 3) | 2));
        Varint((uint)value.Length);
        Raw(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

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
