using Daira.Elections.Imports;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Npgsql;

[assembly: AssemblyFixture(typeof(Daira.Platform.Tests.Storage.LoadedTemplates))]

namespace Daira.Platform.Tests.Storage;

/// <summary>Removes, after the last test, what was loaded once for all of them.</summary>
public sealed class LoadedTemplates : IDisposable
{
    public void Dispose() => Installation.RemoveTemplates();
}

/// <summary>A throw-away installation on one engine: a folder of its own, or a PostgreSQL database of its own.</summary>
public sealed class Installation : IDisposable
{
    private static readonly Lazy<Installation> OnFiles = new(() => Template(Engine.Sqlite));
    private static readonly Lazy<Installation> OnServer = new(() => Template(Engine.PostgreSql));

    private readonly string folder = Directory.CreateTempSubdirectory("daira-test-").FullName;
    private readonly string? server;

    private Installation(string? server)
    {
        this.server = server;
        Settings = new StorageSettings(folder, server);
        Elections = new ElectionsStore(Settings, Clock);
        Record = AnotherRecord();
    }

    public StorageSettings Settings { get; }

    public StoppedClock Clock { get; } = new();

    public ElectionsStore Elections { get; }

    public RecordStore Record { get; }

    /// <summary>As another program on the same data opens it.</summary>
    public RecordStore AnotherRecord() => new(Settings, Clock, Daira.Web.Site.RecordParts);

    public static Installation On(Engine engine)
    {
        if (engine == Engine.Sqlite)
        {
            return new Installation(null);
        }

        Assert.SkipUnless(Given is { Length: > 0 }, "PostgreSQL");
        return new Installation(NewDatabase(null));
    }

    /// <summary>With Morocco loaded (without shapes): a copy of one that was loaded once for all tests.</summary>
    public static Installation Loaded(Engine engine)
    {
        if (engine == Engine.Sqlite)
        {
            var copy = new Installation(null);
            foreach (var file in Directory.EnumerateFiles(OnFiles.Value.folder, "*.db"))
            {
                File.Copy(file, Path.Combine(copy.folder, Path.GetFileName(file)));
            }

            return copy;
        }

        Assert.SkipUnless(Given is { Length: > 0 }, "PostgreSQL");
        return new Installation(NewDatabase(new NpgsqlConnectionStringBuilder(OnServer.Value.server).Database));
    }

    internal static void RemoveTemplates()
    {
        foreach (var template in ((Lazy<Installation>[])[OnFiles, OnServer]).Where(t => t.IsValueCreated))
        {
            template.Value.Dispose();
        }
    }

    private static string? Given => Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES");

    private static Installation Template(Engine engine)
    {
        var template = On(engine);
        template.Load().IsDone.ShouldBeTrue();
        return template;
    }

    private static string NewDatabase(string? template)
    {
        var name = "daira_" + Guid.NewGuid().ToString("N");
        using var connection = new NpgsqlConnection(Given);
        connection.Open();
        connection.Run($"create database {name}" + (template is null ? "" : $" template {template}"));
        return new NpgsqlConnectionStringBuilder(Given) { Database = name, Pooling = false }.ConnectionString;
    }

    public Outcome<LoadReport> Load(Actor? actor = null, bool withUnverified = true, string? tables = null, string? outlines = null, IProgress<Message>? progress = null, CancellationTokenSource? stop = null) =>
        new LoadMorocco(Elections, Record, Clock).Run(
            new LoadRequest(tables ?? MoroccoTables.ShippedFolder, outlines, withUnverified), actor ?? Actor.Operator, progress ?? new Progress<Message>(), stop?.Token ?? TestContext.Current.CancellationToken);

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

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.Ticks;

    public void Advance(TimeSpan by) => now += by;
}
