using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

public class RulesTests
{
    private static readonly SeatRule Registered = new(new LargestRemainder(Quota.OfRegistered))
    {
        Ties = [TieCriterion.YoungestCandidate],
        OneSeatGoesToTheFirst = true,
        SingleList = new ShareThreshold(new Fraction(1, 5), QuotaBasis.Registered),
        CompareTruncatedQuotient = true,
    };

    [Fact]
    public void A_tie_at_the_boundary_goes_to_the_younger_candidate_then_to_lots()
    {
        var tally = Tally(2, 5000, ("A", 900), ("B", 500), ("C", 500));
        Allocator.Allocate(Registered, tally).State.ShouldBe(SeatState.TieNeedsBirthDates);

        var dated = tally with { Lists = [tally.Lists[0], Born(tally.Lists[1], 1980), Born(tally.Lists[2], 1990)] };
        var settled = Allocator.Allocate(Registered, dated);
        settled.State.ShouldBe(SeatState.Elected);
        settled["C"].Seats.ShouldBe(1);
        settled.Steps.OfType<TieStep>().Single().Criterion.ShouldBe(TieCriterion.YoungestCandidate);
        Allocator.Allocate(Registered with { Ties = [TieCriterion.OldestCandidate] }, dated)["B"].Seats.ShouldBe(1);

        var twins = tally with { Lists = [tally.Lists[0], Born(tally.Lists[1], 1980), Born(tally.Lists[2], 1980)] };
        var lots = Allocator.Allocate(Registered, twins);
        lots.State.ShouldBe(SeatState.DrawingOfLots);
        lots["B"].Seats.ShouldBeNull();
        lots["A"].Seats.ShouldBe(1);
        lots.Undecided.ShouldBe(1);
    }

    [Fact]
    public void A_recorded_drawing_resolves_and_is_kept_and_one_that_names_others_does_not()
    {
        var tally = Tally(2, 5000, ("A", 900), ("B", 500), ("C", 500));
        var drawn = Allocator.Allocate(Registered, tally, new(["C", "B"], "minutes of 9 September"));
        drawn["C"].Seats.ShouldBe(1);
        drawn["B"].Seats.ShouldBe(0);
        drawn.Decision!.Reference.ShouldBe("minutes of 9 September");
        Allocator.Allocate(Registered, tally, new(["A", "B"], "elsewhere")).State.ShouldBe(SeatState.TieNeedsBirthDates);
        Allocator.Allocate(Registered, Tally(2, 5000, ("A", 900), ("B", 501), ("C", 500)), new(["C", "B"], "unused")).Decision.ShouldBeNull();
    }

    [Theory]
    [InlineData(200, SeatState.Elected, 1)]
    [InlineData(199, SeatState.Threshold, 0)]
    public void A_single_list_needs_a_fifth_of_the_registered(long votes, SeatState state, int seats)
    {
        var house = Allocator.Allocate(Registered, Tally(1, 1000, ("A", votes)));
        house.State.ShouldBe(state);
        house["A"].Seats.ShouldBe(seats);
    }

    [Fact]
    public void A_single_list_and_an_unknown_roll_depends_on_five_times_its_votes()
    {
        var house = Allocator.Allocate(Registered, new Tally(1, [new ListTally("A", 200)]));
        house.State.ShouldBe(SeatState.RegisteredMissing);
        house.Ranges.Select(r => (r.From, r.To, r.Seats[0])).ShouldBe([(200L, 1000L, (int?)1), (1001L, null, 0)]);
        Allocator.Allocate(Registered, house.Tally with { RegisteredAtMost = 1_001 }).Ranges.Select(r => (r.From, r.To)).ShouldBe([(200L, 1000L), (1001L, 1001L)]);
        Allocator.Allocate(Registered, house.Tally with { RegisteredAtMost = 1_000 }).State.ShouldBe(SeatState.IndependentOfRegistered);
    }

    [Fact]
    public void One_seat_goes_to_the_first_whatever_the_quotient()
    {
        var house = Allocator.Allocate(Registered, new Tally(1, [new ListTally("A", 10), new ListTally("B", 11)]));
        house.State.ShouldBe(SeatState.Elected);
        house["B"].Seats.ShouldBe(1);
    }

    [Fact]
    public void More_seats_than_lists_to_take_them_is_left_to_the_text()
    {
        var house = Allocator.Allocate(Registered, Tally(5, 1000, ("A", 210), ("B", 10)));
        house.State.ShouldBe(SeatState.UndeterminedByText);
        (house["A"].AtLeast, house["A"].Seats).ShouldBe((1, null));
        house.Steps.OfType<SilentTextStep>().Single().ShouldBe(new SilentTextStep(4, 2));
    }

    [Fact]
    public void A_truncated_quotient_that_elects_others_is_flagged()
    {
        // 995/100 seats = 9.95 exact, 9 truncated: with many quotas paid the cut adds up.
        var random = new Random(3);
        for (var n = 0; ; n++)
        {
            n.ShouldBeLessThan(100_000);
            var tally = Tally(4, 0, ("A", random.Next(400)), ("B", random.Next(400)), ("C", random.Next(400)), ("D", random.Next(1, 400)));
            tally = tally with { Registered = tally.ListVotes + random.Next(3) };
            var house = Allocator.Allocate(Registered, tally);
            if (house.State != SeatState.RoundingSensitive)
            {
                continue;
            }

            var step = house.Steps.OfType<TruncatedQuotientStep>().Single();
            step.Agrees.ShouldBeFalse();
            step.Quotient.ShouldBe(tally.Registered!.Value / 4);
            house.Lists.Index().ShouldAllBe(l => (l.Item.State == SeatState.RoundingSensitive) == (step.Seats[l.Index] != l.Item.Seats));
            house.Lists.Where(l => l.State == SeatState.RoundingSensitive).ShouldNotBeEmpty();
            house.Lists.Where(l => l.State == SeatState.Elected).ShouldNotBeEmpty();
            house.Lists.ShouldAllBe(l => l.Seats != null);
            Allocator.Allocate(Registered with { CompareTruncatedQuotient = false }, tally).State.ShouldBe(SeatState.Elected);
            return;
        }
    }

    [Fact]
    public void The_truncated_quotient_divides_by_the_seats_and_what_the_rule_adds()
    {
        var rule = new SeatRule(new LargestRemainder(Quota.HagenbachBischoff)) { CompareTruncatedQuotient = true };
        var step = Allocator.Allocate(rule, Tally(4, null, ("A", 600), ("B", 401))).Steps.OfType<TruncatedQuotientStep>().ShouldHaveSingleItem();
        step.Quotient.ShouldBe(200); // 1,001 ÷ 5
    }

    [Fact]
    public void Lists_missing_from_the_source_give_no_seats()
    {
        var house = Allocator.Allocate(Registered, Tally(2, 5000, ("A", 900), ("B", 500)) with { ListsComplete = false });
        house.State.ShouldBe(SeatState.IncompleteLists);
        house.Lists.ShouldAllBe(l => l.Seats == null && l.State == SeatState.IncompleteLists);
    }

    /// <summary>Also where a law divides the roll by one more than the seats.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Unknown_roll_is_the_same_as_trying_every_number(int seatsAdded)
    {
        var random = new Random(2021);
        var rule = Registered with { Method = new LargestRemainder(Quota.OfRegistered with { SeatsAdded = seatsAdded }), CompareTruncatedQuotient = false };
        for (var n = 0; n < Case.Many(400, 4); n++)
        {
            var tally = new Tally(random.Next(2, 7), [.. Enumerable.Range(0, random.Next(2, 8)).Select(i => new ListTally($"L{i}", random.Next(1, 120)))]);
            var house = Allocator.Allocate(rule, tally);
            var last = tally.ListVotes;
            foreach (var range in house.Ranges)
            {
                range.From.ShouldBe(last);
                for (var r = range.From; r <= (range.To ?? range.From + Case.Many(800, 100)); r++)
                {
                    var known = Allocator.Allocate(rule, tally with { Registered = r });
                    known.State.ShouldBe(range.State);
                    known.Lists.Select(l => l.Seats).ShouldBe(range.Seats);
                }

                last = range.To + 1 ?? long.MaxValue;
            }

            last.ShouldBe(long.MaxValue);
        }
    }

    [Fact]
    public void Turnout_bounds_the_roll_within_half_a_unit_of_its_last_decimal()
    {
        var tally = new Tally(3, [new ListTally("A", 600), new ListTally("B", 300), new ListTally("C", 100)]) { Turnout = 0.5m };
        Allocator.Allocate(Registered, tally).Steps.OfType<UnknownBasisStep>().Single().AtLeast.ShouldBe(2000);
        Allocator.Allocate(Registered, tally with { TurnoutDecimals = 1 }).Steps.OfType<UnknownBasisStep>().Single().AtLeast.ShouldBe(1819);
    }

    /// <summary>1,000 ÷ 55 % and 1,000 ÷ 45 %; the valid votes stand for voters only from below.</summary>
    [Fact]
    public void What_is_known_of_the_roll_narrows_what_turnout_says()
    {
        var tally = new Tally(3, [new ListTally("A", 900)]) { Voters = 1_000, Turnout = 0.5m, TurnoutDecimals = 1 };
        Bounds(tally).ShouldBe((1_819, 2_222));
        Bounds(tally with { Voters = null }).ShouldBe((1_637, null));
        Bounds(tally with { RegisteredAtLeast = 1_800, RegisteredAtMost = 3_000 }).ShouldBe((1_819, 2_222));
        Bounds(tally with { RegisteredAtLeast = 1_900, RegisteredAtMost = 2_000 }).ShouldBe((1_900, 2_000));
        Bounds(tally with { Turnout = null, RegisteredAtMost = 3_000 }).ShouldBe((1_000, 3_000));
        Bounds(tally with { TurnoutDecimals = 0 }).ShouldBe((1_000, null));
        Bounds(tally with { Turnout = 0.3m, TurnoutDecimals = 0 }).ShouldBe((1_250, null));
        Bounds(tally with { Turnout = 1 }).ShouldBe((1_000, 1_052));
        UnknownBasis.Bounds(QuotaBasis.Voters, tally with { Registered = 1_500 }).ShouldBe((900, 1_500));

        static (long, long?) Bounds(Tally tally) => UnknownBasis.Bounds(QuotaBasis.Registered, tally);
    }

    [Fact]
    public void Where_every_roll_gives_the_same_no_truncated_quotient_is_shown()
    {
        var house = Allocator.Allocate(Registered, new Tally(2, [new ListTally("A", 600), new ListTally("B", 500), new ListTally("C", 100)]));
        (house.State, house.Rule.CompareTruncatedQuotient).ShouldBe((SeatState.IndependentOfRegistered, true));
        house.Steps.ShouldNotContain(s => s is TruncatedQuotientStep);
        house.Steps[0].ShouldBe(new UnknownBasisStep(QuotaBasis.Registered, 1_200, null, 1));
    }

    [Fact]
    public void Thresholds_of_every_kind()
    {
        var list = new ListTally("A", 50) { Parties = 2, SeatsHeld = 1, Districts = [new(9, 100), new(10, 100)] };
        var tally = new Tally(5, [list, new ListTally("B", 950)]);
        new ShareThreshold(new Fraction(5, 100)).Admits(list, tally).ShouldBeTrue();
        new ShareThreshold(new Fraction(5, 100)) { Strict = true }.Admits(list, tally).ShouldBeFalse();
        new ShareThreshold(new Fraction(51, 1000)).Admits(list, tally).ShouldBeFalse();
        new ShareThreshold(new Fraction(51, 1000)).Admits(list with { ExemptFromThreshold = true }, tally).ShouldBeTrue();
        new VotesThreshold(50).Admits(list, tally).ShouldBeTrue();
        new VotesThreshold(51).Admits(list, tally).ShouldBeFalse();
        new SeatsHeldThreshold(1).Admits(list, tally).ShouldBeTrue();
        new SeatsHeldThreshold(2).Admits(list, tally).ShouldBeFalse();
        new DistrictThreshold(new Fraction(1, 10)).Admits(list, tally).ShouldBeTrue();
        new DistrictThreshold(new Fraction(1, 10), 2).Admits(list, tally).ShouldBeFalse();
        new CoalitionThreshold([new VotesThreshold(10), new VotesThreshold(60)]).Admits(list, tally).ShouldBeFalse();
        new CoalitionThreshold([new VotesThreshold(10), new VotesThreshold(60)]).Admits(list with { Parties = 1 }, tally).ShouldBeTrue();
        new AnyThreshold([new VotesThreshold(60), new SeatsHeldThreshold(1)]).Admits(list, tally).ShouldBeTrue();
        new AllThresholds([new VotesThreshold(60), new SeatsHeldThreshold(1)]).Admits(list, tally).ShouldBeFalse();
    }

    [Fact]
    public void Bad_figures_are_named_and_refused()
    {
        var rule = new SeatRule(new HighestAverages(Divisors.DHondt));
        Kinds(Tally(0, null, ("A", 1))).ShouldBe([TallyFaultKind.SeatsOutOfRange]);
        Kinds(Tally(-3, null, ("A", 1))).ShouldBe([TallyFaultKind.SeatsOutOfRange]);
        Kinds(new Tally(1, [])).ShouldBe([TallyFaultKind.NoLists]);
        Kinds(Tally(1, null, ("A", -1), ("B", 2))).ShouldBe([TallyFaultKind.NegativeVotes]);
        Kinds(Tally(1, null, ("A", 1), ("A", 2))).ShouldBe([TallyFaultKind.DuplicateList]);
        Kinds(Tally(1, null, ("A", long.MaxValue), ("B", 1))).ShouldBe([TallyFaultKind.VotesOverflow]);
        Kinds(Tally(1, null, ("A", 0))).ShouldBe([TallyFaultKind.NoVotes]);
        Kinds(Tally(1, 3, ("A", 4))).ShouldBe([TallyFaultKind.RegisteredBelowVoters]);
        Kinds(Tally(1, null, ("A", 4)) with { Voters = 3 }).ShouldBe([TallyFaultKind.VotersBelowValidVotes]);
        Kinds(Tally(1, null, ("A", 4)) with { ValidVotes = 3 }).ShouldBe([TallyFaultKind.ValidVotesBelowLists]);
        Kinds(Tally(1, null, ("A", 4)) with { Turnout = 1.2m }).ShouldBe([TallyFaultKind.TurnoutOutOfRange]);
        Kinds(new Tally(1, [new ListTally("A", 4) { Candidates = -1 }])).ShouldBe([TallyFaultKind.NegativeCandidates]);
        Allocator.Faults(rule with { Threshold = new ShareThreshold(1, QuotaBasis.Registered) }, Tally(1, null, ("A", 4))).Single().Kind.ShouldBe(TallyFaultKind.BasisMissing);
        Should.Throw<ArgumentException>(() => Allocator.Allocate(rule, Tally(0, null, ("A", 1)))).Message.ShouldContain("SeatsOutOfRange");
    }

    [Theory]
    [MemberData(nameof(AgainstSlowReference.Methods), MemberType = typeof(AgainstSlowReference))]
    public void Odd_contests_end_in_a_state_never_in_a_wrong_house(string method)
    {
        var rule = new SeatRule(AllocationMethod.ByName(method) ?? new LargestRemainder(Quota.Of(1_000_000)));
        var equal = Allocator.Allocate(rule, new Tally(3, [.. Enumerable.Range(0, 5).Select(i => new ListTally($"{i}", 7))]));
        equal.State.ShouldBe(method == "imperiali-quota" ? SeatState.UndeterminedByText : SeatState.DrawingOfLots);
        equal.Lists.ShouldAllBe(l => l.Seats == null);

        var excluded = Allocator.Allocate(rule with { Threshold = new VotesThreshold(100) }, new Tally(3, [new ListTally("A", 7), new ListTally("B", 8)]));
        excluded.State.ShouldBe(SeatState.Threshold);
        (excluded.Vacant, excluded.Lists.Sum(l => l.Seats)).ShouldBe((3, 0));

        var few = Allocator.Allocate(rule, new Tally(5, [new ListTally("A", 7) { Candidates = 1 }, new ListTally("B", 8) { Candidates = 2 }]));
        few.Lists.Sum(l => l.AtMost).ShouldBeLessThanOrEqualTo(3);
        few.State.ShouldBeOneOf(SeatState.Exhausted, SeatState.UndeterminedByText);

        var seats = Case.Many(500, 5);
        var many = new Tally(seats, [.. Enumerable.Range(0, Case.Many(10_000, 300)).Select(i => new ListTally($"{i}", 1_000_003L * (i + 1) % 99_991))]);
        var house = Allocator.Allocate(rule with { Method = rule.Method is LargestRemainder { Quota.Basis: QuotaBasis.Fixed } ? new LargestRemainder(Quota.Of(many.ListVotes)) : rule.Method }, many);
        house.Lists.Sum(l => l.AtLeast).ShouldBe(seats - house.Undecided);
    }

    [Fact]
    public void Votes_near_the_largest_number_stay_exact()
    {
        var tally = Tally(3, null, ("A", (long.MaxValue / 2) + 1), ("B", long.MaxValue / 2));
        foreach (var name in AllocationMethod.Names.Except(["plurality"]))
        {
            var house = Allocator.Allocate(new SeatRule(AllocationMethod.ByName(name)!), tally);
            house["A"].AtLeast.ShouldBeGreaterThanOrEqualTo(house["B"].AtLeast, name);
        }

        Allocator.Allocate(new SeatRule(new HighestAverages(Divisors.DHondt)), tally)["A"].Seats.ShouldBe(2);
    }

    [Fact]
    public void Stationary_divisors_contain_the_named_ones()
    {
        var random = new Random(5);
        for (var n = 0; n < Case.Many(2_000, 30); n++)
        {
            var contest = Case.Draw(random, "dhondt");
            Same(contest, Divisors.Stationary(1), Divisors.DHondt);
            Same(contest, Divisors.Stationary(new Fraction(1, 2)), Divisors.SainteLague);
            Same(contest, Divisors.Stationary(0), Divisors.Adams);
            Same(contest, Divisors.Stationary(new Fraction(1, 2), new Fraction(7, 10)), Divisors.ModifiedSainteLague);
            Same(contest, Divisors.Stationary(new Fraction(1, 3)), Divisors.Danish);
        }

        Should.Throw<ArgumentOutOfRangeException>(() => Divisors.Stationary(new Fraction(11, 10)));
        Should.Throw<ArgumentOutOfRangeException>(() => Divisors.Stationary(1, 2));
    }

    private static void Same(Case contest, Divisors a, Divisors b) =>
        Allocator.Draw(contest.Rule with { Method = new HighestAverages(a) }, contest.Tally, null, null)
            .SameAs(Allocator.Draw(contest.Rule with { Method = new HighestAverages(b) }, contest.Tally, null, null)).ShouldBeTrue();

    private static IEnumerable<TallyFaultKind> Kinds(Tally tally) => tally.Faults().Select(f => f.Kind);

    private static Tally Tally(int seats, long? registered, params (string Code, long Votes)[] lists) =>
        new(seats, [.. lists.Select(l => new ListTally(l.Code, l.Votes))]) { Registered = registered };

    private static ListTally Born(ListTally list, int year) => list with { BirthDates = [new DateOnly(year, 1, 1)] };
}
