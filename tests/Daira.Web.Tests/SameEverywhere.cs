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
