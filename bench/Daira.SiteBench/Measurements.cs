using System.IO.Compression;
using System.Text.Json;

namespace Daira.SiteBench;

/// <summary>The promises of the site, each measured the way it was given.</summary>
static class Measurements
{
    private const string FirstPage = "/fr/map";
    private const int Readers = 100;
    private const int Seconds = 20;

    private static readonly string[] Kinds = ["map", "places", "contests", "lists", "sources", "methods", "places/530"];

    /// <summary>From nothing to the first page: five starts, the slowest counts.</summary>
    public static async Task<IEnumerable<Figure>> StartAsync(string data)
    {
        var starts = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            using var site = await SiteUnderTest.StartAsync(data, FirstPage);
            starts.Add(site.UntilFirstAnswer.TotalSeconds);
        }

        return [new("Start of the process to the first page", starts.Max(), "s", 1.5, $"slowest of 5 starts; median {starts.Order().ElementAt(2):0.##} s; page {FirstPage}")];
    }

    /// <summary>The tiles that hold the whole country with all its units, from a server held to one core: zooms 0 to 3.</summary>
    public static async Task<IEnumerable<Figure>> TilesAsync(string data)
    {
        using var site = await SiteUnderTest.StartAsync(data, FirstPage, oneCore: OperatingSystem.IsLinux() && Environment.ProcessorCount > 1);
        using var client = site.Client();
        var template = await TileTemplateAsync(client);
        string At(int zoom, int x, int y) => template.Replace("{z}", $"{zoom}").Replace("{x}", $"{x}").Replace("{y}", $"{y}");
        string[] whole = [At(0, 0, 0), At(1, 0, 0), At(2, 1, 1), At(3, 3, 3)];

        await Latencies.InTurnAsync("warm-up", client, [.. Enumerable.Range(0, 36).Select(i => At(6, 27 + (i % 6), 23 + (i / 6)))]);
        var cut = await Latencies.InTurnAsync("first time", client, whole);
        var bytes = await client.GetByteArrayAsync(whole[3]);
        var taken = await Latencies.InTurnAsync("tile", client, [.. Enumerable.Range(0, 400).Select(i => whole[i % 4])]);
        return
        [
            new("Tile with 1,538 units, p95", taken.At(0.95), "ms", 15, $"400 in turn over the four that hold them all, server on one core; p50 {taken.At(0.5):0.##} ms; not answered with 200: {taken.Faults}"),
            new("The same, asked for the first time", cut.At(1), "ms", null, $"slowest of four: simplified, clipped, encoded and compressed; fastest {cut.Sorted[0]:0.#} ms"),
            new("The same as sent, zoom 3", bytes.Length / 1000.0, "kB", null, "gzip"),
        ];
    }

    /// <summary>Readers who open a page each second, whether or not the last one came: places drawn at random from those of the country.</summary>
    public static async Task<IEnumerable<Figure>> PagesUnderLoadAsync(string data)
    {
        using var site = await SiteUnderTest.StartAsync(data, FirstPage);
        using var client = site.Client();
        var figures = new List<Figure>();
        var places = await PlacesAsync(client);
        var chance = new Random(2021);
        string[] languages = ["ar", "fr", "en"];
        List<string> Visits(int count) => [.. Enumerable.Range(0, count).Select(_ => $"/{languages[chance.Next(3)]}/places/{places[chance.Next(places.Count)]}")];

        foreach (var kind in Kinds)
        {
            figures.Add(await WeightAsync(client, kind, languages));
        }

        await Latencies.OpenLoopAsync("warm-up", client, Visits(Readers * 3), Readers);
        var before = site.ProcessorTime;
        var taken = await Latencies.OpenLoopAsync("place page", client, Visits(Readers * Seconds), Readers);
        figures.Add(new("Place page, p95 at 100 pages a second", taken.At(0.95), "ms", 30,
            $"open loop, {Seconds} s, {places.Count} places in 3 languages; p50 {taken.At(0.5):0.##}, p99 {taken.At(0.99):0.##}, worst {taken.At(1):0.#} ms"));
        figures.Add(new("Place pages not answered with 200", taken.Faults, "", 0, $"of {taken.Sorted.Length}"));
        figures.Add(new("Processor time a place page", (site.ProcessorTime - before).TotalMilliseconds / taken.Sorted.Length, "ms", null, "all cores together, server alone; comparable between busy and idle machines"));
        figures.Add(new("Memory of the server after it", site.WorkingSet / 1e6, "MB", null, "working set"));
        return figures;
    }

    private static async Task<Figure> WeightAsync(HttpClient client, string kind, string[] languages)
    {
        var bytes = new List<int>();
        foreach (var language in languages)
        {
            bytes.Add((await client.GetByteArrayAsync($"/{language}/{kind}")).Length);
        }

        return new($"Page /{kind}", bytes.Max() / 1000.0, "kB", 100, "HTML as sent (gzip), heaviest language");
    }

    private static async Task<IReadOnlyList<string>> PlacesAsync(HttpClient client)
    {
        using var csv = await TextAsync(client, "/download/layers/units.csv");
        var codes = new List<string>();
        await csv.ReadLineAsync();
        while (await csv.ReadLineAsync() is { } line)
        {
            codes.Add(line.Split(',')[0]);
        }

        return codes.Count > 1000 ? codes : throw new InvalidOperationException($"Only {codes.Count} places answered.");
    }

    private static async Task<string> TileTemplateAsync(HttpClient client)
    {
        using var described = JsonDocument.Parse(await (await TextAsync(client, "/tiles/places.json")).ReadToEndAsync());
        return new Uri(described.RootElement.GetProperty("tiles")[0].GetString()!).GetComponents(UriComponents.PathAndQuery, UriFormat.Unescaped);
    }

    private static async Task<StreamReader> TextAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadAsStreamAsync();
        return new StreamReader(answer.Content.Headers.ContentEncoding.Contains("gzip") ? new GZipStream(body, CompressionMode.Decompress) : body);
    }
}
