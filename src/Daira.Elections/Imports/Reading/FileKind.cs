using System.IO.Compression;

namespace Daira.Elections.Imports.Reading;

/// <summary>What a file is, by its first bytes: endings lie.</summary>
internal enum FileKind
{
    Empty,
    Text,
    Xlsx,
    Xls,
    Zip,
    Compressed,
    Sqlite,
    ShapefileMain,
    Other,
}

internal static class FileKinds
{
    public static FileKind Of(string file)
    {
        Span<byte> head = stackalloc byte[16];
        using var stream = File.OpenRead(file);
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head switch
        {
            [] => FileKind.Empty,
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => OfZip(stream),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] or [0x09, 0x00 or 0x02 or 0x04 or 0x08, _, 0x00, ..] => FileKind.Xls,
            [0x1F, 0x8B, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', ..] or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => FileKind.Compressed,
            _ when head.StartsWith("SQLite format 3\0"u8) => FileKind.Sqlite,
            [0, 0, 0x27, 0x0A, ..] => FileKind.ShapefileMain,
            _ when head.StartsWith("%PDF"u8) || head.StartsWith("\x89PNG"u8) || head is [0x89, (byte)'P', ..] or [0xFF, 0xD8, 0xFF, ..] => FileKind.Other,
            _ => FileKind.Text,
        };
    }

    private static FileKind OfZip(Stream stream)
    {
        try
        {
            stream.Position = 0;
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return archive.Entries.Any(e => e.FullName.Equals("xl/workbook.xml", StringComparison.OrdinalIgnoreCase)) ? FileKind.Xlsx : FileKind.Zip;
        }
        catch (InvalidDataException)
        {
            return FileKind.Zip;
        }
    }
}
