using System.IO.Compression;

namespace Daira.Elections.Imports.Reading;

/// <summary>
/// Looks a zip archive over before anything is unpacked from it: names that lead out of a folder, archives in the archive,
/// and contents out of proportion (zip bombs) are refused. Sizes are counted by unpacking, for what an archive says of itself may be wrong.
/// </summary>
internal static class ZipGuard
{
    /// <summary>Parts of one archive.</summary>
    public const int MostEntries = 10_000;

    /// <summary>How many times its size an archive may unpack to; repetitive worksheets reach forty.</summary>
    public const int LargestRatio = 200;

    /// <summary>Unpacked bytes that any archive may have, however small it is.</summary>
    public const long SmallestLimit = 64L << 20;

    /// <summary>Unpacked bytes beyond which no archive is read.</summary>
    public const long LargestSize = 4L << 30;

    private static readonly string[] Archives = [".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".xlsx", ".xlsm", ".kmz"];

    /// <exception cref="ReadingFaultException">The archive is refused; names the entry.</exception>
    public static void Check(ZipArchive archive, string name, long size)
    {
        if (archive.Entries.Count > MostEntries)
        {
            throw ReadingFaultException.Of("reading.zip-entries", name, (long)archive.Entries.Count, (long)MostEntries);
        }

        var limit = Math.Min(LargestSize, Math.Max(SmallestLimit, size * LargestRatio));
        var total = 0L;
        foreach (var entry in archive.Entries)
        {
            CheckName(entry.FullName, name);
            total += Unpacked(entry, name, limit - total);
        }
    }

    /// <summary>The contents of an entry, at most a number of bytes.</summary>
    /// <exception cref="ReadingFaultException">It is larger or damaged.</exception>
    public static byte[] Bytes(ZipArchiveEntry entry, string name, long most)
    {
        using var content = entry.Open();
        var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > most)
            {
                throw TooLarge(name, entry.FullName, most);
            }
        }

        return bytes.ToArray();
    }

    private static void CheckName(string entry, string name)
    {
        var parts = entry.Split('/', '\\');
        if (parts.Contains("..") || Path.IsPathRooted(entry) || entry.Contains(':') || entry.Any(char.IsControl))
        {
            throw ReadingFaultException.Of("reading.zip-path", name, Shown(entry));
        }

        if (Array.Exists(Archives, a => entry.EndsWith(a, StringComparison.OrdinalIgnoreCase)) && !parts.Contains("embeddings"))
        {
            throw ReadingFaultException.Of("reading.zip-nested", name, Shown(entry));
        }
    }

    private static long Unpacked(ZipArchiveEntry entry, string name, long left)
    {
        using var content = entry.Open();
        var buffer = new byte[1 << 16];
        var total = 0L;
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            total += read;
            if (total > left)
            {
                throw TooLarge(name, entry.FullName, left);
            }
        }

        return total;
    }

    /// <summary>An entry's name, short and without characters that turn a line around.</summary>
    private static string Shown(string entry) => Written.Short(entry);

    private static ReadingFaultException TooLarge(string name, string entry, long most) =>
        ReadingFaultException.Of(Foundation.RefusalKind.TooLarge, "reading.zip-too-large", name, Shown(entry), most >> 20);
}
