using System.Text.Json;
using Daira.Elections.Analyses;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.DecisionSheets;

/// <summary>The frozen tables of a sheet on their way out as files: the figures as they were decided upon, not as they are now.</summary>
public static class FrozenTables
{
    /// <param name="position">Of the exhibit, from 1.</param>
    /// <param name="table">Id of the table; null = the exhibit's first.</param>
    /// <param name="language">Of sentences and headings.</param>
    public static Outcome<Table> Find(FullSheet sheet, int position, string? table, string language)
    {
        var (exhibit, snapshot) = sheet.Exhibits.FirstOrDefault(e => e.Exhibit.Position == position);
        var frozen = snapshot?.Tables.FirstOrDefault(t => table is null || t.Id == table);
        return frozen is null
            ? Errors.NoSuchTable(sheet.Sheet, position, sheet.Exhibits.SelectMany(e => e.Snapshot.Tables.Select(t => $"{e.Exhibit.Position}/{t.Id}")))
            : Of(sheet.Sheet, exhibit, snapshot!, frozen, language);
    }

    private static Table Of(DecisionSheet sheet, Exhibit exhibit, Snapshot snapshot, FrozenTable frozen, string language) => new(
        $"sheet-{sheet.Number}-{sheet.Version}-{exhibit.Position}-{frozen.Id}",
        [.. frozen.Columns.Select(c => new Column(c.Id, c.Kind, Said(In(c.Name, language))))],
        [.. frozen.Rows.Select(row => new TableRow(null, [.. row.Select(cell => Cell(cell, language))]))],
        new Origin(
            Said(In(snapshot.Title, language)),
            new Recipe(snapshot.Method, snapshot.MethodVersion, snapshot.Settings, null, snapshot.DataVersion, []),
            snapshot.DataVersion,
            [],
            [Said($"{sheet.Label}: {sheet.Question}"), .. snapshot.Sources.Select(Said), .. snapshot.Notices.Select(n => Said(In(n, language)))]));

    private static object? Cell(JsonElement cell, string language) => cell.ValueKind switch
    {
        JsonValueKind.Number => cell.TryGetInt64(out var whole) ? whole : cell.GetDecimal(),
        JsonValueKind.String => cell.GetString(),
        JsonValueKind.Object when cell.TryGetProperty("share", out var share) => new Share(share.GetDecimal()),
        JsonValueKind.Object when cell.TryGetProperty("points", out var points) => new Points(points.GetDecimal()),
        JsonValueKind.Object => In(cell.Deserialize<Dictionary<string, string>>()!, language),
        _ => null,
    };

    private static string In(IReadOnlyDictionary<string, string> words, string language) => words.GetValueOrDefault(language) ?? words.GetValueOrDefault("ar") ?? "";

    /// <summary>What was frozen is text already.</summary>
    private static Message Said(string text) => new("sheet.said", text);
}
