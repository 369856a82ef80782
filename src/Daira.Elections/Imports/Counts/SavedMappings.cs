using System.Text.Json;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Imports.Counts;

/// <summary>Mappings that are kept under a name to be used again: the latest of each name.</summary>
public sealed class SavedMappings(RecordStore record, TimeProvider clock)
{
    private const string Kind = "mapping-saved";

    public const int LongestName = 80;

    public IReadOnlyDictionary<string, ResultsMapping> All()
    {
        var saved = new SortedDictionary<string, ResultsMapping>(StringComparer.OrdinalIgnoreCase);
        if (record.Look() is SchemaState.Missing)
        {
            return saved;
        }

        foreach (var decision in record.Read(db => db.Rows<Decision>().Where(d => d.Kind == Kind).OrderBy(d => d.Number).ToList()))
        {
            saved[decision.Subject] = JsonSerializer.Deserialize<ResultsMapping>(decision.Content, DecidedJson.Options)!;
        }

        return saved;
    }

    /// <returns>Refused for nobody's name, and with all names when the asked one is not among them.</returns>
    public Outcome<ResultsMapping> Find(string name)
    {
        var all = All();
        return all.TryGetValue(name, out var mapping)
            ? mapping
            : new Refusal(RefusalKind.NotFound, "unknown-mapping", new Message("import.unknown-mapping", name, all.Count == 0 ? "–" : string.Join(", ", all.Keys)));
    }

    /// <summary>Keeps a mapping; the same name again replaces the earlier one.</summary>
    public Outcome<string> Save(string name, ResultsMapping mapping, Actor actor) =>
        Opening.Of(actor, Rights.ImportResults, record).Then(keeper => Keep(name, mapping, keeper));

    private Outcome<string> Keep(string name, ResultsMapping mapping, Actor keeper)
    {
        if (name.Trim() is not { Length: > 0 and <= LongestName } tidy)
        {
            return new Refusal(RefusalKind.Invalid, "mapping-name", new Message("import.mapping-name", (long)LongestName));
        }

        record.Change(db =>
        {
            var content = DecidedJson.Write(mapping);
            db.Journal(keeper, clock, Kind, tidy, content);
            return db.Decide(keeper, clock, Kind, tidy, content);
        });
        return tidy;
    }
}
