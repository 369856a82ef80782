using System.Text.Encodings.Web;
using System.Text.Json;
using Daira.Elections.Analyses;
using Daira.Elections.Exchange;
using Daira.Foundation.Languages;

namespace Daira.Elections.DecisionSheets;

/// <summary>
/// What a view showed, frozen: sentences in every language, figures exact, pictures, and the recipe to ask again. Whoever opens it later
/// reads the same, whatever has become of the data.
/// </summary>
/// <param name="Title">By language.</param>
/// <param name="Notices">What had to be known, each by language.</param>
/// <param name="Settings">Of the recipe.</param>
/// <param name="Sources">Publisher and title of each source.</param>
public sealed record Snapshot(
    IReadOnlyDictionary<string, string> Title,
    IReadOnlyDictionary<string, string> Summary,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Notices,
    string Method,
    string MethodVersion,
    IReadOnlyList<KeyValuePair<string, string>> Settings,
    string DataVersion,
    IReadOnlyList<string> Sources,
    IReadOnlyList<FrozenTable> Tables,
    IReadOnlyList<IReadOnlyList<FrozenClass>> Legends,
    IReadOnlyDictionary<string, IReadOnlyList<FrozenPicture>> Pictures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static Snapshot Read(string json) => JsonSerializer.Deserialize<Snapshot>(json, Json)!;
}

/// <param name="Rows">Cells: a number, a text, null, <c>{"share": 0.3}</c> or <c>{"points": 0.1}</c> among plain numbers, or an object with a text for each language.</param>
public sealed record FrozenTable(string Id, IReadOnlyList<FrozenColumn> Columns, IReadOnlyList<IReadOnlyList<JsonElement>> Rows);

public sealed record FrozenColumn(string Id, ColumnKind Kind, IReadOnlyDictionary<string, string> Name);

public sealed record FrozenClass(string Id, string Swatch, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Rule, int Places);

/// <param name="Svg">As drawn, without links.</param>
public sealed record FrozenPicture(string Title, string Svg);

/// <summary>Freezes what a question was answered with.</summary>
/// <param name="speakers">Every language it is to be read in.</param>
public sealed class Freezer(IReadOnlyList<Writing> speakers)
{
    public Snapshot Freeze(
        Message title,
        Message? summary,
        Recipe recipe,
        ElectoralData data,
        IReadOnlyList<Message> notices,
        IReadOnlyList<Table> tables,
        IReadOnlyList<IReadOnlyList<LegendClass>> legends,
        Func<Writing, IReadOnlyList<FrozenPicture>> draw) => new(
            InAll(title),
            summary is null ? new Dictionary<string, string>() : InAll(summary),
            [.. notices.Select(InAll)],
            recipe.Method,
            recipe.Version,
            recipe.Settings,
            data.Version,
            [.. data.Sources.Where(s => recipe.Sources.Contains(s.Id)).Select(s => $"{s.Publisher}, {s.Title}")],
            [.. tables.Select(Frozen)],
            [.. legends.Select(legend => (IReadOnlyList<FrozenClass>)[.. legend.Select(c => new FrozenClass(c.Id, c.Swatch, InAll(c.Name), InAll(c.Rule), c.Places))])],
            speakers.ToDictionary(s => s.Language, draw));

    private FrozenTable Frozen(Table table) => new(
        table.Id,
        [.. table.Columns.Select(c => new FrozenColumn(c.Id, c.Kind, InAll(c.Name)))],
        [.. table.Rows.Select(r => (IReadOnlyList<JsonElement>)[.. r.Cells.Select((cell, i) => Cell(cell, table.Columns[i].Kind))])]);

    /// <summary>In a column of plain numbers a share or points say themselves what they are.</summary>
    private JsonElement Cell(object? cell, ColumnKind kind) => cell switch
    {
        Message sentence => JsonSerializer.SerializeToElement(InAll(sentence)),
        Share share when kind == ColumnKind.Number => JsonSerializer.SerializeToElement(new { share = share.Value }),
        Points points when kind == ColumnKind.Number => JsonSerializer.SerializeToElement(new { points = points.Value }),
        _ => JsonSerializer.SerializeToElement(speakers[0].Plain(cell)),
    };

    private Dictionary<string, string> InAll(Message message) => speakers.ToDictionary(s => s.Language, s => s.Say(message));
}
