using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;

namespace Daira.Foundation.Backups;

/// <param name="To">A folder that is not there yet, or is empty.</param>
/// <param name="Keys">Where to copy the keys; null leaves them out. Never inside <paramref name="To"/>: who finds the one should not hold the other.</param>
public sealed record BackupRequest(string To, string? Keys);

/// <summary>
/// Writes both databases and the kept files into a folder that either engine can be restored from. Each database is read at one
/// moment while others go on writing; a backup cut short leaves no folder under the asked name.
/// </summary>
public sealed class MakeBackup(StorageSettings settings, RecordStore record, IReadOnlyList<IBackedUp> databases, TimeProvider clock)
{
    public Outcome<BackupManifest> Run(BackupRequest request, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        if (Refuse(request, actor) is { } refusal)
        {
            return refusal;
        }

        // As it is: a backup made before an upgrade must be one that the program of before can restore.
        if (record.Fault() is { } fault)
        {
            return fault;
        }

        var to = Path.GetFullPath(request.To);
        var partial = to + ".partial";
        KeptFiles.Clear(partial);
        KeptFiles.MakePrivate(partial);
        try
        {
            var written = new BackupManifest(
                BackupManifest.CurrentFormat,
                clock.GetUtcNow(),
                [.. databases.Where(Exists).Select(d => Write(d, partial, progress, stop))],
                [.. KeptFiles.Of(settings.Folder).Select(f => KeptFiles.Copy(settings.Folder, Path.Combine(partial, KeptFiles.Folder), f, stop))]);
            written.Write(partial);
            CopyKeys(request.Keys);
            if (Directory.Exists(to))
            {
                Directory.Delete(to);
            }

            Directory.Move(partial, to);
            if (record.Prepare() is { IsDone: false } closed)
            {
                return Outcome<BackupManifest>.Refused(closed.Refusals);
            }

            record.Change(db => { db.Journal(actor, clock, "backup", "installation", $"{written.Databases.Sum(d => d.Tables.Sum(t => t.Rows))} rows, {written.Files.Count} files"); return true; });
            return written;
        }
        finally
        {
            KeptFiles.Clear(partial);
        }
    }

    private Refusal? Refuse(BackupRequest request, Actor actor) =>
        Rights.RefuseChange(actor) is { } forbidden ? forbidden
        : KeptFiles.IsTaken(request.To) ? new Refusal(RefusalKind.Conflict, "backup-taken", new Message("backup.taken", request.To))
        : KeptFiles.IsInside(request.To, settings.Folder) ? new Refusal(RefusalKind.Invalid, "backup-inside", new Message("backup.inside", request.To, settings.Folder))
        : request.Keys is { } keys && (KeptFiles.IsInside(keys, request.To) || KeptFiles.IsInside(request.To, keys)) ? new Refusal(RefusalKind.Invalid, "backup-keys-together", new Message("backup.keys-together", keys, request.To))
        : request.Keys is { } there && KeptFiles.IsTaken(there) ? new Refusal(RefusalKind.Conflict, "backup-taken", new Message("backup.taken", there))
        : null;

    /// <summary>Nothing was put there yet: no file, or no tables in the schema.</summary>
    private static bool Exists(IBackedUp database)
    {
        if (database.Database.File is { } file)
        {
            return File.Exists(file);
        }

        using var connection = database.Database.Open(readOnly: true);
        return connection.TableExists(SchemaVersion.Table);
    }

    private static DatabaseBackup Write(IBackedUp database, string folder, IProgress<Message> progress, CancellationToken stop)
    {
        var name = database.Database.Name;
        KeptFiles.MakePrivate(Path.Combine(folder, name));
        using var connection = database.Database.Open(readOnly: true);
        using var moment = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var steps = SchemaVersion.Read(connection).Order().ToList();
        var tables = new List<TableBackup>();
        foreach (var table in TableOrder.Of(connection))
        {
            progress.Report(new Message("backup.writing", name, table));
            tables.Add(Write(connection, table, Path.Combine(folder, name, table + ".jsonl.gz"), stop));
        }

        return new DatabaseBackup(name, steps, tables);
    }

    private static TableBackup Write(DbConnection connection, string table, string path, CancellationToken stop)
    {
        using var file = File.Create(path);
        var rows = TableFile.Write(connection, table, file, stop);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        return new TableBackup(table, rows, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private void CopyKeys(string? to)
    {
        if (to is null)
        {
            return;
        }

        KeptFiles.MakePrivate(to);
        foreach (var key in settings.KeyFolder().EnumerateFiles().Where(f => f.Name != InstallationKeys.TurnFile))
        {
            key.CopyTo(Path.Combine(to, key.Name), overwrite: true);
        }
    }
}
