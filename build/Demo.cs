using System.Net;
using System.Net.Sockets;

/// <summary>Builds, loads Morocco into a data folder of its own, serves, and says what to try first.</summary>
sealed class Demo(Shell shell)
{
    private const string Program = "src/Daira.Cli/bin/Release/net10.0/daira";
    private const string Data = "artifacts/demo";
    private const string PartyLoaded = "artifacts/demo/party-loaded";
    private const string MembersLoaded = "artifacts/demo/members-loaded";

    public int Run(List<string> options)
    {
        var url = Options.Take(options, "--urls") ?? "http://localhost:5080";
        Options.MustBeUsedUp(options);
        RequireFree(new Uri(url));
        Needs.NodeAndSqlite(shell);
        shell.Step("restore", "dotnet", "restore", "src/Daira.Cli", "--locked-mode", "-nodeReuse:false");
        shell.Step("build", "dotnet", "build", "src/Daira.Cli", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false");
        shell.Step("load Morocco", Program, "load", "morocco", "--data", Data);
        LoadParty();
        using var guide = new Timer(_ => SayWhenReady(url), null, TimeSpan.FromMilliseconds(200), Timeout.InfiniteTimeSpan);
        Console.WriteLine($"\n== serve on {url} (Ctrl-C ends it)");
        return shell.Exit(Program, "serve", "--data", Data, "--urls", url);
    }

    /// <summary>Once: a party and members that were worked on are not loaded over.</summary>
    private void LoadParty()
    {
        if (!File.Exists(PartyLoaded))
        {
            shell.Step("load an invented party", Program, "load", "demo-party", "--data", Data);
            File.WriteAllText(PartyLoaded, "");
        }

        if (!File.Exists(MembersLoaded))
        {
            shell.Step("load invented members", Program, "load", "demo-members", "--data", Data);
            File.WriteAllText(MembersLoaded, "");
        }
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
          {url}/ar/map?topic=strong           the strong areas of a list, in Arabic
          {url}/fr/map                        the same in French: choose another list or contest
          {url}/ar/places?q=صفرو          find a place, in any script
          {url}/ar/organisation               an invented party, after signing in with the code above: work list, bodies, coverage
          {url}/fr/places/530                 a constituency: votes, seats, the division step by step
          ogrinfo "OAPIF:{url}/ogc"           the same data in QGIS or GDAL
          {Program} seats --data {Data} --contest ma-house-2021-local
        The figures are real results of public elections; the data folder is {Data} and can be deleted.

        """;
}
