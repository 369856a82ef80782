using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

/// <summary>
/// A PostgreSQL server of this run's own: free port, temporary folder, random password, nothing left behind. Its lease
/// is a file kept open, so that a later run can tell a folder whose owner was killed and clear it away.
/// </summary>
sealed class PrivatePostgres : IDisposable
{
    private const string Prefix = "daira-postgres-";
    private readonly Shell shell;
    private readonly string programs;
    private readonly string folder;
    private readonly FileStream lease;

    private PrivatePostgres(Shell shell, string programs)
    {
        this.shell = shell;
        this.programs = programs;
        folder = Path.Combine(Path.GetTempPath(), Prefix + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(folder);
        lease = Lease(folder);
    }

    public string? ConnectionString { get; private set; }

    private string Data => Path.Combine(folder, "data");

    /// <param name="durable">Whether what is committed is on the disk: for measuring. Of no use to a test, and the fsyncs are most of its time.</param>
    public static PrivatePostgres? TryStart(Shell shell, bool durable = false)
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb")))
                .MaxBy(d => int.TryParse(Path.GetFileName(Path.GetDirectoryName(d)), out var version) ? version : 0)
            : null;
        if (programs is null)
        {
            return null;
        }

        ClearAbandoned(shell, programs);
        var server = new PrivatePostgres(shell, programs);
        try
        {
            server.Start(durable);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Remove(shell, programs, folder, lease);
    }

    private void Start(bool durable)
    {
        var watch = Stopwatch.StartNew();
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var secret = Path.Combine(folder, "password");
        File.WriteAllText(secret, password);
        if (Needs.IsRoot)
        {
            shell.Quiet("install", "-d", "-o", "postgres", "-m", "700", Data);
            shell.Quiet("chown", "postgres", secret);
        }

        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        AsPostgres("initdb", "-D", Data, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={secret}", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync");
        var port = FreePort();
        var haste = durable ? "" : "-c fsync=off -c synchronous_commit=off -c full_page_writes=off ";
        AsPostgres("pg_ctl", "-D", Data, "-l", Path.Combine(Data, "server.log"), "-w", "-t", "60", "start",
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {haste}-c max_connections=200");
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Password={password};Database=postgres;Timeout=120;Command Timeout=300";
        Console.WriteLine($"== PostgreSQL {Path.GetFileName(Path.GetDirectoryName(programs))} on port {port} ({watch.Elapsed.TotalSeconds:0.0} s)");
    }

    private void AsPostgres(string program, params string[] arguments) => AsPostgres(shell, programs, program, arguments);

    // initdb and the server refuse to run as root.
    private static void AsPostgres(Shell shell, string programs, string program, params string[] arguments)
    {
        var path = Path.Combine(programs, program);
        if (Needs.IsRoot)
        {
            shell.Quiet("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            shell.Quiet(path, arguments);
        }
    }

    private static void ClearAbandoned(Shell shell, string programs)
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                Remove(shell, programs, folder, Lease(folder));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another run holds it, or it is another user's.
            }
        }
    }

    private static void Remove(Shell shell, string programs, string folder, FileStream lease)
    {
        var data = Path.Combine(folder, "data");
        if (File.Exists(Path.Combine(data, "postmaster.pid")))
        {
            shell.Environment.Remove("DAIRA_TEST_POSTGRES");
            try
            {
                AsPostgres(shell, programs, "pg_ctl", "-D", data, "-m", "immediate", "-w", "-t", "30", "stop");
            }
            catch (Failure failure)
            {
                Console.Error.WriteLine($"PostgreSQL in {folder} did not stop: {failure.Message}");
            }
        }

        lease.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static FileStream Lease(string folder) =>
        new(Path.Combine(folder, "lease"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
