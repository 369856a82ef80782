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
        while (value >= 0x80)
        {
            bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[Length++] = (byte)value;
    }

    /// <summary>Small numbers of either sign as small positive ones.</summary>
    public void ZigZag(int value) => Varint((uint)((value << 1) ^ (value >> 31)));

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

    private void Reserve(int more)
    {
        if (Length + more > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
        }
    }
}
