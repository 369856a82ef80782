using Daira.Elections.Scenarios;
using Daira.Foundation;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Scenarios;

/// <summary>The simulation held against what happened, on the tables that ship with the program.</summary>
public sealed class BackTestTests
{
    private static readonly BackTestedContest House2021 = Run("ma-house-2021-local").Value;
    private static readonly BackTestedContest House2016 = Run("ma-house-2016-local").Value;

    [Fact]
    public void A_contest_is_forecast_from_the_one_before_with_shocks_it_did_not_contribute_to()
    {
        (House2021.From.Id, House2021.ShocksBefore.Id, House2021.ShocksAfter.Id).ShouldBe(("ma-house-2016-local", "ma-house-2011-local", "ma-house-2016-local"));
        House2021.WasKnowable.ShouldBeTrue();
        (House2016.From.Id, House2016.ShocksBefore.Id, House2016.ShocksAfter.Id).ShouldBe(("ma-house-2011-local", "ma-house-2016-local", "ma-house-2021-local"));
        House2016.WasKnowable.ShouldBeFalse();
        BackTestContest.Scorable(Morocco.Data).Select(c => c.Id).ShouldBe(["ma-house-2021-local", "ma-house-2016-local"]);
    }

    [Fact]
    public void Seats_in_fact_are_those_proclaimed()
    {
        foreach (var test in new[] { House2016, House2021 })
        {
            foreach (var score in test.Seats)
            {
                (score.Test.Lists.Sum(l => l.Seats) + test.Newcomers.Sum(l => l.Seats)).ShouldBe(305);
                score.Test.Lists.Sum(l => l.Mean).ShouldBe(305, 1e-6);
            }
        }

        Seats(House2021.Seats[0], "PJD").Seats.ShouldBe(4);
        Seats(House2016.Seats[0], "PJD").Seats.ShouldBe(98);
    }

    [Fact]
    public void Where_nobody_published_the_rolls_both_ends_are_scored()
    {
        House2016.Seats.Select(s => s.Rolls).ShouldBe([UnknownRolls.Unknown]);
        House2021.Seats.Select(s => s.Rolls).ShouldBe([UnknownRolls.Lowest, UnknownRolls.Highest]);

        // A quotient that hardly anybody fills spreads seats over more lists.
        Seats(House2021.Seats[1], "PJD").Mean.ShouldBeLessThan(Seats(House2021.Seats[0], "PJD").Mean - 2);
    }

    [Fact]
    public void What_nobody_foresaw_is_named()
    {
        Seats(House2021.Seats[0], "PJD").ShouldSatisfyAllConditions(l => l.Most.Holds(l.Seats).ShouldBeFalse(), l => l.Mean.ShouldBeGreaterThan(60));
        House2021.Shares.Country.Single(s => s.List.Code == "PJD").ShouldSatisfyAllConditions(
            s => s.Actual.ShouldBeInRange(0.03, 0.06),
            s => s.Holds(2).ShouldBeFalse());
        House2021.Shares.Missed.ShouldNotBeEmpty();
        House2021.Shares.Missed.Select(s => s.Beyond).ShouldBeInOrder(SortDirection.Descending);
        House2021.Seats[0].Surprises.ShouldAllBe(s => s.Chance < BackTestContest.Surprise);
    }

    [Fact]
    public void Wider_intervals_hold_no_less()
    {
        foreach (var coverage in new[] { House2016, House2021 }.SelectMany(t => new[] { t.Shares.CoverageInCountry, t.Shares.CoverageInPlaces }))
        {
            (coverage.Half <= coverage.FourFifths && coverage.FourFifths <= coverage.Most).ShouldBeTrue();
            coverage.Most.ShouldBeInRange(0.5, 1);
        }

        foreach (var test in new[] { House2016, House2021 })
        {
            TestContext.Current.SendDiagnosticMessage("{0}: seats {1}; shares in the country {2}; in {3} pairs {4}; {5} missed; {6} surprises; newcomers {7}",
                test.Contest.Id, string.Join(" | ", test.Seats.Select(s => $"{s.Rolls} {s.Test.Coverage}")), test.Shares.CoverageInCountry, test.Shares.Places, test.Shares.CoverageInPlaces,
                test.Shares.Missed.Count, test.Seats[0].Surprises.Count, string.Join(' ', test.Newcomers.Select(l => $"{l.List.Code} {l.Seats}")));
        }
    }

    [Theory]
    [InlineData("ma-house-2011-local", "simulate-no-earlier")]
    [InlineData("ma-house-2021-regional", "simulate-no-earlier")]
    [InlineData("ma-house-2016-national", "simulate-nationwide")]
    [InlineData("ma-communal-2021", "no-law")]
    [InlineData("nothing", "unknown-contest")]
    public void What_cannot_be_scored_is_refused(string contest, string code) => Run(contest).Refusals[0].Code.ShouldBe(code);

    private static Core.Simulation.BackTestedList Seats(SeatScore score, string list) => score.Test.Lists.Single(l => l.List == list);

    private static Outcome<BackTestedContest> Run(string contest) => BackTestContest.Run(contest, 2, Morocco.Data, TestContext.Current.CancellationToken);
}
