using System.Text.Json;
using System.Text.RegularExpressions;
using Daira.Elections.Analyses;
using Daira.Elections.DecisionSheets;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Sheets;

/// <summary>Reads what was frozen in the reader's language.</summary>
internal static partial class FrozenWords
{
    /// <summary>Most columns beside the name: what fits on a sheet of paper.</summary>
    public const int MostColumns = 7;

    /// <summary>The text of a language; Arabic where there is none.</summary>
    public static string In(this IReadOnlyDictionary<string, string> words, Language language) =>
        words.GetValueOrDefault(language.Code) ?? words.GetValueOrDefault(Language.Arabic.Code) ?? "";

    /// <summary>Columns worth paper: those that say something, without codes, sentences and names, which stand first.</summary>
    public static IReadOnlyList<int> Shown(FrozenTable table)
    {
        var identity = table.Columns.Any(c => c.Id == "name_ar");
        return [.. Enumerable.Range(0, table.Columns.Count)
            .Where(i => !(identity && table.Columns[i].Id is "place" or "name_ar" or "name_fr" or "parent" or "list")
                && table.Columns[i].Kind != ColumnKind.Sentence && table.Columns[i].Id is not ("index" or "list")
                && table.Rows.Any(r => r[i].ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)))
            .Take(MostColumns)];
    }

    /// <summary>What a row is about: a place by its name, a list by its letters, an index by its words.</summary>
    public static string Head(FrozenTable table, IReadOnlyList<JsonElement> row, Language language)
    {
        foreach (var id in (string[])[language == Language.Arabic || language == Language.Tamazight ? "name_ar" : "name_fr", "name_ar", "name_fr", "name", "list", "place"])
        {
            var at = table.Columns.ToList().FindIndex(c => c.Id == id);
            if (at >= 0 && Text(row[at], ColumnKind.Text, language) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "–";
    }

    /// <summary>A figure as its column reads; empty when it was not known.</summary>
    public static string Text(JsonElement cell, ColumnKind kind, Language language) => cell.ValueKind switch
    {
        JsonValueKind.Number => Texts.Figure(Figure(cell.GetDecimal(), kind), language),
        JsonValueKind.String => cell.GetString()!,
        JsonValueKind.Object when cell.TryGetProperty("share", out var share) => Texts.Figure(new Share(share.GetDecimal()), language),
        JsonValueKind.Object when cell.TryGetProperty("points", out var points) => Texts.Figure(new Points(points.GetDecimal()), language),
        JsonValueKind.Object => cell.Deserialize<Dictionary<string, string>>()!.In(language),
        _ => "",
    };

    /// <summary>Names inside a drawing made its own, so that several can stand on one page. The hatching is one for all.</summary>
    public static string Apart(string svg, string name) =>
        Names().Replace(svg, m => $"{m.Groups["before"].Value}{name}-").Replace("\"map-title map-summary\"", $"\"{name}-map-title {name}-map-summary\"", StringComparison.Ordinal);

    private static object Figure(decimal figure, ColumnKind kind) => kind switch
    {
        ColumnKind.Share => new Share(figure),
        ColumnKind.Points => new Points(figure),
        ColumnKind.Votes or ColumnKind.Seats => (long)figure,
        _ => figure == decimal.Truncate(figure) ? (long)figure : Math.Round(figure, 3),
    };

    [GeneratedRegex("(?<before> id=\"| href=\"#)(?!hatch\")", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Names();
}
