using Daira.Foundation.Storage;
using Npgsql;

namespace Daira.RecordBench;

/// <summary>A folder of its own and, on a server, a database of its own; both are gone afterwards.</summary>
internal sealed class BenchDatabase : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("daira-bench-");
    private readonly string? given;

    /// <param name="given">A server that new databases may be made in; null = SQLite files.</param>
    public BenchDatabase(string? given)
    {
        this.given = given;
        Storage = new StorageSettings(folder.FullName, given is null ? null : New(given));
    }

    public StorageSettings Storage { get; }

    public string Engine => given is null ? "SQLite" : "PostgreSQL";

    public void Dispose()
    {
        folder.Delete(recursive: true);
        if (given is not null)
        {
            NpgsqlConnection.ClearAllPools();
            using var connection = new NpgsqlConnection(given);
            connection.Open();
            connection.Run($"drop database {new NpgsqlConnectionStringBuilder(Storage.Server).Database} with (force)");
        }
    }

    private static string New(string given)
    {
        var name = "daira_bench_" + Guid.NewGuid().ToString("N");
        using var connection = new NpgsqlConnection(given);
        connection.Open();
        connection.Run($"create database {name}");
        return new NpgsqlConnectionStringBuilder(given) { Database = name, Pooling = false }.ConnectionString;
    }
}
