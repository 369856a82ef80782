using System.Text.Json;
using System.Text.Json.Nodes;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios.Saved;

/// <summary>A scenario as a file that any installation can open: name, kind, words and the version of the data it was saved over.</summary>
/// <param name="DataVersion">Null when the file does not say.</param>
public sealed record SavedScenarioFile(string Name, ScenarioKind Kind, string Words, string? DataVersion)
{
    private const string Format = "daira-scenario-1";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Write() => new JsonObject
    {
        ["format"] = Format,
        ["name"] = Name,
        ["kind"] = Kind == ScenarioKind.WhatIf ? "whatif" : "simulation",
        ["question"] = Words,
        ["dataVersion"] = DataVersion,
    }.ToJsonString(Readable);

    /// <param name="file">For messages.</param>
    public static Outcome<SavedScenarioFile> Read(string file, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "format") == Format && Text(root, "question") is { } words && KindOf(Text(root, "kind")) is { } kind
                ? new SavedScenarioFile(Text(root, "name") ?? "", kind, words, Text(root, "dataVersion"))
                : Unreadable(file);
        }
        catch (JsonException)
        {
            return Unreadable(file);
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ScenarioKind? KindOf(string? word) => word switch { "whatif" => ScenarioKind.WhatIf, "simulation" => ScenarioKind.Simulation, _ => null };

    private static Refusal Unreadable(string file) => new(RefusalKind.Invalid, "scenario-file", new Message("scenarios.unreadable", file));
}
