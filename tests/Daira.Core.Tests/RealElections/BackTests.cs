using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Core.Simulation;

namespace Daira.Core.Tests.RealElections;

public class BackTests
{
    /// <summary>2021 from 2016, with shocks as 2011 → 2016 showed them. 2021 overturned the party that led: the intervals must not pretend to have known.</summary>
    [Fact]
    public void House_2021_from_2016()
    {
        var contests = new[] { 2011, 2016, 2021 }.ToDictionary(y => y, y => MoroccanHouse.Tallies(y, "locale").ToDictionary(t => t.Id, t => t.Tally));
        var regions = ElectionTables.Trial("morocco/results-house/constituency_totals.csv").Where(r => r["year"] == "2016" && r["list_type"] == "locale")
            .ToDictionary(r => r["constituency_id"], r => r["region_id"]);
        var lists = contests[2016].Values.SelectMany(t => t.Lists).Select(l => l.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var numbers = regions.Values.Distinct().Order(StringComparer.Ordinal).ToList();
        var places = contests[2016].Keys.Order(StringComparer.Ordinal).ToList();
        var shocks = ShockEstimate.From([.. places.Select(p => new PlaceChange(numbers.IndexOf(regions[p]), Votes(contests[2011][p], lists), Votes(contests[2016][p], lists)))]);
        var model = new ElectionModel(
            lists,
            [.. places.Select(p => new SimulatedPlace(p, numbers.IndexOf(regions[p]), contests[2016][p].Seats, Votes(contests[2016][p], lists)))],
            new RemaindersOfVotes { Threshold = new Fraction(3, 100) },
            shocks);
        var totals = new Simulator(model).Run(2021, 20_000, 2, null, TestContext.Current.CancellationToken);
        var elected = MoroccanHouse.MembersElected("2021-2026").Where(c => regions.ContainsKey(c.Key)).SelectMany(c => c.Value).ToLookup(e => e.Key, e => e.Value);
        var test = BackTest.Of(totals, [.. lists.Select(l => elected[l].Sum())]);

        TestContext.Current.SendDiagnosticMessage(
            "PJD {6:F1} {7}; 2021 from 2016: national {0:F2} regional {1:F2} local {2:F2}; coverage 50 %: {3:P0}, 80 %: {4:P0}, 95 %: {5:P0}",
            shocks.National[0], shocks.Regional[0], shocks.Local[0], test.Coverage.Half, test.Coverage.FourFifths, test.Coverage.Most,
            test.Lists.Single(l => l.List == "PJD").Mean, test.Lists.Single(l => l.List == "PJD").Most);
        test.Coverage.Half.ShouldBeLessThanOrEqualTo(test.Coverage.FourFifths);
        test.Coverage.FourFifths.ShouldBeLessThanOrEqualTo(test.Coverage.Most);
        test.Lists.Single(l => l.List == "PJD").ShouldSatisfyAllConditions(
            pjd => pjd.Seats.ShouldBe(4),
            pjd => pjd.Mean.ShouldBeGreaterThan(60),
            pjd => pjd.Most.Holds(pjd.Seats).ShouldBeFalse());
    }

    private static long?[] Votes(Tally tally, List<string> lists) =>
        [.. lists.Select(l => tally.Lists.FirstOrDefault(x => x.Code == l)?.Votes)];
}
