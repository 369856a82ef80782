using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

[assembly: AssemblyFixture(typeof(Daira.Web.Tests.Browser.InstalledSite))]

namespace Daira.Web.Tests.Browser;

/// <summary>
/// The real program with Morocco loaded into a data folder of this run's own, serving on a free port: what a person
/// gets who types <c>daira load morocco</c> and <c>daira serve</c>. Started at the first use, ended with the run.
/// </summary>
public sealed class InstalledSite : IAsyncDisposable
{
    private static readonly TimeSpan LoadLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Lazy<Task<HttpClient>> client;
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("daira-site-");
    private readonly List<string> said = [];
    private readonly Lazy<Task<string>> session;
    private readonly Lazy<Task<List<string>>> party;
    private readonly Lazy<Task<string>> person;
    private readonly Lazy<Task> members;
    private Process? server;

    public InstalledSite() => (client, session, party, person, members) = (new(StartAsync), new(SignInAsync), new(LoadPartyAsync), new(TakeOverAsync), new(LoadMembersAsync));

    /// <summary>Folder of the databases that the site serves.</summary>
    public string Data => data.FullName;

    /// <summary>A client whose addresses are relative to the site; it does not follow redirects.</summary>
    public Task<HttpClient> ClientAsync() => client.Value;

    /// <summary>Runs a command of the program on the site's data.</summary>
    public async Task<(int Exit, string Output, string Errors)> CommandAsync(params string[] arguments)
    {
        await ClientAsync();
        return await RunAsync([.. arguments, "--data", Data]);
    }

    /// <summary>The session of the operator, made once with the code that the program printed.</summary>
    public Task<string> OperatorSessionAsync() => session.Value;

    /// <summary>An invented party, loaded once.</summary>
    public Task PartyAsync() => party.Value;

    /// <summary>The session of a person who took over an account of the invented party by a password.</summary>
    public Task<string> PersonSessionAsync() => person.Value;

    /// <summary>An invitation that nobody has used, as the part of an address after the language.</summary>
    public async Task<string> InvitationAsync() => (await party.Value)[1];

    private async Task<string> TakeOverAsync()
    {
        var link = (await party.Value)[0];
        using var forms = new FormsClient((await ClientAsync()).BaseAddress!);
        using var answer = await forms.Send($"/fr/{link}", "invited-password", ("Password", "sept ânes lisent à Tiznit"));
        return SessionOf(answer);
    }

    private static string SessionOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("daira-session=", StringComparison.Ordinal)).Split(';')[0]["daira-session=".Length..];

    /// <summary>Invented members over the invented party, loaded once.</summary>
    public Task MembersAsync() => members.Value;

    private async Task<string> SignInAsync()
    {
        var address = (await ClientAsync()).BaseAddress!;
        using var forms = new FormsClient(address);
        using var answer = await forms.Send("/fr/sign-in", "sign-in", ("Written", await CodeAsync()));
        return SessionOf(answer);
    }

    private async Task<string> CodeAsync()
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < StartLimit; await Task.Delay(50))
        {
            lock (said)
            {
                if (said.Find(line => line.Contains("sign-in?code=", StringComparison.Ordinal)) is { } line)
                {
                    return line[(line.IndexOf("code=", StringComparison.Ordinal) + 5)..].Split(' ', '.', '&')[0].Trim();
                }
            }
        }

        throw new InvalidOperationException("The program printed no code.");
    }

    /// <summary>The party with a case in it.</summary>
    /// <returns>The invitations, one for each role.</returns>
    private async Task<List<string>> LoadPartyAsync()
    {
        var (exit, output, errors) = await CommandAsync("load", "demo-party", "--format", "csv");
        exit.ShouldBe(0, errors);
        using var forms = new FormsClient((await ClientAsync()).BaseAddress!, await OperatorSessionAsync());
        for (var region = 1; region <= 12; region++)
        {
            // The first region whose secretary's seat is held.
            using var opened = await forms.Send("/fr/organisation/cases/new/renew-body", "open", ("place", $"{region}"), ("person", "60"), ("f-body", "40"), ("f-until", "2027-12-31"), ("f-why", "مهلة"));
            if (opened.StatusCode == HttpStatusCode.Redirect)
            {
                break;
            }
        }

        return [.. output.Split('\n').Where(l => l.Contains("/invitation?secret=", StringComparison.Ordinal)).Select(l => l[(l.IndexOf("/invitation", StringComparison.Ordinal) + 1)..].Trim().Trim('"'))];
    }

    private async Task LoadMembersAsync()
    {
        await PartyAsync();
        var (exit, _, errors) = await CommandAsync("load", "demo-members", "--count", "2000");
        exit.ShouldBe(0, errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (client is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            (await client.Value).Dispose();
        }

        if (server is not null)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }

        data.Delete(recursive: true);
    }

    private static string Program { get; } = Path.Combine(Root, "src", "Daira.Cli", "bin", Configuration, "net10.0", "daira");

    internal static string Root => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    // …/tests/Daira.Web.Tests/bin/<Configuration>/net10.0/
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private async Task<HttpClient> StartAsync()
    {
        var (exit, _, errors) = await RunAsync(["load", "morocco", "--data", Data]);
        exit.ShouldBe(0, $"load morocco: {errors}");
        var address = new Uri($"http://localhost:{FreePort()}");
        server = Start(["serve", "--data", Data, "--urls", address.AbsoluteUri.TrimEnd('/')]);
        server.OutputDataReceived += Hear;
        server.ErrorDataReceived += Hear;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        var answering = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address };
        await UntilItAnswersAsync(answering);
        return answering;
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said)
        {
            said.Add(line.Data ?? "");
        }
    }

    private async Task UntilItAnswersAsync(HttpClient answering)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await answering.GetAsync("/");
                return;
            }
            catch (HttpRequestException) when (!server!.HasExited && since.Elapsed < StartLimit)
            {
                await Task.Delay(50);
            }
            catch (HttpRequestException e)
            {
                var ended = server!.HasExited ? $"ended with exit code {server.ExitCode}" : $"did not answer within {since.Elapsed.TotalSeconds:0} s";
                throw new InvalidOperationException($"The site {ended}. It said: {string.Join('\n', said).Trim()}", e);
            }
        }
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(string[] arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(LoadLimit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"daira {string.Join(' ', arguments)} did not end within {LoadLimit.TotalMinutes} minutes.", e);
        }
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        process.StandardInput.Close();
        return process;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
