using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Platform.Tests.Analyses;

public sealed class LevelResultsTests
{
    [Theory]
    [InlineData("ma-communal-2021", PlaceLevel.Constituency)]
    [InlineData("ma-communal-2021", PlaceLevel.Province)]
    [InlineData("ma-communal-2021", PlaceLevel.Region)]
    [InlineData("ma-communal-2021", PlaceLevel.Country)]
    [InlineData("ma-house-2021-local", PlaceLevel.Province)]
    [InlineData("ma-house-2021-local", PlaceLevel.Region)]
    [InlineData("ma-house-2016-local", PlaceLevel.Region)]
    [InlineData("ma-house-2021-regional", PlaceLevel.Country)]
    public void Sums_lose_no_vote(string contest, PlaceLevel level)
    {
        var own = Morocco.Data.Find(contest)!;
        var summed = LevelResults.Of(own, level, Morocco.Data.Atlas).Value;
        summed.IsSummed.ShouldBeTrue();
        for (var c = 0; c < own.Lists.Count; c++)
        {
            Total(summed.Results, c).ShouldBe(Total(own, c));
        }
    }

    [Fact]
    public void A_total_with_an_unknown_part_is_unknown_and_a_known_one_adds_up()
    {
        var regions2011 = LevelResults.Of(Morocco.Data.Find("ma-house-2011-local")!, PlaceLevel.Region, Morocco.Data.Atlas).Value.Results;
        regions2011.Totals.Sum(t => t.Registered!.Value).ShouldBe(Morocco.Data.Find("ma-house-2011-local")!.Totals.Sum(t => t.Registered!.Value));
        var regions2021 = LevelResults.Of(Morocco.Data.Find("ma-house-2021-local")!, PlaceLevel.Region, Morocco.Data.Atlas).Value.Results;
        regions2021.Totals.ShouldAllBe(t => t.Registered == null && t.Turnout == null);
        regions2021.Totals.Sum(t => t.Seats!.Value).ShouldBe(305);
    }

    [Fact]
    public void A_list_absent_everywhere_in_a_place_stays_unknown_there()
    {
        var own = Morocco.Data.Find("ma-communal-2021")!;
        var provinces = LevelResults.Of(own, PlaceLevel.Province, Morocco.Data.Atlas).Value.Results;
        var mp = own.ColumnOf("MP");
        for (var row = 0; row < provinces.Places.Count; row++)
        {
            var parts = Morocco.Data.Atlas.UnitsIn(provinces.Places[row]).Select(u => own.RowOf(u.Code)).Where(r => r >= 0);
            (provinces.Votes(row, mp) is null).ShouldBe(parts.All(r => own.Votes(r, mp) is null));
        }
    }

    [Fact]
    public void The_unit_without_figures_is_counted_where_it_lies()
    {
        var own = Morocco.Data.Find("ma-communal-2021")!;
        var constituencies = LevelResults.Of(own, PlaceLevel.Constituency, Morocco.Data.Atlas).Value;
        var chellah = Morocco.Data.Atlas.Find("44210107")!.Constituency!;
        constituencies.PartsWithoutFigures[constituencies.Results.RowOf(chellah)].ShouldBe(1);
        constituencies.PartsWithoutFigures.Sum().ShouldBe(1);
    }

    [Fact]
    public void National_series_have_the_published_totals_and_the_years_before_2011()
    {
        var series = NationalSeries.Run("MA", ContestKind.HouseLocal, Morocco.Data);
        series.Select(r => r.Contest.Date.Year).ShouldBe([2002, 2007, 2011, 2016, 2021]);
        var now = series[^1];
        now.Votes.ShouldBe(7_588_505);
        (string, long, int)[] published =
        [
            ("RNI", 2_099_036, 89), ("PAM", 1_400_122, 75), ("PI", 1_278_420, 68), ("USFP", 598_293, 28), ("MP", 534_292, 24), ("UC", 418_679, 14), ("PPS", 387_869, 16), ("PJD", 322_758, 4),
        ];
        foreach (var (list, votes, _) in published)
        {
            now.Find(list)!.Votes.ShouldBe(votes);
        }

        now.Lists.Sum(l => l.Members ?? 0).ShouldBe(305);
        series[3].Find("PJD")!.Votes.ShouldBe(1_571_659);
        series[3].Votes.ShouldBe(5_775_030);
        series[3].Registered.ShouldBeNull();
        series[0].Lists.Sum(l => l.Members ?? 0).ShouldBeGreaterThan(0);
    }

    private static long? Total(ContestResults results, int column) =>
        Enumerable.Range(0, results.Places.Count).Sum(r => results.Votes(r, column) ?? 0);
}
