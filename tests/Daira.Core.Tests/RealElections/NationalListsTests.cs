using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.RealElections;

public class NationalListsTests
{
    public static TheoryData<string> Austria => ["AT_NR_1994", "AT_NR_1995", "AT_NR_1999", "AT_NR_2002", "AT_NR_2006", "AT_NR_2008", "AT_NR_2013"];

    [Theory]
    [MemberData(nameof(Austria))]
    public void Austria_by_dhondt_with_four_percent(string election)
    {
        var rows = Rows(election);
        var rule = new SeatRule(new HighestAverages(Divisors.DHondt)) { Threshold = new ShareThreshold(new Fraction(4, 100)) };
        var allocation = Allocator.Allocate(rule, TallyOf(rows, 183));
        allocation.State.ShouldBe(SeatState.Elected);
        allocation.Lists.Select(l => l.Seats).ShouldBe(rows.Select(r => (int?)r.Int("seats_official")));
        allocation.Lists.Where(l => l.Seats == 0).ShouldAllBe(l => l.State == SeatState.Threshold);
    }

    internal static List<Dictionary<string, string>> Rows(string election) =>
        [.. ElectionTables.Golden("national-lists.csv").Where(r => r["election"] == election)];

    internal static Tally TallyOf(List<Dictionary<string, string>> rows, int seats) =>
        new(seats, [.. rows.Select(r => new ListTally(r["party"], r.Long("votes")))]);
}
