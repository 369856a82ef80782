using System.Net;
using System.Text.RegularExpressions;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.SiteBench;

/// <summary>
/// Pages that are written for one person and cached by nobody, over a party of 5,000 bodies and 50,000 mandates with a million entries in
/// its journal. The reader is the operator, who sees everything and so waits longest.
/// </summary>
static partial class OrganisationPages
{
    /// <summary>Requests a second, evenly spaced: 100 readers who open a page each second.</summary>
    private const int Readers = 100;

    private const int Seconds = 6, Entries = 1_000_000, Batch = 20_000;

    private static readonly (string What, string Path)[] Kinds =
    [
        ("Body page", "/ar/organisation/bodies/*"), ("Coverage of the country", "/ar/organisation/coverage"), ("Coverage of a region beside its strong areas", "/fr/organisation/coverage?within=3&list=PI"),
        ("Work list", "/ar/organisation"), ("List of bodies", "/fr/organisation/bodies?within=3"), ("Vacancies and ends ahead", "/fr/organisation/ahead?months=3"),
    ];

    /// <param name="server">A PostgreSQL connection; null = SQLite.</param>
    public static async Task<IEnumerable<Figure>> MeasureAsync(string data, string? server)
    {
        string[] where = server is null ? ["--data", data] : ["--data", data, "--database", server];
        SiteUnderTest.Command(["load", "morocco", .. where]);
        SiteUnderTest.Command(["load", "demo-party", "--local", "4700", "--former", "3", .. where]);
        FillJournal(new StorageSettings(data, server));
        using var site = await SiteUnderTest.StartAsync(where, "/fr/map");
        using var client = site.Client();
        client.DefaultRequestHeaders.Add("Cookie", await SignInAsync(site));
        var chance = new Random(2026);
        List<string> Some(string path, int count) => [.. Enumerable.Range(0, count).Select(_ => path.Replace("*", $"{chance.Next(1, 4800)}", StringComparison.Ordinal))];

        var (engine, figures) = (server is null ? "SQLite" : "PostgreSQL", new List<Figure>());
        foreach (var (what, path) in Kinds)
        {
            var first = await Latencies.InTurnAsync("first", client, Some(path, 1));
            await Latencies.OpenLoopAsync("warm-up", client, Some(path, Readers * 2), Readers);
            var taken = await Latencies.OpenLoopAsync(what, client, Some(path, Readers * Seconds), Readers);
            figures.Add(new($"{engine}: {what}, p95", taken.At(0.95), "ms", 100, $"open loop, {Readers} a second for {Seconds} s; p50 {taken.At(0.5):0.#}, worst {taken.At(1):0.#}, first ever {first.At(1):0} ms; not answered with 200: {taken.Faults}"));
        }

        figures.Add(new($"{engine}: memory of the server after it", site.WorkingSet / 1e6, "MB", null, "working set"));
        return figures;
    }

    private static void FillJournal(StorageSettings settings)
    {
        var record = new RecordStore(settings, TimeProvider.System);
        for (var written = 0; written < Entries; written += Batch)
        {
            record.Change(db =>
            {
                for (var i = 0; i < Batch; i++)
                {
                    db.Journal(Actor.Operator, TimeProvider.System, "case-moved", $"case/{i}", "{\"what\":\"Moved\",\"seen\":4}");
                }

                return true;
            });
        }
    }

    private static async Task<string> SignInAsync(SiteUnderTest site)
    {
        using var forms = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        var page = await forms.GetStringAsync("/fr/sign-in");
        using var content = new FormUrlEncodedContent(
            [new("_handler", "sign-in"), new("__RequestVerificationToken", WebUtility.HtmlDecode(Token().Match(page).Groups["token"].Value)), new("Written", await site.Code)]);
        using var answer = await forms.PostAsync("/fr/sign-in", content);
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("daira-session=", StringComparison.Ordinal)).Split(';')[0];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
