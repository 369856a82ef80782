using Daira.Core.Seats;

namespace Daira.Core.Tests.RealElections;

public class RealMargins
{
    [Fact]
    public void Margins_of_2016_hold_on_re_run_in_all_92_constituencies()
    {
        foreach (var (id, tally) in MoroccanHouse.Tallies(2016, "locale"))
        {
            Prove(MoroccanHouse.Rule2016, tally, id).ShouldBe(tally.Lists.Count);
        }
    }

    [Fact]
    public void Margins_of_2021_are_given_where_they_hold_for_every_possible_roll()
    {
        var known = 0;
        foreach (var (id, tally) in MoroccanHouse.Tallies(2021, "locale"))
        {
            known += Prove(MoroccanHouse.Rule2021, tally, id);
        }

        known.ShouldBeGreaterThan(1_000);
    }

    /// <summary>One seat more, or less, in the whole country: with the figure it moves; with one vote less in any one constituency it does not, whatever the roll.</summary>
    [Theory]
    [InlineData(2016)]
    [InlineData(2021)]
    public void A_seat_in_the_country_moves_with_the_fewest_votes_of_any_constituency_and_not_with_one_less(int year)
    {
        var rule = year == 2016 ? MoroccanHouse.Rule2016 : MoroccanHouse.Rule2021;
        var contests = MoroccanHouse.Tallies(year, "locale").ConvertAll(t => Allocator.Allocate(rule, t.Tally));
        var known = 0;
        foreach (var list in contests.SelectMany(c => c.Lists).Select(l => l.Code).Distinct())
        {
            var margin = MarginsOverContests.Of(list, contests);
            known += Prove(margin.ToGain, +1) + Prove(margin.ToLose, -1);

            int Prove(FigureOverContests figure, int sign)
            {
                foreach (var at in figure.Contests)
                {
                    var moved = Moved(contests[at], list, sign * figure.AtMost!.Value);
                    moved[list].Seats.ShouldBe(contests[at][list].Seats + sign);
                    MarginsOverContests.OthersMoved(contests[at], list, sign * figure.AtMost.Value).ShouldAllBe(m => m.List != list && moved[m.List].Seats == m.After && m.After != m.Before);
                }

                if (figure.Figure.Votes is not { } votes)
                {
                    return 0;
                }

                figure.Contests.ShouldNotBeEmpty();
                figure.AtMost.ShouldBe(votes);
                foreach (var contest in contests.Where(c => votes > 1 && c.Lists.Any(l => l.Code == list && l.Votes + (sign * (votes - 1)) >= 0)))
                {
                    Moved(contest, list, sign * (votes - 1))[list].ShouldSatisfyAllConditions(
                        l => (sign > 0 ? l.AtLeast : -l.AtMost).ShouldBeLessThanOrEqualTo(sign * contest[list].Seats!.Value, $"{year} {list} {sign}"));
                }

                return 1;
            }
        }

        known.ShouldBeGreaterThan(year == 2016 ? 30 : 20);
    }

    private static Allocation Moved(Allocation contest, string list, long votes) => Allocator.Allocate(contest.Rule, Margins.WithVotes(contest.Tally, list, votes));

    /// <summary>Not a benchmark: catches only a lost fast path.</summary>
    [Theory]
    [InlineData(2016)]
    [InlineData(2021)]
    public void All_margins_of_92_constituencies_take_about_a_millisecond(int year)
    {
        var tallies = MoroccanHouse.Tallies(year, "locale").ConvertAll(t => t.Tally);
        var rule = year == 2016 ? MoroccanHouse.Rule2016 : MoroccanHouse.Rule2021;
        var best = TimeSpan.MaxValue;
        for (var n = 0; n < 300; n++)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            tallies.ForEach(t => Margins.Of(rule, t));
            best = System.Diagnostics.Stopwatch.GetElapsedTime(start) is var time && time < best ? time : best;
        }

        TestContext.Current.SendDiagnosticMessage("margins of all lists {0}: {1:F2} ms", year, best.TotalMilliseconds);
        best.TotalMilliseconds.ShouldBeLessThan(100);
    }

    [Fact]
    public void Tetouan_2026_the_sixth_list_lacks_1485_votes()
    {
        long[] votes = [2455, 1420, 2561, 12834, 5077, 306, 11909, 9852, 1814, 1644, 3593, 1560, 220, 2144, 142, 7034, 109];
        var tally = new Tally(5, [.. votes.Select((v, i) => new ListTally($"{i + 1}", v))]) { Registered = 268_994 };
        var margins = Margins.Of(MoroccanHouse.Rule2021, tally).ToDictionary(m => m.List);
        margins["11"].ToGain.Votes.ShouldBe(5077 - 3593 + 1);
        margins["5"].ToLose.Votes.ShouldBe(5077 - 3593 + 1);
        // A second seat needs a full quota and a remainder above the last one that wins.
        margins["4"].ToGain.Votes!.Value.ShouldBeGreaterThan(53_798 - 12_834);
    }

    /// <returns>Lists with at least one margin known.</returns>
    private static int Prove(SeatRule rule, Tally tally, string place)
    {
        var known = 0;
        var now = Allocator.Allocate(rule, tally);
        foreach (var margin in Margins.Of(rule, tally))
        {
            var seats = now[margin.List].Seats!.Value;
            if (margin.ToGain.Votes is { } gain)
            {
                After(rule, tally, margin.List, gain).AtLeast.ShouldBe(seats + 1, $"{place} {margin.List} +{gain}");
                After(rule, tally, margin.List, gain - 1).AtLeast.ShouldBe(seats, $"{place} {margin.List} +{gain - 1}");
            }

            if (margin.ToLose.Votes is { } loss)
            {
                After(rule, tally, margin.List, -loss).AtMost.ShouldBe(seats - 1, $"{place} {margin.List} -{loss}");
                After(rule, tally, margin.List, -loss + 1).AtMost.ShouldBe(seats, $"{place} {margin.List} -{loss - 1}");
            }

            known += margin.ToGain.Votes is not null || margin.ToLose.Votes is not null ? 1 : 0;
        }

        return known;
    }

    private static ListSeats After(SeatRule rule, Tally tally, string list, long votes) =>
        Allocator.Allocate(rule, Margins.WithVotes(tally, list, votes))[list];
}
