using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>The last number that is accepted, and the first that is not; the one vote that turns an answer.</summary>
public class EdgeTests
{
    private static readonly SeatRule Hare = new(new LargestRemainder(Quota.Hare));
    private static readonly SeatRule DHondt = new(new HighestAverages(Divisors.DHondt));
    private static readonly SeatRule SainteLague = new(new HighestAverages(Divisors.SainteLague));

    [Fact]
    public void Figures_at_the_edge_are_accepted_and_those_beyond_are_named()
    {
        var tally = Tally(1, ("A", 4), ("B", 6));
        (tally with { Seats = Core.Seats.Tally.MaximumSeats, ValidVotes = 10, Voters = 10, Registered = 10, Turnout = 1, TurnoutDecimals = 18 }).Faults().ShouldBeEmpty();
        (tally with { ValidVotes = 12, Voters = 12, Registered = 12, TurnoutDecimals = 0 }).Faults().ShouldBeEmpty();
        (tally with { Seats = Core.Seats.Tally.MaximumSeats + 1 }).Faults().ShouldBe([new(TallyFaultKind.SeatsOutOfRange, null, 100_001)]);
        (tally with { ValidVotes = 9 }).Faults().ShouldBe([new(TallyFaultKind.ValidVotesBelowLists, null, 9)]);
        (tally with { ValidVotes = 12, Voters = 11 }).Faults().ShouldBe([new(TallyFaultKind.VotersBelowValidVotes, null, 11)]);
        (tally with { Voters = 12, Registered = 11 }).Faults().ShouldBe([new(TallyFaultKind.RegisteredBelowVoters, null, 11)]);
        (tally with { ValidVotes = 12, Registered = 11 }).Faults().ShouldBe([new(TallyFaultKind.RegisteredBelowVoters, null, 11)]);
        (tally with { Turnout = 0 }).Faults().ShouldBe([new(TallyFaultKind.TurnoutOutOfRange, null, 0)]);
        (tally with { TurnoutDecimals = 19 }).Faults().ShouldBe([new(TallyFaultKind.TurnoutOutOfRange, null, 19)]);
        (tally with { TurnoutDecimals = -1 }).Faults().ShouldBe([new(TallyFaultKind.TurnoutOutOfRange, null, -1)]);
        Tally(1, ("A", long.MaxValue), ("B", 1)).Faults().ShouldBe([new(TallyFaultKind.VotesOverflow, null, long.MaxValue)]);
        (Tally(1, ("A", long.MaxValue), ("B", 1)) with { ValidVotes = 5, Voters = 5 }).Faults().Count.ShouldBe(1);
        Tally(1, ("A", long.MaxValue), ("B", 0)).Faults().ShouldBeEmpty();
        Should.Throw<OverflowException>(() => Tally(1, ("A", long.MaxValue), ("B", 1)).ListVotes);
        new Tally(1, [new("A", 1), new("A", -2) { Candidates = -3 }]).Faults().ShouldBe(
            [new(TallyFaultKind.DuplicateList, "A", 2), new(TallyFaultKind.NegativeVotes, "A", -2), new(TallyFaultKind.NegativeCandidates, "A", -3)]);
        new Tally(1, []).Faults().ShouldBe([new(TallyFaultKind.NoLists, null, 0)]);
        Tally(1, ("A", 0)).Faults().ShouldBe([new(TallyFaultKind.NoVotes, null, 0)]);
        (tally with { ValidVotes = 12 }).Valid.ShouldBe(12);
        (tally.IndexOf("B"), tally.IndexOf("C")).ShouldBe((1, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => Quota.Of(0));
    }

    [Fact]
    public void A_basis_that_only_the_quota_needs_is_missed_beside_a_single_list()
    {
        var rule = new SeatRule(new LargestRemainder(Quota.OfVoters)) { SingleList = new ShareThreshold(new Fraction(1, 5), QuotaBasis.Registered) };
        Allocator.Faults(rule, Tally(2, ("A", 10))).ShouldHaveSingleItem().Kind.ShouldBe(TallyFaultKind.BasisMissing);
        Allocator.Faults(rule, Tally(2, ("A", 10)) with { Registered = 20 }).ShouldHaveSingleItem();
        Allocator.Faults(rule, Tally(2, ("A", 10)) with { Voters = 20 }).ShouldBeEmpty();
        Allocator.Faults(rule, Tally(2, ("A", 10), ("B", 1))).ShouldBeEmpty();
        var up = new SeatRule(new LargestRemainder(Quota.OfRegistered with { Rounding = QuotaRounding.Up }));
        Allocator.Faults(up, Tally(2, ("A", 10), ("B", 1))).ShouldHaveSingleItem().Kind.ShouldBe(TallyFaultKind.BasisMissing);
        Allocator.Faults(up, Tally(2, ("A", 10), ("B", 1)) with { Registered = 20 }).ShouldBeEmpty();
        Allocator.Faults(new SeatRule(new LargestRemainder(new Quota(QuotaBasis.Fixed))), Tally(2, ("A", 10))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(QuotaRounding.Exact, 10, 10, 3)]
    [InlineData(QuotaRounding.Down, 10, 3, 1)]
    [InlineData(QuotaRounding.Down, 2, 1, 1)]
    [InlineData(QuotaRounding.Up, 10, 4, 1)]
    [InlineData(QuotaRounding.Up, 9, 3, 1)]
    [InlineData(QuotaRounding.Nearest, 10, 3, 1)]
    [InlineData(QuotaRounding.Nearest, 11, 4, 1)]
    [InlineData(QuotaRounding.Nearest, 1, 1, 1)]
    [InlineData(QuotaRounding.DownPlusOne, 9, 4, 1)]
    public void Quotas_are_rounded_as_they_say(QuotaRounding rounding, long basis, int numerator, int denominator)
    {
        var price = new Quota(QuotaBasis.ValidVotes, 1, rounding).Price(basis, 2);
        Quota.AsFraction(price.Numerator, price.Denominator).ShouldBe(new Fraction(numerator, denominator));
        new Quota(QuotaBasis.ValidVotes, 1, rounding).Price(9_000_000_000_000_000_000, 2).Numerator.ShouldBeInRange(3_000_000_000_000_000_000, 9_000_000_000_000_000_000);
    }

    /// <summary>A fills its one place by a quota; B and C win by remainders of 30 and 20. A is stopped by its own length only if it has more left.</summary>
    [Theory]
    [InlineData(55, SeatState.Exhausted)] // 105 votes, a quota of 35, 20 left: as much as C
    [InlineData(52, SeatState.Elected)] // 102, 34: 18 left, less than C
    [InlineData(80, SeatState.Exhausted)] // 130, 43⅓: 36⅔ left, more than both
    [InlineData(100, SeatState.Exhausted)] // 150, 50: two quotas and one place, nothing left
    public void A_list_at_its_end_is_exhausted_only_where_its_remainder_would_have_won(long votes, SeatState state)
    {
        var more = votes == 55 ? 1 : 0;
        var house = Allocator.Allocate(Hare, new Tally(3, [new("A", votes + more) { Candidates = 1 }, new("B", 30), new("C", 20)]));
        house.Lists.Select(l => l.Seats).ShouldBe([1, 1, 1]);
        house.Lists.Select(l => l.State).ShouldBe([state, SeatState.Elected, SeatState.Elected]);
        house.Steps.OfType<ExhaustedStep>().Count().ShouldBe(state == SeatState.Exhausted ? 1 : 0);
    }

    [Fact]
    public void A_list_with_quotas_and_a_remainder_beyond_its_candidates_is_exhausted_and_losers_remainders_do_not_count()
    {
        // A quota of 41⅔: A has two and 6⅔ left for its one place, C wins with 5.
        var both = Allocator.Allocate(Hare, new Tally(3, [new("A", 90) { Candidates = 1 }, new("B", 30), new("C", 5)]));
        both.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(1, SeatState.Exhausted), (1, SeatState.Elected), (1, SeatState.Elected)]);

        // A quota of 35⅔: A has 16⅓ left, less than C's 20 that win and more than D's 5 that do not.
        var less = Allocator.Allocate(Hare, new Tally(3, [new("A", 52) { Candidates = 1 }, new("B", 30), new("C", 20), new("D", 5)]));
        less.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(1, SeatState.Elected), (1, SeatState.Elected), (1, SeatState.Elected), (0, SeatState.Elected)]);
    }

    [Fact]
    public void A_seat_for_every_candidate_and_no_more_leaves_none_vacant()
    {
        var house = Allocator.Allocate(new SeatRule(new LargestRemainder(Quota.Of(1_000))), new Tally(3, [new("A", 7) { Candidates = 1 }, new("B", 8) { Candidates = 2 }]));
        house.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(1, SeatState.Elected), (2, SeatState.Elected)]);
        (house.State, house.Vacant, house.Undecided).ShouldBe((SeatState.Elected, 0, 0));
        var fewer = Allocator.Allocate(new SeatRule(new LargestRemainder(Quota.Of(1_000))), new Tally(3, [new("A", 7) { Candidates = 1 }, new("B", 8) { Candidates = 3 }]));
        (fewer.State, fewer.Undecided).ShouldBe((SeatState.UndeterminedByText, 3));
        fewer.Lists.Select(l => (l.AtLeast, l.AtMost)).ShouldBe([(0, 1), (0, 3)]);
    }

    [Fact]
    public void Equal_remainders_beyond_its_candidates_do_not_exhaust_a_list()
    {
        // A quota of 30: A has one and 15 left, as much as C.
        var house = Allocator.Allocate(Hare, new Tally(3, [new("A", 45) { Candidates = 1 }, new("B", 30), new("C", 15)]));
        house.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(1, SeatState.Elected), (1, SeatState.Elected), (1, SeatState.Elected)]);
    }

    [Fact]
    public void Seats_for_every_candidate_are_given_and_the_rest_stays_vacant()
    {
        var house = Allocator.Allocate(Hare, new Tally(5, [new("A", 7) { Candidates = 1 }, new("B", 8) { Candidates = 2 }]));
        house.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(1, SeatState.Exhausted), (2, SeatState.Exhausted)]);
        (house.Vacant, house.Undecided, house.State).ShouldBe((2, 0, SeatState.Exhausted));
        var droop = Allocator.Allocate(new SeatRule(new LargestRemainder(Quota.Droop)), Tally(4, ("A", 60), ("B", 39)));
        droop.Steps.OfType<QuotaStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(q => q.Parts.ShouldBe(5), q => q.Value.ShouldBe(20)); // ⌊99 ÷ 5⌋ + 1
    }

    [Fact]
    public void Candidates_of_a_plurality_are_told_apart_where_votes_are_equal()
    {
        var tied = Allocator.Allocate(new SeatRule(new Plurality()), Tally(3, ("A", 5), ("B", 9), ("C", 5), ("D", 5)));
        tied.Lists.Select(l => (l.AtLeast, l.AtMost)).ShouldBe([(0, 1), (1, 1), (0, 1), (0, 1)]);
        tied.Undecided.ShouldBe(2);
        tied.Steps.OfType<TieStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Lists.ShouldBe(["A", "C", "D"]), t => t.Seats.ShouldBe(2));
        var drawn = Allocator.Allocate(new SeatRule(new Plurality()), Tally(3, ("A", 5), ("B", 9), ("C", 5), ("D", 5)), new(["D", "A", "C"], "minutes"));
        drawn.Steps.OfType<PluralitySeatStep>().Select(s => (s.Number, s.List)).ShouldBe([(1, "B"), (2, "D"), (3, "A")]);
        var within = Allocator.Allocate(new SeatRule(new Plurality()), Tally(2, ("A", 5), ("B", 1), ("C", 5)));
        within.Steps.OfType<PluralitySeatStep>().Select(s => (s.Number, s.List, s.Next, s.NextVotes)).ShouldBe([(1, "A", "B", 1), (2, "C", "B", 1)]);
    }

    [Fact]
    public void Birth_dates_divide_equal_lists_as_far_as_they_go()
    {
        var rule = DHondt with { Ties = [TieCriterion.YoungestCandidate] };
        var three = Allocator.Allocate(rule, new Tally(2, [Born("A", 10, 1980), Born("B", 10, 1990), Born("C", 10, 1980)]));
        three.Lists.Select(l => (l.AtLeast, l.AtMost)).ShouldBe([(0, 1), (1, 1), (0, 1)]);
        three.State.ShouldBe(SeatState.DrawingOfLots);
        three.Steps.OfType<TieStep>().Select(t => (string.Concat(t.Lists), t.Seats, t.Criterion, string.Concat(t.Winners), string.Concat(t.Open))).ShouldBe(
            [("ABC", 2, TieCriterion.YoungestCandidate, "B", "AC"), ("AC", 1, null, "", "AC")]);
        var clear = Allocator.Allocate(rule, new Tally(1, [Born("A", 10, 1980), Born("B", 10, 1990), Born("C", 10, 1970)]));
        clear.Steps.OfType<TieStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Winners.ShouldBe(["B"]), t => t.Open.ShouldBeEmpty());

        // The second seat of A is tied with B's first: its second candidate's date is asked, and not known.
        var beyond = Allocator.Allocate(rule, new Tally(2, [Born("A", 20, 1980), Born("B", 10, 1990)]));
        beyond.State.ShouldBe(SeatState.TieNeedsBirthDates);
        var second = Allocator.Allocate(rule, new Tally(2, [Born("A", 20, 1980, 1991), Born("B", 10, 1990)]));
        second["A"].Seats.ShouldBe(2);
    }

    [Fact]
    public void Thresholds_at_the_edge()
    {
        var tally = Tally(2, ("A", 30), ("B", 70));
        var list = tally.Lists[0] with { Districts = [new(9, 100), new(9, 100)] };
        new DistrictThreshold(new Fraction(1, 10)).Admits(list, tally).ShouldBeFalse();
        new DistrictThreshold(new Fraction(9, 100), 2).Admits(list, tally).ShouldBeTrue();
        new ShareThreshold(new Fraction(3, 10)).Needed(tally).ShouldBe(30);
        new ShareThreshold(new Fraction(3, 10), QuotaBasis.Registered).Needed(tally).ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => new ShareThreshold(new Fraction(3, 10), QuotaBasis.Registered).Admits(list, tally));
        new ShareThreshold(new Fraction(1, 2), QuotaBasis.Voters).Admits(list, tally with { Voters = 60 }).ShouldBeTrue();
        new ShareThreshold(new Fraction(1, 2), QuotaBasis.Registered).Admits(list, tally with { Registered = 61 }).ShouldBeFalse();
    }

    [Fact]
    public void Two_agreements_stand_beside_each_other()
    {
        // 90, 70 and 50 votes between; within, by the same method.
        var tally = Tally(4, ("A", 50), ("B", 40), ("C", 40), ("D", 30), ("E", 50));
        var house = SurplusAgreements.Allocate(DHondt, tally, [["A", "B"], ["C", "D"]]);
        house.Between.Lists.Select(l => (l.Code, l.Votes, l.Seats)).ShouldBe([("A+B", 90, 2), ("C+D", 70, 1), ("E", 50, 1)]);
        house.Lists.Select(l => l.Seats).ShouldBe([1, 1, 1, 0, 1]);
        house.Within.Keys.ShouldBe(["A+B", "C+D"]);
    }

    [Fact]
    public void The_state_of_parts_added_up_is_the_gravest()
    {
        var house = ListParts.Allocate(Tally(4, ("A", 80), ("B", 20)), [new("open", DHondt, 3), new("high", DHondt with { Threshold = new VotesThreshold(30) }, 1)]);
        house.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(4, SeatState.Elected), (0, SeatState.Threshold)]);
        Should.Throw<ArgumentOutOfRangeException>(() => ListParts.Allocate(Tally(4, ("A", 80)), []));
    }

    [Fact]
    public void A_house_in_which_all_hold_their_shares_is_left_as_it_is()
    {
        var tally = new Tally(10, [new("A", 510) { SeatsHeld = 5 }, new("B", 400) { SeatsHeld = 4 }, new("C", 100) { SeatsHeld = 1 }]);
        foreach (var policy in Enum.GetValues<OverhangPolicy>())
        {
            var house = Levelling.Allocate(SainteLague, tally, policy);
            (house.Size, house.Shares.Tally.Seats).ShouldBe((10, 10));
            house.Lists.Select(l => (l.Held, l.Share, l.Overhang, l.Seats)).ShouldBe([(5, 5, 0, 5), (4, 4, 0, 4), (1, 1, 0, 1)]);
        }

        // A list without a vote is not followed.
        Levelling.Allocate(SainteLague, tally with { Lists = [.. tally.Lists, new("D", 0) { SeatsHeld = 1 }] }, OverhangPolicy.Level, 30).Size.ShouldBe(11);
        Should.Throw<ArgumentOutOfRangeException>(() => Levelling.Allocate(SainteLague, tally, (OverhangPolicy)9));
    }

    [Fact]
    public void Open_and_vacant_seats_count_into_the_size_of_a_house()
    {
        var tied = Levelling.Allocate(DHondt, new Tally(3, [new("A", 10), new("B", 10)]), OverhangPolicy.Keep);
        (tied.Size, tied.Shares.Undecided, tied.Lists[0].Seats, tied.Lists[0].Share, tied.Lists[0].Overhang).ShouldBe((3, 1, null, null, null));
        var vacant = Levelling.Allocate(DHondt, new Tally(4, [new("A", 10) { Candidates = 1 }, new("B", 10) { Candidates = 2 }]), OverhangPolicy.Keep);
        (vacant.Size, vacant.Shares.Vacant).ShouldBe((4, 1));
    }

    [Fact]
    public void Divisors_of_zero_come_before_all_others_and_larger_lists_first()
    {
        foreach (var divisors in (Divisors[])[Divisors.Adams, Divisors.Dean, Divisors.HuntingtonHill])
        {
            divisors.Compare(1, 0, 1_000, 1).ShouldBe(1);
            divisors.Compare(1_000, 1, 1, 0).ShouldBe(-1);
            divisors.Compare(5, 0, 4, 0).ShouldBe(1);
            divisors.Compare(4, 0, 4, 0).ShouldBe(0);
            divisors.Bid(5, 0).ShouldBeNull();
        }

        Divisors.HuntingtonHill.Bid(6, 1).ShouldBe(18); // 36 ÷ 2
        Divisors.Dean.Printed(1).ShouldBe(new Fraction(4, 3));
        Divisors.Macau.Printed(3).ShouldBe(8);
        Divisors.Stationary(new Fraction(1, 3)).ShouldBe(new LinearDivisors(3, 1));
        Divisors.Stationary(new Fraction(1, 2), new Fraction(2, 3)).ShouldBe(new LinearDivisors(6, 3) { First = 4 });
    }

    [Fact]
    public void Indices_refuse_what_has_no_share()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Disproportionality.Of([1, 2], [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Disproportionality.Of([1, -2], [1, 1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Disproportionality.Of([1, 2], [1, -1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Disproportionality.Of([1, 2], [0, 0]));
        Disproportionality.Of([1, 100, 99], [0, 1, 1]).Rae.ShouldBe(0.003333333333m); // half a percent exactly counts as a third list
        Disproportionality.Of([1, 200], [0, 1]).Rae.ShouldBe(0.004975124378m); // less
        Disproportionality.Of([.. Enumerable.Repeat(1L, 201)], [.. Enumerable.Repeat(1, 201)]).ShouldSatisfyAllConditions(i => i.Rae.ShouldBeNull(), i => i.LoosemoreHanby.ShouldBe(0));
        Disproportionality.Of([40, 60], [1, 1]).ShouldSatisfyAllConditions(i => i.SainteLague.ShouldBe(0.041666666666m), i => i.Gallagher.ShouldBe(0.1m)); // 0.01 ÷ 0.4 + 0.01 ÷ 0.6
    }

    [Fact]
    public void The_quota_method_leaves_equal_bids_open_and_a_decision_settles_them()
    {
        var rule = new SeatRule(new QuotaMethod());
        var open = Allocator.Allocate(rule, Tally(3, ("A", 10), ("B", 10)));
        (open.State, open.Undecided).ShouldBe((SeatState.DrawingOfLots, 1));
        open.Lists.Select(l => (l.AtLeast, l.AtMost)).ShouldBe([(1, 2), (1, 2)]);
        open.Steps.OfType<TieStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Lists.ShouldBe(["A", "B"]), t => t.Seats.ShouldBe(1), t => t.Open.ShouldBe(["A", "B"]));
        var drawn = Allocator.Allocate(rule, Tally(3, ("A", 10), ("B", 10)), new(["B", "A"], "minutes"));
        drawn.Lists.Select(l => l.Seats).ShouldBe([1, 2]);
        drawn.Decision.ShouldNotBeNull();
        drawn.Steps.OfType<AverageSeatStep>().Select(s => (s.Number, s.List, s.SeatsHeld, s.Bid)).ShouldBe([(1, "B", 0, 10), (2, "A", 0, 10), (3, "B", 1, 5)]);
        Allocator.Allocate(rule, Tally(3, ("A", 10), ("B", 10)), new(["B"], "others")).State.ShouldBe(SeatState.DrawingOfLots);

        // Whoever is first, both have one in the end.
        var even = Allocator.Allocate(rule, Tally(2, ("A", 10), ("B", 10)));
        even.Lists.Select(l => l.Seats).ShouldBe([1, 1]);
        even.State.ShouldBe(SeatState.Elected);

        var part = Allocator.Allocate(rule, Tally(3, ("A", 30), ("B", 10), ("C", 10)));
        part.Lists.Select(l => (l.AtLeast, l.AtMost)).ShouldBe([(2, 2), (0, 1), (0, 1)]);
        part.Steps.OfType<TieStep>().ShouldHaveSingleItem().Open.ShouldBe(["B", "C"]);

        var equal = Allocator.Allocate(rule, new Tally(3, [.. Enumerable.Range(0, 30).Select(n => new ListTally($"{n}", 7) { Candidates = n == 0 ? 1 : null })]));
        equal.State.ShouldBe(SeatState.DrawingOfLots);
        (equal.Lists[0].AtMost, equal.Lists[1].AtLeast, equal.Lists[1].AtMost, equal.Undecided).ShouldBe((1, 0, 3, 3));
    }

    /// <summary>In a house of five A's share is exactly three: it may not have a fourth, although its bid of 15 is above B's 14½.</summary>
    [Fact]
    public void The_quota_method_stops_at_the_exact_share_and_where_candidates_end()
    {
        var rule = new SeatRule(new QuotaMethod());
        var exact = Allocator.Allocate(rule, Tally(5, ("A", 60), ("B", 29), ("C", 11)));
        exact.Lists.Select(l => l.Seats).ShouldBe([3, 2, 0]);
        exact["B"].Won.ShouldBe([new SeatWon(1, SeatSource.Average, 29, null, null), new SeatWon(2, SeatSource.Average, new Fraction(29, 2), null, null)]);
        var few = Allocator.Allocate(rule, new Tally(5, [new("A", 60) { Candidates = 1 }, new("B", 40) { Candidates = 2 }]));
        few.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(1, SeatState.Exhausted), (2, SeatState.Exhausted)]);
        (few.Vacant, few.State).ShouldBe((2, SeatState.Exhausted));
        few.Steps.OfType<ExhaustedStep>().ShouldBe([new ExhaustedStep("A", 1), new ExhaustedStep("B", 2)]);
    }

    private static ListTally Born(string code, long votes, params int[] years) => new(code, votes) { BirthDates = [.. years.Select(y => (DateOnly?)new DateOnly(y, 1, 1))] };

    private static Tally Tally(int seats, params (string Code, long Votes)[] lists) => new(seats, [.. lists.Select(l => new ListTally(l.Code, l.Votes))]);
}
