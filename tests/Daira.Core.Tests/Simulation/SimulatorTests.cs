using System.Diagnostics;
using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Core.Simulation;

namespace Daira.Core.Tests.Simulation;

public class SimulatorTests
{
    private static readonly SimulatedRule Hare = new RemaindersOfVotes { Threshold = new Fraction(3, 100) };

    [Fact]
    public void Threads_do_not_change_a_single_count()
    {
        var simulator = new Simulator(Country(92, 12, Hare));
        var one = Digest(simulator.Run(7, 9_000, 1, null, TestContext.Current.CancellationToken));
        Digest(simulator.Run(7, 9_000, 2, null, TestContext.Current.CancellationToken)).ShouldBe(one);
        Digest(simulator.Run(7, 9_000, 8, null, TestContext.Current.CancellationToken)).ShouldBe(one);
        Digest(simulator.Run(8, 9_000, 8, null, TestContext.Current.CancellationToken)).ShouldNotBe(one);
        var parts = simulator.Run(7, 0, 4_000);
        parts.Add(simulator.Run(7, 4_000, 5_000));
        Digest(parts).ShouldBe(one);
    }

    [Fact]
    public void The_same_elections_on_every_machine()
    {
        // Kept from the first run; a change means other elections for an old seed.
        var totals = new Simulator(Country(20, 6, Hare)).Run(2026, 0, 500);
        Digest(totals).ShouldBe(Golden);
    }

    private const string Golden = "FCD47B844385CE41";

    [Theory]
    [InlineData("hare", 12)]
    [InlineData("hare", 20)]
    [InlineData("registered", 12)]
    [InlineData("registered", 20)]
    [InlineData("dhondt", 12)]
    [InlineData("dhondt", 20)]
    public void Without_shocks_every_election_is_the_engine_s(string method, int lists)
    {
        var (rule, simulated) = method switch
        {
            "hare" => (new SeatRule(new LargestRemainder(Quota.Hare)) { Threshold = new ShareThreshold(new Fraction(3, 100)) }, Hare),
            "registered" => (new SeatRule(new LargestRemainder(Quota.OfRegistered)), new RemaindersOfRegistered()),
            _ => (new SeatRule(new HighestAverages(Divisors.DHondt)), (SimulatedRule)new HighestBids(1, 1, 1)),
        };
        var model = Country(40, lists, simulated) with { Shocks = Shocks.Uniform(lists, 0, 0, 0) };
        var totals = new Simulator(model).Run(1, 0, 50);
        for (var p = 0; p < model.Places.Count; p++)
        {
            var place = model.Places[p];
            var draft = Allocator.Draw(rule, new Tally(place.Seats, [.. place.Votes.Select((v, i) => new ListTally($"{i}", v ?? 0))]) { Registered = place.Registered }, null, null);
            for (var l = 0; l < lists; l++)
            {
                for (var n = 0; n < place.Seats && draft.Question is null; n++)
                {
                    totals.AtLeast[p][l, n].ShouldBe(draft.AtLeast[l] > n ? 50 : 0);
                }
            }
        }
    }

    [Fact]
    public void Counts_add_up_and_a_stronger_list_wins_more()
    {
        var model = Country(92, 12, Hare) with { Coalitions = [[0, 1, 2, 6, 8], [3, 4, 5, 7, 9, 10, 11], [0, 3, 4]] };
        var totals = new Simulator(model).Run(3, 0, 4_000);
        Enumerable.Range(0, 12).Sum(totals.Mean).ShouldBe(totals.House, 1e-6);
        (totals.Majorities[0] + totals.Majorities[1]).ShouldBeLessThanOrEqualTo(4_000);
        var drifted = new Simulator(model with { Drift = [0.3, .. new double[11]] }).Run(3, 0, 4_000);
        drifted.Mean(0).ShouldBeGreaterThan(totals.Mean(0));
        totals.Quantile(0, 0.05).ShouldBeLessThan(totals.Quantile(0, 0.95));
        totals.Pivotal.Cast<long>().Sum().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Shocks_have_the_deviation_asked_for()
    {
        // One place, two lists, many seats: the seat share follows the log-ratio of two shocks.
        var model = new ElectionModel(["A", "B"], [new("p", 0, 1000, [50_000, 50_000])], new RemaindersOfVotes(), Shocks.Uniform(2, 0.1, 0.1, 0.1));
        var totals = new Simulator(model).Run(5, 0, 40_000);
        var (sum, squares) = (0.0, 0.0);
        for (var s = 1; s < 1000; s++)
        {
            var ratio = Math.Log(s / (1000.0 - s));
            (sum, squares) = (sum + (ratio * totals.SeatCounts[0, s]), squares + (ratio * ratio * totals.SeatCounts[0, s]));
        }

        (sum / 40_000).ShouldBe(0, 0.01);
        Math.Sqrt(squares / 40_000).ShouldBe(Math.Sqrt(6 * 0.01), 0.005);
    }

    [Fact]
    public void Votes_change_most_where_a_seat_is_near()
    {
        var model = new ElectionModel(
            ["A", "B"],
            [new("near", 0, 1, [10_000, 10_400]), new("far", 0, 1, [2_000, 18_000])],
            new RemaindersOfVotes(),
            Shocks.Uniform(2, 0.02, 0.02, 0.05));
        var gain = new Simulator(model).SeatsFromMoreVotes(0, 1_000, 1, 5_000);
        gain[0].ShouldBeGreaterThan(0.2);
        gain[1].ShouldBe(0);
    }

    [Fact]
    public void An_unknown_roll_is_counted_where_it_might_matter()
    {
        var rule = new RemaindersOfRegistered();
        var place = new SimulatedPlace("p", 0, 3, [30_000, 20_000, 10_000, 5_000]) { RegisteredAtLeast = 100_000 };
        var model = new ElectionModel(["A", "B", "C", "D"], [place], rule, Shocks.Uniform(4, 0.1, 0.1, 0.1));
        new Simulator(model).Run(1, 0, 1_000).Dependent.ShouldBeInRange(1, 999);
        new Simulator(model with { Places = [place with { Registered = 100_000 }] }).Run(1, 0, 1_000).Dependent.ShouldBe(0);
        Should.Throw<ArgumentException>(() => new Simulator(model with { Places = [place with { RegisteredAtLeast = null }] })).Message.ShouldContain("'p'");
    }

    [Fact]
    public void Models_that_do_not_fit_are_refused()
    {
        var model = Country(3, 4, Hare);
        Should.Throw<ArgumentException>(() => new Simulator(model with { Shocks = Shocks.Uniform(3, 0, 0, 0) }));
        Should.Throw<ArgumentException>(() => new Simulator(model with { Places = [] }));
        Should.Throw<ArgumentException>(() => new Simulator(model with { Rule = new HighestBids(0, 1, 1) }));
        Should.Throw<ArgumentException>(() => new Simulator(model with { Rule = new HighestBids(1, 1, 2) }));
        Should.Throw<ArgumentException>(() => new Simulator(model with { Rule = Hare with { Threshold = 1 } }));
        Should.Throw<ArgumentException>(() => new Simulator(model with { Shocks = model.Shocks with { Correlation = new double[,] { { 1, 2, 0, 0 }, { 2, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } } } }));
        Should.Throw<OperationCanceledException>(() => new Simulator(model).Run(1, 100, 1, null, new CancellationToken(true)));
    }

    /// <summary>Not a benchmark: catches only a lost fast path.</summary>
    [Fact]
    public void A_national_election_takes_microseconds()
    {
        var simulator = new Simulator(Country(92, 12, Hare));
        simulator.Run(1, 0, 2_000);
        var best = double.MaxValue;
        for (var n = 0; n < 40; n++)
        {
            var start = Stopwatch.GetTimestamp();
            simulator.Run(1, 0, 500);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / 500);
        }

        TestContext.Current.SendDiagnosticMessage("92 × 12: {0:F2} µs per election on one thread", best);
        best.ShouldBeLessThan(200);
    }

    internal static ElectionModel Country(int places, int lists, SimulatedRule rule)
    {
        var random = new Random(99);
        return new(
            [.. Enumerable.Range(0, lists).Select(l => $"L{l}")],
            [
                .. Enumerable.Range(0, places).Select(p =>
                {
                    var votes = Enumerable.Range(0, lists).Select(l => random.Next(12) == 0 ? null : (long?)random.Next(200, 30_000 / (l + 1))).ToArray();
                    votes[0] ??= 5_000;
                    return new SimulatedPlace($"P{p}", p % 12, random.Next(2, 7), votes) { Registered = (2 * votes.Sum()) + 1000 };
                }),
            ],
            rule,
            Shocks.Uniform(lists, 0.15, 0.1, 0.2) with { TurnoutNational = 0.05, TurnoutRegional = 0.03, TurnoutLocal = 0.05 });
    }

    private static string Digest(SimulationTotals totals)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var count in totals.SeatCounts.Cast<long>().Concat(totals.FirstInSeats).Concat(totals.FirstInVotes).Concat(totals.Majorities)
            .Concat(totals.Pivotal.Cast<long>()).Concat(totals.AtLeast.SelectMany(a => a.Cast<long>())).Append(totals.Dependent).Append(totals.Elections))
        {
            writer.Write(count);
        }

        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()))[..16];
    }
}
