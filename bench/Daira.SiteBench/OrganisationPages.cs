using System.Net;
using System.Text.RegularExpressions;

namespace Daira.SiteBench;

/// <summary>Pages that are written for one person and cached by nobody, over a party of 5,000 bodies and 50,000 mandates.</summary>
static partial class OrganisationPages
{
    private const int PerSecond = 20;
    private const int Seconds = 10;

    public static async Task<IEnumerable<Figure>> MeasureAsync(string data)
    {
        using var site = await SiteUnderTest.StartAsync(data, "/fr/map");
        using var client = site.Client();
        client.DefaultRequestHeaders.Add("Cookie", await SignInAsync(site));
        var chance = new Random(2026);
        List<string> Some(string kind, int count) => [.. Enumerable.Range(0, count).Select(_ => kind.Replace("*", $"{chance.Next(1, 4800)}", StringComparison.Ordinal))];

        var figures = new List<Figure>();
        foreach (var (what, kind) in ((string, string)[])[("Body page", "/ar/organisation/bodies/*"), ("Coverage of the country", "/ar/organisation/coverage"), ("Coverage of a region beside its strong areas", "/fr/organisation/coverage?within=3&list=PI"), ("Work list", "/ar/organisation"), ("List of bodies", "/fr/organisation/bodies?within=3")])
        {
            var first = await Latencies.InTurnAsync("first", client, Some(kind, 1));
            await Latencies.OpenLoopAsync("warm-up", client, Some(kind, PerSecond * 3), PerSecond);
            var taken = await Latencies.OpenLoopAsync(what, client, Some(kind, PerSecond * Seconds), PerSecond);
            figures.Add(new($"{what}, p95", taken.At(0.95), "ms", 100, $"open loop, {PerSecond} a second for {Seconds} s; p50 {taken.At(0.5):0.#}, worst {taken.At(1):0.#}, first ever {first.At(1):0} ms; not answered with 200: {taken.Faults}"));
        }

        figures.Add(new("Memory of the server after it", site.WorkingSet / 1e6, "MB", null, "working set"));
        return figures;
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
