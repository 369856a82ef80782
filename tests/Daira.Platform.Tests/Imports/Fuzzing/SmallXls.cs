using System.Buffers.Binary;
using System.Text;

namespace Daira.Platform.Tests.Imports.Fuzzing;

/// <summary>A workbook of the old kind (BIFF8 in a compound document), by hand: no library writes one.</summary>
internal static class SmallXls
{
    private const int Sector = 512;

    /// <param name="rows">Text and whole numbers.</param>
    public static byte[] Of(string sheet, params object[][] rows)
    {
        var globals = Record(0x809, [0, 6, 5, 0, .. new byte[12]]);
        var name = Encoding.Unicode.GetBytes(sheet);
        var start = globals.Length + 4 + 8 + name.Length + 4;
        var bound = Record(0x85, [.. Whole(start), 0, 0, (byte)sheet.Length, 1, .. name]);
        byte[] stream =
        [
            .. globals, .. bound, .. Record(0x0A, []),
            .. Record(0x809, [0, 6, 0x10, 0, .. new byte[12]]),
            .. Record(0x200, [.. Whole(0), .. Whole(rows.Length), 0, 0, (byte)rows.Max(r => r.Length), 0, 0, 0]),
            .. rows.SelectMany((row, r) => row.SelectMany((cell, c) => Cell(r, c, cell))),
            .. Record(0x0A, []),
        ];
        return InCompound([.. stream, .. new byte[Math.Max(4096, (stream.Length + Sector - 1) / Sector * Sector) - stream.Length]]);
    }

    private static byte[] Cell(int row, int column, object value)
    {
        byte[] at = [(byte)row, (byte)(row >> 8), (byte)column, 0, 0, 0];
        return value is string text
            ? Record(0x204, [.. at, (byte)text.Length, 0, 1, .. Encoding.Unicode.GetBytes(text)])
            : Record(0x203, [.. at, .. BitConverter.GetBytes(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture))]);
    }

    private static byte[] Record(ushort id, byte[] body) => [(byte)id, (byte)(id >> 8), (byte)body.Length, (byte)(body.Length >> 8), .. body];

    private static byte[] Whole(int value) => BitConverter.GetBytes(value);

    /// <summary>Sector 0 is the allocation table, sector 1 the directory, the stream follows.</summary>
    private static byte[] InCompound(byte[] stream)
    {
        var sectors = stream.Length / Sector;
        var head = new byte[Sector];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(head);
        Put(head, 24, 0x0003_003E);
        Put(head, 28, 0x0009_FFFE);
        Put(head, 32, 6);
        Put(head, 44, 1);
        Put(head, 48, 1);
        Put(head, 56, 4096);
        Put(head, 60, -2);
        Put(head, 68, -2);
        for (var i = 76; i < Sector; i += 4)
        {
            Put(head, i, i == 76 ? 0 : -1);
        }

        var table = new byte[Sector];
        for (var i = 0; i < Sector / 4; i++)
        {
            Put(table, 4 * i, i == 0 ? -3 : i == 1 ? -2 : i < sectors + 1 ? i + 1 : i == sectors + 1 ? -2 : -1);
        }

        return [.. head, .. table, .. Entry("Root Entry", 5, 1, -2, 0), .. Entry("Workbook", 2, -1, 2, stream.Length), .. new byte[2 * 128], .. stream];
    }

    private static byte[] Entry(string name, byte kind, int child, int start, int length)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        entry[64] = (byte)((name.Length + 1) * 2);
        entry[66] = kind;
        entry[67] = 1;
        Put(entry, 68, -1);
        Put(entry, 72, -1);
        Put(entry, 76, child);
        Put(entry, 116, start);
        Put(entry, 120, length);
        return entry;
    }

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
}
