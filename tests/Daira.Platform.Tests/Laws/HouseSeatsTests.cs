using System.Globalization;
using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Laws;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Laws;

public sealed class HouseSeatsTests
{
    private static SeatTable Seats(string contest) => AllocateSeats.Run(contest, Morocco.Data).Value;

    [Fact]
    public void House_2016_local_equals_the_members_elected_list_by_list_in_all_92_constituencies()
    {
        var table = Seats("ma-house-2016-local");
        table.Constituencies.Count.ShouldBe(92);
        table.Constituencies.ShouldAllBe(c => c.State == SeatState.Elected);
        table.Constituencies.ShouldAllBe(c => c.Lists.All(l => l.Seats == l.Proclaimed));
        table.Constituencies.Sum(c => c.Lists.Sum(l => l.Seats!.Value)).ShouldBe(305);
    }

    [Fact]
    public void House_2016_local_follows_three_percent_and_the_largest_remainder_done_by_hand()
    {
        foreach (var c in Seats("ma-house-2016-local").Constituencies)
        {
            var seats = ByHand([.. c.Lists.Select(l => (l.List.Code, l.Votes!.Value))], c.Seats!.Value, percent: 3);
            c.Lists.Where(l => l.Seats > 0).ToDictionary(l => l.List.Code, l => l.Seats!.Value).ShouldBe(seats, ignoreOrder: true);
        }
    }

    [Fact]
    public void House_2021_local_is_the_same_for_every_possible_number_of_registered_voters_and_equals_the_members_elected()
    {
        var table = Seats("ma-house-2021-local");
        table.Constituencies.Count.ShouldBe(92);
        table.Constituencies.ShouldAllBe(c => c.State == SeatState.IndependentOfRegistered);
        table.Constituencies.ShouldAllBe(c => c.Lists.All(l => l.Seats == l.Proclaimed));
        table.Constituencies.Sum(c => c.Lists.Sum(l => l.Seats!.Value)).ShouldBe(305);
    }

    [Fact]
    public void House_2021_regional_gives_no_seats_where_the_outcome_depends_on_registered_voters()
    {
        var table = Seats("ma-house-2021-regional");
        var dependent = table.Constituencies.Where(c => c.State == SeatState.RegisteredMissing).ToArray();
        dependent.Length.ShouldBe(6);
        dependent.ShouldAllBe(c => c.Lists.All(l => l.Seats == null) && c.Allocations[0].Ranges.Count > 1);
        dependent.ShouldAllBe(c => c.Lists.Sum(l => l.Proclaimed) == c.Seats);
        table.Constituencies.Except(dependent).ShouldAllBe(c => c.State == SeatState.IndependentOfRegistered && c.Lists.All(l => l.Seats == l.Proclaimed));
    }

    [Fact]
    public void House_2016_national_is_allotted_in_two_parts_and_equals_the_members_elected()
    {
        var country = Seats("ma-house-2016-national").Constituencies.ShouldHaveSingleItem();
        country.Place.Code.ShouldBe("MA");
        country.Allocations.Select(a => a.Tally.Seats).ShouldBe([60, 30]);
        country.Lists.Where(l => l.Seats > 0).ToDictionary(l => l.List.Code, l => l.Seats!.Value).ShouldBe(
            new Dictionary<string, int> { ["PJD"] = 27, ["PAM"] = 21, ["PI"] = 11, ["RNI"] = 9, ["MP"] = 7, ["USFP"] = 6, ["PPS"] = 5, ["UC"] = 4 },
            ignoreOrder: true);
        country.Lists.ShouldAllBe(l => l.Seats == l.Proclaimed);
    }

    [Fact]
    public void House_2007_differs_from_the_members_elected_in_three_constituencies_and_names_them()
    {
        var table = Seats("ma-house-2007-local");
        table.Constituencies.Count.ShouldBe(95);
        table.Differences.Select(d => (d.List.Code, d.Computed, d.Proclaimed)).ShouldBe(
            [("ICD", 1, 0), ("MDS", 0, 1), ("PFC", 1, 0), ("ADL", 0, 1), ("PS", 1, 0), ("USFP", 0, 1)], ignoreOrder: true);
    }

    [Fact]
    public void House_2007_computed_sums_are_the_national_numbers_of_the_Interior_Ministry()
    {
        var published = File.ReadLines(Path.Combine(MoroccoTables.ShippedFolder, "elections", "controls.csv"))
            .Select(line => line.Split(','))
            .Where(f => f[0] == "ma-house-2007-local" && f[2] == "seats" && f[4] == "interior-2007")
            .ToDictionary(f => f[1], f => int.Parse(f[3], CultureInfo.InvariantCulture));
        published.Values.Sum().ShouldBe(295);
        Seats("ma-house-2007-local").Constituencies.SelectMany(c => c.Lists).GroupBy(l => l.List.Code)
            .Select(g => (g.Key, Seats: g.Sum(l => l.Seats!.Value))).Where(l => l.Seats > 0)
            .ToDictionary(l => l.Key, l => l.Seats).ShouldBe(published, ignoreOrder: true);
    }

    [Fact]
    public void House_2011_computes_nothing_because_its_source_left_out_lists_that_won_and_shows_the_members_elected()
    {
        var table = Seats("ma-house-2011-local");
        table.Constituencies.ShouldAllBe(c => c.State == SeatState.IncompleteLists && c.Lists.All(l => l.Seats == null));
        table.Constituencies.Sum(c => c.Lists.Sum(l => l.Proclaimed ?? 0)).ShouldBe(305);
        table.Constituencies.SelectMany(c => c.Lists).Where(l => l.Votes is null).Select(l => l.List.Code).Distinct()
            .ShouldBe(["PRE", "PLJS", "PUD"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("ma-house-2016-local")]
    [InlineData("ma-house-2021-local")]
    public void The_votes_to_the_next_seat_move_it_and_one_less_does_not(string contest)
    {
        var table = Seats(contest);
        var known = 0;
        foreach (var margins in SeatMargins.Run(contest, Morocco.Data, list: "PI").Value.Constituencies.Where(m => m.Find("PI") is not null))
        {
            var allocation = table.Find(margins.Place.Code)!.Allocations[0];
            var (seats, margin) = (allocation["PI"].Seats!.Value, margins.Find("PI")!);
            if (margin.ToGain is { } more)
            {
                known++;
                SeatsWith(allocation, more).AtLeast.ShouldBe(seats + 1);
                SeatsWith(allocation, more - 1).AtLeast.ShouldBe(seats);
            }

            if (margin.ToLose is { } fewer)
            {
                known++;
                SeatsWith(allocation, -fewer).AtMost.ShouldBe(seats - 1);
                SeatsWith(allocation, 1 - fewer).AtMost.ShouldBe(seats);
            }
        }

        known.ShouldBeGreaterThan(85);
    }

    private static ListSeats SeatsWith(Allocation now, long votes) => Allocator.Allocate(now.Rule, Margins.WithVotes(now.Tally, "PI", votes))["PI"];

    [Fact]
    public void PI_lacked_9643_votes_in_Sefrou_and_its_second_seat_elsewhere_depends_on_registered_voters()
    {
        var table = SeatMargins.Run("ma-house-2021-local", Morocco.Data).Value;
        table.Find("552")!.Find("PI")!.ToGain.ShouldBe(9_643);
        var seated = table.Constituencies.Select(c => c.Find("PI")).OfType<ListMargin>().Where(m => m.Seats == 1).ToArray();
        seated.Length.ShouldBe(68);
        seated.Count(m => m.ToGain is null && m.WhyNoGain == MarginReason.DependsOnRegistered).ShouldBeGreaterThan(60);
    }

    [Theory]
    [InlineData("ma-house-2021-local", "1", null, "unknown-constituency")]
    [InlineData("ma-house-2021-local", null, "XYZ", "unknown-list")]
    [InlineData("ma-house-2002-local", null, null, "no-law")]
    public void Margins_are_refused_with_a_reason(string contest, string? constituency, string? list, string code) =>
        SeatMargins.Run(contest, Morocco.Data, constituency, list).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData("ma-house-2002-local", "no-law")]
    [InlineData("ma-communal-2021", "no-law")]
    [InlineData("ma-house-1997-local", "unknown-contest")]
    public void Seats_are_refused_where_no_law_was_read(string contest, string code) =>
        AllocateSeats.Run(contest, Morocco.Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void A_law_is_found_by_id_and_by_day()
    {
        LawRegistry.InForce("MA", ContestKind.HouseLocal, new DateOnly(2021, 9, 8))!.Id.ShouldBe("ma-house-2021");
        LawRegistry.InForce("MA", ContestKind.HouseLocal, new DateOnly(2021, 5, 16))!.Id.ShouldBe("ma-house-2016");
        LawRegistry.InForce("MA", ContestKind.HouseLocal, new DateOnly(2002, 9, 27)).ShouldBeNull();
        LawRegistry.InForce("MA", ContestKind.HouseNational, new DateOnly(2011, 11, 25))!.Id.ShouldBe("ma-house-2011");
        LawRegistry.InForce("MA", ContestKind.HouseRegional, new DateOnly(2026, 9, 23))!.Id.ShouldBe("ma-house-2026");
        LawRegistry.InForce("MA", ContestKind.RegionalCouncil, new DateOnly(2015, 9, 4))!.Id.ShouldBe("ma-councils-2015");
        LawRegistry.InForce("MA", ContestKind.CommunalList, new DateOnly(2021, 9, 8))!.Id.ShouldBe("ma-councils-2021");
        LawRegistry.InForce("MA", ContestKind.CommunalList, new DateOnly(2015, 9, 4)).ShouldBeNull();
        LawRegistry.InForce("MA", ContestKind.ProvincialCouncil, new DateOnly(2021, 9, 21)).ShouldBeNull();
        LawRegistry.Find("ma-house-2002")!.For(ContestKind.Other).ShouldBeNull();
        LawRegistry.Find("dhondt")!.For(ContestKind.Other)!.Rule.Method.ShouldBe(AllocationMethod.ByName("dhondt"));
        LawRegistry.Find("ma-house-1997").ShouldBeNull();
        LawRegistry.Find("ma-house-2021")!.For(ContestKind.Other)!.Kind.ShouldBe(ContestKind.HouseLocal);
        LawRegistry.Find("ma-house-2021")!.For(ContestKind.HouseNational).ShouldBeNull();
    }

    [Fact]
    public void Every_article_has_its_words_in_three_languages()
    {
        var said = LawRegistry.All.SelectMany(l => l.Parts.SelectMany(p => p.Provisions.Select(x => x.Text)).Concat(l.NotModelled).Concat(l.Open.Select(o => o.Question)).Append(l.Name));
        foreach (var message in said)
        {
            foreach (var language in (string[])["ar", "fr", "en"])
            {
                Morocco.Say(message, language).ShouldNotBeNullOrWhiteSpace();
            }
        }
    }

    /// <summary>As a secretary would: percentages and quotients multiplied out, so that no division is rounded.</summary>
    private static Dictionary<string, int> ByHand((string List, long Votes)[] lists, int seats, int percent)
    {
        var valid = lists.Sum(l => l.Votes);
        var eligible = lists.Where(l => l.Votes * 100 >= valid * percent).ToArray();
        var sum = eligible.Sum(l => l.Votes);
        var won = eligible.ToDictionary(l => l.List, l => (int)(l.Votes * seats / sum));
        foreach (var (list, _) in eligible.OrderByDescending(l => l.Votes * seats % sum).Take(seats - won.Values.Sum()))
        {
            won[list]++;
        }

        return won.Where(w => w.Value > 0).ToDictionary(w => w.Key, w => w.Value);
    }
}
