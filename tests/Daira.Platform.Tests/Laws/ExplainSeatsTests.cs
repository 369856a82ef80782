using Daira.Core.Seats;
using Daira.Elections.Laws;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Laws;

public sealed class ExplainSeatsTests
{
    [Fact]
    public void Sefrou_2016_reads_like_a_calculation_on_paper()
    {
        var explained = ExplainSeats.Run("ma-house-2016-local", "552", Morocco.Data).Value;
        var said = explained.Steps.Select(s => Morocco.Say(s)).ToArray();
        var lists = explained.Seats.Lists;
        var valid = lists.Sum(l => l.Votes!.Value);
        var eligible = lists.Where(l => l.Votes * 100 >= valid * 3).Sum(l => l.Votes!.Value);
        said[0].ShouldBe($"Votes of the lists: {valid:N0}; lists: {lists.Count}; seats: 3.");
        said.ShouldContain(s => s.StartsWith($"Quotient: {eligible:N0} (votes of the lists that take part) ÷ 3 = {eligible / 3:N0}", StringComparison.Ordinal));
        said[^1].ShouldBe("Outcome: MP 1 · USFP 1 · PJD 1.");
    }

    [Theory]
    [InlineData("ma-house-2007-local")]
    [InlineData("ma-house-2011-local")]
    [InlineData("ma-house-2016-local")]
    [InlineData("ma-house-2016-national")]
    [InlineData("ma-house-2021-local")]
    [InlineData("ma-house-2021-regional")]
    public void Every_step_of_every_constituency_has_words_in_three_languages(string contest)
    {
        foreach (var constituency in AllocateSeats.Run(contest, Morocco.Data).Value.Constituencies)
        {
            var steps = ExplainSeats.Run(contest, constituency.Place.Code, Morocco.Data).Value.Steps;
            steps.ShouldNotBeEmpty();
            foreach (var language in (string[])["ar", "fr", "en"])
            {
                steps.ShouldAllBe(s => Morocco.Say(s, language).Length > 0);
            }
        }
    }

    [Fact]
    public void Where_the_outcome_depends_on_registered_voters_every_range_is_told_without_a_gap()
    {
        var table = AllocateSeats.Run("ma-house-2021-regional", Morocco.Data).Value;
        foreach (var region in table.Constituencies.Where(c => c.State == SeatState.RegisteredMissing))
        {
            var ranges = region.Allocations[0].Ranges;
            ranges.Zip(ranges.Skip(1)).ShouldAllBe(pair => pair.First.To + 1 == pair.Second.From);
            ranges[^1].To.ShouldBeNull();
            var steps = ExplainSeats.Run("ma-house-2021-regional", region.Place.Code, Morocco.Data).Value.Steps;
            steps.Count(s => s.Id is "explain.range" or "explain.range.open").ShouldBe(ranges.Count);
            steps[^1].Id.ShouldBe("explain.end.open");
        }
    }

    [Fact]
    public void A_difference_is_said_at_the_end()
    {
        var table = AllocateSeats.Run("ma-house-2007-local", Morocco.Data).Value;
        var place = table.Differences.First(d => d.List.Code == "PFC").Place.Code;
        ExplainSeats.Run("ma-house-2007-local", place, Morocco.Data).Value.Steps.Select(s => Morocco.Say(s))
            .ShouldContain("PFC: computed 1, proclaimed 0.");
    }

    [Fact]
    public void An_unknown_constituency_is_refused() =>
        ExplainSeats.Run("ma-house-2016-local", "1", Morocco.Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe("unknown-constituency");
}
