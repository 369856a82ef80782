using Daira.Core.Seats;
using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Laws;

/// <summary>Councils of regions and communes: what the laws say is computed, what nobody read is refused with its question.</summary>
public sealed class CouncilLawsTests
{
    private static readonly DateOnly Polling2015 = new(2015, 9, 4);
    private static readonly DateOnly Polling2021 = new(2021, 9, 8);

    /// <summary>60,000 voted for 6 seats: quotient 10,000, although valid votes alone would make it 9,000.</summary>
    [Fact]
    public void In_2021_a_region_divides_by_the_persons_who_voted()
    {
        var here = Allot(ContestKind.RegionalCouncil, Polling2021, 6, 60_000, 27_500, 18_500, 5_500, 2_500).Constituencies.ShouldHaveSingleItem();
        here.Lists.Select(l => l.Seats).ShouldBe([3, 2, 1, 0]); // 2 and 7,500 · 1 and 8,500 · 5,500 · 2,500
        here.Allocations[0].Steps.OfType<QuotaStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(q => q.Basis.ShouldBe(60_000), q => q.Value.ShouldBe(10_000));
    }

    [Fact]
    public void Without_the_number_of_voters_every_possible_one_is_tried()
    {
        var here = Allot(ContestKind.RegionalCouncil, Polling2021, 3, null, 30_000, 20_000, 14_000).Constituencies[0];
        here.State.ShouldBe(SeatState.IndependentOfRegistered);
        here.Lists.Select(l => l.Seats).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public void In_2015_a_region_drops_lists_below_six_percent_and_divides_by_the_votes_that_are_left()
    {
        var here = Allot(ContestKind.RegionalCouncil, Polling2015, 5, 110_000, 52_000, 32_000, 10_100, 5_900).Constituencies[0];
        here.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(3, SeatState.Elected), (2, SeatState.Elected), (0, SeatState.Elected), (0, SeatState.Threshold)]);
    }

    [Fact]
    public void In_a_small_commune_the_first_is_elected_and_equal_votes_wait_for_birth_dates()
    {
        Allot(ContestKind.CommunalSeat, Polling2021, 1, 900, 400, 399).Constituencies[0].Lists.Select(l => l.Seats).ShouldBe([1, 0]);
        Allot(ContestKind.CommunalSeat, Polling2021, 1, 900, 400, 400).Constituencies[0].State.ShouldBe(SeatState.TieNeedsBirthDates);
    }

    [Theory]
    [InlineData(ContestKind.CommunalList, 2015, "threshold and quotient of communes")]
    [InlineData(ContestKind.ProvincialCouncil, 2015, "third rounded up")]
    [InlineData(ContestKind.ProvincialCouncil, 2021, "third rounded up")]
    [InlineData(ContestKind.Communal, 2021, "by a decree")]
    public void What_nobody_read_is_refused_and_the_question_named(ContestKind kind, int year, string question)
    {
        var day = year == 2015 ? Polling2015 : Polling2021;
        foreach (var law in (string?[])[null, $"ma-councils-{year}"])
        {
            var refusal = AllocateSeats.Run("x", DataOf(kind, day, law, 5, 1_000, 500, 300)).Refusals.ShouldHaveSingleItem();
            refusal.Code.ShouldBe(law is null ? "no-law" : "law-silent");
            Morocco.Say(refusal.Message).ShouldContain(question);
        }
    }

    [Fact]
    public void The_house_of_2002_is_refused_with_its_question() =>
        Morocco.Say(AllocateSeats.Run("ma-house-2002-local", Morocco.Data).Refusals[0].Message).ShouldContain("the text of 2002 was not read");

    private static SeatTable Allot(ContestKind kind, DateOnly day, int seats, long? voters, params long[] votes) =>
        AllocateSeats.Run("x", DataOf(kind, day, LawRegistry.InForce("MA", kind, day)!.Id, seats, voters, votes)).Value;

    private static ElectoralData DataOf(ContestKind kind, DateOnly day, string? law, int seats, long? voters, params long[] votes)
    {
        var named = new Names("س", "x", "x", null);
        var place = new Place(0, "P", PlaceLevel.Region, null, named, false, null, null, null, null, null);
        var contest = new Contest("x", "MA", named, day, kind, law, PlaceLevel.Region, null, ResultStatus.Proclaimed, true, "test");
        var results = new ContestResults(
            contest, [place], [.. votes.Select((_, i) => new ElectoralList($"L{i}", named, i))], [.. votes.Select(v => (long?)v)], new int?[votes.Length], [new(seats, null, voters, null, null, null)]);
        return new ElectoralData("1", new Atlas([place]), [results], [], ShapeCatalogue.Empty);
    }
}
