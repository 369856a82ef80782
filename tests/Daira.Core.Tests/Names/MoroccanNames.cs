using Daira.Core.Names;
using Daira.Core.Tests.RealElections;

namespace Daira.Core.Tests.Names;

/// <summary>The communes and arrondissements shipped with the program, and names as people publish them (trial data).</summary>
internal static class MoroccanNames
{
    private static readonly Lazy<List<Dictionary<string, string>>> Places = new(() => ElectionTables.At(
        Path.Combine(Root(), "data/countries/morocco/places/places.csv")));

    /// <summary>Communes and arrondissements with the names chosen, below their provinces.</summary>
    public static List<ReferenceName> References(params string[] columns) =>
    [
        .. Places.Value.Where(r => r["level"] is "commune" or "arrondissement")
            .Select(r => new ReferenceName(r["code"], r["parent"], [.. columns.Select(c => r[c]).Where(n => n.Length > 0)]))
            .Where(r => r.Names.Count > 0),
    ];

    /// <summary>The 75 provinces and prefectures, in no parent.</summary>
    public static List<ReferenceName> Provinces() =>
        [.. Places.Value.Where(r => r["level"] == "province").Select(r => new ReferenceName(r["code"], null, [r["name_ar"], r["name_fr"], r["name_zgh"]]))];

    public static List<(string Name, string Code, string Province)> Labels() =>
        [.. ElectionTables.Trial("morocco/names-messy/labels_arabic.csv").Select(r => (r["name_as_written"], r["code24"], ProvinceOf(r["code24"])))];

    public static string ProvinceOf(string code) => code[..^4];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Daira.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests.");
    }
}
