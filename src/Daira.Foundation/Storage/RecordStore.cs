using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Storage;

/// <summary>Opens <c>record</c>: made or brought up to date when needed, never rebuilt, never opened when newer than this program.</summary>
public sealed class RecordStore(Database database, IReadOnlyList<IRecordPart> parts, TimeProvider clock)
{
    /// <param name="more">What further parts of the program keep, besides the ground's own.</param>
    public RecordStore(StorageSettings settings, TimeProvider clock, params IReadOnlyList<IRecordPart> more)
        : this(new Database(Database.Record, settings), [new JournalPart(), new AccessPart(), .. more], clock)
    {
    }

    public Database Database { get; } = database;

    private int CurrentVersion => parts.SelectMany(p => p.Steps).Max(s => s.Version);

    /// <summary>What stands there, without changing it and without checking every page.</summary>
    public SchemaState Look() => SchemaState.Of(Database, CurrentVersion);

    /// <summary>Ready for reading and writing, or why not: a damaged database stays as it is and can still be read with <see cref="Read"/>.</summary>
    public Outcome<bool> Prepare()
    {
        switch (SchemaState.Of(Database, CurrentVersion, thorough: true))
        {
            case SchemaState.Current:
                return true;
            case SchemaState.Newer newer:
                return new Refusal(RefusalKind.Conflict, "record-newer", new Message("storage.newer", Database.Where, newer.Version, CurrentVersion));
            case SchemaState.Damaged damaged:
                return new Refusal(RefusalKind.Conflict, "record-damaged", new Message("storage.record-damaged", Database.Where, damaged.Reason));
            case SchemaState.Older older:
                Upgrade(older.Version);
                return true;
            default:
                Upgrade(0);
                return true;
        }
    }

    /// <summary>Reads; also a damaged database, as far as its pages answer.</summary>
    public T Read<T>(Func<RecordDb, T> read)
    {
        using var connection = Database.Open(readOnly: true);
        using var db = new RecordDb(Database.Options<RecordDb>(connection), parts);
        return read(db);
    }

    /// <summary>Runs a change and whatever it journals in one transaction.</summary>
    public T Change<T>(Func<RecordDb, T> change)
    {
        using var connection = Database.Open();
        using var db = new RecordDb(Database.Options<RecordDb>(connection), parts);
        using var transaction = db.Database.BeginTransaction();
        var result = change(db);
        db.SaveChanges();
        transaction.Commit();
        return result;
    }

    private void Upgrade(int from) => Change(db =>
    {
        SchemaVersion.Prepare(db.Database.GetDbConnection(), Database.Name);
        var reached = db.Database.GetDbConnection().TableExists(SchemaVersion.Table)
            ? SchemaVersion.Read(db.Database.GetDbConnection()) ?? from
            : from;
        foreach (var step in parts.SelectMany(p => p.Steps).OrderBy(s => s.Version).Where(s => s.Version > reached))
        {
            step.Run(db);
            SchemaVersion.Write(db.Database.GetDbConnection(), step.Version, clock.GetUtcNow());
        }

        return true;
    });
}
