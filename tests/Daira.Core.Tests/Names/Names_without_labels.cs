using System.Text.Json;
using Daira.Core.Names;
using Daira.Core.Tests.Space;

namespace Daira.Core.Tests.Names;

/// <summary>
/// Two public lists without labels: provinces matched first, then their communes. Names matched both by the Arabic and by the French
/// reference names must be given the same place: where they differ, one of the two is wrong.
/// </summary>
public class Names_without_labels(ITestOutputHelper output)
{
    [Fact]
    public void Arabic_list_gets_the_same_places_by_either_script()
    {
        using var list = Read("morocco/names-messy/zeys_Data.json");
        var rows = list.RootElement.EnumerateObject().SelectMany(region => region.Value.EnumerateObject())
            .SelectMany(province => province.Value.EnumerateArray().Select(name => (Province: province.Name, Name: name.GetString()!))).ToList();
        Agree(rows, rows, 1_300);
    }

    [Fact]
    public void Arabic_and_French_names_of_one_list_get_the_same_places()
    {
        using var list = Read("morocco/names-messy/mahdiboughrous_all.json");
        var rows = list.RootElement.GetProperty("regions").EnumerateArray().SelectMany(region => region.GetProperty("divisions").EnumerateArray())
            .SelectMany(province => province.GetProperty("communes").EnumerateArray().Select(c => (Province: Name(province, "ar"), Arabic: Name(c, "ar"), French: Name(c, "fr")))).ToList();
        Agree([.. rows.Select(r => (r.Province, r.Arabic))], [.. rows.Select(r => (r.Province, r.French))], 650);
    }

    [Fact]
    public void Provinces_are_found_by_any_of_their_names()
    {
        var provinces = MoroccanNames.Provinces();
        var matcher = new NameMatcher(provinces);
        foreach (var script in Enumerable.Range(0, 3))
        {
            matcher.Match([.. provinces.Select(p => new WrittenName(p.Names[script]))]).Select(a => a.Best).ShouldBe(provinces.Select(p => p.Id));
        }
    }

    private void Agree(List<(string Province, string Name)> first, List<(string Province, string Name)> second, int least)
    {
        var provinces = new NameMatcher(MoroccanNames.Provinces()).Match([.. first.Select(r => new WrittenName(r.Province))]);
        output.WriteLine($"provinces not matched: {string.Join(" ; ", provinces.Where(p => p.Best is null).Select(p => $"{p.Written.Text} {p.Fate} {p.Score:F2}").Distinct())}");
        var known = Enumerable.Range(0, first.Count).Where(i => provinces[i].Best is not null).ToList();
        var byArabic = Match(known, first, provinces, "name_ar");
        var byFrench = Match(known, second, provinces, "name_fr");
        var both = byArabic.Zip(byFrench).Where(p => p.First.Best is not null && p.Second.Best is not null).ToList();
        var unlike = both.Where(p => p.First.Best != p.Second.Best).ToList();
        output.WriteLine($"{first.Count} names, {known.Count} in known provinces: {byArabic.Count(a => a.Best is not null)} matched by Arabic, {byFrench.Count(a => a.Best is not null)} by French names, {both.Count} by both, {unlike.Count} unlike");
        foreach (var a in unlike.SelectMany(p => new[] { p.First, p.Second }).Concat(byArabic.Concat(byFrench).Where(a => a.Best is null)))
        {
            output.WriteLine($"{a.Fate} {a.Doubt} {a.Written} {string.Join(" ; ", a.Candidates.Take(2).Select(c => $"{c.Id} {c.Name} {c.Score:F3}"))}");
        }

        both.Count.ShouldBeGreaterThanOrEqualTo(least);
        ((double)unlike.Count / both.Count).ShouldBeLessThanOrEqualTo(0.005);
    }

    private static IReadOnlyList<NameMatch> Match(List<int> rows, List<(string Province, string Name)> names, IReadOnlyList<NameMatch> provinces, string column) =>
        new NameMatcher(MoroccanNames.References(column)).Match([.. rows.Select(i => new WrittenName(names[i].Name, provinces[i].Best))]);

    private static string Name(JsonElement place, string language) => place.GetProperty("name").GetProperty(language).GetString()!;

    private static JsonDocument Read(string path) => JsonDocument.Parse(File.ReadAllText(Path.Combine(TrialUnits.Folder, path)));
}
