using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>Where the closed form of all margins at once is taken, up to the last number; everywhere it says what the search says.</summary>
public class ClosedMarginsTests
{
    private const long MostPersons = 1L << 40;

    private static readonly SeatRule Hare = new(new LargestRemainder(Quota.Hare));
    private static readonly SeatRule Registered = new(new LargestRemainder(Quota.OfRegistered));
    private static readonly SeatRule DHondt = new(new HighestAverages(Divisors.DHondt));
    private static readonly Tally Plain = new(3, [new("A", 50), new("B", 30), new("C", 10)]);

    [Fact]
    public void Plain_rules_have_a_closed_form_and_others_are_searched()
    {
        Taken(Hare, Plain);
        Taken(DHondt, Plain);
        Taken(Registered, Plain with { Registered = 100 });
        Taken(Share(new Fraction(1, 8)), Plain);
        Taken(Share(new Fraction(1, 8), QuotaBasis.VotesOfEligibleLists), Plain with { ValidVotes = 95 });
        Searched(Hare with { Threshold = new ShareThreshold(new Fraction(1, 8)) { Strict = true } }, Plain);
        Searched(Hare with { Threshold = new VotesThreshold(5) }, Plain);
        Searched(Share(new Fraction(1, 8), QuotaBasis.Voters), Plain with { Voters = 95 });
        Searched(Share(new Fraction(1, 8), QuotaBasis.Registered), Plain with { Registered = 95 });
        Searched(DHondt with { Threshold = new ShareThreshold(new Fraction(1, 8)) }, Plain);
        Searched(Registered with { Threshold = new ShareThreshold(new Fraction(1, 8)) }, Plain with { Registered = 100 });
        Searched(new SeatRule(new HighestAverages(Divisors.Adams)), Plain);
        Searched(new SeatRule(new HighestAverages(Divisors.Macau)), Plain);
        Searched(new SeatRule(new LargestRemainder(Quota.Droop)), Plain);
        Searched(new SeatRule(new LargestRemainder(Quota.HagenbachBischoff)), Plain);
        Searched(new SeatRule(new LargestRemainder(Quota.OfRegistered with { SeatsAdded = 1 })), Plain with { Registered = 100 });
        Searched(new SeatRule(new LargestRemainder(Quota.OfRegistered with { Rounding = QuotaRounding.Up })), Plain with { Registered = 100 });
        Searched(new SeatRule(new LargestRemainder(new Quota(QuotaBasis.ValidVotes))), Plain);
        Searched(Hare with { Ties = [TieCriterion.OldestCandidate, TieCriterion.MostVotes] }, Plain);
        Taken(Hare with { Ties = [TieCriterion.OldestCandidate] }, Plain);
        Searched(DHondt, Of(3, 30, 30)); // the last seat is tied
    }

    [Fact]
    public void Two_lists_and_two_seats_without_limits_are_enough()
    {
        Taken(Hare, Of(2, 50, 30));
        Searched(Hare, Of(2, 50));
        Searched(Hare, Of(1, 50, 30));
        Taken(Hare, First(Plain, l => l with { Candidates = 3 }));
        Searched(Hare, First(Plain, l => l with { Candidates = 2 }));
        Searched(Hare, First(Plain, l => l with { BirthDates = [] }));
        Searched(Hare, First(Plain, l => l with { ExemptFromThreshold = true }));
        MarginTable.Try(Hare, Plain with { ListsComplete = false }).ShouldBeNull();
    }

    [Fact]
    public void Numbers_up_to_the_largest_keep_their_closed_form()
    {
        var large = Of(3, MostPersons / 2, (MostPersons / 2) - 1);
        Taken(Hare, large);
        Taken(Hare, large with { ValidVotes = MostPersons });
        Searched(Hare, large with { ValidVotes = MostPersons + 1 });
        Taken(Registered, Plain with { Registered = MostPersons });
        Searched(Registered, Plain with { Registered = MostPersons + 1 });
        Taken(Share(new Fraction(1, 1_000_000)), Plain);
        Searched(Share(new Fraction(1, 1_000_001)), Plain);
        Taken(Share(new Fraction(999_999, 1_000_000)), Of(2, 1_000_000, 1));
        Searched(Share(1), Of(2, 1_000_000, 0));
    }

    /// <summary>Every number of abstainers from none on: the last vote that can be cast counts, one more is out of reach.</summary>
    [Fact]
    public void The_last_abstainer_counts()
    {
        for (var roll = 90; roll < 160; roll++)
        {
            Taken(Registered, Plain with { Registered = roll });
            Taken(Registered, Of(2, 50, 40) with { Registered = roll });
            Taken(DHondt, Plain with { Registered = roll });
            Taken(Hare, Plain with { Registered = roll });
        }

        // 45 of 145 are less than a third; 50 of 150 are not, and more than what a quota leaves of A.
        var admitted = Of(2, 100, 45);
        Taken(Share(new Fraction(1, 3)), admitted with { Registered = 150 });
        Margins.Of(Share(new Fraction(1, 3)), admitted with { Registered = 150 })[1].ToGain.Votes.ShouldBe(5);
        Margins.Of(Share(new Fraction(1, 3)), admitted with { Registered = 149 })[1].ToGain.Reason.ShouldBe(MarginReason.OutOfReach);
    }

    [Fact]
    public void Quotas_that_fill_all_seats_or_too_few_of_them_are_counted()
    {
        Taken(Registered, Of(2, 50, 50) with { Registered = 100 });
        Taken(Registered, Of(2, 10, 0) with { Registered = 15 });
        Taken(Registered, Of(5, 70, 0) with { Registered = 100 });
        Taken(Registered, Of(5, 50, 0) with { Registered = 100 });
        Margins.Of(Registered, Of(5, 70, 0) with { Registered = 100 })[1].ToGain.Votes.ShouldBe(1); // two seats and two lists for them
        Margins.Of(Registered, Of(5, 50, 0) with { Registered = 100 })[1].ToGain.Votes.ShouldBe(20); // three seats are left: only a quota is certain
    }

    /// <summary>A threshold is a share of votes that move: a list comes above it as another loses, or falls below it as another gains.</summary>
    [Fact]
    public void Lists_that_cross_the_threshold_as_another_moves_are_followed()
    {
        // 17 of 177 are less than a tenth, of 170 they are not: with 63 left A's remainder is 16⅓, less than C's 17.
        Margins.Of(Share(new Fraction(1, 10)), Of(3, 100, 60, 17))[0].ToLose.Votes.ShouldBe(37);
        Taken(Share(new Fraction(1, 10)), Of(3, 100, 60, 17));
        Taken(Share(new Fraction(1, 10)), Of(3, 100, 60, 20));
        Taken(Share(new Fraction(1, 10)), Of(4, 100, 60, 20, 17, 12));
        Taken(Share(new Fraction(1, 8)), Of(4, 61, 60, 22, 19, 18));

        // Nobody else has a vote: the list falls below the threshold, or is never lost.
        Margins.Of(Share(new Fraction(2, 5)), Of(2, 10, 0) with { ValidVotes = 20 })[0].ToLose.Votes.ShouldBe(4);
        Taken(Share(new Fraction(2, 5)), Of(2, 10, 0) with { ValidVotes = 20 });
        Margins.Of(Hare, Of(2, 10, 0))[0].ToLose.Reason.ShouldBe(MarginReason.OutOfReach);
        Taken(Hare, Of(2, 10, 0));
        Taken(Hare, Of(2, 0, 10));
    }

    /// <summary>The roll is not known; at least as many as voted are on it. The last winner needs more than the next, less than a quota, and more than what a quota leaves of the first.</summary>
    [Theory]
    [InlineData(true, 2, 30, 20, 19)]
    [InlineData(false, 2, 30, 20, 20)] // a tie
    [InlineData(true, 2, 20, 19, 1)]
    [InlineData(false, 2, 20, 20, 0)] // at 40 registered the last winner fills a quota
    [InlineData(true, 2, 30, 11, 0)] // at 41 registered a quota leaves 9½ of the first, less than 11
    [InlineData(false, 2, 30, 10, 0)] // at 40 it leaves 10
    [InlineData(true, 2, 30, 11, 10)] // at 51 it leaves 4½, less than the next has
    [InlineData(true, 2, 36, 14, 10)] // at 60, 6
    [InlineData(true, 2, 40, 14, 10)] // at 64, 8
    [InlineData(true, 2, 44, 14, 10)] // at 68, 10: as much as the next
    [InlineData(true, 2, 46, 14, 10)] // at 70, 11: between the last winner and the next
    [InlineData(false, 2, 52, 14, 10)] // at 76, 14
    [InlineData(false, 3, 52, 14, 10)] // as many seats as lists
    [InlineData(true, 3, 20, 14, 10, 9)]
    [InlineData(true, 3, 46, 40, 20, 4)] // at 110 two lists fill a quota, and leave 9⅓ and 3⅓ of them
    [InlineData(true, 3, 46, 46, 20, 4)]
    [InlineData(true, 3, 46, 46, 20, 0)]
    [InlineData(true, 3, 9, 9, 5, 0)] // at 23, 4 of 9 are left
    public void An_unknown_roll_has_a_closed_form_where_the_first_are_elected_whatever_it_is(bool taken, int seats, params int[] votes)
    {
        var tally = Of(seats, [.. votes]);
        (taken ? (Action<SeatRule, Tally>)Taken : Searched)(Registered, tally);
        Searched(Registered, tally with { RegisteredAtMost = 1_000 });
        Searched(Registered with { Threshold = new VotesThreshold(1) }, tally);
    }

    private static SeatRule Share(Fraction share, QuotaBasis basis = QuotaBasis.ValidVotes) => Hare with { Threshold = new ShareThreshold(share, basis) };

    private static void Taken(SeatRule rule, Tally tally) => MarginTable.Try(rule, tally).ShouldNotBeNull().ShouldBe(Margins.Search(rule, tally));

    private static void Searched(SeatRule rule, Tally tally)
    {
        MarginTable.Try(rule, tally).ShouldBeNull();
        Margins.Of(rule, tally).Count.ShouldBe(tally.Lists.Count);
    }

    private static Tally First(Tally tally, Func<ListTally, ListTally> changed) => tally with { Lists = [changed(tally.Lists[0]), .. tally.Lists.Skip(1)] };

    private static Tally Of(int seats, params long[] votes) => new(seats, [.. votes.Select((v, i) => new ListTally($"{(char)('A' + i)}", v))]);
}
