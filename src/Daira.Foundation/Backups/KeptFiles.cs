using System.Security.Cryptography;

namespace Daira.Foundation.Backups;

/// <summary>The files of the data folder that are neither databases nor keys: what people handed in.</summary>
internal static class KeptFiles
{
    public const string Folder = "files";

    /// <summary>Paths below the data folder, with slashes.</summary>
    public static IEnumerable<string> Of(string folder) => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder, f).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(IsKept)
        .Order(StringComparer.Ordinal);

    public static FileBackup Copy(string from, string to, string path, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var target = Path.Combine(to, path);
        MakePrivate(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(from, path), target);
        using var copied = File.OpenRead(target);
        return new FileBackup(path, copied.Length, Convert.ToHexStringLower(SHA256.HashData(copied)));
    }

    /// <summary>Whether a path of a manifest stays below the data folder and names no database and no key.</summary>
    public static bool IsKept(string path) =>
        !path.StartsWith("keys/", StringComparison.Ordinal)
        && !(path.IndexOf('/', StringComparison.Ordinal) < 0 && path.Contains(".db", StringComparison.Ordinal))
        && !Path.IsPathRooted(path)
        && !path.Split('/', '\\').Contains("..");

    public static bool IsTaken(string folder) => File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());

    public static bool IsInside(string inner, string outer) =>
        (Path.GetFullPath(inner) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(outer).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    public static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What is kept of people is its owner's alone.</summary>
    public static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
