using System.Text.Json;
using Daira.Web.Tests.Browser;

namespace Daira.Web.Tests;

/// <summary>Page, API, file and command answer one question alike: they ask the same code, and this sees that they do.</summary>
public class SameEverywhere(InstalledSite site)
{
    public static TheoryData<string, int> Contests => new() { { Pages.UnitContest, 1538 }, { Pages.Contest, 92 } };

    [Theory]
    [MemberData(nameof(Contests))]
    public async Task Strong_areas(string contest, int places)
    {
        var question = $"topic=strong&contest={contest}&list={Pages.List}";
        var command = await CommandAsync(contest);
        command.Count.ShouldBe(places);
        (await ApiAsync(question)).ShouldBe(command, ignoreOrder: true);
        (await FileAsync(question)).ShouldBe(command, ignoreOrder: true);
        (await PageAsync(question)).ShouldBeSubsetOf(command.Select(row => row.Place));
    }

    public static TheoryData<string, string> Comparisons => new()
    {
        { "contest=ma-house-2021-local&against=ma-house-2016-local&list=RNI&other=PJD&together=UC,PPS&continues=FGD>AFG", "places" },
        { "contest=ma-house-2021-local&against=ma-house-2016-local&level=region&bloc=left:USFP,PPS", "lists" },
        { "contest=ma-house-2007-local&against=ma-house-2002-local", "indices" },
        { "contest=ma-communal-2021&against=ma-house-2021-local&level=province&within=3", "swings" },
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public async Task Comparisons_cell_by_cell(string words, string table)
    {
        var asked = words.Split('&').Select(w => w.Split('=', 2)).ToArray();
        var (exit, output, errors) = await site.CommandAsync(["compare", .. asked.SelectMany(w => new[] { $"--{w[0]}", w[1] }), "--table", table, "--format", "csv", "--lang", "fr"]);
        var query = string.Join('&', asked.Select(w => $"{w[0]}={Uri.EscapeDataString(w[1])}")) + "&lang=fr";
        exit.ShouldBe(0, errors);
        var command = Cells(output);
        command.Count.ShouldBeGreaterThan(5);
        Cells(await TextAsync($"/download/compare/{table}.csv?{query}")).ShouldBe(command);
        using var json = JsonDocument.Parse(await TextAsync($"/api/v1/compare?{query}&table={table}"));
        var answered = json.RootElement.GetProperty("tables").GetProperty(table);
        answered.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ShouldBe(command[0]);
        answered.GetProperty("rows").EnumerateArray().Select(r => string.Join(';', r.EnumerateArray().Select(Plain))).ShouldBe(command.Skip(1).Select(r => string.Join(';', r)));
        var page = System.Net.WebUtility.HtmlDecode(await TextAsync($"/fr/compare?{query}"));
        page.ShouldContain(table == "places" ? "UC+PPS" : "</table>");
    }

    private static List<string[]> Cells(string csv) =>
        [.. csv.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r'))
            .Select(l => System.Text.RegularExpressions.Regex.Matches(l, "(?:^|,)(?:\"([^\"]*)\"|([^,]*))").Select(m => Same(m.Groups[1].Value + m.Groups[2].Value)).ToArray())];

    private static string Plain(JsonElement cell) => cell.ValueKind == JsonValueKind.Null ? "" : Same(cell.ToString());

    /// <summary>The same number however many zeros it was written with.</summary>
    private static string Same(string cell) => decimal.TryParse(cell, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
        ? number.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)
        : cell;

    private async Task<List<(string Place, string Class)>> CommandAsync(string contest)
    {
        var (exit, output, errors) = await site.CommandAsync("strong", "--contest", contest, "--list", Pages.List, "--format", "csv");
        exit.ShouldBe(0, errors);
        return Rows(output);
    }

    private async Task<List<(string Place, string Class)>> ApiAsync(string question)
    {
        using var json = JsonDocument.Parse(await TextAsync($"/api/v1/answer?{question}"));
        return [.. json.RootElement.GetProperty("rows").EnumerateArray().Select(r => (r.GetProperty("place").GetString()!, r.GetProperty("class").GetString()!))];
    }

    private async Task<List<(string Place, string Class)>> FileAsync(string question) => Rows(await TextAsync($"/download/answer.csv?{question}"));

    /// <summary>The places in the page's table: links that select them.</summary>
    private async Task<List<string>> PageAsync(string question)
    {
        var page = await TextAsync($"/fr/map?{question}");
        var selected = page.Split("data-select=\"").Skip(1).Select(part => part.Split('"')[0]).Distinct().ToList();
        selected.Count.ShouldBeGreaterThan(10);
        return selected;
    }

    private async Task<string> TextAsync(string path)
    {
        using var answer = await (await site.ClientAsync()).GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {body}");
        return body;
    }

    private static List<(string Place, string Class)> Rows(string csv)
    {
        var lines = csv.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split(',')).ToList();
        var (place, kind) = (Array.IndexOf(lines[0], "place"), Array.IndexOf(lines[0], "class"));
        place.ShouldBeGreaterThanOrEqualTo(0, string.Join(',', lines[0]));
        kind.ShouldBeGreaterThanOrEqualTo(0, string.Join(',', lines[0]));
        return [.. lines.Skip(1).Where(l => l.Length > Math.Max(place, kind)).Select(l => (l[place], l[kind]))];
    }
}
