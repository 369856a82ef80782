using Daira.Core.Seats;

namespace Daira.Core.Tests.RealElections;

public class MoroccanHouseTests
{
    [Fact]
    public void House_2016_local_agrees_list_by_list_in_92_of_92_constituencies()
    {
        var elected = MoroccanHouse.MembersElected("2016-2021");
        var tallies = MoroccanHouse.Tallies(2016, "locale");
        tallies.Count.ShouldBe(92);
        tallies.Sum(t => t.Tally.Seats).ShouldBe(305);
        foreach (var (id, tally) in tallies)
        {
            var allocation = Allocator.Allocate(MoroccanHouse.Rule2016, tally);
            allocation.State.ShouldBe(SeatState.Elected, id);
            SeatsOf(allocation).ShouldBe(elected[id], ignoreOrder: true, customMessage: id);
        }
    }

    [Fact]
    public void House_2016_on_all_valid_votes_would_agree_in_90_only()
    {
        var rule = MoroccanHouse.Rule2016 with { Method = new LargestRemainder(new Quota(QuotaBasis.ValidVotes)) };
        var elected = MoroccanHouse.MembersElected("2016-2021");
        MoroccanHouse.Tallies(2016, "locale").Count(t => Same(Allocator.Allocate(rule, t.Tally), elected[t.Id])).ShouldBe(90);
    }

    [Fact]
    public void House_2021_local_is_independent_of_the_registered_and_agrees_in_92_of_92()
    {
        var elected = MoroccanHouse.MembersElected("2021-2026");
        var tallies = MoroccanHouse.Tallies(2021, "locale");
        tallies.Count.ShouldBe(92);
        foreach (var (id, tally) in tallies)
        {
            var allocation = Allocator.Allocate(MoroccanHouse.Rule2021, tally);
            allocation.State.ShouldBe(SeatState.IndependentOfRegistered, id);
            allocation.Ranges.Count.ShouldBe(1);
            SeatsOf(allocation).ShouldBe(elected[id], ignoreOrder: true, customMessage: id);
        }

        tallies.Sum(t => t.Tally.ListVotes).ShouldBe(7_588_505);
    }

    [Fact]
    public void House_2021_regional_is_shown_as_dependent_where_it_is()
    {
        var states = MoroccanHouse.Tallies(2021, "regionale").ToDictionary(t => t.Id, t => Allocator.Allocate(MoroccanHouse.Rule2021, t.Tally));
        states.Count.ShouldBe(12);
        var dependent = states.Values.Where(a => a.State == SeatState.RegisteredMissing).ToList();
        dependent.Count.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var allocation in dependent)
        {
            allocation.Lists.ShouldAllBe(l => l.Seats == null);
            allocation.Ranges.Count.ShouldBeGreaterThan(1);
            allocation.Ranges[^1].To.ShouldBeNull();
            allocation.Ranges.Zip(allocation.Ranges.Skip(1)).ShouldAllBe(p => p.First.To + 1 == p.Second.From);
        }
    }

    [Fact]
    public void Tetouan_2026_five_lists_one_seat_each_by_remainder()
    {
        long[] votes = [2455, 1420, 2561, 12834, 5077, 306, 11909, 9852, 1814, 1644, 3593, 1560, 220, 2144, 142, 7034, 109];
        var tally = new Tally(5, [.. votes.Select((v, i) => new ListTally($"{i + 1}", v))]) { Registered = 268_994 };
        var allocation = Allocator.Allocate(MoroccanHouse.Rule2021, tally);

        allocation.State.ShouldBe(SeatState.Elected);
        allocation.Steps.OfType<QuotaStep>().Single().Value.Truncate(1).ShouldBe(53_798.8m);
        allocation.Steps.OfType<TruncatedQuotientStep>().Single().ShouldSatisfyAllConditions(s => s.Quotient.ShouldBe(53_798), s => s.Agrees.ShouldBeTrue());
        allocation.Steps.OfType<RemainderSeatStep>().Select(s => s.List).ShouldBe(["4", "7", "8", "16", "5"]);
        allocation.Steps.OfType<RemainderSeatStep>().ShouldAllBe(s => s.Next == "11");
        allocation["5"].Won.Single().NextFigure!.Value.ShouldBe(3593);
        SeatsOf(allocation).ShouldBe(new Dictionary<string, int> { ["4"] = 1, ["7"] = 1, ["8"] = 1, ["16"] = 1, ["5"] = 1 }, ignoreOrder: true);
    }

    private static Dictionary<string, int> SeatsOf(Allocation allocation) =>
        allocation.Lists.Where(l => l.Seats > 0).ToDictionary(l => l.Code, l => l.Seats!.Value);

    private static bool Same(Allocation allocation, Dictionary<string, int> elected) =>
        SeatsOf(allocation).OrderBy(p => p.Key, StringComparer.Ordinal).SequenceEqual(elected.OrderBy(p => p.Key, StringComparer.Ordinal));
}
