using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

/// <summary>Kernels and the running site, each with its own program, which writes bench/results itself; and how long a newcomer waits.</summary>
sealed class Bench(Shell shell)
{
    public int Run(List<string> options)
    {
        Needs.NodeAndSqlite(shell);
        if (options.Remove("--fresh"))
        {
            return new FreshClone(shell).Run();
        }

        var only = Options.Take(options, "--only");
        shell.Step("build", "dotnet", "build", "Daira.slnx", "-c", "Release", "-v:q", "-nologo", "-nodeReuse:false");
        return Directory.GetDirectories("bench", "Daira.*").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)
            .Where(p => only is null || p.Contains(only, StringComparison.OrdinalIgnoreCase))
            .Select(p => shell.Exit($"bench/{p}/bin/Release/net10.0/{p}", [.. options])).DefaultIfEmpty(2).Max();
    }
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
