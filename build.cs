// The one command for every task: dotnet run build.cs -- help
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property RunAnalyzers=false
#:property GenerateDocumentationFile=false

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

const string Usage = """
    dotnet run build.cs -- demo [--urls URL]     build, load Morocco, serve on http://localhost:5080
    dotnet run build.cs -- test [--install] [--only PROJECT] [runner options, e.g. -class "*Seats*"]
                                                 every test, on SQLite and PostgreSQL and in a browser;
                                                 --install fetches what they need from Debian's packages
    dotnet run build.cs -- check                 format, arrows between projects, links, licences
    dotnet run build.cs -- bless                 renew snapshots and docs/licences.md; review the difference as code
    dotnet run build.cs -- bench                 measure; results are kept in bench/results
    """;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Directory.SetCurrentDirectory(Home());
using var interrupted = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
var shell = new Shell(interrupted.Token);
var rest = args.Skip(1).ToList();

try
{
    return args.FirstOrDefault() switch
    {
        "demo" => new Demo(shell).Run(rest),
        "test" => new Tests(shell).Run(rest),
        "check" => new Checks(shell).Run(),
        "bless" => new Checks(shell).Bless(),
        "bench" => new Bench(shell).Run(rest),
        "help" or "--help" or "-h" => Say(Usage, 0),
        _ => Say(Usage, 2),
    };
}
catch (OperationCanceledException)
{
    return Say("Interrupted.", 130);
}
catch (Failure failure)
{
    return Say($"\n{failure.Message}", 1);
}

void Interrupt(PosixSignalContext context)
{
    context.Cancel = true;
    interrupted.Cancel();
}

static int Say(string text, int exitCode)
{
    (exitCode == 0 ? Console.Out : Console.Error).WriteLine(text);
    return exitCode;
}

static string Home([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

/// <summary>A step that did not succeed, with what to do about it.</summary>
sealed class Failure(string message) : Exception(message);

/// <summary>Builds, loads Morocco into a data folder of its own, serves, and says what to try first.</summary>
sealed class Demo(Shell shell)
{
    private const string Program = "src/Daira.Cli/bin/Release/net10.0/daira";
    private const string Data = "artifacts/demo";

    public int Run(List<string> options)
    {
        var url = Options.Take(options, "--urls") ?? "http://localhost:5080";
        Options.MustBeUsedUp(options);
        RequireFree(new Uri(url));
        Needs.NodeAndSqlite(shell);
        shell.Step("restore", "dotnet", "restore", "src/Daira.Cli", "--locked-mode", "-nodeReuse:false");
        shell.Step("build", "dotnet", "build", "src/Daira.Cli", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false");
        shell.Step("load Morocco", Program, "load", "morocco", "--data", Data);
        using var guide = new Timer(_ => SayWhenReady(url), null, TimeSpan.FromMilliseconds(200), Timeout.InfiniteTimeSpan);
        Console.WriteLine($"\n== serve on {url} (Ctrl-C ends it)");
        return shell.Exit(Program, "serve", "--data", Data, "--urls", url);
    }

    private static void RequireFree(Uri url)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, url.Port);
            probe.Start();
        }
        catch (SocketException)
        {
            throw new Failure($"Port {url.Port} is in use. End what listens there, or choose another: demo --urls http://localhost:5081");
        }
    }

    private static void SayWhenReady(string url)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        for (var attempt = 0; attempt < 150; attempt++)
        {
            try
            {
                using var answer = client.GetAsync("/fr/map").GetAwaiter().GetResult();
                Console.WriteLine(FirstSteps(url));
                return;
            }
            catch (HttpRequestException)
            {
                Thread.Sleep(200);
            }
        }
    }

    private static string FirstSteps(string url) => $"""

        Daira answers. Try first:
          {url}/ar/map                        the strong areas of a list, in Arabic
          {url}/fr/map                        the same in French: choose another list or contest
          {url}/ar/places?search=صفرو          find a place, in any script
          {url}/fr/places/530                 a constituency: votes, seats, the division step by step
          ogrinfo "OAPIF:{url}/ogc"           the same data in QGIS or GDAL
          {Program} seats --data {Data} --contest ma-house-2021-local
        The figures are real results of public elections; the data folder is {Data} and can be deleted.

        """;
}

/// <summary>Every test project, on every engine that is there, counted from what the runners recorded.</summary>
sealed class Tests(Shell shell)
{
    private const string Results = "artifacts/test-results";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public int Run(List<string> options)
    {
        if (options.Remove("--install"))
        {
            Needs.InstallForTests(shell);
        }

        var only = Options.Take(options, "--only");
        Needs.NodeAndSqlite(shell);
        shell.Step("restore", "dotnet", "restore", "Daira.slnx", "--locked-mode", "-nodeReuse:false");
        shell.Step("build", "dotnet", "build", "Daira.slnx", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false");
        return RunBuilt(only, options);
    }

    public int RunBuilt(string? only, List<string> runnerOptions)
    {
        using var postgres = OfferPostgres();
        OfferChromium();
        Directory.CreateDirectory(Results);
        var counts = Projects(only).Select(project => RunProject(project, runnerOptions)).ToList();
        return Report(counts);
    }

    private static IEnumerable<string> Projects(string? only)
    {
        var projects = Directory.GetDirectories("tests", "Daira.*").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);
        return only is null ? projects : projects.Where(p => p.Contains(only, StringComparison.OrdinalIgnoreCase));
    }

    private PrivatePostgres? OfferPostgres()
    {
        if (Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES") is { Length: > 0 })
        {
            return null;
        }

        var server = PrivatePostgres.TryStart(shell);
        shell.Environment["DAIRA_TEST_POSTGRES"] = server?.ConnectionString;
        return server;
    }

    private void OfferChromium()
    {
        if (Environment.GetEnvironmentVariable("DAIRA_TEST_CHROMIUM") is not { Length: > 0 } && File.Exists("/usr/bin/chromium"))
        {
            shell.Environment["DAIRA_TEST_CHROMIUM"] = "/usr/bin/chromium";
        }
    }

    private Count RunProject(string project, List<string> runnerOptions)
    {
        Console.WriteLine($"\n== {project}");
        var record = Path.GetFullPath($"{Results}/{project}.xml");
        File.Delete(record);
        var exit = shell.Exit(Limit, $"tests/{project}/bin/Release/net10.0/{project}", ["-noLogo", "-noColor", .. runnerOptions, "-xml", record]);
        return Count.Read(project, record, exit);
    }

    private int Report(List<Count> counts)
    {
        var failed = counts.Sum(c => c.Failed);
        var passed = counts.Sum(c => c.Passed);
        var skipped = counts.SelectMany(c => c.Skipped).ToList();
        Console.WriteLine();
        counts.ForEach(c => Console.WriteLine($"{c.Project,-24} {c.Passed,6} passed {c.Failed,4} failed {c.Skipped.Count,4} not run  {c.Seconds,6:0.0} s"));
        SayWhatWasNotTested(skipped);
        counts.SelectMany(c => c.Failures).ToList().ForEach(f => Console.WriteLine($"FAILED  {f}"));
        if (passed + failed == 0)
        {
            Console.WriteLine("NO TEST RAN.");
        }

        Console.Out.Flush();
        Console.WriteLine($"{passed} passed, {failed} failed" + (skipped.Count > 0 ? $", {skipped.Count} skipped" : ""));
        return failed > 0 || passed == 0 ? 1 : 0;
    }

    private void SayWhatWasNotTested(List<string> skipped)
    {
        var missing = new List<string>();
        Note("DAIRA_TEST_POSTGRES", "PostgreSQL: nothing was tested on it. It is not installed here; test --install does it (as root).");
        Note("DAIRA_TEST_CHROMIUM", "Browser: no page was opened in one. Chromium is not installed here; test --install does it (as root).");
        Note("DAIRA_TRIAL_DATA", "Trial data: DAIRA_TRIAL_DATA does not name the trial data folder.");
        missing.AddRange(skipped.GroupBy(reason => reason).Select(g => $"{g.Count()} tests did not run: {g.Key}"));
        if (missing.Count > 0)
        {
            var line = new string('!', 72);
            Console.WriteLine($"\n{line}\nNOT TESTED\n  {string.Join("\n  ", missing)}\n{line}");
        }

        void Note(string variable, string text)
        {
            if ((shell.Environment.GetValueOrDefault(variable) ?? Environment.GetEnvironmentVariable(variable)) is not { Length: > 0 })
            {
                missing.Add(text);
            }
        }
    }
}

/// <summary>What one test project's runner recorded; a runner that ended without a record has failed.</summary>
sealed record Count(string Project, int Passed, int Failed, List<string> Skipped, List<string> Failures, double Seconds)
{
    public static Count Read(string project, string record, int exit)
    {
        if (!File.Exists(record))
        {
            return new(project, 0, 1, [], [$"{project} ended with exit code {exit} and left no record"], 0);
        }

        var assemblies = XDocument.Load(record).Root!.Elements("assembly").ToList();
        var tests = assemblies.Descendants("test").ToList();
        var failures = tests.Where(t => (string?)t.Attribute("result") == "Fail").Select(t => (string)t.Attribute("name")!).ToList();
        failures.AddRange(assemblies.Descendants("error").Select(e => $"{(string?)e.Attribute("type")} {(string?)e.Attribute("name")}".Trim()));
        var skipped = tests.Where(t => (string?)t.Attribute("result") == "Skip").Select(t => ((string?)t.Element("reason") ?? "no reason given").Trim()).ToList();
        if (exit != 0 && failures.Count == 0 && tests.Count > 0)
        {
            failures.Add($"{project} ended with exit code {exit} although no test failed");
        }

        return new(project, tests.Count(t => (string?)t.Attribute("result") == "Pass"), failures.Count, skipped, failures,
            assemblies.Sum(a => (double?)a.Attribute("time") ?? 0));
    }
}

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

    public static PrivatePostgres? TryStart(Shell shell)
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
            server.Start();
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

    private void Start()
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
        // Durability is of no use to a test, and the fsyncs are most of its time.
        AsPostgres("pg_ctl", "-D", Data, "-l", Path.Combine(Data, "server.log"), "-w", "-t", "60", "start",
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200");
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Password={password};Database=postgres";
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

/// <summary>What the machine must have, and how it gets it.</summary>
static class Needs
{
    /// <summary>Servers and browser; fonts for Arabic and Tifinagh; GDAL as an independent reader of what we serve; spdep as the peer of our statistics.</summary>
    private static readonly string[] ForTests =
        ["libsqlite3-0", "postgresql", "postgresql-15-postgis-3", "chromium", "fonts-noto-core", "gdal-bin", "r-cran-spdep"];

    public static bool IsRoot => Environment.UserName == "root";

    public static void InstallForTests(Shell shell)
    {
        var missing = ForTests.Where(package => !IsInstalled(shell, package)).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        if (!IsRoot)
        {
            throw new Failure($"--install needs root for: apt-get install {string.Join(' ', missing)}");
        }

        shell.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        shell.Step("package lists", "apt-get", "update", "-q");
        shell.Step($"install {string.Join(' ', missing)}", "apt-get", ["install", "-y", "-q", "--no-install-recommends", .. missing]);
    }

    /// <summary>The front end is bundled with npm; the embedded engine is the system's SQLite.</summary>
    public static void NodeAndSqlite(Shell shell)
    {
        if (!shell.Knows("npm"))
        {
            throw new Failure("npm is not here. Install Node.js 20 or later with npm.");
        }

        if (OperatingSystem.IsLinux() && !NativeLibrary.TryLoad("libsqlite3.so.0", out _))
        {
            throw new Failure("SQLite is not here. Install it: apt-get install libsqlite3-0");
        }
    }

    private static bool IsInstalled(Shell shell, string package) =>
        shell.TryRead(out var status, "dpkg-query", "-W", "-f=${Status}", package) && status.Trim() == "install ok installed";
}

/// <summary>What needs no running: format, and the rules that tests of the house hold.</summary>
sealed class Checks(Shell shell)
{
    private const string Licences = "docs/licences.md";

    public int Run()
    {
        Build();
        var code = shell.Exit("dotnet", "format", "whitespace", "Daira.slnx", "--verify-no-changes", "--no-restore");
        Console.WriteLine(code == 0 ? "format: ok" : "format: run `dotnet format whitespace Daira.slnx`");
        var current = File.Exists(Licences) && File.ReadAllText(Licences) == LicencesPage.Write(shell);
        Console.WriteLine(current ? "licences: ok" : $"licences: {Licences} is out of date; run `dotnet run build.cs -- bless` and review it");
        var house = new Tests(shell).RunBuilt("Platform", ["-namespace", "Daira.Platform.Tests.Architecture"]);
        return code == 0 && current ? house : 1;
    }

    public int Bless()
    {
        Build();
        File.WriteAllText(Licences, LicencesPage.Write(shell));
        shell.Environment["DAIRA_BLESS"] = "1";
        var code = new Tests(shell).RunBuilt(null, ["-trait", "Snapshot=yes"]);
        shell.Exit("git", "status", "--short");
        return code;
    }

    private void Build()
    {
        shell.Step("restore", "dotnet", "restore", "Daira.slnx", "--locked-mode", "-nodeReuse:false");
        shell.Step("build", "dotnet", "build", "Daira.slnx", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false");
    }
}

/// <summary>docs/licences.md: every package of the lock files with the licence it declares itself.</summary>
static class LicencesPage
{
    public static string Write(Shell shell)
    {
        shell.TryRead(out var text, "dotnet", "nuget", "locals", "global-packages", "--list");
        var cache = text[(text.IndexOf(':') + 1)..].Trim();
        var rows = NuGet(cache).Concat(Npm()).Distinct().OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal);
        var page = new StringBuilder("""
            # Licences of what Daira is built from

            Written by `dotnet run build.cs -- bless` from the lock files and from what each package says of itself; a test
            refuses a package that is missing here or whose licence is not among those allowed. *Shipped* packages are part of
            the built program, *tools* only of its building and testing.

            | from | package | version | licence | use |
            |---|---|---|---|---|

            """);
        foreach (var row in rows)
        {
            page.Append($"| {row.Kind} | {row.Name} | {row.Version} | {row.Licence} | {row.Use} |\n");
        }

        return page.ToString();
    }

    private static IEnumerable<Row> NuGet(string cache)
    {
        var packages = LockFiles("packages.lock.json").SelectMany(file => Packages(file)
            .Select(p => (p.Name, p.Version, Shipped: file.StartsWith("src", StringComparison.Ordinal)))).ToList();
        return packages.GroupBy(p => (p.Name, p.Version)).Select(g => new Row(
            "NuGet", g.Key.Name, g.Key.Version, NuspecLicence(cache, g.Key.Name, g.Key.Version),
            g.Any(p => p.Shipped) && !g.Key.Name.EndsWith(".Analyzer", StringComparison.Ordinal) && !g.Key.Name.EndsWith(".Analyzers", StringComparison.Ordinal) ? "shipped" : "tool"));

        static IEnumerable<(string Name, string Version)> Packages(string file)
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var package in json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject()))
            {
                if (package.Value.TryGetProperty("resolved", out var version))
                {
                    yield return (package.Name, version.GetString()!);
                }
            }
        }
    }

    private static string NuspecLicence(string cache, string name, string version)
    {
        var id = name.ToLowerInvariant();
        var metadata = XDocument.Load(Path.Combine(cache, id, version.ToLowerInvariant(), id + ".nuspec")).Root!.Elements().First();
        string? Value(string element) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == element)?.Value.Trim();
        return metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license" && (string?)e.Attribute("type") == "expression")?.Value
            ?? Known.GetValueOrDefault(name) ?? Value("licenseUrl") ?? "not declared";
    }

    /// <summary>Packages that name a licence file or address instead of an expression, read by hand.</summary>
    private static readonly Dictionary<string, string> Known = new()
    {
    };

    private static IEnumerable<Row> Npm()
    {
        foreach (var file in LockFiles("package-lock.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var package in json.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0))
            {
                var name = package.Name[(package.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..];
                var tool = package.Value.TryGetProperty("dev", out _) || !file.StartsWith("src", StringComparison.Ordinal);
                yield return new("npm", name, package.Value.GetProperty("version").GetString()!,
                    package.Value.TryGetProperty("license", out var licence) ? licence.GetString()! : "not declared", tool ? "tool" : "shipped");
            }
        }
    }

    private static IEnumerable<string> LockFiles(string name) => new[] { "src", "tests", "bench" }.Where(Directory.Exists)
        .SelectMany(root => Directory.EnumerateFiles(root, name, SearchOption.AllDirectories))
        .Where(path => !path.Contains("node_modules") && !path.Contains("/obj/") && !path.Contains("/bin/")).Order(StringComparer.Ordinal);

    private sealed record Row(string Kind, string Name, string Version, string Licence, string Use);
}

/// <summary>Kernels and the running site, each with its own program; they write bench/results themselves.</summary>
sealed class Bench(Shell shell)
{
    public int Run(List<string> options)
    {
        var only = Options.Take(options, "--only");
        Needs.NodeAndSqlite(shell);
        shell.Step("build", "dotnet", "build", "Daira.slnx", "-c", "Release", "-v:q", "-nologo", "-nodeReuse:false");
        return Directory.GetDirectories("bench", "Daira.*").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)
            .Where(p => only is null || p.Contains(only, StringComparison.OrdinalIgnoreCase))
            .Select(p => shell.Exit($"bench/{p}/bin/Release/net10.0/{p}", [.. options])).DefaultIfEmpty(2).Max();
    }
}

static class Options
{
    /// <summary>Takes an option and its value out of the list; null when it is not there.</summary>
    public static string? Take(List<string> options, string name)
    {
        var at = options.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var value = at + 1 < options.Count ? options[at + 1] : throw new Failure($"{name} needs a value.");
        options.RemoveRange(at, 2);
        return value;
    }

    public static void MustBeUsedUp(List<string> options)
    {
        if (options.Count > 0)
        {
            throw new Failure($"Unknown option: {options[0]}. See: dotnet run build.cs -- help");
        }
    }
}

/// <summary>Runs programs with this run's settings; an interruption ends them with all their children.</summary>
sealed class Shell(CancellationToken interrupted)
{
    /// <summary>Set for every program started.</summary>
    public Dictionary<string, string?> Environment { get; } = new()
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <summary>A named step that must succeed.</summary>
    public void Step(string name, string program, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var exit = Exit(program, arguments);
        if (exit != 0)
        {
            throw new Failure($"{name}: {program} ended with exit code {exit}.");
        }

        Console.WriteLine($"== {name} ({watch.Elapsed.TotalSeconds:0.0} s)");
    }

    public int Exit(string program, params string[] arguments) => Exit(Timeout.InfiniteTimeSpan, program, arguments);

    public int Exit(TimeSpan limit, string program, params string[] arguments)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        stop.CancelAfter(limit);
        using var process = Start(program, arguments, read: false);
        try
        {
            process.WaitForExitAsync(stop.Token).GetAwaiter().GetResult();
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            interrupted.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"{program} was ended after {limit.TotalMinutes:0} minutes.");
            return 124;
        }
    }

    /// <summary>A short program whose output only matters when it fails; it runs to its end even when interrupted.</summary>
    public void Quiet(string program, params string[] arguments)
    {
        if (!TryRead(out var output, program, arguments))
        {
            throw new Failure($"{program} {string.Join(' ', arguments)}\n{output}");
        }
    }

    public bool Knows(string program) => TryRead(out _, "which", program);

    public bool TryRead(out string output, string program, params string[] arguments)
    {
        using var process = Start(program, arguments, read: true);
        var errors = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output += process.ExitCode == 0 ? "" : errors.Result;
        return process.ExitCode == 0;
    }

    private Process Start(string program, string[] arguments, bool read)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = read, RedirectStandardError = read };
        if (read)
        {
            // A program run as another user may not enter the folder we stand in.
            start.WorkingDirectory = Path.GetTempPath();
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new Failure($"{program} could not be started: {e.Message}");
        }
    }
}
