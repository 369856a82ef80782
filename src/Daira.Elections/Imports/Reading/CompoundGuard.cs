using System.Buffers.Binary;

namespace Daira.Elections.Imports.Reading;

/// <summary>
/// Holds what an old workbook's container (MS-CFB) says of its own size against the file: the reading library reserves memory for
/// what it is told.
/// </summary>
internal static class CompoundGuard
{
    private const int HeaderLength = 512;
    private const int EntryLength = 128;
    private const int HeaderTables = 109;

    /// <summary>Leaves the stream at its start; passes over files of other kinds.</summary>
    /// <exception cref="ReadingFaultException">A count or a length is beyond the file.</exception>
    public static void Check(Stream file, string name)
    {
        var head = new byte[HeaderLength];
        var isCompound = file.ReadAtLeast(head, HeaderLength, throwOnEndOfStream: false) == HeaderLength && head[0] == 0xD0 && head[1] == 0xCF;
        if (isCompound && !IsSound(file, head))
        {
            throw ReadingFaultException.Of("reading.workbook-damaged", name, "MS-CFB");
        }

        file.Position = 0;
    }

    private static bool IsSound(Stream file, byte[] head)
    {
        var shift = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(30));
        var counts = new[] { 40, 44, 64, 72 }.Select(at => (long)Number(head, at));
        return shift is 9 or 12
            && BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(32)) == 6
            && counts.All(c => c << shift <= file.Length)
            && Entries(file, head, 1 << shift).All(entry => entry[66] is not (2 or 5) || Number(entry, 120) <= file.Length);
    }

    /// <summary>The directory's entries, along its chain of sectors as far as the header's own tables tell it.</summary>
    private static IEnumerable<byte[]> Entries(Stream file, byte[] head, int size)
    {
        var seen = new HashSet<uint>();
        for (var sector = Number(head, 48); seen.Add(sector) && Sector(file, sector, size) is { } bytes; sector = Next(file, head, sector, size))
        {
            foreach (var entry in bytes.Chunk(EntryLength))
            {
                yield return entry;
            }
        }
    }

    private static uint Next(Stream file, byte[] head, uint sector, int size)
    {
        var (table, place) = ((int)(sector / (size / 4)), (int)(sector % (size / 4)));
        return table < HeaderTables && Sector(file, Number(head, 76 + (4 * table)), size) is { } bytes ? Number(bytes, 4 * place) : uint.MaxValue;
    }

    private static byte[]? Sector(Stream file, uint sector, int size)
    {
        var at = ((long)sector + 1) * size;
        if (at + size > file.Length)
        {
            return null;
        }

        file.Position = at;
        var bytes = new byte[size];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static uint Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
