using System.Data.Common;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Backups;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Storage;

/// <summary>Opens <c>record</c>: made or brought up to date when needed, never rebuilt, never opened when newer than this program.</summary>
public sealed class RecordStore(Database database, IReadOnlyList<IRecordPart> parts, TimeProvider clock) : IBackedUp
{
    /// <param name="more">What other parts of the program keep beside the ground's own.</param>
    public RecordStore(StorageSettings settings, TimeProvider clock, params IReadOnlyList<IRecordPart> more)
        : this(new Database(Database.Record, settings), [new JournalPart(), new AccessPart(), new AccountsPart(), .. more], clock)
    {
    }

    public Database Database { get; } = database;

    /// <summary>Whether anything was journalled through this store, and so waits for a checkpoint.</summary>
    public bool HasJournalled { get; internal set; }

    private readonly SortedDictionary<int, RecordStep> steps = new(parts.SelectMany(p => p.Steps).ToDictionary(s => s.Version));

    private IReadOnlySet<int> Known => steps.Keys.ToHashSet();

    /// <summary>What stands there, without changing it and without checking every page.</summary>
    public SchemaState Look() => SchemaState.Of(Database, Known, thorough: false);

    /// <summary>Ready for reading and writing, or why not: a damaged database stays as it is and can still be read with <see cref="Read"/>.</summary>
    public Outcome<bool> Prepare()
    {
        switch (SchemaState.Of(Database, Known, thorough: true))
        {
            case SchemaState.Current:
                return true;
            case SchemaState.Newer newer:
                return new Refusal(RefusalKind.Conflict, "record-newer", new Message("storage.newer", Database.Where, newer.Version, steps.Keys.Last()));
            case SchemaState.Damaged damaged:
                return new Refusal(RefusalKind.Conflict, "record-damaged", new Message("storage.record-damaged", Database.Where, damaged.Reason));
            default:
                Upgrade();
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

    /// <summary>A context of the caller's own, closed with it: for what lives as long as a request. Each saving is a transaction with its journal entries.</summary>
    public RecordDb Context() => new(Database.Options<RecordDb>(Database.Open(), owned: true), parts);

    /// <summary>Runs a change and whatever it journals in one transaction.</summary>
    public T Change<T>(Func<RecordDb, T> change)
    {
        using var connection = Database.Open();
        using var db = new RecordDb(Database.Options<RecordDb>(connection), parts);
        using var transaction = db.Database.BeginTransaction();
        var result = change(db);
        db.SaveChanges();
        transaction.Commit();
        HasJournalled |= db.HasJournalled;
        return result;
    }

    bool IBackedUp.Knows(IReadOnlySet<int> steps) => steps.All(Known.Contains);

    void IBackedUp.Refill(IReadOnlySet<int> steps, Action<DbConnection> fill) => Change(db =>
    {
        Step(db, steps.Contains);
        fill(db.Database.GetDbConnection());
        Step(db, _ => true);
        return true;
    });

    private void Upgrade() => Change(db =>
    {
        Step(db, _ => true);
        return true;
    });

    private void Step(RecordDb db, Func<int, bool> wanted)
    {
        var connection = db.Database.GetDbConnection();
        SchemaVersion.Prepare(connection, Database.Name);
        var reached = connection.TableExists(SchemaVersion.Table) ? SchemaVersion.Read(connection) : new HashSet<int>();
        foreach (var step in steps.Values.Where(s => wanted(s.Version) && !reached.Contains(s.Version)))
        {
            step.Run(db);
            SchemaVersion.Write(connection, step.Version, clock.GetUtcNow());
        }
    }
}
