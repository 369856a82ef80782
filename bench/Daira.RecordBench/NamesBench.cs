using System.Diagnostics;
using System.Globalization;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using Daira.Elections.Storage;
using Daira.Foundation.Storage;

namespace Daira.RecordBench;

/// <summary>
/// A file of names reconciled against places that have an Arabic and a French name, put together from the names of Moroccan communes. A third of
/// the file is written as people write: other alefs, no accents, a letter lost; one name in ten means no place.
/// </summary>
internal static class NamesBench
{
    private const int Places = 40_000;
    private const int Names = 100_000;

    public static int Run(string? server, bool keep)
    {
        var results = new Results("names.csv", keep);
        using var bench = new BenchDatabase(server);
        var named = Invent();
        var database = new Database(Database.Elections, bench.Storage);
        InventedCountry.Write(database, 1, Places, s => [new PlaceNameRow(InventedCountry.Station(s), "ar", named[s].Arabic, false, null, "invented"), new PlaceNameRow(InventedCountry.Station(s), "fr", named[s].French, false, null, "invented")]);
        var elections = new ElectionsStore(database, TimeProvider.System);
        var atlas = elections.Load().Value.Atlas;
        var file = Write(bench.Storage.Folder, named);
        foreach (var (within, what) in ((string?, string)[])[("unit", "each within its unit"), (null, "anywhere in the country")])
        {
            var watch = Stopwatch.StartNew();
            var matched = MatchNames.Run(new MatchRequest(file, "name", within), atlas, default).Value;
            results.Add($"{bench.Engine}: {Names} names of a file against {Places} places, {what}", watch.Elapsed.TotalMilliseconds, "ms");
            foreach (var fate in matched.GroupBy(m => m.Match.Fate))
            {
                results.Add($"{bench.Engine}: of these {fate.Key.ToString().ToLowerInvariant()}", fate.Count(), "names");
            }
        }

        var preview = Stopwatch.StartNew();
        var request = new ImportRequest(file, InventedCountry.Contest(0), new ResultsMapping { Place = "name", Within = "unit", List = "list", Votes = "votes" });
        var answered = new ImportResults(elections, new RecordStore(bench.Storage, TimeProvider.System), TimeProvider.System).Preview(request, new Steps(), default);
        results.Add($"{bench.Engine}: preview of an import of the same file, all checks", preview.Elapsed.TotalMilliseconds, "ms");
        results.Close();
        return answered.IsDone ? 0 : throw new InvalidOperationException(string.Join("; ", answered.Refusals));
    }

    /// <summary>Two words of different communes: 40,000 different names of which many are near each other.</summary>
    private static (string Arabic, string French)[] Invent()
    {
        var units = MoroccoTables.Preview().Atlas.Units.Where(u => u.Names is { Arabic: not null, French: not null }).ToArray();
        return [.. Enumerable.Range(0, Places).Select(s =>
        {
            var (one, other) = (units[s % units.Length].Names, units[(s * 31 + s / units.Length) % units.Length].Names);
            return ($"{one.Arabic} {other.Arabic}", $"{one.French} {other.French}");
        })];
    }

    private static string Write(string folder, (string Arabic, string French)[] named)
    {
        var random = new Random(2026);
        var file = Path.Combine(folder, "names.csv");
        using var writer = new StreamWriter(file);
        writer.WriteLine("name,unit,list,votes");
        for (var i = 0; i < Names; i++)
        {
            var station = random.Next(Places);
            var name = random.Next(2) == 0 ? named[station].Arabic : named[station].French;
            var written = random.Next(10) switch { 0 => new string([.. name.Reverse()]), < 4 => AsPeopleWrite(name, random), _ => name };
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"{written}\",{InventedCountry.Unit(station, Places)},{InventedCountry.List(1)},{i % 500}"));
        }

        return file;
    }

    private static string AsPeopleWrite(string name, Random random) => random.Next(4) switch
    {
        0 => name.Replace('أ', 'ا').Replace('إ', 'ا').Replace('ة', 'ه').Replace('é', 'e').Replace('è', 'e').Replace('ï', 'i'),
        1 => name.Replace("ال", "", StringComparison.Ordinal).Replace("Ouled", "Oulad", StringComparison.Ordinal).Replace("Sidi", "Si", StringComparison.Ordinal),
        2 => name.Remove(random.Next(name.Length), 1),
        _ => name.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal),
    };
}
