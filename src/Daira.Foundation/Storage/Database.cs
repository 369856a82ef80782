using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Daira.Foundation.Storage;

/// <summary>
/// One of an installation's two databases: <c>elections</c>, a build product, or <c>record</c>, which is kept.
/// A file of its own on SQLite; a schema of its own inside the one PostgreSQL database.
/// </summary>
public sealed class Database
{
    public const string Elections = "elections";
    public const string Record = "record";

    private readonly StorageSettings settings;

    /// <param name="name"><see cref="Elections"/> or <see cref="Record"/>.</param>
    public Database(string name, StorageSettings settings)
    {
        if (name is not (Elections or Record))
        {
            throw new ArgumentException($"“{name}” is neither {Elections} nor {Record}.", nameof(name));
        }

        Name = name;
        this.settings = settings;
    }

    public string Name { get; }

    public Engine Engine => settings.Server is null ? Engine.Sqlite : Engine.PostgreSql;

    /// <summary>Folder of whatever else an installation keeps in files.</summary>
    public string Folder => settings.Folder;

    /// <summary>The SQLite file; null on PostgreSQL.</summary>
    public string? File => settings.Server is null ? Path.Combine(settings.Folder, Name + ".db") : null;

    /// <summary>How to name it to a person.</summary>
    public string Where => File ?? $"schema {Name} of {new NpgsqlConnectionStringBuilder(settings.Server).Database}";

    /// <summary>Opens a connection; the folder is made when missing, the tables are not.</summary>
    /// <param name="bodies">On PostgreSQL, ids of the bodies whose rows it reaches, with commas between; everything, as the program decides itself who sees what. See <see cref="Access.RowPolicies"/>.</param>
    /// <exception cref="DbException">The file is not a database, or the server does not answer.</exception>
    public DbConnection Open(bool readOnly = false, string bodies = Access.RowPolicies.Everything)
    {
        var connection = Connection(readOnly, bodies);
        try
        {
            connection.Open();
            if (connection is SqliteConnection && !readOnly)
            {
                // A reader never waits for the writer; what is kept is on disk before a commit returns, and what is erased is overwritten there.
                connection.Run($"PRAGMA journal_mode=WAL; PRAGMA synchronous={(Name == Record ? "FULL" : "NORMAL")}; PRAGMA secure_delete={(Name == Record ? "ON" : "OFF")}; PRAGMA foreign_keys=ON;");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>As it is now, for reading millions of rows; see <see cref="Storage.BulkRead"/>.</summary>
    /// <exception cref="DbException">The file is not a database, or the server does not answer.</exception>
    public BulkRead BulkRead() => File is { } file ? new SqliteBulkRead(file) : new PostgresBulkRead((NpgsqlConnection)Open(readOnly: true));

    /// <summary>Points a context at an open connection, so that bulk statements and the context share one transaction.</summary>
    /// <param name="owned">Whether the connection is closed with the context.</param>
    public static DbContextOptions<T> Options<T>(DbConnection connection, bool owned = false)
        where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        return connection is SqliteConnection
            ? builder.UseSqlite(connection, owned).Options
            : builder.UseNpgsql(connection, owned).Options;
    }

    private DbConnection Connection(bool readOnly, string bodies)
    {
        if (settings.Server is not null)
        {
            var server = settings.ServerSettings();
            (server.SearchPath, server.ApplicationName) = ($"{Name},public", "daira");
            server.Options = $"{server.Options} -c {Access.RowPolicies.Setting}={bodies}".TrimStart();
            return new NpgsqlConnection(server.ConnectionString);
        }

        if (!readOnly)
        {
            MakeFolder();
        }

        return new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = File,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = 30,
            Pooling = false,
        }.ConnectionString);
    }

    /// <summary>A folder that the program makes is its owner's alone: <c>record</c> holds who did what.</summary>
    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(settings.Folder);
        }
        else
        {
            Directory.CreateDirectory(settings.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

/// <summary>Short statements on a connection.</summary>
public static class Statements
{
    public static void Run(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    /// <summary>First column of the first row; null when there is none or it is null.</summary>
    public static object? One(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public static List<T> Read<T>(this DbConnection connection, string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public static bool TableExists(this DbConnection connection, string table) => connection.Tables().Contains(table, StringComparer.Ordinal);

    /// <summary>The tables of this database: on PostgreSQL those of its own schema, which is the first of the search path whether it exists yet or not.</summary>
    public static IReadOnlyList<string> Tables(this DbConnection connection) => connection is SqliteConnection
        ? connection.Read("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'", r => r.GetString(0))
        : connection.Read(
            "select table_name from information_schema.tables where table_schema = trim(split_part(current_setting('search_path'), ',', 1), ' \"')", r => r.GetString(0));

    private static DbCommand Command(this DbConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this program; values always travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
