using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.RealElections;

/// <summary>Houses of other countries as proclaimed; votes and seats in the file, the rule here.</summary>
public class ParliamentsTests
{
    private static readonly SeatRule SainteLague = new(new HighestAverages(Divisors.SainteLague));
    private static readonly SeatRule DHondt = new(new HighestAverages(Divisors.DHondt));

    /// <summary>
    /// The house grows from 598 seats until each list's share covers its least seats: what Bavaria gave the CSU in 2013, what the Länder gave the CDU
    /// in 2017. In 2021 three of the CSU's 45 constituencies stay beyond its share.
    /// </summary>
    [Theory]
    [InlineData("DE_2013", "CSU", 56, 0, 631)]
    [InlineData("DE_2017", "CDU", 200, 0, 709)]
    [InlineData("DE_2021", "CSU", 45, 3, 736)]
    public void Germany_levels_its_overhang(string election, string list, int held, int tolerated, int size)
    {
        var rows = Rows(election);
        var tally = new Tally(598, [.. rows.Select(r => new ListTally(r["list"], r.Long("votes")) { SeatsHeld = r["list"] == list ? held : 0 })]);
        var house = Levelling.Allocate(SainteLague, tally, OverhangPolicy.Level, tolerated: tolerated);
        (house.Size, house.Lists.Sum(l => l.Overhang)).ShouldBe((size, tolerated));
        house.Lists.Select(l => l.Seats).ShouldBe(Official(rows));
    }

    [Fact]
    public void The_Netherlands_2021_by_dhondt_above_one_quotient()
    {
        var rule = DHondt with { Threshold = new ShareThreshold(new Fraction(1, 150)) };
        Proclaimed("NL_2021", rule, new Tally(150, []) { ValidVotes = 10_422_852 });
    }

    [Fact]
    public void Sweden_2018_by_adjusted_odd_numbers_from_one_and_two_tenths() =>
        Proclaimed("SE_2018", new SeatRule(new HighestAverages(Divisors.Stationary(new Fraction(1, 2), new Fraction(6, 10)))), new Tally(349, []));

    [Fact]
    public void Denmark_2019_by_largest_remainders() => Proclaimed("DK_2019", new SeatRule(new LargestRemainder(Quota.Hare)), new Tally(175, []));

    [Fact]
    public void Austria_2019_by_dhondt() => Proclaimed("AT_2019", DHondt, new Tally(183, []));

    [Theory]
    [InlineData("NZ_2017")]
    [InlineData("NZ_2020")]
    public void New_Zealand_by_sainte_lague(string election) => Proclaimed(election, SainteLague, new Tally(120, []));

    [Fact]
    public void The_Knesset_of_2022_with_its_surplus_agreements()
    {
        var rows = Rows("IL_2022");
        var tally = new Tally(120, [.. rows.Select(r => new ListTally(r["list"], r.Long("votes")))]) { ValidVotes = 4_764_742 };
        var rule = DHondt with { Threshold = new ShareThreshold(new Fraction(325, 10_000)) };
        var house = SurplusAgreements.Allocate(rule, tally, [["Likud", "Religious Zionism"], ["Shas", "United Torah Judaism"], ["Yesh Atid", "National Unity"], ["Labor", "Meretz"]]);
        house.Lists.Select(l => l.Seats).ShouldBe(Official(rows));
        house["Meretz"].State.ShouldBe(SeatState.Threshold);
    }

    private static void Proclaimed(string election, SeatRule rule, Tally tally)
    {
        var rows = Rows(election);
        var house = Allocator.Allocate(rule, tally with { Lists = [.. rows.Select(r => new ListTally(r["list"], r.Long("votes")))] });
        house.State.ShouldBe(SeatState.Elected);
        house.Lists.Select(l => l.Seats).ShouldBe(Official(rows));
    }

    private static List<Dictionary<string, string>> Rows(string election) => [.. ElectionTables.Golden("parliaments.csv").Where(r => r["election"] == election)];

    private static IEnumerable<int?> Official(IEnumerable<Dictionary<string, string>> rows) => rows.Select(r => (int?)r.Int("seats"));
}
