using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Platform.Tests.Results;

/// <summary>What a contest says about one place, on the real figures.</summary>
public sealed class ResultAtTests
{
    private static readonly ElectoralData Morocco = MoroccoTables.Preview();

    [Fact]
    public void The_country_sums_to_the_published_totals_of_2021()
    {
        var country = Of("ma-house-2021-local", "MA")!;
        country.Votes.ShouldBe(7_588_505);
        country.Of("RNI")!.Votes.ShouldBe(2_099_036);
        country.Leader!.List.Code.ShouldBe("RNI");
        country.Totals.Seats.ShouldBe(305);
        country.Totals.Registered.ShouldBeNull();
        country.IsSummed.ShouldBeTrue();
    }

    [Fact]
    public void A_province_that_is_one_constituency_has_the_figures_published_for_it()
    {
        var sefrou = Of("ma-house-2021-local", "3451")!;
        sefrou.CountedAt!.Code.ShouldBe("552");
        sefrou.Votes.ShouldBe(89_500);
        sefrou.Lists.Take(3).Select(l => l.List.Code).ShouldBe(["RNI", "PAM", "USFP"]);
        sefrou.Totals.Turnout!.Value.ShouldBe(0.642m, 0.001m);
    }

    [Fact]
    public void A_province_of_several_constituencies_has_sums_and_no_turnout()
    {
        var settat = Morocco.Atlas.At(PlaceLevel.Province).Select(p => Of("ma-house-2021-local", p.Code)).First(r => r is { Parts: > 1 })!;
        settat.CountedAt.ShouldBeNull();
        settat.Totals.Turnout.ShouldBeNull();
        settat.Totals.Seats!.Value.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void A_unit_has_no_votes_of_a_contest_counted_by_constituency() =>
        Of("ma-house-2021-local", "34510109").ShouldBeNull();

    [Fact]
    public void Constituencies_of_unknown_composition_are_never_added_up_below_the_country()
    {
        Of("ma-house-2007-local", "3451").ShouldBeNull();
        Of("ma-house-2007-local", "3").ShouldBeNull();
        Of("ma-house-2007-local", "MA")!.Votes!.Value.ShouldBeGreaterThan(1_000_000);
    }

    [Fact]
    public void A_divided_city_is_the_sum_of_its_arrondissements()
    {
        var city = Morocco.Atlas.At(PlaceLevel.Commune).First(c => !c.IsUnit);
        var parts = Morocco.Atlas.ChildrenOf(city).Sum(a => Of("ma-communal-2021", a.Code)!.Votes);
        Of("ma-communal-2021", city.Code)!.Votes.ShouldBe(parts);
    }

    [Fact]
    public void The_unit_without_a_row_is_unknown_and_counted_as_missing_above()
    {
        Of("ma-communal-2021", "44210107").ShouldBeNull();
        Of("ma-communal-2021", "4421")!.PartsWithoutFigures.ShouldBe(1);
    }

    [Theory]
    [InlineData("ma-house-2021-local", PlaceLevel.Region)]
    [InlineData("ma-house-2021-local", PlaceLevel.Province)]
    [InlineData("ma-house-2016-local", PlaceLevel.Region)]
    [InlineData("ma-communal-2021", PlaceLevel.Province)]
    [InlineData("ma-communal-2021", PlaceLevel.Constituency)]
    public void Pages_and_the_map_sum_alike(string contest, PlaceLevel level)
    {
        var onMap = LevelResults.Of(Morocco.Find(contest)!, level, Morocco.Atlas).Value.Results;
        for (var row = 0; row < onMap.Places.Count; row++)
        {
            var here = Of(contest, onMap.Places[row].Code);
            (here?.Votes).ShouldBe(onMap.ListVotes(row), onMap.Places[row].Code);
            foreach (var list in here?.Lists ?? [])
            {
                list.Votes.ShouldBe(onMap.Votes(row, onMap.ColumnOf(list.List.Code)), $"{onMap.Places[row].Code} {list.List.Code}");
            }
        }
    }

    private static ResultAt? Of(string contest, string place) =>
        ResultAt.Of(Morocco.Find(contest)!, Morocco.Atlas.Find(place)!, Morocco.Atlas);
}
