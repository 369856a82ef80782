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
    public sealed record Older(int Version) : SchemaState;

    /// <summary>Made by a later version of the program: not to be touched.</summary>
    public sealed record Newer(int Version) : SchemaState;

    /// <summary>Not a database, or one with broken pages.</summary>
    public sealed record Damaged(string Reason) : SchemaState;

    /// <summary>Looks without changing anything.</summary>
    /// <param name="current">The schema version this program writes, ≥ 1.</param>
    /// <param name="thorough">Also checks every page of a SQLite file.</param>
    public static SchemaState Of(Database database, int current, bool thorough = false)
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

            return connection.TableExists(SchemaVersion.Table) ? Compare(SchemaVersion.Read(connection), current) : Unversioned(connection);
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            return new Damaged(e.Message);
        }
    }

    /// <summary>SQLITE_CORRUPT or SQLITE_NOTADB.</summary>
    public static bool IsDamage(DbException e) => e is SqliteException { SqliteErrorCode: 11 or 26 };

    private static SchemaState Compare(int? found, int current) =>
        found is not { } version ? new Damaged($"The table {SchemaVersion.Table} is empty.")
        : version == current ? new Current()
        : version < current ? new Older(version)
        : new Newer(version);

    private static SchemaState Unversioned(DbConnection connection) => connection.Tables().Count == 0
        ? new Missing()
        : new Damaged($"It holds tables but no {SchemaVersion.Table}: not written by this program.");
}

/// <summary>The version of a database's tables, kept inside it.</summary>
public static class SchemaVersion
{
    internal const string Table = "schema_version";

    internal static int? Read(DbConnection connection) =>
        connection.One($"select max(version) from {Table}") is { } version ? Convert.ToInt32(version, CultureInfo.InvariantCulture) : null;

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
