namespace Daira.SiteBench;

/// <summary>What-ifs: no two questions are the same, so that no answer is at hand.</summary>
static class WhatIfPages
{
    private const int Promised = 50;
    private const int Asked = 300;

    public static async Task<IEnumerable<Figure>> MeasureAsync(string data)
    {
        using var site = await SiteUnderTest.StartAsync(data, "/fr/map");
        using var client = site.Client();
        var figures = new List<Figure>();
        foreach (var (what, kind) in ((string, string)[])
        [
            ("What-if over the country, swings, page", "/fr/whatif?contest=ma-house-2016-local&swing.PJD=-*&swing.PAM=*"),
            ("What-if over the country, quotient on the registered, page", "/ar/whatif?contest=ma-house-2021-local&swing.RNI=-*&swing.PI=*"),
            ("What-if over the country, coalition under another law, page", "/fr/whatif?contest=ma-house-2016-local&merge=PI&merge=USFP&swing.PI=*&law=ma-house-2021"),
            ("What-if of one constituency, page", "/fr/whatif?contest=ma-house-2016-local&place=530&votes.PJD=1*"),
            ("What-if over the country, API", "/api/v1/whatif?contest=ma-house-2016-local&swing.PJD=-*&swing.PAM=*"),
        ])
        {
            // The compiler's last tier comes some time after the thirtieth call.
            await Latencies.InTurnAsync("warm-up", client, Questions(kind, 0));
            var before = site.ProcessorTime;
            var taken = await Latencies.InTurnAsync(what, client, Questions(kind, Asked));
            var processor = (site.ProcessorTime - before).TotalMilliseconds / Asked;
            figures.Add(new($"{what}, p95", taken.At(0.95), "ms", Promised, $"{Asked} different ones in turn; p50 {taken.At(0.5):0.#}, worst {taken.At(1):0.#}, of processor time {processor:0.#} each; not answered with 200: {taken.Faults}"));
        }

        return figures;
    }

    private static List<string> Questions(string kind, int from) =>
        [.. Enumerable.Range(from, Asked).Select(n => kind.Replace("*", FormattableString.Invariant($"{1 + (n / 100)}.{n % 100:00}").Replace(".", kind.Contains("votes.", StringComparison.Ordinal) ? "" : ".", StringComparison.Ordinal), StringComparison.Ordinal))];
}
