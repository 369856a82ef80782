using Npgsql;

namespace Daira.Foundation.Storage;

/// <summary>Where an installation keeps its databases.</summary>
/// <param name="Folder">Folder of the SQLite files, and of whatever else is kept in files.</param>
/// <param name="Server">Connection string of a PostgreSQL database that holds both schemas; null = SQLite files in <paramref name="Folder"/>.</param>
public sealed record StorageSettings(string Folder, string? Server = null)
{
    /// <summary>Option, else <c>DAIRA_DATA</c>, else the user's own data folder.</summary>
    /// <param name="data">What <c>--data</c> says; null when absent.</param>
    /// <param name="database">What <c>--database</c> says; null when absent.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static StorageSettings From(string? data, string? database, Func<string, string?> environment)
    {
        var folder = data ?? NotEmpty(environment("DAIRA_DATA")) ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "daira");
        return new StorageSettings(Path.GetFullPath(folder), database);
    }

    /// <summary>Folder of the keys that protect sessions, made at the first use and open to its owner only.</summary>
    public DirectoryInfo KeyFolder()
    {
        var folder = Path.Combine(Folder, "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder)
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What is wrong with a connection string; null when it names a database.</summary>
    public static string? FaultOfServer(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection) is { Host: { Length: > 0 }, Database: { Length: > 0 } }
                ? null
                : "it must name a host and a database, e.g. Host=localhost;Database=daira;Username=daira.";
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return $"{e.Message} Example: Host=localhost;Database=daira;Username=daira.";
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

public enum Engine
{
    Sqlite,
    PostgreSql,
}
