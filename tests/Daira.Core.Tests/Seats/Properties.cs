using Daira.Core.Seats;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Core.Tests.Seats;

/// <summary>What every method promises, what some promise, and a found counter-example where one does not.</summary>
public class Properties
{
    private static readonly string[] HouseMonotone =
        ["dhondt", "sainte-lague", "modified-sainte-lague", "imperiali", "danish", "adams", "dean", "huntington-hill", "macau", "plurality", "quota-method"];

    public static TheoryData<string> Methods => [.. Case.Methods];

    public static TheoryData<string> Monotone => [.. HouseMonotone];

    public static TheoryData<string> ByDivisors => [.. HouseMonotone.Except(["plurality", "quota-method"])];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Seats_sum_to_the_house_and_no_list_exceeds_its_candidates(string method) => For(method, contest =>
    {
        var house = Allocator.Allocate(contest.Rule, contest.Tally);
        house.Lists.Where((l, i) => l.AtMost > (contest.Candidates[i] ?? int.MaxValue)).ShouldBeEmpty();
        (house.Lists.Sum(l => l.AtLeast) + house.Vacant + house.Undecided).ShouldBe(contest.Seats);
        (house.IsDecided == (house.Undecided == 0)).ShouldBeTrue();
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Names_and_order_do_not_matter(string method) => For(method, contest =>
    {
        var house = Allocator.Allocate(contest.Rule, contest.Tally);
        var turned = Allocator.Allocate(contest.Rule, contest.Tally with { Lists = [.. contest.Tally.Lists.Reverse()] });
        foreach (var list in house.Lists)
        {
            (turned[list.Code].AtLeast, turned[list.Code].AtMost, turned[list.Code].State).ShouldBe((list.AtLeast, list.AtMost, list.State));
        }
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Scale_does_not_matter_unless_the_quota_is_rounded(string method)
    {
        if (method is "droop" or "hagenbach-bischoff-up" or "hagenbach-bischoff-nearest")
        {
            // 7 votes and 5 seats: ⌊7/6⌋+1 = 2, but ⌊700/6⌋+1 = 117, not 200.
            Seats(method, [4, 2, 1], 5).ShouldNotBe(Seats(method, [400, 200, 100], 5));
            return;
        }

        For(method, contest =>
        {
            var large = contest with { Votes = [.. contest.Votes.Select(v => v * 7)], Basis = contest.Basis * 7 };
            Bounds(contest).ShouldBe(Bounds(large));
        });
    }

    [Theory]
    [MemberData(nameof(Monotone))]
    public void One_more_seat_costs_no_list_a_seat(string method) => For(method, contest =>
    {
        var (now, next) = (Bounds(contest), Bounds(contest with { Seats = contest.Seats + 1 }));
        now.Zip(next).ShouldAllBe(p => p.Second.Most >= p.First.Least);
    });

    [Fact]
    public void Alabama_under_largest_remainders_one_more_seat_costs_a_list_one()
    {
        Seats("hare", [6, 6, 2], 10).ShouldBe([4, 4, 2]);
        Seats("hare", [6, 6, 2], 11).ShouldBe([5, 5, 1]);
    }

    /// <summary>Where one list grows and another shrinks, the one never loses a seat to the other.</summary>
    [Theory]
    [MemberData(nameof(ByDivisors))]
    public void Growing_lists_lose_nothing_to_shrinking_ones(string method) => For(method, contest =>
    {
        if (contest.Votes.Length < 2 || contest.Threshold is not null || contest.Votes[1] < 2)
        {
            return;
        }

        var later = contest with { Votes = [contest.Votes[0] + 1 + (contest.Votes[0] / 10), contest.Votes[1] - 1 - (contest.Votes[1] / 10), .. contest.Votes[2..]] };
        var (now, then) = (Bounds(contest), Bounds(later));
        (then[0].Most < now[0].Least && then[1].Least > now[1].Most).ShouldBeFalse(contest.ToString());
    });

    [Fact]
    public void Population_paradox_under_largest_remainders()
    {
        // The first list grows, the second shrinks, and yet a seat goes from the first to the second.
        var found = FindPopulationParadox();
        found.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(ByDivisors))]
    public void More_votes_never_cost_a_list_its_own_seats(string method) => For(method, contest =>
    {
        var more = contest with { Votes = [contest.Votes[0] + 5, .. contest.Votes[1..]] };
        Bounds(more)[0].Most.ShouldBeGreaterThanOrEqualTo(Bounds(contest)[0].Least, contest.ToString());
    });

    private static (long[] Before, long[] After)? FindPopulationParadox()
    {
        var random = new Random(7);
        for (var n = 0; n < 200_000; n++)
        {
            long[] before = [random.Next(1, 1000), random.Next(1, 1000), random.Next(1, 1000)];
            long[] after = [before[0] + random.Next(1, 60), Math.Max(1, before[1] - random.Next(1, 20)), before[2] + random.Next(1, 400)];
            var (now, then) = (Seats("hare", before, 10), Seats("hare", after, 10));
            if (now[0] > then[0] && now[1] < then[1])
            {
                return (before, after);
            }
        }

        return null;
    }

    private static int[] Seats(string method, long[] votes, int seats) =>
        [.. Bounds(new Case(method, votes, new int?[votes.Length], seats, null, null)).Select(b => b.Least)];

    private static (int Least, int Most)[] Bounds(Case contest)
    {
        var draft = Allocator.Draw(contest.Rule, contest.Tally, null, null);
        return [.. draft.AtLeast.Zip(draft.Open, (least, open) => (least, least + open))];
    }

    private static void For(string method, Action<Case> property)
    {
        var cases = ArbMap.Default.GeneratorFor<int>().Select(seed => Case.Draw(new Random(seed), method));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Case.Many(2_000, 12)), Prop.ForAll(cases.ToArbitrary(), property));
    }
}
