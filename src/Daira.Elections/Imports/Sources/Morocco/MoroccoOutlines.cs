using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Sources.Morocco;

/// <summary>Joins the outlines package to the tables; without it everything but maps goes on.</summary>
internal static class MoroccoOutlines
{
    public static ElectionTables Add(ElectionTables tables, string? package, IProgress<Message> progress, List<Message> notices)
    {
        var missing = new Message("finding.outlines-missing", package ?? "morocco-map");
        notices.Add(missing);
        return tables with { Findings = [.. tables.Findings, FindingText.ToRow(new Finding("outlines-missing", FindingKind.Gap, null, null, null, missing), tables.Findings.Count)] };
    }

    public static IEnumerable<string> Files(string? package) =>
        package is null ? [] : new[] { "provinces", "regions" }.Select(layer => Path.Combine(package, "data", layer + ".json")).Where(File.Exists);
}
