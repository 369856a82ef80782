using System.Data.Common;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Backups;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Daira.Foundation.Storage;

/// <summary>Opens <c>record</c>: made or brought up to date when needed, never rebuilt, never opened when newer than this program.</summary>
public sealed class RecordStore : IBackedUp
{
    private readonly IReadOnlyList<IRecordPart> parts;
    private readonly TimeProvider clock;
    private readonly SortedDictionary<int, RecordStep> steps;
    private readonly GroupCommit changes;

    public RecordStore(Database database, IReadOnlyList<IRecordPart> parts, TimeProvider clock)
    {
        (Database, this.parts, this.clock) = (database, parts, clock);
        steps = new(parts.SelectMany(p => p.Steps).ToDictionary(s => s.Version));
        changes = new GroupCommit(Open, Commit);
    }

    /// <param name="more">What other parts of the program keep beside the ground's own.</param>
    public RecordStore(StorageSettings settings, TimeProvider clock, params IReadOnlyList<IRecordPart> more)
        : this(new Database(Database.Record, settings), [new JournalPart(), new AccessPart(), new AccountsPart(), .. more], clock)
    {
    }

    public Database Database { get; }

    /// <summary>Whether anything was journalled through this store, and so waits for a checkpoint.</summary>
    public bool HasJournalled { get; internal set; }

    private const string Savepoint = "change";

    private IReadOnlySet<int> Known => steps.Keys.ToHashSet();

    /// <summary>What stands there, without changing it and without checking every page.</summary>
    public SchemaState Look() => SchemaState.Of(Database, Known, thorough: false);

    /// <summary>Ready for reading and writing, or why not: a damaged database stays as it is and can still be read with <see cref="Read"/>.</summary>
    public Outcome<bool> Prepare()
    {
        var state = SchemaState.Of(Database, Known, thorough: true);
        if (FaultOf(state) is { } fault)
        {
            return fault;
        }

        if (state is not SchemaState.Current)
        {
            Upgrade();
        }

        return true;
    }

    /// <summary>Why it cannot be used; null when it is of now, of an earlier version, or not there yet. Changes nothing.</summary>
    public Refusal? Fault() => FaultOf(SchemaState.Of(Database, Known, thorough: true));

    private Refusal? FaultOf(SchemaState state) => state switch
    {
        SchemaState.Newer newer => new Refusal(RefusalKind.Conflict, "record-newer", new Message("storage.newer", Database.Where, newer.Version, steps.Keys.Last())),
        SchemaState.Damaged damaged => new Refusal(RefusalKind.Conflict, "record-damaged", new Message("storage.record-damaged", Database.Where, damaged.Reason)),
        _ => null,
    };

    /// <summary>Reads; also a damaged database, as far as its pages answer.</summary>
    public T Read<T>(Func<RecordDb, T> read)
    {
        using var connection = Database.Open(readOnly: true);
        using var db = new RecordDb(Database.Options<RecordDb>(connection), parts);
        return read(db);
    }

    /// <summary>A context of the caller's own, closed with it: for what lives as long as a request. Each saving is a transaction with its journal entries.</summary>
    public RecordDb Context() => new(Database.Options<RecordDb>(Database.Open(), owned: true), parts);

    /// <summary>
    /// Runs a change; it and whatever it journals are kept together or not at all, and kept when this returns. Changes that come at
    /// once share a transaction (<see cref="GroupCommit"/>): a change may run on another caller's thread, and waits for no lock that its own caller holds.
    /// </summary>
    public T Change<T>(Func<RecordDb, T> change) => changes.Run(change);

    /// <summary>A change of the schema, or one too big to wait for: a transaction of its own.</summary>
    private void ChangeAlone(Action<RecordDb> change)
    {
        using var connection = Database.Open();
        using var db = new RecordDb(Database.Options<RecordDb>(connection), parts);
        using var transaction = db.Database.BeginTransaction();
        change(db);
        db.SaveChanges();
        transaction.Commit();
        HasJournalled |= db.HasJournalled;
    }

    private RecordDb Open()
    {
        var db = new RecordDb(Database.Options<RecordDb>(Database.Open(), owned: true), parts) { Together = [] };
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    private bool Commit(RecordDb db, IReadOnlyList<GroupCommit.Waiting> together)
    {
        try
        {
            using var transaction = db.Database.BeginTransaction();
            foreach (var change in together)
            {
                Run(change, db, transaction.GetDbTransaction());
            }

            Chain.Append(db.Database.GetDbConnection(), db.Together!);
            transaction.Commit();
            HasJournalled |= db.Together!.Count > 0;
            db.Together!.Clear();
            return true;
        }
#pragma warning disable CA1031 // Whatever went wrong is each caller's to know.
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var change in together.Where(c => c.Fault is null))
            {
                change.Fail(e);
            }

            return false;
        }
    }

    /// <summary>A change that fails is taken back alone.</summary>
    private static void Run(GroupCommit.Waiting change, RecordDb db, DbTransaction transaction)
    {
        var entries = db.Together!;
        var before = entries.Count;
        transaction.Save(Savepoint);
        try
        {
            change.Run(db);
            db.SaveChanges();
        }
#pragma warning disable CA1031 // Whatever went wrong is the caller's to know; the others go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            change.Fail(e);
            transaction.Rollback(Savepoint);
            entries.RemoveRange(before, entries.Count - before);
        }

        transaction.Release(Savepoint);
        db.Forget();
    }

    bool IBackedUp.Knows(IReadOnlySet<int> steps) => steps.All(Known.Contains);

    void IBackedUp.Refill(IReadOnlySet<int> steps, Action<DbConnection> fill) => ChangeAlone(db =>
    {
        Step(db, steps.Contains);
        fill(db.Database.GetDbConnection());
        Step(db, _ => true);
    });

    private void Upgrade() => ChangeAlone(db => Step(db, _ => true));

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
