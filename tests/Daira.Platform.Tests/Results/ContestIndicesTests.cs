using Daira.Elections.Results;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Results;

public sealed class ContestIndicesTests
{
    [Theory]
    [InlineData("ma-house-2007-local", 295)]
    [InlineData("ma-house-2016-local", 305)]
    [InlineData("ma-house-2016-national", 90)]
    [InlineData("ma-house-2021-local", 305)]
    [InlineData("ma-house-2021-regional", 90)]
    public void They_are_the_formulas_over_national_votes_and_members_proclaimed(string contest, int seats)
    {
        var known = ContestIndices.Run(contest, Morocco.Data).Value;
        known.Seats.ShouldBe(seats);
        var results = Morocco.Data.Find(contest)!;
        var shares = results.Lists.Select((list, column) => (
            Votes: (double)Enumerable.Range(0, results.Places.Count).Sum(r => results.Votes(r, column) ?? 0) / known.Votes,
            Seats: (double)(results.National?.Proclaimed.GetValueOrDefault(list.Code) ?? Enumerable.Range(0, results.Places.Count).Sum(r => results.Proclaimed(r, column) ?? 0)) / seats)).ToArray();
        ((double)known.Indices.Gallagher).ShouldBe(Math.Sqrt(shares.Sum(s => (s.Votes - s.Seats) * (s.Votes - s.Seats)) / 2), 1e-9);
        ((double)known.Indices.LoosemoreHanby).ShouldBe(shares.Sum(s => Math.Abs(s.Votes - s.Seats)) / 2, 1e-9);
        ((double)known.Indices.EffectiveListsByVotes).ShouldBe(1 / shares.Sum(s => s.Votes * s.Votes), 1e-9);
        ((double)known.Indices.EffectiveListsBySeats).ShouldBe(1 / shares.Sum(s => s.Seats * s.Seats), 1e-9);
        known.Indices.Rose.ShouldBe(1 - known.Indices.LoosemoreHanby, 1e-11m);
    }

    [Theory]
    [InlineData("ma-house-2011-local", "votes-missing")]
    [InlineData("ma-communal-2021", "no-proclaimed-seats")]
    [InlineData("nothing", "unknown-contest")]
    public void Where_a_share_is_unknown_there_is_no_index(string contest, string code) =>
        ContestIndices.Run(contest, Morocco.Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void The_series_leaves_out_what_is_not_known() =>
        ContestIndices.Series(Morocco.Data.Find("ma-house-2021-local")!.Contest, Morocco.Data).Select(i => i.Contest.Id)
            .ShouldBe(["ma-house-2021-local", "ma-house-2016-local", "ma-house-2007-local"]);
}
