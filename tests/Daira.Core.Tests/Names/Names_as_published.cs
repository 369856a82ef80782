using Daira.Core.Names;

namespace Daira.Core.Tests.Names;

/// <summary>770 names as a public list writes them, each labelled with the unit it denotes, beside names that denote none.</summary>
public class Names_as_published(ITestOutputHelper output)
{
    [Theory]
    [InlineData("name_ar", 0.999, 0.97)]
    [InlineData("name_fr", 0.99, 0.90)]
    public void Labelled_names_find_their_units(string column, double precision, double recall) =>
        Holds([.. Labelled()], MoroccanNames.References(column), precision, recall);

    [Theory]
    [InlineData("name_ar", 0.999, 0.97)]
    [InlineData("name_fr", 0.99, 0.90)]
    public void Names_of_other_provinces_mixed_in_match_nothing(string column, double precision, double recall) =>
        Holds([.. Labelled(), .. Strangers()], MoroccanNames.References(column), precision, recall);

    [Theory]
    [InlineData("name_ar", 0.99)]
    [InlineData("name_fr", 0.95)]
    public void A_name_whose_unit_is_missing_is_rarely_given_to_another(string column, double precision)
    {
        var hidden = MoroccanNames.Labels().Where((_, i) => i % 2 == 0).Select(l => l.Code).ToHashSet();
        var references = MoroccanNames.References(column).Where(r => !hidden.Contains(r.Id)).ToList();
        Holds([.. Labelled().Select(q => (q.Name, hidden.Contains(q.Code!) ? null : q.Code))], references, precision, 0.85);
    }

    private static IEnumerable<(WrittenName Name, string? Code)> Labelled() =>
        MoroccanNames.Labels().Select(l => (new WrittenName(l.Name, l.Province), (string?)l.Code));

    /// <summary>Every labelled name asked in another labelled province, unless a unit there bears the same name.</summary>
    private static IEnumerable<(WrittenName Name, string? Code)> Strangers()
    {
        var labels = MoroccanNames.Labels();
        var provinces = labels.Select(l => l.Province).Distinct().ToList();
        var own = MoroccanNames.References("name_ar").Select(r => (MoroccanNames.ProvinceOf(r.Id), NameFolding.Fold(r.Names[0]))).ToHashSet();
        return labels
            .Select(l => (l.Name, Province: provinces[(provinces.IndexOf(l.Province) + 7) % provinces.Count]))
            .Where(s => !own.Contains((s.Province, NameFolding.Fold(s.Name))))
            .Select(s => (new WrittenName(s.Name, s.Province), (string?)null));
    }

    private void Holds(List<(WrittenName Name, string? Code)> questions, List<ReferenceName> references, double precision, double recall)
    {
        var measure = Measure.Of(references, questions, output.WriteLine);
        output.WriteLine($"{questions.Count} names: {measure}");
        output.WriteLine($"precision {measure.Precision:P2}, recall {measure.Recall:P2}");
        measure.Precision.ShouldBeGreaterThanOrEqualTo(precision);
        measure.Recall.ShouldBeGreaterThanOrEqualTo(recall);
    }
}
