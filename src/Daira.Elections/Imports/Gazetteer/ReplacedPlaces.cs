using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation.Storage;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>What was stored of a place before an import changed it, so that the import can be taken back to the letter.</summary>
/// <param name="Content">All rows of the place in the tables that such an import writes, as JSON; a place that was not there has none.</param>
public sealed record ReplacedPlaceRow(int Import, string Place, string Content);

/// <summary>Keeps and restores the rows of places.</summary>
internal static class ReplacedPlaces
{
    private static readonly string[] Tables = ["places", "place_names", "populations", "shapes"];

    private sealed record Rows(IReadOnlyList<PlaceRow> Places, IReadOnlyList<PlaceNameRow> Names, IReadOnlyList<PopulationRow> Populations, IReadOnlyList<ShapeRow> Shapes, IReadOnlyList<FindingRow> Findings);

    /// <summary>Keeps what is stored of some places now.</summary>
    public static void Keep(Applying to, int import, IReadOnlyCollection<string> codes)
    {
        var wanted = codes.ToHashSet(StringComparer.Ordinal);
        var places = Stored<PlaceRow>(to, p => wanted.Contains(p.Code)).ToLookup(p => p.Code);
        var names = Stored<PlaceNameRow>(to, n => wanted.Contains(n.Place)).ToLookup(n => n.Place);
        var populations = Stored<PopulationRow>(to, p => wanted.Contains(p.Place)).ToLookup(p => p.Place);
        var shapes = Stored<ShapeRow>(to, s => wanted.Contains(s.Place)).ToLookup(s => s.Place);
        var findings = Stored<FindingRow>(to, f => f.Place is { } place && wanted.Contains(place) && IsOfShape(f)).ToLookup(f => f.Place!);
        BulkInsert.Into(to.Db, codes.Select(c => new ReplacedPlaceRow(import, c, JsonSerializer.Serialize(new Rows([.. places[c]], [.. names[c]], [.. populations[c]], [.. shapes[c]], [.. findings[c]])))), to.Stop);
    }

    /// <summary>Findings about how a shape was made, which no longer hold when it is replaced.</summary>
    public static bool IsOfShape(FindingRow finding) => finding.Code.StartsWith("shape-", StringComparison.Ordinal);

    /// <summary>Puts back what stood before an import.</summary>
    public static void Restore(Applying to, int import)
    {
        var kept = to.Connection.Read("select place, content from replaced_places where import = @import", r => (Place: r.GetString(0), Content: r.GetString(1)), ("@import", import));
        var rows = kept.ConvertAll(k => JsonSerializer.Deserialize<Rows>(k.Content)!);
        foreach (var (place, _) in kept)
        {
            Clear(to.Connection, place);
        }

        BulkInsert.Into(to.Db, rows.SelectMany(r => r.Places), to.Stop);
        BulkInsert.Into(to.Db, rows.SelectMany(r => r.Names), to.Stop);
        BulkInsert.Into(to.Db, rows.SelectMany(r => r.Populations), to.Stop);
        BulkInsert.Into(to.Db, rows.SelectMany(r => r.Shapes), to.Stop);
        // Findings are numbered anew: others may have taken their numbers meanwhile.
        var last = Convert.ToInt32(to.Connection.One("select coalesce(max(id), 0) from findings"), CultureInfo.InvariantCulture);
        BulkInsert.Into(to.Db, rows.SelectMany(r => r.Findings).Select((f, i) => f with { Id = last + 1 + i }), to.Stop);
        to.Connection.Run("delete from replaced_places where import = @import", ("@import", import));
    }

    /// <summary>Removes every row of a place that such an import writes.</summary>
    public static void Clear(DbConnection connection, string place)
    {
        foreach (var table in Tables)
        {
            connection.Run($"delete from {table} where {(table == "places" ? "code" : "place")} = @place", ("@place", place));
        }

        connection.Run("delete from findings where place = @place and code like 'shape-%'", ("@place", place));
    }

    public static IEnumerable<T> Stored<T>(Applying to, Func<T, bool> isWanted)
        where T : class => to.Db.Rows<T>().AsEnumerable().Where(isWanted);
}
