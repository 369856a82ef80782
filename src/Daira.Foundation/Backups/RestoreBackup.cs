using System.Data.Common;
using System.Security.Cryptography;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Backups;

/// <param name="From">A backup folder.</param>
/// <param name="Keys">A folder of keys backed up apart; null leaves sessions to be opened anew.</param>
public sealed record RestoreRequest(string From, string? Keys);

/// <param name="LeftOut">Databases that an older program made and that this one builds anew from sources.</param>
public sealed record Restored(BackupManifest Backup, IReadOnlyList<string> LeftOut);

/// <summary>Fills an empty installation, on either engine, from a backup. Every file is checked before anything is written.</summary>
public sealed class RestoreBackup(StorageSettings settings, RecordStore record, IReadOnlyList<IBackedUp> databases, TimeProvider clock)
{
    public Outcome<Restored> Run(RestoreRequest request, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        if (Rights.RefuseChange(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (BackupManifest.Read(request.From) is not { } backup)
        {
            return new Refusal(RefusalKind.NotFound, "backup-none", new Message("backup.none", request.From));
        }

        var refusals = Refuse(request, backup, progress, stop).ToList();
        if (refusals.Count > 0)
        {
            return Outcome<Restored>.Refused(refusals);
        }

        var leftOut = new List<string>();

        // The kept database first: the other is a build product.
        foreach (var made in backup.Databases.OrderBy(d => d.Name != Database.Record))
        {
            var database = databases.Single(d => d.Database.Name == made.Name);
            if (database.Knows(made.Steps.ToHashSet()))
            {
                database.Refill(made.Steps.ToHashSet(), connection => Fill(connection, made, Path.Combine(request.From, made.Name), progress, stop));
            }
            else
            {
                leftOut.Add(made.Name);
            }
        }

        foreach (var file in backup.Files)
        {
            KeptFiles.Copy(Path.Combine(request.From, KeptFiles.Folder), settings.Folder, file.Path, stop);
        }

        CopyKeys(request.Keys);
        record.Change(db => { db.Journal(actor, clock, "restore", "installation", $"backup of {Moment.Write(backup.At)}"); return true; });
        return new Restored(backup, leftOut);
    }

    private IEnumerable<Refusal> Refuse(RestoreRequest request, BackupManifest backup, IProgress<Message> progress, CancellationToken stop)
    {
        if (backup.Databases.SelectMany(d => d.Tables).FirstOrDefault(t => !t.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')) is { } odd)
        {
            yield return new Refusal(RefusalKind.Conflict, "backup-path", new Message("backup.path", odd.Name));
            yield break;
        }

        if (backup.Format > BackupManifest.CurrentFormat || backup.Databases.Any(d => databases.All(o => o.Database.Name != d.Name)))
        {
            yield return new Refusal(RefusalKind.Conflict, "backup-newer", new Message("backup.newer", request.From));
            yield break;
        }

        foreach (var database in databases)
        {
            if (!IsEmpty(database.Database))
            {
                yield return new Refusal(RefusalKind.Conflict, "restore-not-empty", new Message("backup.not-empty", database.Database.Where));
            }

            // An older build product is built anew; what is kept must be understood whole.
            if (database.Database.Name == Database.Record && backup.Databases.FirstOrDefault(d => d.Name == Database.Record) is { } kept && !database.Knows(kept.Steps.ToHashSet()))
            {
                yield return new Refusal(RefusalKind.Conflict, "backup-newer", new Message("backup.newer", request.From));
            }
        }

        foreach (var (path, expected) in Files(backup))
        {
            stop.ThrowIfCancellationRequested();
            progress.Report(new Message("backup.checking", path));
            var file = Path.Combine(request.From, path);
            if (!File.Exists(file) || Digest(file) != expected)
            {
                yield return new Refusal(RefusalKind.Conflict, "backup-damaged", new Message("backup.damaged", file));
            }
        }

        foreach (var file in backup.Files.Where(f => !KeptFiles.IsKept(f.Path)))
        {
            yield return new Refusal(RefusalKind.Conflict, "backup-path", new Message("backup.path", file.Path));
        }

        foreach (var file in backup.Files.Where(f => KeptFiles.IsKept(f.Path) && File.Exists(Path.Combine(settings.Folder, f.Path))))
        {
            yield return new Refusal(RefusalKind.Conflict, "restore-not-empty", new Message("backup.not-empty", Path.Combine(settings.Folder, file.Path)));
        }
    }

    private static IEnumerable<(string Path, string Sha256)> Files(BackupManifest backup) =>
    [
        .. backup.Databases.SelectMany(d => d.Tables.Select(t => (Path.Combine(d.Name, t.Name + ".jsonl.gz"), t.Sha256))),
        .. backup.Files.Where(f => KeptFiles.IsKept(f.Path)).Select(f => (Path.Combine(KeptFiles.Folder, f.Path), f.Sha256)),
    ];

    private static string Digest(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static bool IsEmpty(Database database)
    {
        if (database.File is { } file && (!File.Exists(file) || new FileInfo(file).Length == 0))
        {
            return true;
        }

        using var connection = database.Open(readOnly: true);
        return connection.Tables().Count == 0;
    }

    private static void Fill(DbConnection connection, DatabaseBackup made, string folder, IProgress<Message> progress, CancellationToken stop)
    {
        // What a step of the schema seeded may have been changed since: the backup's rows are all there are.
        foreach (var table in made.Tables.Reverse().Where(t => connection.One($"select 1 from \"{t.Name}\" limit 1") is not null))
        {
            connection.Run($"delete from \"{table.Name}\"");
        }

        foreach (var table in made.Tables)
        {
            progress.Report(new Message("backup.filling", made.Name, table.Name));
            using var file = File.OpenRead(Path.Combine(folder, table.Name + ".jsonl.gz"));
            var rows = TableFile.Read(connection, table.Name, file, stop);
            if (rows != table.Rows)
            {
                throw new InvalidDataException($"{made.Name}.{table.Name} has {rows} rows; the backup says {table.Rows}.");
            }
        }
    }

    private void CopyKeys(string? from)
    {
        if (from is null)
        {
            return;
        }

        foreach (var key in new DirectoryInfo(from).EnumerateFiles())
        {
            key.CopyTo(Path.Combine(settings.KeyFolder().FullName, key.Name), overwrite: true);
        }
    }
}
