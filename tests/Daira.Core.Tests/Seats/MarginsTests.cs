using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

public class MarginsTests
{
    private static readonly int Tried = Case.Many(4_000, 40);

    public static TheoryData<string> Methods => [.. Case.Methods.Where(m => m != "quota-method")];

    [Fact]
    public void The_quota_method_has_no_closed_form_and_says_so_for_one_list_as_for_all()
    {
        var tally = new Tally(5, [new ListTally("A", 60), new ListTally("B", 40)]);
        var rule = new SeatRule(new QuotaMethod());
        var one = Margins.Of(Allocator.Allocate(rule, tally), "B");
        one.ToGain.Reason.ShouldBe(MarginReason.NotModelled);
        one.ShouldBe(Margins.Of(rule, tally)[1]);
    }

    /// <summary>Every number of votes below the margin is tried: none moves the seat; the margin does.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Margins_are_the_fewest_votes_that_a_re_run_confirms(string method)
    {
        var random = new Random(404);
        for (var n = 0; n < Case.Many(200, 3); n++)
        {
            var contest = Case.Draw(random, method);
            if (contest.Votes.Sum() < 2_000)
            {
                Prove(contest);
            }
        }
    }

    /// <summary>The shared table and the list-by-list search are two ways to the same numbers.</summary>
    [Fact]
    public void Table_and_search_agree()
    {
        var random = new Random(92);
        var (compared, unknown) = (0, 0);
        for (var n = 0; n < Case.Many(8_000, 60); n++)
        {
            var contest = Case.Draw(random, "hare");
            var (rule, tally) = (contest.Rule, contest.Tally);
            if (random.Next(3) > 0)
            {
                contest = contest with { Threshold = null, Candidates = new int?[contest.Votes.Length], Seats = random.Next(2, 6) };
                (rule, tally) = (contest.Rule, contest.Tally);
                rule = rule with { Method = new LargestRemainder(Quota.OfRegistered) };
                tally = tally with { Registered = random.Next(3) > 0 ? null : tally.ListVotes + random.NextInt64(3 * tally.ListVotes), RegisteredAtLeast = random.Next(4) > 0 ? tally.ListVotes * random.Next(10, 40) / 10 : null };
            }

            if (MarginTable.Try(rule, tally) is { } table)
            {
                table.ShouldBe(Margins.Search(rule, tally), $"{contest} registered={tally.Registered} at least {tally.RegisteredAtLeast}");
                compared++;
                unknown += tally.Registered is null ? 1 : 0;
            }
        }

        compared.ShouldBeGreaterThan(Case.Many(2_000, 5));
        unknown.ShouldBeGreaterThan(Case.Many(200, 0));
    }

    [Theory]
    [InlineData("dhondt")]
    [InlineData("sainte-lague")]
    [InlineData("modified-sainte-lague")]
    [InlineData("imperiali")]
    [InlineData("danish")]
    public void Bids_at_hand_and_the_search_agree(string method)
    {
        var random = new Random(93);
        var compared = 0;
        for (var n = 0; n < Case.Many(4_000, 40); n++)
        {
            var contest = Case.Draw(random, method);
            contest = contest with { Threshold = null, Candidates = new int?[contest.Votes.Length] };
            var tally = contest.Tally with { Registered = random.Next(2) == 0 ? null : contest.Votes.Sum() + random.Next(200) };
            if (MarginTable.Try(contest.Rule, tally) is { } table)
            {
                table.ShouldBe(Margins.Search(contest.Rule, tally), $"{contest} registered={tally.Registered}");
                compared++;
            }
        }

        compared.ShouldBeGreaterThan(Case.Many(1_500, 5));
    }

    /// <summary>Every way to spread fewer votes over two contests is tried: none moves a seat; the figure does.</summary>
    [Theory]
    [InlineData("hare")]
    [InlineData("droop")]
    [InlineData("dhondt")]
    [InlineData("registered")]
    public void Over_contests_no_spread_of_fewer_votes_moves_a_seat(string method)
    {
        var random = new Random(77);
        var proved = 0;
        for (var n = 0; n < Case.Many(600, 20); n++)
        {
            var rule = new SeatRule(AllocationMethod.ByName(method) ?? new LargestRemainder(Quota.OfRegistered));
            Allocation[] contests = [Small(rule, random), Small(rule, random)];
            foreach (var list in (string[])["A", "B", "C"])
            {
                var margin = MarginsOverContests.Of(list, contests);
                proved += ProveSpread(contests, list, margin.ToGain, +1) + ProveSpread(contests, list, margin.ToLose, -1);
            }
        }

        proved.ShouldBeGreaterThan(Case.Many(600, 20));
    }

    [Fact]
    public void Over_contests_a_doubt_that_could_be_nearer_is_said()
    {
        var rule = new SeatRule(new LargestRemainder(Quota.Hare));
        var clear = Allocator.Allocate(rule, new Tally(3, [new("A", 100), new("B", 60), new("C", 20)]));
        var tied = Allocator.Allocate(rule, new Tally(1, [new("A", 50), new("B", 50), new("C", 1)]));
        var missing = Allocator.Allocate(rule, new Tally(1, [new("A", 50), new("B", 49)]) { ListsComplete = false });

        var alone = MarginsOverContests.Of("B", [clear]).ToGain;
        alone.AtMost.ShouldBe(alone.Figure.Votes);
        foreach (var doubt in (Allocation[])[tied, missing])
        {
            var gain = MarginsOverContests.Of("B", [doubt, clear]).ToGain;
            gain.Figure.ShouldBe(new MarginFigure(null, MarginReason.Open));
            gain.AtMost.ShouldBe(alone.Figure.Votes);
            gain.Contests.ShouldBe([1]);
        }

        // C is far from a seat where A and B are level: that doubt does not touch it.
        MarginsOverContests.Of("C", [tied, clear]).ToGain.Figure.Votes.ShouldBe(MarginsOverContests.Of("C", [clear]).ToGain.Figure.Votes);
        MarginsOverContests.Of("C", [tied, clear]).ToLose.Figure.Reason.ShouldBe(MarginReason.NothingToLose);
        MarginsOverContests.Of("D", [tied, clear]).ToGain.ShouldSatisfyAllConditions(f => f.Figure.Votes.ShouldBeNull(), f => f.Contests.ShouldBeEmpty());
        MarginsOverContests.Of("A", [Allocator.Allocate(new SeatRule(new QuotaMethod()), clear.Tally), clear]).ToGain.Figure.Reason.ShouldBe(MarginReason.NotModelled);
        MarginsOverContests.OthersMoved(clear, "C", 60).ShouldBe([new SeatMove("A", 2, 1)]);
    }

    /// <summary>80 voted, turnout a half: 160 registered or more. A second seat takes 71 votes more at 160 registered, more at every larger roll.</summary>
    [Theory]
    [InlineData(5, true)]
    [InlineData(60, true)]
    [InlineData(71, true)]
    [InlineData(72, false)]
    [InlineData(90, false)]
    public void Over_contests_an_unknown_roll_matters_only_where_fewer_votes_could_move_a_seat(long elsewhere, bool known)
    {
        var rule = new SeatRule(new LargestRemainder(Quota.OfRegistered));
        var unknown = Allocator.Allocate(rule, new Tally(2, [new("A", 40), new("B", 30), new("C", 10)]) { Turnout = 0.5m });
        var other = Allocator.Allocate(rule, new Tally(1, [new("A", 10), new("B", 10 + elsewhere - 1)]) { Registered = 1_000_000 });
        Margins.Of(unknown, "A").ToGain.Reason.ShouldBe(MarginReason.DependsOnRegistered);
        var gain = MarginsOverContests.Of("A", [unknown, other]).ToGain;
        gain.ShouldSatisfyAllConditions(g => g.AtMost.ShouldBe(elsewhere), g => g.Contests.ShouldBe([1]));
        gain.Figure.ShouldBe(known ? new MarginFigure(elsewhere, MarginReason.Known) : new MarginFigure(null, MarginReason.DependsOnRegistered));
        MarginsOverContests.Of("A", [unknown]).ToGain.ShouldSatisfyAllConditions(g => g.Figure.Reason.ShouldBe(MarginReason.DependsOnRegistered), g => g.AtMost.ShouldBeNull());
        MarginsOverContests.Of("A", [unknown, other]).ToLose.Figure.Votes.ShouldBe(31);
        MarginsOverContests.Of("C", [unknown]).ToLose.Figure.Reason.ShouldBe(MarginReason.NothingToLose);
    }

    [Fact]
    public void Over_contests_nothing_is_nearer_than_one_vote_and_a_doubt_beside_it_does_not_matter()
    {
        var rule = new SeatRule(new LargestRemainder(Quota.Hare));
        var tied = Allocator.Allocate(rule, new Tally(1, [new("A", 50), new("B", 50)]));
        var near = Allocator.Allocate(rule, new Tally(1, [new("A", 50), new("B", 50), new("C", 51)]));
        MarginsOverContests.Of("C", [near, tied]).ToLose.Figure.Votes.ShouldBe(2);
        var gain = MarginsOverContests.Of("A", [tied, Allocator.Allocate(rule, new Tally(2, [new("A", 50), new("B", 50), new("C", 51)]))]).ToGain;
        (gain.Figure.Reason, gain.AtMost).ShouldBe((MarginReason.Open, null));
        var one = Allocator.Allocate(rule, new Tally(1, [new("A", 50), new("B", 50)]), new(["B", "A"], "minutes"));
        var everyone = Allocator.Allocate(rule, new Tally(1, [new("A", 30), new("B", 50)]) { Registered = 80 });
        MarginsOverContests.Of("A", [everyone]).ToGain.ShouldSatisfyAllConditions(g => g.Figure.Reason.ShouldBe(MarginReason.OutOfReach), g => g.Contests.ShouldBeEmpty());
        MarginsOverContests.Of("B", [everyone]).ToGain.Figure.Reason.ShouldBe(MarginReason.NothingToGain);
        MarginsOverContests.Of("B", [everyone, Allocator.Allocate(rule, new Tally(1, [new("B", 30), new("A", 50)]) { Registered = 80 })]).ToGain.Figure.Reason.ShouldBe(MarginReason.OutOfReach);
        MarginsOverContests.Of("A", [tied, one]).ToGain.ShouldSatisfyAllConditions(g => g.Figure.ShouldBe(new MarginFigure(1, MarginReason.Known)), g => g.Contests.ShouldBe([1]));
    }

    /// <summary>At every roll that is possible the contest is drawn before and after: the doubt is said where one of them moves a seat with fewer votes, and only there.</summary>
    [Fact]
    public void Over_contests_an_unknown_roll_is_a_doubt_exactly_where_some_roll_moves_a_seat_sooner()
    {
        var random = new Random(78);
        var rule = new SeatRule(new LargestRemainder(Quota.OfRegistered));
        var (doubts, certain) = (0, 0);
        for (var n = 0; n < Case.Many(300, 60); n++)
        {
            var lists = (string[])["A", "B", "C"];
            var unknown = Allocator.Allocate(rule, new Tally(random.Next(2, 5), [.. lists.Select(code => new ListTally(code, random.Next(1, 14)))]) { Turnout = 0.5m, TurnoutDecimals = 1 });
            var known = Allocator.Allocate(rule, new Tally(random.Next(1, 4), [.. lists.Select(code => new ListTally(code, random.Next(1, 14)))]) { Registered = 200 });
            foreach (var list in lists)
            {
                var (here, over) = (Margins.Of(unknown, list), MarginsOverContests.Of(list, [unknown, known]));
                Compare(unknown, list, here.ToGain, over.ToGain, +1);
                Compare(unknown, list, here.ToLose, over.ToLose, -1);
            }
        }

        doubts.ShouldBeGreaterThan(5);
        certain.ShouldBeGreaterThan(5);

        void Compare(Allocation contest, string list, MarginFigure here, FigureOverContests over, int sign)
        {
            if (here.Reason == MarginReason.DependsOnRegistered && over.AtMost is { } least)
            {
                var sooner = SomeRollMoves(contest, list, sign, least - 1);
                over.Figure.Reason.ShouldBe(sooner ? MarginReason.DependsOnRegistered : MarginReason.Known, $"{list} {sign} {least} of {string.Join(' ', contest.Tally.Lists.Select(l => l.Votes))}, {contest.Tally.Seats} seats");
                (doubts, certain) = sooner ? (doubts + 1, certain) : (doubts, certain + 1);
            }
        }
    }

    private static bool SomeRollMoves(Allocation contest, string list, int sign, long votes)
    {
        var (rule, i) = (contest.Rule, contest.Tally.IndexOf(list));
        var moved = Margins.WithVotes(contest.Tally, list, sign < 0 ? -Math.Min(votes, contest.Tally.Lists[i].Votes) : votes);
        var step = contest.Steps.OfType<UnknownBasisStep>().Single();
        for (var roll = step.AtLeast; roll <= Math.Max(step.AtLeast, (contest.Tally.ListVotes + votes) * contest.Tally.Seats) + 2; roll++)
        {
            var (before, after) = (Allocator.Draw(rule, contest.Tally with { Registered = roll }, null, null), Allocator.Draw(rule, moved with { Registered = roll }, null, null));
            if (sign > 0 ? after.AtLeast[i] > before.AtLeast[i] : after.AtLeast[i] + after.Open[i] < before.AtLeast[i] + before.Open[i])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>No more votes are added than a sum of votes may hold.</summary>
    [Fact]
    public void Beyond_the_greatest_sum_of_votes_every_seat_is_out_of_reach()
    {
        var rule = new SeatRule(new HighestAverages(Divisors.DHondt));
        Tally Of(long a, long b) => new(3, [new("A", a), new("B", b)]);
        const long half = MarginSearch.Ceiling / 2;
        Margins.Of(rule, Of(half + 1, half)).Select(m => m.ToGain.Reason).ShouldBe([MarginReason.OutOfReach, MarginReason.OutOfReach]);
        Margins.Of(rule, Of(half - 10, half - 20))[1].ToGain.Votes.ShouldBe(11);
        Margins.Of(rule, Of(half, half - 20))[1].ToGain.Votes.ShouldBe(21); // all that are left
        Margins.Of(rule, Of(half + 10, half - 20))[1].ToGain.Reason.ShouldBe(MarginReason.OutOfReach);
    }

    private static Allocation Small(SeatRule rule, Random random)
    {
        var tally = new Tally(random.Next(2, 5), [.. ((string[])["A", "B", "C"]).Select(code => new ListTally(code, random.Next(1, 14)))]);
        return Allocator.Allocate(rule, rule.Method is LargestRemainder { Quota.Basis: QuotaBasis.Registered } && random.Next(2) == 0
            ? tally with { Turnout = 0.5m, TurnoutDecimals = 1 }
            : tally with { Registered = tally.ListVotes + random.Next(60) });
    }

    private static int ProveSpread(Allocation[] contests, string list, FigureOverContests figure, int sign)
    {
        if (figure.Figure.Votes is not { } votes)
        {
            return 0;
        }

        figure.Contests.All(c => Moves(Shifted(contests[c], votes)!, contests[c])).ShouldBeTrue();
        for (var first = 0L; first < votes; first++)
        {
            var (here, there) = (Shifted(contests[0], first), Shifted(contests[1], votes - 1 - first));
            (here is null || there is null || !Moves(here, contests[0]) && !Moves(there, contests[1])).ShouldBeTrue($"{list} {sign} {first}+{votes - 1 - first}");
        }

        return 1;

        ListSeats? Shifted(Allocation contest, long by) =>
            contest[list].Votes + (sign * by) < 0 || contest.Tally.ListVotes + (sign * by) < 1 || contest.Tally.Registered < contest.Tally.ListVotes + (sign * by)
                ? null
                : Allocator.Allocate(contest.Rule, Margins.WithVotes(contest.Tally, list, sign * by))[list];

        bool Moves(ListSeats moved, Allocation from) => sign > 0 ? moved.AtLeast > from[list].AtMost : moved.AtMost < from[list].AtLeast;
    }

    private static void Prove(Case contest)
    {
        var (rule, tally) = (contest.Rule, contest.Tally);
        var now = Allocator.Allocate(rule, tally);
        foreach (var (i, margin) in Margins.Of(rule, tally).Index())
        {
            if (now.Lists[i].Seats is not { } seats)
            {
                margin.ToGain.Reason.ShouldBe(MarginReason.Open);
                continue;
            }

            if (margin.ToGain.Reason != MarginReason.NothingToGain)
            {
                // Beyond so many votes only the two numbers beside the answer are tried.
                var found = Enumerable.Range(1, Tried).Cast<int?>().FirstOrDefault(x => After(rule, tally, i, x!.Value).AtLeast >= seats + 1);
                if (found is null && margin.ToGain.Votes > Tried)
                {
                    After(rule, tally, i, margin.ToGain.Votes.Value).AtLeast.ShouldBeGreaterThan(seats, $"{contest}: gain of {margin.List}");
                    After(rule, tally, i, margin.ToGain.Votes.Value - 1).AtLeast.ShouldBe(seats, $"{contest}: gain of {margin.List}");
                    continue;
                }

                margin.ToGain.Votes.ShouldBe(found, $"{contest}: gain of {margin.List}");
            }

            if (seats > 0)
            {
                var most = (int)Math.Min(tally.Lists[i].Votes, tally.ListVotes - 1);
                var found = Enumerable.Range(1, Math.Max(0, most)).Cast<int?>().FirstOrDefault(y => After(rule, tally, i, -y!.Value).AtMost < seats);
                margin.ToLose.Votes.ShouldBe(found, $"{contest}: loss of {margin.List}");
            }
        }
    }

    private static (int AtLeast, int AtMost) After(SeatRule rule, Tally tally, int i, long votes)
    {
        var draft = Allocator.Draw(rule, Margins.WithVotes(tally, tally.Lists[i].Code, votes), null, null);
        return (draft.AtLeast[i], draft.AtLeast[i] + draft.Open[i]);
    }
}
