using System.Globalization;
using Daira.Elections.Analyses;

namespace Daira.Platform.Tests.Analyses;

public sealed class ClassificationTests
{
    private static Question Shares(ClassificationMethod method, int classes, params decimal[] breaks) =>
        new(Topic.Share, "ma-communal-2021", "PI") { Classification = new(method, classes, breaks) };

    [Theory]
    [InlineData(ClassificationMethod.Round, 5)]
    [InlineData(ClassificationMethod.Quantile, 2)]
    [InlineData(ClassificationMethod.Quantile, 5)]
    [InlineData(ClassificationMethod.Quantile, 7)]
    [InlineData(ClassificationMethod.EqualInterval, 4)]
    [InlineData(ClassificationMethod.NaturalBreaks, 6)]
    [InlineData(ClassificationMethod.StandardDeviation, 6)]
    [InlineData(ClassificationMethod.Pretty, 2)]
    [InlineData(ClassificationMethod.Pretty, 7)]
    [InlineData(ClassificationMethod.MaximumBreaks, 5)]
    [InlineData(ClassificationMethod.HeadTail, 5)]
    [InlineData(ClassificationMethod.Box, 6)]
    [InlineData(ClassificationMethod.Percentile, 6)]
    public void Stated_breaks_reproduce_the_classes(ClassificationMethod method, int classes)
    {
        var answer = Morocco.Ask(Shares(method, classes));
        var breaks = StatedBreaks(answer);
        breaks.ShouldBe(breaks.Order());
        breaks.Length.ShouldBeInRange(1, Classification.MostClasses - 1);
        answer.Legend.Count(c => c.Id.StartsWith('q')).ShouldBe(breaks.Length + 1);
        foreach (var row in answer.Rows.Where(r => r.Figure is not null))
        {
            row.Class.ShouldBe($"q{1 + breaks.Count(b => b <= row.Figure)}");
        }
    }

    [Fact]
    public void Quantiles_hold_equally_many_places()
    {
        var counts = Morocco.Ask(Shares(ClassificationMethod.Quantile, 5)).Legend.Where(c => c.Id.StartsWith('q')).Select(c => c.Places).ToArray();
        counts.Sum().ShouldBe(1_407);
        counts.ShouldAllBe(n => n == 281 || n == 282);
    }

    [Fact]
    public void Manual_breaks_are_taken_as_they_are() =>
        StatedBreaks(Morocco.Ask(Shares(ClassificationMethod.Manual, 5, 0.125m, 0.5m))).ShouldBe([0.125m, 0.5m]);

    [Fact]
    public void Every_class_of_changes_has_its_own_colour_and_the_middle_is_neutral()
    {
        foreach (var classes in Enumerable.Range(2, 6))
        {
            var answer = Morocco.Ask(new Question(Topic.Change, "ma-house-2021-local", "RNI") { Classification = new(ClassificationMethod.Quantile, classes, []) });
            var swatches = answer.Legend.Where(c => c.Id.StartsWith('q')).Select(c => c.Swatch).ToArray();
            swatches.Distinct().Count().ShouldBe(classes);
            swatches[0].ShouldBe("diverging-0");
            swatches[^1].ShouldBe("diverging-6");
            if (classes % 2 == 1)
            {
                swatches[classes / 2].ShouldBe("diverging-3");
            }
        }

        Morocco.Ask(new Question(Topic.Change, "ma-house-2021-local", "RNI") { Classification = new(ClassificationMethod.Quantile, 5, []) })
            .Legend.Where(c => c.Id.StartsWith('q')).Select(c => c.Swatch).ShouldBe(["diverging-0", "diverging-2", "diverging-3", "diverging-4", "diverging-6"]);
    }

    [Fact]
    public void Classes_are_those_of_the_whole_country_also_inside_a_province()
    {
        var country = Morocco.Ask(Shares(ClassificationMethod.NaturalBreaks, 5));
        var inside = Morocco.Ask(Shares(ClassificationMethod.NaturalBreaks, 5) with { Within = "552" });
        inside.Rows.ShouldAllBe(r => r.Class == country.At(r.Place.Code).Class);
        inside.Legend.Sum(c => c.Places).ShouldBe(inside.Rows.Count);
    }

    private static decimal[] StatedBreaks(Answer answer) =>
        [.. answer.Recipe.Settings.Single(s => s.Key == "breaks").Value.Split(' ').Select(b => decimal.Parse(b, CultureInfo.InvariantCulture))];
}
