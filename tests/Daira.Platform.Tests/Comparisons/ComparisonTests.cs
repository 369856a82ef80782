using Daira.Elections;
using Daira.Elections.Comparisons;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Comparisons;

public class ComparisonTests
{
    private static readonly ElectoralData Data = Morocco.Data;

    private static readonly Comparison House = new("ma-house-2021-local", "ma-house-2016-local");

    [Fact]
    public void The_finest_level_that_both_allow_is_taken_and_every_figure_of_it_is_of_the_tables()
    {
        var answer = Ask(House);
        (answer.Level, answer.Places.Count, answer.Before.Id, answer.After.Id).ShouldBe((PlaceLevel.Constituency, 92, "ma-house-2016-local", "ma-house-2021-local"));
        var (before, after) = (Data.Find("ma-house-2016-local")!, Data.Find("ma-house-2021-local")!);
        for (var l = 0; l < answer.Lists.Count; l++)
        {
            var (b, a) = (before.ColumnOf(answer.Lists[l].Id), after.ColumnOf(answer.Lists[l].Id));
            foreach (var place in answer.Places)
            {
                place.Figures[l].VotesBefore.ShouldBe(b < 0 ? null : before.Votes(before.RowOf(place.Place!.Code), b));
                place.Figures[l].VotesAfter.ShouldBe(a < 0 ? null : after.Votes(after.RowOf(place.Place!.Code), a));
            }

            answer.Whole.Figures[l].VotesAfter.ShouldBe(answer.Places.Sum(p => p.Figures[l].VotesAfter) is var sum && a >= 0 ? sum : null);
        }
    }

    /// <summary>All votes add to one on either side, so what lists win is what lists lose.</summary>
    [Fact]
    public void Gains_and_losses_of_all_lists_are_twice_the_volatility()
    {
        foreach (var place in Ask(House).Places.Append(Ask(House).Whole))
        {
            var moved = place.Figures.Sum(f => Math.Abs((f.ShareAfter ?? 0) - (f.ShareBefore ?? 0)));
            Math.Abs((moved / 2) - place.Volatility!.Total.Truncate(15)).ShouldBeLessThan(1e-12m);
        }
    }

    [Theory]
    [InlineData("ma-house-2011-local", "ma-house-2007-local", PlaceLevel.Constituency, "composition-unknown not-comparable")]
    [InlineData("ma-house-2011-local", "ma-house-2007-local", PlaceLevel.Region, "composition-unknown not-comparable")]
    [InlineData("ma-house-2007-local", "ma-house-2002-local", PlaceLevel.Constituency, "not-comparable composition-unknown")]
    [InlineData("ma-house-2021-local", "ma-house-2016-local", PlaceLevel.Commune, "below-own-level")]
    [InlineData("ma-communal-2021", "ma-house-2021-local", PlaceLevel.Commune, "below-own-level")]
    public void What_the_data_do_not_allow_is_refused_with_the_reason(string contest, string against, PlaceLevel level, string codes)
    {
        var refused = CompareContests.Run(new Comparison(contest, against) { Level = level }, Data);
        refused.IsDone.ShouldBeFalse();
        refused.Refusals.ShouldAllBe(r => codes.Split(' ', StringSplitOptions.None).Contains(r.Code));
    }

    [Theory]
    [InlineData("ma-house-2011-local", "ma-house-2007-local", PlaceLevel.Country)]
    [InlineData("ma-house-2021-local", "ma-house-2011-local", PlaceLevel.Province)]
    [InlineData("ma-house-2021-local", "ma-house-2011-local", PlaceLevel.Region)]
    [InlineData("ma-communal-2021", "ma-house-2021-local", PlaceLevel.Constituency)]
    [InlineData("ma-communal-2021", "ma-house-2016-local", PlaceLevel.Region)]
    public void Its_permitted_twin_is_answered(string contest, string against, PlaceLevel level)
    {
        var asked = CompareContests.Run(new Comparison(contest, against) { Level = level }, Data);
        asked.IsDone.ShouldBeTrue(string.Join(' ', asked.Refusals.Select(r => r.Code)));
        asked.Value.Level.ShouldBe(level);
        asked.Value.Whole.Volatility.ShouldNotBeNull();
    }

    [Fact]
    public void Two_contests_of_unknown_constituencies_are_compared_over_the_whole_country_by_themselves()
    {
        var answer = Ask(new Comparison("ma-house-2007-local", "ma-house-2002-local"));
        (answer.Level, answer.Places.Count).ShouldBe((PlaceLevel.Country, 0));
        answer.Spreads.Any(s => s.Before.Most is not null && s.After.Most is not null).ShouldBeTrue("nationalisation is over each contest's own constituencies");
    }

    [Fact]
    public void A_merger_is_one_list_and_moves_no_vote_of_its_own()
    {
        var apart = Ask(House);
        var merged = Ask(House with { Successions = [new(["FGD"], ["AFG"])] });
        merged.Lists.Single(l => l.Id == "AFG").Before.Select(l => l.Code).ShouldBe(["FGD"]);
        merged.Lists.ShouldNotContain(l => l.Id == "FGD");
        merged.InOneOnly.Count().ShouldBe(apart.InOneOnly.Count() - 2);
        merged.Whole.Volatility!.Total.ShouldBeLessThan(apart.Whole.Volatility!.Total);
        merged.Whole.Before.Votes.ShouldBe(apart.Whole.Before.Votes);
        var position = merged.Lists.ToList().FindIndex(l => l.Id == "AFG");
        merged.Whole.Figures[position].Swing.ShouldNotBeNull();
    }

    [Fact]
    public void A_list_that_others_join_keeps_its_own_votes_before()
    {
        var merged = Ask(House with { Successions = [new(["FGD"], ["PPS"])] });
        merged.Lists.Single(l => l.Id == "PPS").Before.Select(l => l.Code).Order().ShouldBe(["FGD", "PPS"]);
    }

    [Fact]
    public void A_coalition_is_one_list_in_every_figure()
    {
        var apart = Ask(House);
        var together = Ask(House with { Successions = [new(["RNI", "PAM"], ["RNI", "PAM"])] });
        var position = together.Lists.ToList().FindIndex(l => l.Id == "RNI+PAM");
        position.ShouldBe(0);
        together.Whole.Figures[0].VotesAfter.ShouldBe(apart.Whole.Figures.Zip(apart.Lists).Where(x => x.Second.Id is "RNI" or "PAM").Sum(x => x.First.VotesAfter));
        together.Whole.After.EffectiveLists!.Value.ShouldBeLessThan(apart.Whole.After.EffectiveLists!.Value);
        together.Places.Count(p => p.After.Leader == 0).ShouldBeGreaterThan(apart.Places.Count(p => p.After.Leader is { } l && apart.Lists[l].Id is "RNI" or "PAM") - 1);
    }

    [Fact]
    public void Between_blocs_less_moves_than_between_lists()
    {
        var answer = Ask(House with { Blocs = [new("left", ["USFP", "PPS"]), new("other", ["RNI", "PAM", "UC"])] });
        answer.Blocs!.Total.ShouldBeLessThanOrEqualTo(answer.Whole.Volatility!.Total);
        answer.Lists.Single(l => l.Id == "USFP").Bloc.ShouldBe("left");
        answer.Lists.Single(l => l.Id == "PJD").Bloc.ShouldBeNull();
    }

    [Fact]
    public void Two_list_swing_is_half_of_what_one_won_and_the_other_lost()
    {
        var answer = Ask(House with { List = "RNI", Other = "PJD" });
        var (first, second) = (answer.Whole.Figures[answer.Shown], answer.Whole.Figures[answer.Other!.Value]);
        Math.Abs(((first.Swing!.Value - second.Swing!.Value) / 2) - answer.Whole.TwoLists!.Butler.Truncate(15)).ShouldBeLessThan(1e-12m);
    }

    /// <summary>Where everything is known the index is the one that the page of the contest shows.</summary>
    [Fact]
    public void Gallagher_and_effective_number_are_those_of_the_contests_own_page()
    {
        var own = Daira.Elections.Results.ContestIndices.Run("ma-house-2021-local", Data).Value.Indices;
        var after = Ask(House).Whole.After;
        after.Gallagher.ShouldBe(own.Gallagher);
        after.EffectiveLists.ShouldBe(own.EffectiveListsByVotes);
    }

    [Fact]
    public void What_is_not_known_is_null_and_said()
    {
        var answer = Ask(House);
        answer.Whole.After.Turnout.ShouldBeNull("turnout is published by constituency, the numbers behind it are not");
        answer.Places.ShouldAllBe(p => p.After.Turnout != null);
        var onlyAfter = answer.Lists.ToList().FindIndex(l => l.Id == "AFG");
        answer.Whole.Figures[onlyAfter].Swing.ShouldBeNull();
        answer.Notices.ShouldContain(n => n.Id == "compare.notice.in-one-only");
        var spread = answer.Spreads[onlyAfter].After;
        spread.Without.ShouldBe(29);
        spread.Least!.Value.ShouldBeLessThan(spread.Most!.Value);
    }

    [Theory]
    [InlineData("contest=ma-house-2021-local&against=ma-house-2016-local", null)]
    [InlineData("level=village", "unknown-level")]
    [InlineData("continues=A", "continues")]
    [InlineData("continues=>A", "continues")]
    [InlineData("together=A", "together")]
    [InlineData("bloc=A,B", "bloc")]
    public void Addresses_are_read_or_refused_by_name(string address, string? code)
    {
        var read = ComparisonQuery.Read(address.Split('&').Select(w => w.Split('=', 2)).Select(w => KeyValuePair.Create(w[0], w[1])), Data);
        read.Refusals.Select(r => r.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Fact]
    public void Reading_what_was_written_asks_the_same()
    {
        var asked = House with
        {
            Level = PlaceLevel.Region, Within = "3", List = "RNI", Other = "PAM",
            Successions = [new(["FGD", "PSU"], ["AFG"]), new(["UC", "PPS"], ["UC", "PPS"])], Blocs = [new("left", ["USFP", "PPS"])],
        };
        var words = ComparisonQuery.Write(asked).ToArray();
        ComparisonQuery.Write(ComparisonQuery.Read(words, Data).Value).ShouldBe(words);
    }

    [Theory]
    [InlineData("unknown-contest", "ma-house-1997-local", null, null, null)]
    [InlineData("same-contest", "ma-house-2021-local", null, null, null)]
    [InlineData("unknown-place", null, "99999", null, null)]
    [InlineData("list-nowhere", null, null, "XYZ", null)]
    [InlineData("unknown-list", null, null, null, "XYZ>RNI")]
    [InlineData("named-twice", null, null, null, "FGD>AFG FGD>RNI")]
    public void What_does_not_exist_or_contradicts_itself_is_refused(string code, string? against, string? within, string? list, string? continues)
    {
        var asked = House with
        {
            Against = against ?? House.Against,
            Within = within,
            List = list,
            Successions = [.. (continues ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('>')).Select(c => new Succession([c[0]], [c[1]]))],
        };
        CompareContests.Run(asked, Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void A_list_in_two_blocs_is_refused() =>
        CompareContests.Run(House with { Blocs = [new("a", ["RNI"]), new("b", ["RNI"])] }, Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe("two-blocs");

    [Fact]
    public void Inside_a_region_only_its_places_are_summed()
    {
        var whole = Ask(House);
        var parts = Data.Atlas.At(PlaceLevel.Region).Select(r => Ask(House with { Within = r.Code })).ToArray();
        parts.Sum(p => p.Places.Count).ShouldBe(whole.Places.Count);
        parts.Sum(p => p.Whole.After.Votes).ShouldBe(whole.Whole.After.Votes);
    }

    private static ComparisonAnswer Ask(Comparison asked) => CompareContests.Run(asked, Data) is { IsDone: true } answer
        ? answer.Value
        : throw new InvalidOperationException(string.Join(' ', CompareContests.Run(asked, Data).Refusals.Select(r => r.Code)));
}
