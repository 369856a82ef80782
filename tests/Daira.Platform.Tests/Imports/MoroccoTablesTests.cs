using Daira.Elections;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;

namespace Daira.Platform.Tests.Imports;

public class MoroccoTablesTests
{
    private static readonly ElectoralData Data = MoroccoTables.Preview();

    [Fact]
    public void Counts_of_places_are_those_of_the_census()
    {
        Data.Atlas.At(PlaceLevel.Region).Count().ShouldBe(12);
        Data.Atlas.At(PlaceLevel.Province).Count().ShouldBe(75);
        Data.Atlas.At(PlaceLevel.Commune).Count().ShouldBe(1_503);
        Data.Atlas.At(PlaceLevel.Arrondissement).Count().ShouldBe(41);
        Data.Atlas.Units.Count().ShouldBe(1_538);
        Data.Atlas.At(PlaceLevel.Constituency).Count(p => p.ValidTo is null).ShouldBe(92);
    }

    [Theory]
    [InlineData(PlaceLevel.Country)]
    [InlineData(PlaceLevel.Region)]
    [InlineData(PlaceLevel.Province)]
    [InlineData(PlaceLevel.Commune)]
    public void Populations_sum_to_the_legal_population(PlaceLevel level) =>
        Data.Atlas.At(level).Sum(p => p.Population!.Value.Inhabitants).ShouldBe(36_828_330);

    [Fact]
    public void Every_unit_belongs_to_one_of_the_92_constituencies()
    {
        var constituencies = Data.Atlas.At(PlaceLevel.Constituency).Where(p => p.ValidTo is null).ToList();
        constituencies.Sum(c => Data.Atlas.UnitsIn(c).Count).ShouldBe(1_538);
        Data.Atlas.UnitsIn(Data.Atlas.Find("MA")!).Count.ShouldBe(1_538);
    }

    [Theory]
    [InlineData("ma-house-2021-local", 7_588_505)]
    [InlineData("ma-house-2021-regional", 7_571_623)]
    [InlineData("ma-house-2016-local", 5_775_030)]
    [InlineData("ma-communal-2021", 7_037_649)]
    public void National_sums_equal_the_published_totals(string contest, long votes)
    {
        var results = Data.Find(contest)!;
        Enumerable.Range(0, results.Places.Count).Sum(row => results.ListVotes(row) ?? 0).ShouldBe(votes);
    }

    [Theory]
    [InlineData("ma-house-2021-local", "RNI", 2_099_036)]
    [InlineData("ma-house-2021-local", "PJD", 322_758)]
    [InlineData("ma-house-2016-local", "PJD", 1_571_659)]
    [InlineData("ma-communal-2021", "PI", 1_289_526)]
    public void Sums_of_lists_equal_the_published_ones(string contest, string list, long votes)
    {
        var results = Data.Find(contest)!;
        var column = results.ColumnOf(list);
        Enumerable.Range(0, results.Places.Count).Sum(row => results.Votes(row, column) ?? 0).ShouldBe(votes);
    }

    [Fact]
    public void A_list_absent_from_the_source_has_unknown_votes_not_zero()
    {
        var results = Data.Find("ma-communal-2021")!;
        var mp = results.ColumnOf("MP");
        Enumerable.Range(0, results.Places.Count).Count(row => results.Votes(row, mp) is null).ShouldBe(588);
        results.RowOf("44210107").ShouldBe(-1);
    }

    [Fact]
    public void What_was_not_reported_is_unknown()
    {
        Data.Find("ma-house-2021-local")!.Totals.ShouldAllBe(t => t.SpoiltShare == null && t.Registered == null && t.Turnout > 0);
        Data.Find("ma-house-2016-local")!.Totals.ShouldAllBe(t => t.SpoiltShare == null && t.Registered == null);
        Data.Find("ma-house-2002-local")!.Totals.ShouldAllBe(t => t.SpoiltShare == null && t.Registered > 0);
        Data.Find("ma-house-2011-local")!.Totals.ShouldAllBe(t => t.SpoiltShare > 0 && t.Registered > 0);
    }

    [Fact]
    public void Turnout_keeps_the_digits_of_the_source()
    {
        var results = Data.Find("ma-house-2021-local")!;
        results.Totals[results.RowOf("530")].Turnout.ShouldBe(0.3616m);
        results.Totals.ShouldAllBe(t => decimal.Round(t.Turnout!.Value, 4) == t.Turnout);
    }

    [Theory]
    [InlineData("ma-house-2021-local", 305)]
    [InlineData("ma-house-2021-regional", 90)]
    [InlineData("ma-house-2016-local", 305)]
    [InlineData("ma-house-2011-local", 305)]
    [InlineData("ma-house-2007-local", 295)]
    public void Members_elected_fill_the_seats_of_every_place(string contest, int seats)
    {
        var results = Data.Find(contest)!;
        for (var row = 0; row < results.Places.Count; row++)
        {
            Enumerable.Range(0, results.Lists.Count).Sum(c => results.Proclaimed(row, c)).ShouldBe(results.Totals[row].Seats, results.Places[row].Code);
        }

        results.Totals.Sum(t => t.Seats).ShouldBe(seats);
    }

    [Fact]
    public void The_national_list_of_2016_has_90_seats_that_belong_to_no_constituency()
    {
        var results = Data.Find("ma-house-2016-national")!;
        results.Places.Count.ShouldBe(92);
        results.Totals.ShouldAllBe(t => t.Seats == null);
        results.National!.Seats.ShouldBe(90);
        results.National.Proclaimed.Values.Sum().ShouldBe(90);
        results.National.Proclaimed["PJD"].ShouldBe(27);
    }

    [Fact]
    public void Old_constituencies_are_places_of_their_own_without_units()
    {
        var results = Data.Find("ma-house-2007-local")!;
        results.Contest.Comparable.ShouldBeNull();
        results.Places.ShouldAllBe(p => p.ValidTo == new DateOnly(2011, 10, 18) && Data.Atlas.UnitsIn(p).Count == 0);
    }

    [Fact]
    public void The_unverified_votes_are_left_out_by_the_switch()
    {
        var without = MoroccoTables.Preview(withUnverified: false);
        without.Contests.Count.ShouldBe(Data.Contests.Count - 1);
        without.Sources.ShouldAllBe(s => s.Licence != "Unknown");
        Data.Find("ma-communal-2021")!.Contest.Verified.ShouldBeFalse();
    }
}
