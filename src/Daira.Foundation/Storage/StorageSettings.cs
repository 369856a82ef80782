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

    /// <summary>The server's connection string as it is used: over a network it demands TLS and the server's true name, unless the administrator says otherwise in it.</summary>
    /// <exception cref="InvalidOperationException">There is no server.</exception>
    public NpgsqlConnectionStringBuilder ServerSettings()
    {
        var given = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = Server ?? throw new InvalidOperationException("There is no server: the databases are files.") };
        var settings = new NpgsqlConnectionStringBuilder(Server);
        if (!given.ContainsKey("SSL Mode") && !given.ContainsKey("SslMode") && !settings.Host!.Split(',').All(IsHere))
        {
            settings.SslMode = SslMode.VerifyFull;
        }

        return settings;
    }

    /// <summary>A socket's folder, or a name or address of this machine.</summary>
    private static bool IsHere(string host)
    {
        var name = host.Trim();
        return name is ['/' or '@', ..] or "localhost" || (System.Net.IPEndPoint.TryParse(name, out var address) && System.Net.IPAddress.IsLoopback(address.Address))
            || name.StartsWith("localhost:", StringComparison.Ordinal);
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
