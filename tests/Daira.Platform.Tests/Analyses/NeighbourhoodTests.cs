using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using NetTopologySuite.Geometries;

namespace Daira.Platform.Tests.Analyses;

/// <summary>The 92 constituencies laid out as squares of a grid, so that borders are known by hand.</summary>
public sealed class NeighbourhoodTests
{
    private const int Across = 10;

    private static readonly ElectoralData OnGrid = With(Squares(_ => true));

    private static readonly Question Clusters = new(Topic.Clusters, "ma-house-2021-local", "PI");

    [Fact]
    public void With_shapes_neighbours_are_those_with_a_common_border_or_corner()
    {
        var answer = AskQuestion.Run(Clusters, OnGrid).Value;
        answer.Recipe.Settings.ShouldContain(new KeyValuePair<string, string>("neighbours", "queen"));
        Neighbours(answer, 0).ShouldBe(3m);
        Neighbours(answer, 5).ShouldBe(5m);
        Neighbours(answer, Across + 5).ShouldBe(8m);
        answer.Notices.ShouldContain(n => n.Id == "ask.notice.approximate");
        answer.Notices.ShouldNotContain(n => n.Id == "clusters.notice.nearest");
    }

    [Fact]
    public void With_one_shape_missing_neighbours_are_the_nearest_and_the_answer_says_so()
    {
        var answer = AskQuestion.Run(Clusters, With(Squares(i => i != 40))).Value;
        answer.Recipe.Settings.ShouldContain(new KeyValuePair<string, string>("neighbours", "knn:6"));
        answer.Notices.ShouldContain(n => n.Id == "clusters.notice.nearest");
        answer.Rows.ShouldAllBe(r => Equals(answer.Cell(r, "neighbours"), 6m));
    }

    [Fact]
    public void A_constituency_of_unknown_composition_has_no_neighbours_and_its_strength_rests_on_less()
    {
        var answer = Morocco.Ask(new Question(Topic.Strong, "ma-house-2007-local", "PI"));
        answer.Rows.ShouldAllBe(r => r.Figure == null || Equals(answer.Cell(r, "cluster"), "no-neighbours"));
        answer.Rows.Where(r => r.Figure is not null).ShouldAllBe(r => r.Components.Single(c => c.Id == "neighbourhood").Points == null);
    }

    [Fact]
    public void Seed_and_draws_belong_to_the_recipe_and_another_seed_is_another_answer()
    {
        var settings = StrongAreasSettings.Default with { Permutations = 999 };
        var first = Morocco.Ask(Clusters with { Strong = settings });
        var other = Morocco.Ask(Clusters with { Strong = settings with { Seed = 7 } });
        other.Recipe.Seed.ShouldBe(7);
        other.Rows.Select(r => other.Cell(r, "p")).ShouldNotBe(first.Rows.Select(r => first.Cell(r, "p")));
        other.Rows.Select(r => other.Cell(r, "statistic")).ShouldBe(first.Rows.Select(r => first.Cell(r, "statistic")));
    }

    private static object? Neighbours(Answer answer, int row) => answer.Cell(answer.Rows[row], "neighbours");

    private static ElectoralData With(Dictionary<string, PlaceShape> shapes) =>
        new("grid", Morocco.Data.Atlas, Morocco.Data.Contests, Morocco.Data.Sources, new ShapeCatalogue(shapes));

    private static Dictionary<string, PlaceShape> Squares(Func<int, bool> has) =>
        Morocco.Data.Find("ma-house-2021-local")!.Places.Index().Where(p => has(p.Index))
            .ToDictionary(p => p.Item.Code, p => new PlaceShape(Square(p.Index % Across, p.Index / Across), true, "grid", ""));

    private static Polygon Square(int x, int y) => new(new LinearRing(
        [new(x, y), new(x + 1, y), new(x + 1, y + 1), new(x, y + 1), new(x, y)]));
}
