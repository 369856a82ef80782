using Daira.Core.Names;

namespace Daira.Core.Tests.Names;

/// <summary>The 1,544 communes and arrondissements shipped with the program have an official name in each script: one asked, the other answering.</summary>
public class Shipped_names_across_scripts(ITestOutputHelper output)
{
    [Theory]
    [InlineData("name_ar", "name_fr")]
    [InlineData("name_fr", "name_ar")]
    public void Names_find_their_units_across_scripts(string asked, string answering)
    {
        var measure = Told(Questions(asked), MoroccanNames.References(answering));
        measure.Precision.ShouldBeGreaterThanOrEqualTo(0.995);
        measure.Recall.ShouldBeGreaterThanOrEqualTo(0.95);
    }

    [Theory]
    [InlineData("name_ar", "name_fr")]
    [InlineData("name_fr", "name_ar")]
    [InlineData("name_ar", "name_ar")]
    [InlineData("name_fr", "name_fr")]
    public void With_every_second_unit_hidden_few_names_go_to_a_wrong_one(string asked, string answering)
    {
        var all = MoroccanNames.References(answering);
        var shown = all.Where((_, i) => i % 2 == 0).ToList();
        var ids = shown.Select(r => r.Id).ToHashSet();
        var measure = Told([.. Questions(asked).Select(q => (q.Name, ids.Contains(q.Code!) ? q.Code : null))], shown);
        measure.Precision.ShouldBeGreaterThanOrEqualTo(0.99);
        measure.Recall.ShouldBeGreaterThanOrEqualTo(0.95);
    }

    /// <summary>Nothing competes for the place here: only the score keeps a stranger out.</summary>
    [Theory]
    [InlineData("name_ar", "name_fr", 0.01)]
    [InlineData("name_ar", "name_ar", 0.01)]
    [InlineData("name_fr", "name_fr", 0.01)]
    public void Strangers_asked_alone_rarely_find_a_place(string asked, string answering, double most)
    {
        var references = MoroccanNames.References(answering);
        var strangers = Strangers(asked);
        var measure = Told([.. strangers.Select(s => (s, (string?)null))], references);
        ((double)measure.Wrong / strangers.Count).ShouldBeLessThanOrEqualTo(most);
    }

    [Fact]
    public void Without_a_parent_homonyms_are_left_to_a_person()
    {
        var answers = new NameMatcher(MoroccanNames.References("name_ar")).Match([new("أولاد عيسى"), new("بوجنيبة")]);
        answers[0].Fate.ShouldBe(NameFate.Doubtful);
        answers[0].Doubt.ShouldBe(NameDoubt.SeveralPlaces);
        answers[0].Candidates.Count(c => c.Score == 1).ShouldBeGreaterThan(1);
        (answers[1].Best, answers[1].Score).ShouldBe(("53110103", 1));
    }

    private static List<(WrittenName Name, string? Code)> Questions(string column) =>
        [.. MoroccanNames.References(column).Select(r => (new WrittenName(r.Names[0], r.Parent), (string?)r.Id))];

    /// <summary>Every name asked in another province, unless a unit there bears the same Arabic or French name.</summary>
    private static List<WrittenName> Strangers(string column)
    {
        var both = MoroccanNames.References("name_ar", "name_fr");
        var provinces = both.Select(r => MoroccanNames.ProvinceOf(r.Id)).Distinct().Order(StringComparer.Ordinal).ToList();
        var known = both.SelectMany(r => r.Names.Select(n => (MoroccanNames.ProvinceOf(r.Id), NameFolding.Fold(n)))).ToHashSet();
        return
        [
            .. MoroccanNames.References("name_ar", "name_fr").Select(r => (Name: r.Names[column == "name_ar" ? 0 : ^1], All: r.Names, Province: MoroccanNames.ProvinceOf(r.Id)))
                .Select(r => r with { Province = provinces[(provinces.IndexOf(r.Province) + 11) % provinces.Count] })
                .Where(r => !r.All.Any(n => known.Contains((r.Province, NameFolding.Fold(n)))))
                .Select(r => new WrittenName(r.Name, r.Province)),
        ];
    }

    private Measure Told(List<(WrittenName Name, string? Code)> questions, List<ReferenceName> references)
    {
        var measure = Measure.Of(references, questions, output.WriteLine);
        output.WriteLine($"{questions.Count} names: {measure}; precision {measure.Precision:P2}, recall {measure.Recall:P2}");
        return measure;
    }
}
