using System.Security.Cryptography;

namespace Daira.Elections.Imports;

/// <summary>
/// The files that figures were imported from, kept under their checksum in the data folder: <c>elections</c> can only be built
/// again as long as they are there. Nothing in it is ever changed.
/// </summary>
/// <param name="folder">The installation's data folder.</param>
public sealed class SourceFiles(string folder)
{
    private string Kept => Path.Combine(folder, "sources");

    /// <summary>Where the file with this checksum stands; null when it is gone or no longer what it was.</summary>
    public string? Find(string sha256)
    {
        var file = Path.Combine(Kept, sha256);
        return IsChecksum(sha256) && File.Exists(file) && ChecksumOf(file) == sha256 ? file : null;
    }

    /// <summary>Keeps a copy: written beside, then renamed, so that a half-written file is never found.</summary>
    /// <returns>Its checksum.</returns>
    public string Keep(string file)
    {
        Directory.CreateDirectory(Kept);
        var part = Path.Combine(Kept, Path.GetRandomFileName() + ".part");
        try
        {
            File.Copy(file, part);
            var sha256 = ChecksumOf(part);
            File.Move(part, Path.Combine(Kept, sha256), overwrite: true);
            return sha256;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public static string ChecksumOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static bool IsChecksum(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
