using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>Every step, figure and flag of small allotments worked out by hand.</summary>
public class ExplanationTests
{
    [Fact]
    public void Averages_say_each_seat_its_bid_and_who_was_next()
    {
        var house = Allocator.Allocate(Rule("dhondt"), Tally(4, ("A", 60), ("B", 29), ("C", 12)));
        house.Steps.OfType<AverageSeatStep>().Select(s => (s.Number, s.List, s.Votes, s.SeatsHeld, s.Divisor, s.Bid, s.Next, s.NextBid)).ShouldBe(
        [
            (1, "A", 60, 0, 1, 60, "B", 29),
            (2, "A", 60, 1, 2, 30, "B", 29),
            (3, "B", 29, 0, 1, 29, "A", 20),
            (4, "A", 60, 2, 3, 20, "B", new Fraction(29, 2)),
        ]);
        house["A"].Won.Select(w => (w.Nth, w.By, w.Figure, w.Next, w.NextFigure)).ShouldBe(
            [(1, SeatSource.Average, 60, "B", 29), (2, SeatSource.Average, 30, "B", 29), (3, SeatSource.Average, 20, "B", new Fraction(29, 2))]);
        house["C"].Won.ShouldBeEmpty();
        (house["A"].Remainder, house["A"].RemainderRank).ShouldBe((null, null));
    }

    [Fact]
    public void A_tie_of_averages_takes_back_the_seats_in_doubt_and_a_drawing_gives_them()
    {
        // 60, 30 and 30: A has one for certain, the second seat is A's or B's.
        var tally = Tally(2, ("A", 60), ("B", 30), ("C", 1));
        var open = Allocator.Allocate(Rule("dhondt"), tally);
        open.Steps.OfType<AverageSeatStep>().Select(s => (s.List, s.SeatsHeld)).ShouldBe([("A", 0)]);
        open["A"].Won.Count.ShouldBe(1);
        open.Steps.OfType<TieStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            t => t.Lists.ShouldBe(["A", "B"]), t => t.Seats.ShouldBe(1), t => t.Criterion.ShouldBeNull(), t => t.Winners.ShouldBeEmpty(), t => t.Open.ShouldBe(["A", "B"]));
        open.Decision.ShouldBeNull();

        var decision = new TieDecision(["B", "A"], "minutes");
        var drawn = Allocator.Allocate(Rule("dhondt"), tally, decision);
        drawn.Steps.OfType<DecisionStep>().ShouldHaveSingleItem().Decision.ShouldBe(decision);
        drawn.Steps.OfType<TieStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Winners.ShouldBe(["B"]), t => t.Open.ShouldBeEmpty());
        drawn["B"].Won.ShouldHaveSingleItem().ShouldBe(new SeatWon(1, SeatSource.Average, 30, null, null));
        (drawn["A"].Seats, drawn["B"].Seats, drawn.Decision).ShouldBe((1, 1, decision));
    }

    [Fact]
    public void A_list_without_further_candidates_says_so_only_where_it_would_have_won_more()
    {
        var stopped = Allocator.Allocate(Rule("dhondt"), new Tally(3, [new("A", 90) { Candidates = 1 }, new("B", 20)]));
        (stopped["A"].State, stopped["B"].State, stopped["B"].Seats).ShouldBe((SeatState.Exhausted, SeatState.Elected, 2));
        stopped.Steps.OfType<ExhaustedStep>().ShouldHaveSingleItem().ShouldBe(new ExhaustedStep("A", 1));
        var content = Allocator.Allocate(Rule("dhondt"), new Tally(3, [new("A", 30) { Candidates = 1 }, new("B", 60)]));
        (content["A"].State, content["A"].Seats).ShouldBe((SeatState.Elected, 1));
        content.Steps.OfType<ExhaustedStep>().ShouldBeEmpty();
        var vacant = Allocator.Allocate(Rule("dhondt"), new Tally(3, [new("A", 30) { Candidates = 1 }, new("B", 60) { Candidates = 1 }]));
        (vacant.Vacant, vacant.State, vacant["A"].State).ShouldBe((1, SeatState.Exhausted, SeatState.Exhausted));
    }

    [Fact]
    public void Remainders_say_quota_quotients_order_and_who_was_left()
    {
        var house = Allocator.Allocate(Rule("hare"), Tally(4, ("A", 60), ("B", 29), ("C", 11)));
        house.Steps.OfType<QuotaStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(q => q.Basis.ShouldBe(100), q => q.Parts.ShouldBe(4), q => q.Value.ShouldBe(25));
        house.Steps.OfType<QuotientStep>().Select(q => (q.List, q.Votes, q.FullQuotas, q.Seats, q.Remainder)).ShouldBe([("A", 60, 2, 2, 10), ("B", 29, 1, 1, 4), ("C", 11, 0, 0, 11)]);
        house.Steps.OfType<RemaindersStep>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.SeatsLeft.ShouldBe(1), r => r.Order.ShouldBe(["C", "A", "B"]));
        house.Steps.OfType<RemainderSeatStep>().ShouldHaveSingleItem().ShouldBe(new RemainderSeatStep("C", 1, 11, "A", 10));
        house["A"].Won.Select(w => (w.Nth, w.By, w.Figure, w.Next)).ShouldBe([(1, SeatSource.Quotient, 25, null), (2, SeatSource.Quotient, 25, null)]);
        house["C"].Won.ShouldHaveSingleItem().ShouldBe(new SeatWon(1, SeatSource.Remainder, 11, "A", 10));
        house.Lists.Select(l => (l.ByQuotient, l.Remainder, l.RemainderRank)).ShouldBe([(2, 10, 2), (1, 4, 3), (0, 11, 1)]);
    }

    [Fact]
    public void Equal_remainders_share_the_better_place()
    {
        var house = Allocator.Allocate(Rule("hare"), Tally(3, ("A", 50), ("B", 20), ("C", 20)));
        house.Lists.Select(l => l.RemainderRank).ShouldBe([1, 1, 1]);
        Allocator.Allocate(Rule("hare"), Tally(3, ("A", 48), ("B", 21), ("C", 21))).Lists.Select(l => l.RemainderRank).ShouldBe([3, 1, 1]);
    }

    [Fact]
    public void Where_the_text_is_silent_it_says_between_what()
    {
        var few = Allocator.Allocate(new SeatRule(new LargestRemainder(Quota.OfRegistered)), Tally(5, ("A", 10), ("B", 8)) with { Registered = 1_000 });
        few.Steps.OfType<SilentTextStep>().ShouldHaveSingleItem().ShouldBe(new SilentTextStep(5, 2));
        few.Lists.Select(l => (l.AtLeast, l.AtMost)).ShouldBe([(0, 5), (0, 5)]);
        few.Undecided.ShouldBe(5);
        var many = Allocator.Allocate(new SeatRule(new LargestRemainder(Quota.Of(20))), Tally(2, ("A", 30), ("B", 10)));
        many.Steps.OfType<SilentTextStep>().ShouldHaveSingleItem().ShouldBe(new SilentTextStep(-2, 2));
        many.Lists.Select(l => (l.AtLeast, l.AtMost)).ShouldBe([(0, 2), (0, 1)]);
        many.Lists.ShouldAllBe(l => l.Won.Count == 0);
    }

    [Fact]
    public void Plurality_says_who_was_next()
    {
        var house = Allocator.Allocate(Rule("plurality"), Tally(2, ("A", 5), ("B", 9), ("C", 7)));
        house.Steps.OfType<PluralitySeatStep>().ShouldBe([new PluralitySeatStep(1, "B", 9, "A", 5), new PluralitySeatStep(2, "C", 7, "A", 5)]);
        house["B"].Won.ShouldHaveSingleItem().ShouldSatisfyAllConditions(w => w.By.ShouldBe(SeatSource.Plurality), w => w.Figure.ShouldBe(9));
    }

    [Fact]
    public void A_threshold_says_what_was_needed_and_a_single_list_what_it_lacked()
    {
        var rule = Rule("dhondt") with { Threshold = new ShareThreshold(new Fraction(1, 4)) };
        var house = Allocator.Allocate(rule, Tally(2, ("A", 60), ("B", 25), ("C", 15)));
        house.Steps.OfType<ThresholdStep>().Select(s => (s.List, s.Votes, s.Needed, s.Met)).ShouldBe([("A", 60, 25, true), ("B", 25, 25, true), ("C", 15, 25, false)]);
        var strict = rule with { Threshold = new ShareThreshold(new Fraction(1, 4)) { Strict = true } };
        Allocator.Allocate(strict, Tally(2, ("A", 60), ("B", 25), ("C", 15)))["B"].State.ShouldBe(SeatState.Threshold);
        Allocator.Allocate(strict, Tally(2, ("A", 60), ("B", 26), ("C", 14)))["B"].State.ShouldBe(SeatState.Elected);
        var single = new SeatRule(new LargestRemainder(Quota.OfRegistered)) { SingleList = new ShareThreshold(new Fraction(1, 5), QuotaBasis.Registered) };
        Allocator.Allocate(single, Tally(2, ("A", 19)) with { Registered = 100 }).Steps.OfType<SingleListStep>().ShouldHaveSingleItem().ShouldBe(new SingleListStep("A", 19, 20, false));
    }

    [Fact]
    public void Thresholds_that_need_a_missing_figure_are_faults_wherever_they_stand()
    {
        var voters = new ShareThreshold(new Fraction(1, 10), QuotaBasis.Voters);
        var votes = new VotesThreshold(5);
        foreach (var threshold in (Threshold[])[voters, new AnyThreshold([votes, voters]), new AllThresholds([votes, voters]), new CoalitionThreshold([votes, voters])])
        {
            Allocator.Faults(Rule("dhondt") with { Threshold = threshold }, Tally(2, ("A", 9))).ShouldHaveSingleItem().Kind.ShouldBe(TallyFaultKind.BasisMissing);
        }

        Allocator.Faults(Rule("dhondt") with { Threshold = new AnyThreshold([votes]) }, Tally(2, ("A", 9))).ShouldBeEmpty();
    }

    [Fact]
    public void Incomplete_lists_bound_each_list_by_its_candidates_and_the_house()
    {
        var house = Allocator.Allocate(Rule("dhondt"), new Tally(3, [new("A", 9) { Candidates = 2 }, new("B", 4) { Candidates = 8 }, new("C", 1)]) { ListsComplete = false });
        house.Lists.Select(l => (l.AtLeast, l.AtMost)).ShouldBe([(0, 2), (0, 3), (0, 3)]);
        Should.Throw<KeyNotFoundException>(() => house["D"]);
    }

    [Fact]
    public void Divisors_and_parts_refuse_what_is_out_of_range()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Divisors.Stationary(new Fraction(-1, 2)));
        Should.Throw<ArgumentOutOfRangeException>(() => Divisors.Stationary(new Fraction(3, 2)));
        Should.Throw<ArgumentOutOfRangeException>(() => Divisors.Stationary(1, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => Divisors.Stationary(1, 2));
        Divisors.ModifiedSainteLague.Printed(0).ShouldBe(new Fraction(7, 5));
        Divisors.Imperiali.Printed(1).ShouldBe(new Fraction(3, 2));
        Divisors.SainteLague.Printed(3).ShouldBe(7);
        new LinearDivisors(20, 20) { First = 14 }.Printed(0).ShouldBe(14);
    }

    [Fact]
    public void Votes_from_a_rival_have_a_reason_where_there_are_none()
    {
        var rule = Rule("dhondt");
        SeatMoves.ToGainFrom(rule, Tally(1, ("A", 5), ("B", 5)), "A", "B").Reason.ShouldBe(MarginReason.Open);
        SeatMoves.ToGainFrom(rule, Tally(2, ("A", 9), ("B", 1)), "A", "B").Reason.ShouldBe(MarginReason.NothingToGain);
        SeatMoves.ToGainFrom(rule, Tally(3, ("A", 60), ("B", 30)), "A", "B").Votes.ShouldBe(8); // 68 ÷ 3 > 22
        SeatMoves.ToGainFrom(rule, new Tally(3, [new("A", 60) { Candidates = 2 }, new("B", 30)]), "A", "B").Reason.ShouldBe(MarginReason.NothingToGain);
        SeatMoves.ToGainFrom(new SeatRule(new LargestRemainder(Quota.OfRegistered)), Tally(1, ("A", 60), ("B", 30)), "B", "A").Reason.ShouldBe(MarginReason.DependsOnRegistered);
        Should.Throw<ArgumentOutOfRangeException>(() => SeatMoves.ToGainFrom(rule, Tally(3, ("A", 60), ("B", 30)), "A", "C")).ParamName.ShouldBe("from");
        Should.Throw<ArgumentOutOfRangeException>(() => SeatMoves.ToGainFrom(rule, Tally(3, ("A", 60), ("B", 30)), "A", "A"));
    }

    private static SeatRule Rule(string method) => new(AllocationMethod.ByName(method)!);

    private static Tally Tally(int seats, params (string Code, long Votes)[] lists) => new(seats, [.. lists.Select(l => new ListTally(l.Code, l.Votes))]);
}
