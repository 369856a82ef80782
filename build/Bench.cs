using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

/// <summary>The kernels, the running site, and how long a newcomer waits; each writes bench/results itself.</summary>
sealed class Bench(Shell shell)
{
    private const string Data = "artifacts/bench-data";

    public int Run(List<string> options)
    {
        Needs.NodeAndSqlite(shell);
        if (options.Remove("--fresh"))
        {
            return new FreshClone(shell).Run();
        }

        var only = Options.Take(options, "--only");
        shell.Step("restore", "dotnet", "restore", "Daira.slnx", "--locked-mode", "-nodeReuse:false");
        shell.Step("build", "dotnet", "build", "Daira.slnx", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false");
        if (only is "growth")
        {
            return shell.Exit(Built("Daira.Bench"), "space-growth", "bench/results");
        }

        (string Name, Func<int> Run)[] benches =
        [
            ("columns", () => OnBoth("columns", options)),
            ("dues", () => OnBoth("dues", options)),
            ("import", () => BesideEachOther("import", options)),
            ("import-growth", () => BesideEachOther("growth", options)),
            ("journal", () => OnBoth("journal", options)),
            ("members", () => OnBoth("members", options)),
            ("names", () => OnBoth("names", options)),
            ("organisation", () => OnBoth("organisation", options, "Daira.SiteBench")),
            ("rights", () => shell.Exit(Built("Daira.RecordBench"), ["rights", .. options])),
            ("seats", () => shell.Exit(Built("Daira.Bench"), ["seats", .. options])),
            ("whatif", () => shell.Exit(Built("Daira.SiteBench"), ["whatif", .. options])),
            ("site", () => shell.Exit(Built("Daira.SiteBench"), [.. options])),
            ("space", () => Space(options)),
        ];
        var asked = Array.FindAll(benches, b => only is null ? b.Name != "import-growth" : b.Name == only);
        return asked.Length > 0 ? asked.Max(b => b.Run()) : throw new Failure($"No bench is called {only}. There are: {string.Join(", ", benches.Select(b => b.Name))}, growth.");
    }

    /// <summary>On the embedded engine and, when the machine has it, on a server of this run's own.</summary>
    private int OnBoth(string bench, List<string> options, string program = "Daira.RecordBench")
    {
        using var server = PrivatePostgres.TryStart(shell, durable: true);
        var embedded = shell.Exit(Built(program), [bench, .. options]);
        return server is null ? embedded : Math.Max(embedded, shell.Exit(Built(program), [bench, "--database", server.ConnectionString!, .. options]));
    }

    /// <summary>Ratios to spdep on invented units, made once by the same generator that its own figures were taken on.</summary>
    private int Space(List<string> options)
    {
        Invent("units_1538.csv", "1538", "-1");
        Invent("units_10000.csv", "10000", "-1");
        Invent("units_100000.csv", "100000", "-1");
        Invent("polys_30000_d3.geojson", "30000", "3");
        return shell.Exit(Built("Daira.Bench"), ["space", Data, .. options]);
    }

    /// <summary>In one run on both engines.</summary>
    private int BesideEachOther(string bench, List<string> options)
    {
        using var server = PrivatePostgres.TryStart(shell);
        return shell.Exit(Built("Daira.RecordBench"), server is null ? [bench, .. options] : [bench, "--database", server.ConnectionString!, .. options]);
    }

    private void Invent(string file, string units, string depth)
    {
        if (!File.Exists(Path.Combine(Data, file)) && shell.Exit("/usr/bin/python3", "bench/peers/gen_units.py", Data, units, depth) != 0)
        {
            throw new Failure("The generator needs: apt-get install python3-numpy python3-scipy r-cran-spdep");
        }
    }

    private static string Built(string program) => $"bench/{program}/bin/Release/net10.0/{program}";
}

/// <summary>Both commands in a new clone with empty package caches: what stands committed, on a machine that has never seen it.</summary>
sealed class FreshClone(Shell shell)
{
    public int Run()
    {
        var folder = Directory.CreateTempSubdirectory("daira-fresh-");
        try
        {
            var clone = Path.Combine(folder.FullName, "daira");
            shell.Quiet("git", "clone", "-q", Directory.GetCurrentDirectory(), clone);
            shell.Environment["NUGET_PACKAGES"] = Path.Combine(folder.FullName, "nuget");
            shell.Environment["NUGET_HTTP_CACHE_PATH"] = Path.Combine(folder.FullName, "nuget-http");
            shell.Environment["npm_config_cache"] = Path.Combine(folder.FullName, "npm");
            var demo = TimeUntilItServes(clone);
            var watch = Stopwatch.StartNew();
            var exit = shell.Exit("dotnet", "run", Path.Combine(clone, "build.cs"), "--", "test", "--install");
            Write(demo, watch.Elapsed, exit);
            return exit;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private TimeSpan TimeUntilItServes(string clone)
    {
        var url = $"http://localhost:{FreePort()}";
        var watch = Stopwatch.StartNew();
        using var answered = new CancellationTokenSource();
        var asking = Task.Run(() => Ask(url, answered));
        shell.ExitWhen(answered.Token, "dotnet", "run", Path.Combine(clone, "build.cs"), "--", "demo", "--urls", url);
        return asking.IsCompletedSuccessfully ? watch.Elapsed : throw new Failure("demo ended before it served.");
    }

    private static async Task Ask(string url, CancellationTokenSource answered)
    {
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(15); await Task.Delay(100))
        {
            try
            {
                using var answer = await client.GetAsync($"{url}/fr/map");
                answered.Cancel();
                return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException();
    }

    private static void Write(TimeSpan demo, TimeSpan test, int exit)
    {
        Directory.CreateDirectory("bench/results");
        File.WriteAllText("bench/results/fresh-clone.md", $"""
            # Both commands in a fresh clone

            {DateTime.UtcNow:yyyy-MM-dd} · {Environment.ProcessorCount} cores · {System.Runtime.InteropServices.RuntimeInformation.OSDescription} · SDK {Environment.Version} · NuGet and npm caches empty, Debian packages installed

            | command | time |
            |---|--:|
            | `dotnet run build.cs -- demo` until the first page | {demo.TotalSeconds:0} s |
            | `dotnet run build.cs -- test --install` until its last line (exit code {exit}) | {test.TotalSeconds:0} s |

            """);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
