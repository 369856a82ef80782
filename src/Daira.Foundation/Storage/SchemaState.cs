using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daira.Foundation.Storage;

/// <summary>What was found where a database should be.</summary>
public abstract record SchemaState
{
    private SchemaState() { }

    /// <summary>Nothing there yet.</summary>
    public sealed record Missing : SchemaState;

    public sealed record Current : SchemaState;

    /// <summary>Made by an earlier version of the program.</summary>
    public sealed record Older : SchemaState;

    /// <summary>Made by a later version of the program: not to be touched.</summary>
    public sealed record Newer(int Version) : SchemaState;

    /// <summary>Not a database, or one with broken pages.</summary>
    public sealed record Damaged(string Reason) : SchemaState;

    /// <summary>Looks at a database that is made as a whole, without changing anything.</summary>
    /// <param name="current">The schema version this program writes, ≥ 1.</param>
    public static SchemaState Of(Database database, int current) => Of(database, found =>
    {
        var version = found.Max();
        return version == current ? new Current() : version < current ? new Older() : new Newer(version);
    });

    /// <summary>Looks at a database that grows by steps, without changing anything.</summary>
    /// <param name="steps">Numbers of the steps this program knows: a step found beyond them was made by a newer one.</param>
    /// <param name="thorough">Also checks every page of a SQLite file.</param>
    public static SchemaState Of(Database database, IReadOnlySet<int> steps, bool thorough) => Of(
        database,
        found => found.Where(step => !steps.Contains(step)).DefaultIfEmpty(0).Max() is > 0 and var unknown ? new Newer(unknown)
            : steps.All(found.Contains) ? new Current()
            : new Older(),
        thorough);

    private static SchemaState Of(Database database, Func<IReadOnlySet<int>, SchemaState> compare, bool thorough = false)
    {
        if (database.File is { } file && (!System.IO.File.Exists(file) || new FileInfo(file).Length == 0))
        {
            return new Missing();
        }

        try
        {
            using var connection = database.Open(readOnly: true);
            if (thorough && connection is SqliteConnection && connection.One("PRAGMA quick_check(1)") is string fault and not "ok")
            {
                return new Damaged(fault);
            }

            return connection.TableExists(SchemaVersion.Table) ? Compare(SchemaVersion.Read(connection), compare) : Unversioned(connection);
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            return new Damaged(e.Message);
        }
    }

    /// <summary>SQLITE_CORRUPT or SQLITE_NOTADB.</summary>
    public static bool IsDamage(DbException e) => e is SqliteException { SqliteErrorCode: 11 or 26 };

    private static SchemaState Compare(IReadOnlySet<int> found, Func<IReadOnlySet<int>, SchemaState> compare) =>
        found.Count == 0 ? new Damaged($"The table {SchemaVersion.Table} is empty.") : compare(found);

    private static SchemaState Unversioned(DbConnection connection) => connection.Tables().Count == 0
        ? new Missing()
        : new Damaged($"It holds tables but no {SchemaVersion.Table}: not written by this program.");
}

/// <summary>The versions or steps that a database's tables have reached, kept inside it.</summary>
public static class SchemaVersion
{
    internal const string Table = "schema_version";

    internal static IReadOnlySet<int> Read(DbConnection connection) =>
        connection.Read($"select version from {Table}", r => Convert.ToInt32(r.GetValue(0), CultureInfo.InvariantCulture)).ToHashSet();

    /// <summary>Writes the version reached; makes the table at first.</summary>
    public static void Write(DbConnection connection, int version, DateTimeOffset at)
    {
        connection.Run($"create table if not exists {Table} (version integer primary key, applied_at varchar(24) not null)");
        connection.Run($"insert into {Table} (version, applied_at) values (@version, @at)", ("@version", version), ("@at", Moment.Write(at)));
    }

    /// <summary>On PostgreSQL: makes the schema, and keeps two programs that start at once from racing until the transaction ends.</summary>
    public static void Prepare(DbConnection connection, string name)
    {
        if (connection is NpgsqlConnection)
        {
            connection.Run("select pg_advisory_xact_lock(hashtext(@name))", ("@name", "daira." + name));
            connection.Run($"create schema if not exists {name}");
        }
    }
}

/// <summary>Moments are stored as text on both engines: UTC, ISO 8601, milliseconds; they sort as they read.</summary>
public static class Moment
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
