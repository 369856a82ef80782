using System.Text;
using System.Text.Json;

namespace Daira.SiteBench;

/// <summary>One measured figure and what was promised of it.</summary>
/// <param name="Promise">Largest value allowed; null = only watched.</param>
sealed record Figure(string What, double Value, string Unit, double? Promise, string Note)
{
    public bool IsKept => Promise is null || Value <= Promise;
}

/// <summary>Kept in bench/results, one pair of files a machine: for programs and for people.</summary>
static class Report
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string name, Machine machine, IReadOnlyList<Figure> figures)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(SiteUnderTest.Root, "bench", "results")).FullName, $"{name}-{machine.Slug}");
        File.WriteAllText(path + ".json", JsonSerializer.Serialize(new { machine, figures }, Indented) + "\n");
        File.WriteAllText(path + ".md", Page(name, machine, figures));
        Console.WriteLine(Page(name, machine, figures));
    }

    private static string Page(string name, Machine machine, IReadOnlyList<Figure> figures)
    {
        var page = new StringBuilder($"""
            # {name}

            {machine.Date} · {machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB} GiB · {machine.System} · {machine.Runtime} · commit {machine.Commit}

            | what | measured | promised | how |
            |---|--:|--:|---|

            """);
        foreach (var f in figures)
        {
            page.Append($"| {f.What} | {f.Value:0.##} {f.Unit}{(f.IsKept ? "" : " **missed**")} | {(f.Promise is { } p ? $"≤ {p:0.##}" : "–")} | {f.Note} |\n");
        }

        return page.ToString();
    }
}
