using System.Globalization;
using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Core.Simulation;

namespace Daira.Bench;

/// <summary>Seats and simulation: nanoseconds of processor time per piece of work, beside plain loops over fractions in the same run.</summary>
internal static class SeatsBench
{
    private const int Contests = 4_000, Lists = 12;

    public static int Run(string? only)
    {
        var random = new Random(3);
        var votes = Enumerable.Range(0, Contests * Lists).Select(_ => random.Next(1, 30_000)).ToArray();
        var seats = Enumerable.Range(0, Contests).Select(_ => random.Next(2, 7)).ToArray();
        var (bases, won) = (new int[Contests], new int[votes.Length]);
        var dhondt = (LinearDivisors)Divisors.DHondt;
        Line("largest-remainder-12-batched", Contests, () => SeatBatch.LargestRemainders(votes, Lists, seats, bases, won), () => PlainLoops.LargestRemainders(votes, Lists, seats, won));
        Line("dhondt-12-batched", Contests, () => SeatBatch.HighestAverages(dhondt, votes, Lists, seats, won), () => PlainLoops.DHondt(votes, Lists, seats, won));

        var model = Country();
        var simulator = new Simulator(model);
        Line("election-92x12", 400, () => simulator.Run(1, 0, 400), null);
        var twenty = new Simulator(Country(20));
        Line("election-92x20", 400, () => twenty.Run(1, 0, 400), null);

        var tallies = model.Places.Select(p => new Tally(p.Seats, [.. p.Votes.Select((v, i) => new ListTally($"L{i}", v ?? 0))])).ToArray();
        var shares = new SeatRule(new LargestRemainder(Quota.Hare)) { Threshold = new ShareThreshold(new Fraction(3, 100)) };
        Line("margins-92-constituencies-share", 1, () => Array.ForEach(tallies, t => Margins.Of(shares, t)), null);
        var registered = new SeatRule(new LargestRemainder(Quota.OfRegistered));
        var known = Array.ConvertAll(tallies, t => t with { Registered = 3 * t.ListVotes });
        Line("margins-92-constituencies-registered", 1, () => Array.ForEach(known, t => Margins.Of(registered, t)), null);
        Line("margins-92-constituencies-registered-unknown", 1, () => Array.ForEach(tallies, t => Margins.Of(registered, t)), null);
        Line("allocation-explained-92", 92, () => Array.ForEach(tallies, t => Allocator.Allocate(shares, t)), null);
        return 0;

        void Line(string name, int pieces, Action fast, Action? plain)
        {
            if (only is not null && !name.Contains(only, StringComparison.Ordinal))
            {
                return;
            }

            var ns = Nanoseconds(fast) / pieces;
            var beside = plain is null ? "" : string.Create(CultureInfo.InvariantCulture, $"   plain loops {Nanoseconds(plain) / pieces,12:F0} ns");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-48}{ns,14:F1} ns{beside}"));
        }
    }

    private static double Nanoseconds(Action work)
    {
        // The compiler's last tier comes some time after the thirtieth call.
        for (var call = 0; call < 60; call++)
        {
            work();
            Thread.Sleep(10);
        }

        var measured = Measure.Milliseconds(work, runs: 200, atMostSeconds: 6);
        return Math.Min(measured.Best, measured.Processor) * 1e6;
    }

    private static ElectionModel Country(int lists = Lists)
    {
        var random = new Random(99);
        return new(
            [.. Enumerable.Range(0, lists).Select(l => $"L{l}")],
            [.. Enumerable.Range(0, 92).Select(p => new SimulatedPlace($"P{p}", p % 12, random.Next(2, 7), [.. Enumerable.Range(0, lists).Select(l => (long?)random.Next(200, 30_000 / (l + 1)))]))],
            new RemaindersOfVotes { Threshold = new Fraction(3, 100) },
            Shocks.Uniform(lists, 0.15, 0.1, 0.2) with { TurnoutNational = 0.05, TurnoutRegional = 0.03, TurnoutLocal = 0.05 });
    }
}

/// <summary>What a library for any rule does: exact fractions, sorted lists, one contest at a time.</summary>
internal static class PlainLoops
{
    public static void LargestRemainders(int[] votes, int lists, int[] seats, int[] won)
    {
        for (var c = 0; c < seats.Length; c++)
        {
            var rows = Enumerable.Range(0, lists).Select(i => (Index: i, Votes: votes[(c * lists) + i])).ToList();
            var quota = new Fraction(rows.Sum(r => (long)r.Votes), seats[c]);
            var shares = rows.ConvertAll(r => (r.Index, Full: (int)(r.Votes / quota).Floor(), Exact: r.Votes / quota));
            var left = seats[c] - shares.Sum(s => s.Full);
            foreach (var (share, rank) in shares.OrderByDescending(s => s.Exact - s.Full).Select((s, n) => (s, n)))
            {
                won[(c * lists) + share.Index] = share.Full + (rank < left ? 1 : 0);
            }
        }
    }

    public static void DHondt(int[] votes, int lists, int[] seats, int[] won)
    {
        for (var c = 0; c < seats.Length; c++)
        {
            var held = new int[lists];
            for (var s = 0; s < seats[c]; s++)
            {
                var at = c;
                held[Enumerable.Range(0, lists).MaxBy(i => new Fraction(votes[(at * lists) + i], held[i] + 1))]++;
            }

            held.CopyTo(won, c * lists);
        }
    }
}
