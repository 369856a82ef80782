using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Backups;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Procedures;

namespace Daira.Cli.Commands;

/// <summary><c>backup</c>, <c>restore</c>, <c>upgrade</c>: what keeps an installation alive.</summary>
internal static class BackupCommands
{
    public static Command Backup(SharedOptions shared)
    {
        var to = new Option<string>("--to") { Description = "Folder to write, new or empty, outside the data folder.", Required = true };
        var keys = new Option<string?>("--keys") { Description = "Folder for the keys, kept apart from the backup (default: keys are left out)." };
        var command = new Command("backup", "Write both databases and the kept files into a folder that either engine can be restored from.") { to, keys };
        return shared.Answering(command, (parsed, session, stop) => SheetOf(
            session.MakeBackup(new BackupRequest(parsed.GetValue(to)!, parsed.GetValue(keys)), stop), parsed.GetValue(keys) is null ? [new Message("cli.backup-without-keys")] : []));
    }

    public static Command Restore(SharedOptions shared)
    {
        var from = new Argument<string>("DIR") { Description = "A backup folder." };
        var keys = new Option<string?>("--keys") { Description = "Folder of the keys, backed up apart." };
        var command = new Command("restore", "Fill an empty installation from a backup, on either engine.") { from, keys };
        return shared.Answering(command, (parsed, session, stop) =>
        {
            var restored = new RestoreBackup(session.Storage, session.Record, session.Databases, session.Clock)
                .Run(new RestoreRequest(parsed.GetValue(from)!, parsed.GetValue(keys)), Actor.Operator, session.Progress, stop);
            return restored.IsDone
                ? SheetOf(restored.Value.Backup, [.. restored.Value.LeftOut.Select(d => new Message("cli.restore-left-out", d))])
                : Outcome<Sheet>.Refused(restored.Refusals);
        });
    }

    public static Command Upgrade(SharedOptions shared)
    {
        var to = new Option<string?>("--backup") { Description = "Folder for the backup made first (default: none is made)." };
        var command = new Command("upgrade", "Bring the databases to this version of the program.") { to };
        return shared.Answering(command, (parsed, session, stop) => Upgrade(session, parsed.GetValue(to), stop));
    }

    private static Outcome<Sheet> Upgrade(Session session, string? backup, CancellationToken stop)
    {
        var before = new[] { session.Record.Look(), session.Elections.State };
        if (backup is not null && session.MakeBackup(new BackupRequest(backup, null), stop) is { IsDone: false } unsaved)
        {
            return Outcome<Sheet>.Refused(unsaved.Refusals);
        }

        if (session.Record.Prepare() is { IsDone: false } closed)
        {
            return Outcome<Sheet>.Refused(closed.Refusals);
        }

        if (new SealPapers(session.Organisation).Run(Actor.Operator) is { IsDone: false } unsealed)
        {
            return Outcome<Sheet>.Refused(unsealed.Refusals);
        }

        if (before[1] is not SchemaState.Missing && session.Data(stop) is { IsDone: false } unusable)
        {
            return Outcome<Sheet>.Refused(unusable.Refusals);
        }

        var after = new[] { session.Record.Look(), session.Elections.State };
        return new Sheet(["database", "before", "after"], [.. new[] { Database.Record, Database.Elections }.Select((name, i) => (object?[])[name, Word(before[i]), Word(after[i])])]);
    }

    private static string Word(SchemaState state) => state.GetType().Name.ToLowerInvariant();

    private static Outcome<Sheet> SheetOf(Outcome<BackupManifest> backup, IReadOnlyList<Message> notes) =>
        backup.IsDone ? SheetOf(backup.Value, notes) : Outcome<Sheet>.Refused(backup.Refusals);

    private static Sheet SheetOf(BackupManifest backup, IReadOnlyList<Message> notes) => new(
        ["part", "name", "rows", "sha256"],
        [
            .. backup.Databases.SelectMany(d => d.Tables.Select(t => (object?[])[d.Name, t.Name, t.Rows, t.Sha256])),
            .. backup.Files.Select(f => (object?[])["file", f.Path, null, f.Sha256]),
        ])
    {
        Notes = notes,
    };
}
