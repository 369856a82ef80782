using System.Data.Common;
using Daira.Foundation;
using Daira.Foundation.Backups;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Storage;

/// <summary>The <c>elections</c> database: looked at, read into columns, and rebuilt as a whole.</summary>
public sealed class ElectionsStore(Database database, TimeProvider clock) : IBackedUp
{
    public ElectionsStore(StorageSettings settings, TimeProvider clock)
        : this(new Database(Database.Elections, settings), clock)
    {
    }

    public Database Database { get; } = database;

    public SchemaState State => SchemaState.Of(Database, ElectionsDb.SchemaVersion);

    /// <summary>The data as columns, or why they cannot be read.</summary>
    public Outcome<ElectoralData> Load() => WhyNot() is { } refusal ? refusal : Read();

    /// <summary>Why the data cannot be used, without reading them; null when they can.</summary>
    public Refusal? WhyNot() => State switch
    {
        SchemaState.Current => null,
        SchemaState.Newer newer => new(RefusalKind.Conflict, "elections-newer", new Message("storage.newer", Database.Where, newer.Version, ElectionsDb.SchemaVersion)),
        SchemaState.Older => new(RefusalKind.Conflict, "elections-older", new Message("storage.elections-older", Database.Where)),
        SchemaState.Damaged damaged => Damaged(damaged.Reason),
        _ => new(RefusalKind.Conflict, "elections-missing", new Message("storage.elections-missing", Database.Where)),
    };

    /// <summary>What stands for the data on the disk now; cheap enough to ask before every answer.</summary>
    public string Version()
    {
        using var connection = Database.Open(readOnly: true);
        return DataVersion.Read(connection);
    }

    /// <summary>Runs a change in one transaction: cut short, it leaves everything as it was.</summary>
    internal T Change<T>(Func<DbConnection, ElectionsDb, T> change)
    {
        using var connection = Database.Open();
        using var db = new ElectionsDb(Database.Options<ElectionsDb>(connection));
        using var transaction = db.Database.BeginTransaction();
        ElectionsSchema.Ensure(connection, db, clock);
        var result = change(connection, db);
        transaction.Commit();
        return result;
    }

    bool IBackedUp.Knows(IReadOnlySet<int> steps) => steps.Contains(ElectionsDb.SchemaVersion);

    void IBackedUp.Refill(IReadOnlySet<int> steps, Action<DbConnection> fill) => Change((connection, _) =>
    {
        fill(connection);
        return true;
    });

    /// <summary>Renames a damaged or older file or schema, so that the next import builds anew and nothing is lost.</summary>
    /// <returns>Where it was put.</returns>
    internal string PutAside()
    {
        var moment = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss", System.Globalization.CultureInfo.InvariantCulture);
        if (Database.File is not { } file)
        {
            using var connection = Database.Open();
            var schema = $"{Database.Name}_{moment}_aside".ToLowerInvariant();
            connection.Run($"alter schema {Database.Name} rename to {schema}");
            return schema;
        }

        var aside = $"{file}.{moment}.aside";
        File.Move(file, aside, overwrite: true);
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        return aside;
    }

    private Outcome<ElectoralData> Read()
    {
        try
        {
            return ElectionsReader.Read(Database);
        }
        catch (DbException e) when (SchemaState.IsDamage(e))
        {
            return Damaged(e.Message);
        }
        catch (InvalidDataException e)
        {
            return Damaged(e.Message);
        }
    }

    private Refusal Damaged(string reason) =>
        new(RefusalKind.Conflict, "elections-damaged", new Message("storage.elections-damaged", Database.Where, reason));
}
