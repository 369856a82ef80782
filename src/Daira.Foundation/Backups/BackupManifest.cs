using System.Text.Json;

namespace Daira.Foundation.Backups;

/// <summary>What a backup folder says of itself, in <c>backup.json</c>.</summary>
/// <param name="Format">1; a later format is refused.</param>
/// <param name="At">When, UTC.</param>
public sealed record BackupManifest(int Format, DateTimeOffset At, IReadOnlyList<DatabaseBackup> Databases, IReadOnlyList<FileBackup> Files)
{
    public const int CurrentFormat = 1;

    internal const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Written) + "\n");

    /// <returns>Null when there is none, or what is there is none.</returns>
    public static BackupManifest? Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(file) && JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(file), Written) is { Databases: not null, Files: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Name"><c>record</c> or <c>elections</c>.</param>
/// <param name="Steps">Schema steps its tables had reached.</param>
/// <param name="Tables">In an order in which each table comes after those it refers to.</param>
public sealed record DatabaseBackup(string Name, IReadOnlyList<int> Steps, IReadOnlyList<TableBackup> Tables);

/// <param name="Rows">How many, ≥ 0.</param>
/// <param name="Sha256">Of the file as it stands in the backup, hexadecimal.</param>
public sealed record TableBackup(string Name, long Rows, string Sha256);

/// <param name="Path">Below the data folder, with slashes.</param>
public sealed record FileBackup(string Path, long Bytes, string Sha256);
