using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Daira.SiteBench;

/// <summary>The real program on a free port of this machine, optionally held to one processor core.</summary>
sealed class SiteUnderTest : IDisposable
{
    private readonly Process server;
    private readonly TaskCompletionSource<string> code = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiteUnderTest(Process server, Uri address, TimeSpan untilFirstAnswer)
    {
        this.server = server;
        Address = address;
        UntilFirstAnswer = untilFirstAnswer;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, line) => Hear(line.Data);
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>The one-time code that the program printed.</summary>
    public Task<string> Code => code.Task;

    /// <summary>From starting the process to the last byte of its first page.</summary>
    public TimeSpan UntilFirstAnswer { get; }

    public long WorkingSet
    {
        get
        {
            server.Refresh();
            return server.WorkingSet64;
        }
    }

    /// <summary>Of all cores; unlike the clock it says the same on a busy machine.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            server.Refresh();
            return server.TotalProcessorTime;
        }
    }

    public static string Root { get; } = FindRoot();

    private static string Program => Path.Combine(Root, "src", "Daira.Cli", "bin", "Release", "net10.0", "daira");

    public static void Load(string data) => Command("load", "morocco", "--data", data);

    /// <summary>Runs a command of the program to its end.</summary>
    public static void Command(params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = run.StandardOutput.ReadToEndAsync();
        run.StandardError.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with exit code {run.ExitCode}: {said.Result}");
        }
    }

    /// <param name="firstPage">Path of the page whose arrival ends the start.</param>
    /// <param name="oneCore">Hold the server to core 0, and leave the others to whoever asks.</param>
    public static Task<SiteUnderTest> StartAsync(string data, string firstPage, bool oneCore = false) => StartAsync(["--data", data], firstPage, oneCore);

    /// <param name="where">Options that say where the data is.</param>
    public static async Task<SiteUnderTest> StartAsync(string[] where, string firstPage, bool oneCore = false)
    {
        var address = new Uri($"http://localhost:{FreePort()}");
        string[] serve = ["serve", .. where, "--urls", address.AbsoluteUri.TrimEnd('/')];
        var start = oneCore
            ? new ProcessStartInfo("taskset", ["-c", "0", Program, .. serve])
            : new ProcessStartInfo(Program, serve);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        var watch = Stopwatch.StartNew();
        var started = Process.Start(start)!;
        try
        {
            await FirstAnswerAsync(started, new Uri(address, firstPage));
        }
        catch
        {
            started.Kill(entireProcessTree: true);
            throw;
        }

        return new(started, address, watch.Elapsed);
    }

    public HttpClient Client() => new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.None,
        AllowAutoRedirect = false,
        MaxConnectionsPerServer = 256,
        UseCookies = false,
    })
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromMinutes(1),
        DefaultRequestHeaders = { { "Accept-Encoding", "gzip" } },
    };

    public void Dispose()
    {
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        server.Dispose();
    }

    private void Hear(string? line)
    {
        if (line?.IndexOf("code=", StringComparison.Ordinal) is >= 0 and var at)
        {
            code.TrySetResult(line[(at + 5)..].Split(' ', '.', '&')[0].Trim());
        }
    }

    private static async Task FirstAnswerAsync(Process started, Uri page)
    {
        using var client = new HttpClient();
        while (!started.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(page);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode is null)
            {
                await Task.Delay(2);
            }
        }

        throw new InvalidOperationException($"serve ended with exit code {started.ExitCode}: {await started.StandardError.ReadToEndAsync()}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Daira.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Daira.slnx is in no folder above the program.");
        }

        return folder.FullName;
    }
}
