using Daira.Elections.Imports;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Npgsql;

namespace Daira.Platform.Tests.Storage;

/// <summary>A throw-away installation on one engine: a folder of its own, or a PostgreSQL database of its own.</summary>
public sealed class Installation : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("daira-test-").FullName;
    private readonly string? server;

    private Installation(string? server)
    {
        this.server = server;
        Settings = new StorageSettings(folder, server);
        Elections = new ElectionsStore(Settings, Clock);
        Record = new RecordStore(Settings, Clock);
    }

    public StorageSettings Settings { get; }

    public StoppedClock Clock { get; } = new();

    public ElectionsStore Elections { get; }

    public RecordStore Record { get; }

    public static Installation On(Engine engine)
    {
        if (engine == Engine.Sqlite)
        {
            return new Installation(null);
        }

        var given = Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES");
        Assert.SkipUnless(given is { Length: > 0 }, "PostgreSQL");
        var name = "daira_" + Guid.NewGuid().ToString("N");
        using var connection = new NpgsqlConnection(given);
        connection.Open();
        connection.Run($"create database {name}");
        return new Installation(new NpgsqlConnectionStringBuilder(given) { Database = name, Pooling = false }.ConnectionString);
    }

    public Outcome<LoadReport> Load(Actor? actor = null, bool withUnverified = true, string? tables = null, IProgress<Message>? progress = null, CancellationTokenSource? stop = null) =>
        new LoadMorocco(Elections, Record, Clock).Run(
            new LoadRequest(tables ?? MoroccoTables.ShippedFolder, null, withUnverified), actor ?? Actor.Operator, progress ?? new Progress<Message>(), stop?.Token ?? TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        if (server is not null)
        {
            var own = new NpgsqlConnectionStringBuilder(server);
            using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES"));
            connection.Open();
            connection.Run($"drop database {own.Database} with (force)");
        }
    }
}

/// <summary>A clock that moves only when told to.</summary>
public sealed class StoppedClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
