using System.Globalization;
using System.Text.RegularExpressions;
using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.RealElections;

public partial class KnessetAndNewZealand
{
    [Theory]
    [InlineData("IL_KN_19")]
    [InlineData("IL_KN_20")]
    public void Knesset_by_dhondt_with_surplus_agreements(string election)
    {
        var rows = NationalListsTests.Rows(election);
        var house = SurplusAgreements.Allocate(new SeatRule(new HighestAverages(Divisors.DHondt)), NationalListsTests.TallyOf(rows, 120), Agreements(rows));
        house.Lists.Select(l => l.Seats).ShouldBe(rows.Select(r => (int?)r.Int("seats_official")));
    }

    [Fact]
    public void Knesset_2015_needs_its_agreements()
    {
        var rows = NationalListsTests.Rows("IL_KN_20");
        var alone = Allocator.Allocate(new SeatRule(new HighestAverages(Divisors.DHondt)), NationalListsTests.TallyOf(rows, 120));
        alone.Lists.Select(l => l.Seats).ShouldNotBe(rows.Select(r => (int?)r.Int("seats_official")));
    }

    [Fact]
    public void New_Zealand_2008_has_two_overhang_seats()
    {
        var rows = NationalListsTests.Rows("NZ_2008");
        var tally = new Tally(120, [.. rows.Select(r => new ListTally(r["party"], r.Long("votes")) { SeatsHeld = Electorates(r["rule"]) })]);
        var rule = new SeatRule(new HighestAverages(Divisors.SainteLague))
        {
            Threshold = new AnyThreshold([new ShareThreshold(new Fraction(5, 100)), new SeatsHeldThreshold(1)]),
        };
        var house = Levelling.Allocate(rule, tally, OverhangPolicy.Keep);
        house.Size.ShouldBe(122);
        house.Lists.Select(l => l.Seats).ShouldBe(rows.Select(r => (int?)r.Int("seats_official")));
        house.Lists.Single(l => l.Code == "Māori Party").Overhang.ShouldBe(2);
    }

    private static List<IReadOnlyList<string>> Agreements(List<Dictionary<string, string>> rows) =>
        [.. rows.Select(r => Agreement().Match(r["rule"]).Groups[1].Value).Where(a => rows.Count(r => r["rule"].Contains($"list: {a};", StringComparison.Ordinal)) == 2)
            .Distinct()
            .Select(a => (IReadOnlyList<string>)[.. rows.Select(r => r["party"]).Where(p => a.Split('+').Contains(p))])];

    private static int Electorates(string rule) => int.Parse(Won().Match(rule).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("agreement list: (?<lists>.*); threshold", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Agreement();

    [GeneratedRegex(@"\(won (?<seats>\d+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Won();
}
