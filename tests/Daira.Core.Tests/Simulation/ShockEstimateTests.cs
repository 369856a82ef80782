using Daira.Core.Randomness;
using Daira.Core.Numbers;
using Daira.Core.Simulation;

namespace Daira.Core.Tests.Simulation;

public class ShockEstimateTests
{
    [Fact]
    public void Known_shocks_are_found_again()
    {
        var stream = new RandomStream(1, 1);
        double Normal() => Elementary.NormalQuantile(stream.NextOpenDouble());
        const int lists = 60;
        var national = Enumerable.Range(0, lists).Select(_ => 0.3 * Normal()).ToArray();
        var regional = Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, lists).Select(_ => 0.15 * Normal()).ToArray()).ToArray();
        var places = Enumerable.Range(0, 240).Select(p =>
        {
            var before = Enumerable.Range(0, lists).Select(_ => (long?)100_000).ToArray();
            var after = Enumerable.Range(0, lists).Select(l => (long?)(100_000 * Math.Exp(national[l] + regional[p % 12][l] + (0.2 * Normal())))).ToArray();
            return new PlaceChange(p % 12, before, after);
        }).ToList();
        var shocks = ShockEstimate.From(places);
        shocks.Local[0].ShouldBe(0.2, 0.01);
        shocks.Regional[0].ShouldBe(0.15, 0.02);
        shocks.National[0].ShouldBe(0.3, 0.07);
    }

    [Fact]
    public void Too_little_is_refused()
    {
        Should.Throw<ArgumentException>(() => ShockEstimate.From([]));
        Should.Throw<ArgumentException>(() => ShockEstimate.From([new(0, [100], [100])]));
        Should.Throw<ArgumentException>(() => ShockEstimate.From([new(0, [100], [100]), new(0, [100, 2], [100])]));
        Should.Throw<ArgumentException>(() => ShockEstimate.From([new(0, [10], [10]), new(0, [10], [null])]));
    }

    [Fact]
    public void Coverage_counts_the_intervals_that_held()
    {
        var model = SimulatorTests.Country(20, 6, new RemaindersOfVotes());
        var totals = new Simulator(model).Run(1, 0, 2_000);
        var medians = Enumerable.Range(0, 6).Select(l => totals.Quantile(l, 0.5)).ToArray();
        BackTest.Of(totals, medians).Coverage.ShouldBe((1, 1, 1));
        BackTest.Of(totals, [totals.House, 0, 0, 0, 0, 0]).Coverage.Most.ShouldBeLessThan(1);
        Should.Throw<ArgumentOutOfRangeException>(() => BackTest.Of(totals, [1]));
    }
}
