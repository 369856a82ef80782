using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

public class CompositionTests
{
    [Fact]
    public void Biproportional_tables_keep_both_margins_and_their_own_certificate()
    {
        var random = new Random(11);
        var unique = 0;
        for (var n = 0; n < Case.Many(300, 30); n++)
        {
            var (districts, lists) = (random.Next(2, 7), random.Next(2, 6));
            var votes = new long[districts, lists];
            for (var d = 0; d < districts; d++)
            {
                for (var l = 0; l < lists; l++)
                {
                    votes[d, l] = random.Next(1, 5000);
                }
            }

            var districtSeats = Enumerable.Range(0, districts).Select(_ => random.Next(1, 12)).ToArray();
            var totals = Enumerable.Range(0, lists).Select(l => new ListTally($"{l}", Enumerable.Range(0, districts).Sum(d => votes[d, l]))).ToArray();
            var upper = Allocator.Draw(new SeatRule(new HighestAverages(Divisors.SainteLague)), new Tally(districtSeats.Sum(), totals), new(["0", "1", "2", "3", "4", "5"], "test"), null);
            var table = Biproportional.Allocate(votes, districtSeats, upper.AtLeast, Divisors.SainteLague).ShouldNotBeNull();
            unique += table.IsUnique ? 1 : 0;
            for (var d = 0; d < districts; d++)
            {
                Enumerable.Range(0, lists).Sum(l => table.Seats[d, l]).ShouldBe(districtSeats[d]);
                for (var l = 0; l < lists; l++)
                {
                    var figure = votes[d, l] * table.DistrictMultipliers[d] * table.ListMultipliers[l];
                    figure.ShouldBeLessThanOrEqualTo(Divisors.SainteLague.At(table.Seats[d, l]));
                    figure.ShouldBeGreaterThanOrEqualTo(table.Seats[d, l] == 0 ? 0 : Divisors.SainteLague.At(table.Seats[d, l] - 1));
                }
            }

            Enumerable.Range(0, lists).Select(l => Enumerable.Range(0, districts).Sum(d => table.Seats[d, l])).ShouldBe(upper.AtLeast);
        }

        unique.ShouldBeGreaterThan(Case.Many(280, 25));
    }

    [Fact]
    public void Biproportional_equal_votes_have_more_than_one_table_and_zeros_can_forbid_all()
    {
        Biproportional.Allocate(new long[,] { { 10, 10 }, { 10, 10 } }, [1, 1], [1, 1], Divisors.SainteLague)!.IsUnique.ShouldBeFalse();
        Biproportional.Allocate(new long[,] { { 10, 20 }, { 20, 10 } }, [1, 1], [1, 1], Divisors.SainteLague)!.IsUnique.ShouldBeTrue();
        Biproportional.Allocate(new long[,] { { 10, 0 }, { 10, 5 } }, [2, 1], [1, 2], Divisors.SainteLague).ShouldBeNull();
        Should.Throw<ArgumentException>(() => Biproportional.Allocate(new long[,] { { 1 } }, [2], [1], Divisors.SainteLague));
        Should.Throw<ArgumentException>(() => Biproportional.Allocate(new long[,] { { 0 } }, [1], [1], Divisors.SainteLague));
        Should.Throw<ArgumentException>(() => Biproportional.Allocate(new long[,] { { 1 } }, [1], [1], Divisors.Adams));
    }

    [Fact]
    public void Two_parts_of_a_list_are_allotted_apart_and_added()
    {
        // Morocco 2011: 60 women and 30 under forty on one national list, each part with its own quotient.
        var rule = new SeatRule(new LargestRemainder(Quota.Hare)) { Threshold = new ShareThreshold(new Fraction(3, 100)) };
        var tally = new Tally(90, [new ListTally("A", 500), new ListTally("B", 300), new ListTally("C", 180), new ListTally("D", 20)]);
        var house = ListParts.Allocate(tally, [new("women", rule, 60), new("youth", rule, 30)]);
        house.Lists.Select(l => l.Seats).ShouldBe([46, 27, 17, 0]);
        house.Within["women"].Lists.Select(l => l.Seats).ShouldBe([31, 18, 11, 0]);
        house["D"].State.ShouldBe(SeatState.Threshold);
        Should.Throw<ArgumentOutOfRangeException>(() => ListParts.Allocate(tally with { Seats = 91 }, [new("women", rule, 60), new("youth", rule, 30)]));
        (ListParts.Reserved(61, new Fraction(1, 3)), ListParts.Reserved(31, new Fraction(1, 3))).ShouldBe((21, 11));
    }

    [Fact]
    public void Overhang_is_kept_levelled_or_absorbed()
    {
        var rule = new SeatRule(new HighestAverages(Divisors.SainteLague));
        var tally = new Tally(10, [new ListTally("A", 510), new ListTally("B", 400), new ListTally("C", 100) { SeatsHeld = 2 }]);
        var kept = Levelling.Allocate(rule, tally, OverhangPolicy.Keep);
        (kept.Size, kept.Lists[2].Overhang).ShouldBe((11, 1));
        var levelled = Levelling.Allocate(rule, tally, OverhangPolicy.Level);
        levelled.Size.ShouldBe(16);
        levelled.Lists.ShouldAllBe(l => l.Overhang == 0);
        levelled.Lists[2].Seats.ShouldBe(2);
        var absorbed = Levelling.Allocate(rule, tally, OverhangPolicy.Absorb);
        absorbed.Lists.Sum(l => l.Seats).ShouldBe(10);
        absorbed.Lists.Select(l => l.Seats).ShouldBe([4, 4, 2]);
    }

    [Fact]
    public void A_list_below_the_threshold_leaves_its_agreement()
    {
        var rule = new SeatRule(new HighestAverages(Divisors.DHondt)) { Threshold = new VotesThreshold(20) };
        var tally = new Tally(5, [new ListTally("A", 100), new ListTally("B", 90), new ListTally("C", 15)]);
        var house = SurplusAgreements.Allocate(rule, tally, [["A", "C"]]);
        house["C"].ShouldBe(new CombinedSeats("C", 15, 0, SeatState.Threshold));
        house.Lists.Sum(l => l.Seats).ShouldBe(5);
        Should.Throw<ArgumentException>(() => SurplusAgreements.Allocate(rule, tally, [["A", "Z"]]));
        Should.Throw<ArgumentException>(() => SurplusAgreements.Allocate(rule, tally, [["A", "B"], ["B", "C"]]));
        SurplusAgreements.Allocate(rule with { Threshold = new VotesThreshold(200) }, tally, [["A", "C"]]).Between.State.ShouldBe(SeatState.Threshold);
    }

    /// <summary>A and C together bid 150, 75, 50, 37.5: four seats of six against B's 84, 42; within, A takes three and C one.</summary>
    [Fact]
    public void An_agreement_pools_its_votes_for_the_house_and_divides_its_seats_within()
    {
        var rule = new SeatRule(new HighestAverages(Divisors.DHondt));
        var tally = new Tally(6, [new("A", 110), new("B", 84), new("C", 40), new("D", 30)]);
        var apart = Allocator.Allocate(rule, tally);
        apart.Lists.Select(l => l.Seats).ShouldBe([3, 2, 1, 0]);
        var house = SurplusAgreements.Allocate(rule, tally, [["A", "C"]]);
        house.Between.Lists.Select(l => (l.Code, l.Votes, l.Seats)).ShouldBe([("A+C", 150, 4), ("B", 84, 2), ("D", 30, 0)]);
        house.Lists.Select(l => (l.Code, l.Seats)).ShouldBe([("A", 3), ("B", 2), ("C", 1), ("D", 0)]);
        house.Within.Keys.ShouldBe(["A+C"]);
        house.Within["A+C"].Tally.Seats.ShouldBe(4);
        Should.Throw<KeyNotFoundException>(() => house["Z"]);

        var small = SurplusAgreements.Allocate(rule, tally, [["C", "D"]]);
        small.Lists.Select(l => l.Seats).ShouldBe([3, 2, 1, 0]); // 110, 84, 70, 55, 42, 36.7 and not 35
    }

    [Fact]
    public void Candidates_of_an_agreement_add_up_and_an_open_pool_leaves_its_lists_open()
    {
        var rule = new SeatRule(new HighestAverages(Divisors.DHondt));
        var few = SurplusAgreements.Allocate(rule, new Tally(5, [new("A", 90) { Candidates = 1 }, new("B", 20), new("C", 60) { Candidates = 1 }]), [["A", "C"]]);
        few.Between["A+C"].Seats.ShouldBe(2);
        few.Lists.Select(l => l.Seats).ShouldBe([1, 3, 1]);
        var unlimited = SurplusAgreements.Allocate(rule, new Tally(5, [new("A", 90) { Candidates = 1 }, new("B", 20), new("C", 60)]), [["A", "C"]]);
        unlimited.Between["A+C"].Seats.ShouldBe(5);
        var tied = SurplusAgreements.Allocate(rule, new Tally(1, [new("A", 5), new("B", 10), new("C", 5)]), [["A", "C"]]);
        tied.Lists.ShouldAllBe(l => l.Seats == null && l.State == SeatState.DrawingOfLots);
        tied.Within.ShouldBeEmpty();
        var nothing = SurplusAgreements.Allocate(rule, new Tally(1, [new("A", 5), new("B", 100), new("C", 5)]), [["A", "C"]]);
        nothing.Lists.Select(l => l.Seats).ShouldBe([0, 1, 0]);
        nothing.Within.ShouldBeEmpty();
    }

    [Fact]
    public void A_part_that_is_open_leaves_the_sum_open_and_reserved_seats_know_their_range()
    {
        var rule = new SeatRule(new HighestAverages(Divisors.DHondt));
        var house = ListParts.Allocate(new Tally(3, [new("A", 5), new("B", 5), new("C", 1)]), [new("one", rule, 1), new("two", rule, 2)]);
        house.Lists.Select(l => (l.Seats, l.State)).ShouldBe([(null, SeatState.DrawingOfLots), (null, SeatState.DrawingOfLots), (0, SeatState.Elected)]);
        var dated = rule with { Ties = [TieCriterion.YoungestCandidate] };
        ListParts.Allocate(new Tally(2, [new("A", 5), new("B", 5)]), [new("one", dated, 1), new("two", rule, 1)]).Lists.ShouldAllBe(l => l.State == SeatState.TieNeedsBirthDates);
        ListParts.Allocate(new Tally(2, [new("A", 5), new("B", 5)]), [new("one", rule, 1), new("two", dated, 1)]).Lists.ShouldAllBe(l => l.State == SeatState.DrawingOfLots);
        Should.Throw<ArgumentOutOfRangeException>(() => ListParts.Reserved(0, new Fraction(1, 3)));
        Should.Throw<ArgumentOutOfRangeException>(() => ListParts.Reserved(9, new Fraction(-1, 3)));
        Should.Throw<ArgumentOutOfRangeException>(() => ListParts.Reserved(9, new Fraction(4, 3)));
    }

    [Fact]
    public void Levelling_stops_where_it_is_told_and_does_not_follow_lists_that_take_no_part()
    {
        var rule = new SeatRule(new HighestAverages(Divisors.SainteLague));
        var tally = new Tally(10, [new("A", 510), new("B", 400), new("C", 100) { SeatsHeld = 2 }]);
        Levelling.Allocate(rule, tally, OverhangPolicy.Level, largest: 16).Size.ShouldBe(16);
        Levelling.Allocate(rule, tally, OverhangPolicy.Level, largest: 15).ShouldSatisfyAllConditions(h => h.Size.ShouldBe(16), h => h.Lists[2].Overhang.ShouldBe(1));
        var small = tally with { Lists = [new("A", 510), new("B", 400), new("C", 10) { SeatsHeld = 1 }, new("D", 0) { SeatsHeld = 1 }] };
        Levelling.Allocate(rule with { Threshold = new ShareThreshold(new Fraction(5, 100)) }, small, OverhangPolicy.Level, largest: 40).Size.ShouldBe(12);
        Should.Throw<ArgumentException>(() => Levelling.Allocate(rule, tally with { Seats = 2 }, OverhangPolicy.Absorb)).Message.ShouldContain("2 seats");
        Levelling.Allocate(rule, tally with { Seats = 3 }, OverhangPolicy.Absorb).Lists.Select(l => l.Seats).ShouldBe([1, 0, 2]);

        // As much overhang as is tolerated stays beyond the ten seats.
        var tolerated = Levelling.Allocate(rule, tally, OverhangPolicy.Level, tolerated: 1);
        (tolerated.Size, tolerated.Shares.Tally.Seats, tolerated.Lists[2].Overhang).ShouldBe((11, 10, 1));
    }

    [Fact]
    public void Indices_of_a_house_by_the_text_book()
    {
        // v = 1/2, 3/10, 1/5; s = 3/5, 2/5, 0.
        var indices = Disproportionality.Of([50, 30, 20], [3, 2, 0]);
        (indices.LoosemoreHanby, indices.Rose, indices.Lijphart).ShouldBe((0.2m, 0.8m, 0.2m));
        indices.Gallagher.ShouldBe(0.173205080756m); // √(0.06 / 2)
        indices.Rae.ShouldBe(0.133333333333m);
        indices.SainteLague.ShouldBe(0.253333333333m); // 0.01/0.5 + 0.01/0.3 + 0.2
        indices.DHondt.ShouldBe(1.333333333333m);
        (indices.EffectiveListsByVotes, indices.EffectiveListsBySeats).ShouldBe((2.631578947368m, 1.923076923076m)); // 1/0.38, 1/0.52
        Disproportionality.Of([199, 1], [1, 0]).Rae.ShouldBe(0.005m); // half a percent counts
        Disproportionality.Of([1, 0], [1, 0]).DHondt.ShouldBe(1); // a list with neither bounds nothing
        Disproportionality.Of([1, 0], [1, 1]).SainteLague.ShouldBeNull();
    }

    [Fact]
    public void Indices_of_a_worked_example()
    {
        var indices = Disproportionality.Of([600, 300, 96, 4], [7, 3, 0, 0]);
        (indices.LoosemoreHanby, indices.Rose, indices.Lijphart).ShouldBe((0.1m, 0.9m, 0.1m));
        indices.Gallagher.ShouldBe(0.098061205377m); // √((0.01 + 0.009216 + 0.000016) / 2)
        indices.Rae.ShouldBe(0.065333333333m); // (0.1 + 0 + 0.096) / 3
        indices.SainteLague.ShouldBe(0.116666666666m); // 0.01/0.6 + 0.096 + 0.004
        indices.DHondt.ShouldBe(1.166666666666m);
        indices.EffectiveListsBySeats.ShouldBe(1.724137931034m);
        Disproportionality.Of([1, 0], [1, 1]).DHondt.ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => Disproportionality.Of([0], [1]));
    }
}
