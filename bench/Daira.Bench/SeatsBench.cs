using System.Globalization;
using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Core.Simulation;

namespace Daira.Bench;

/// <summary>
/// Seats and simulation: nanoseconds of processor time per piece of work, and how many times quicker than plain loops over
/// fractions in the same run. A ratio below half of the kept one fails.
/// </summary>
internal static class SeatsBench
{
    private const string Kept = "bench/results/seats.csv";
    private const int Contests = 4_000, Lists = 12;

    /// <param name="Pieces">Contests, elections or countries that one call settles.</param>
    /// <param name="Plain">The same work in plain loops; null = there is no such twin.</param>
    /// <param name="PlainPieces">Pieces of one call of it.</param>
    /// <param name="Wall">Time that passed, all cores at work, instead of processor time.</param>
    private sealed record Work(string Name, int Pieces, Action Fast, Action? Plain, int PlainPieces, bool Wall = false);

    public static int Run(bool keep, string? only)
    {
        Console.WriteLine($"{SpaceBench.Machine()}, .NET {Environment.Version}");
        Console.WriteLine("work,ns,plain_loops_ns,ratio");
        var kept = KeptRatios.OfFile(Kept, 3);
        var (lines, fallen) = (new List<string>(), 0);
        foreach (var work in Works().Where(w => only is null || w.Name.Contains(only, StringComparison.Ordinal)))
        {
            var ns = Nanoseconds(work.Fast, wall: work.Wall) / work.Pieces;
            double? plain = work.Plain is null ? null : Nanoseconds(work.Plain, warm: 3) / work.PlainPieces;
            var line = string.Create(CultureInfo.InvariantCulture, $"{work.Name},{ns:F1},{plain:F0},{plain / ns:G4}");
            var fell = KeptRatios.Fell(kept, work.Name, plain / ns);
            fallen += fell ? 1 : 0;
            lines.Add(line);
            Console.WriteLine(line + (fell ? string.Create(CultureInfo.InvariantCulture, $" FELL from {kept[work.Name]:G4}") : ""));
        }

        if (keep)
        {
            File.WriteAllLines(Kept, [$"# {SpaceBench.Machine()}, .NET {Environment.Version}; processor nanoseconds per contest, election or country; every-core: time that passed", "work,ns,plain_loops_ns,ratio", .. lines]);
        }

        return fallen == 0 ? 0 : 1;
    }

    private static IEnumerable<Work> Works()
    {
        var random = new Random(3);
        var votes = Enumerable.Range(0, Contests * Lists).Select(_ => random.Next(1, 30_000)).ToArray();
        var seats = Enumerable.Range(0, Contests).Select(_ => random.Next(2, 7)).ToArray();
        var (bases, won) = (new int[Contests], new int[votes.Length]);
        var dhondt = (LinearDivisors)Divisors.DHondt;
        yield return new("largest-remainder-12-batched", Contests, () => SeatBatch.LargestRemainders(votes, Lists, seats, bases, won), () => PlainLoops.LargestRemainders(votes, Lists, seats, won), Contests);
        yield return new("dhondt-12-batched", Contests, () => SeatBatch.HighestAverages(dhondt, votes, Lists, seats, won), () => PlainLoops.DHondt(votes, Lists, seats, won), Contests);

        var (country, larger) = (Country(), Country(20));
        var (simulator, twenty) = (new Simulator(country), new Simulator(larger));
        yield return new("election-92x12", 400, () => simulator.Run(1, 0, 400), () => PlainLoops.Election(country, random), 1);
        yield return new("election-92x20", 400, () => twenty.Run(1, 0, 400), () => PlainLoops.Election(larger, random), 1);

        var perCall = Environment.ProcessorCount * Simulator.BlockSize;
        yield return new("elections-92x12-every-core", perCall, () => simulator.Run(1, perCall, Environment.ProcessorCount, null, default), null, 0, Wall: true);

        var tallies = country.Places.Select(p => new Tally(p.Seats, [.. p.Votes.Select((v, i) => new ListTally($"L{i}", v ?? 0))])).ToArray();
        var known = Array.ConvertAll(tallies, t => t with { Registered = 3 * t.ListVotes });
        var half = Array.ConvertAll(tallies, t => t with { Turnout = 0.5m });
        var shares = new SeatRule(new LargestRemainder(Quota.Hare)) { Threshold = new ShareThreshold(new Fraction(3, 100)) };
        var registered = new SeatRule(new LargestRemainder(Quota.OfRegistered));
        var bids = new SeatRule(new HighestAverages(dhondt));
        yield return new("margins-92-hare-threshold", 1, () => Array.ForEach(tallies, t => Margins.Of(shares, t)), () => PlainLoops.Margins(country), 1);
        yield return new("margins-92-registered", 1, () => Array.ForEach(known, t => Margins.Of(registered, t)), null, 0);
        yield return new("margins-92-registered-unknown-turnout-50", 1, () => Array.ForEach(half, t => Margins.Of(registered, t)), null, 0);
        yield return new("margins-92-registered-unknown", 1, () => Array.ForEach(tallies, t => Margins.Of(registered, t)), null, 0);
        yield return new("margins-92-dhondt", 1, () => Array.ForEach(tallies, t => Margins.Of(bids, t)), null, 0);
        yield return new("allocation-explained-12", 92, () => Array.ForEach(tallies, t => Allocator.Allocate(shares, t)), null, 0);
    }

    private static double Nanoseconds(Action work, int warm = 60, bool wall = false)
    {
        // The compiler's last tier comes some time after the thirtieth call.
        for (var call = 0; call < warm; call++)
        {
            work();
            Thread.Sleep(10);
        }

        var measured = Measure.Milliseconds(work, runs: 200, atMostSeconds: 6);
        return (wall ? measured.Median : Math.Min(measured.Best, measured.Processor)) * 1e6;
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
            LargestRemainders(votes.AsSpan(c * lists, lists).ToArray(), seats[c]).CopyTo(won, c * lists);
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

    /// <summary>One election: a national, a regional and a local shock to every list's votes, then seats place by place.</summary>
    public static int[] Election(ElectionModel model, Random random)
    {
        var house = new int[model.Lists.Count];
        var national = model.Lists.Select(_ => Normal(random, 0.15)).ToList();
        var regional = Enumerable.Range(0, 12).Select(_ => model.Lists.Select(_ => Normal(random, 0.1)).ToList()).ToList();
        foreach (var place in model.Places)
        {
            var drawn = place.Votes.Select((v, l) => (int)((v ?? 0) * Math.Exp(national[l] + regional[place.Region][l] + Normal(random, 0.2)))).ToArray();
            var needed = new Fraction(3 * drawn.Sum(), 100);
            var won = LargestRemainders([.. drawn.Select(v => v >= needed ? v : 0)], place.Seats);
            for (var l = 0; l < house.Length; l++)
            {
                house[l] += won[l];
            }
        }

        return house;
    }

    /// <summary>Fewest votes for one more seat of every list everywhere: asked again with twice as many, then halved.</summary>
    public static long Margins(ElectionModel model)
    {
        var sum = 0L;
        foreach (var place in model.Places)
        {
            var votes = place.Votes.Select(v => (int)(v ?? 0)).ToArray();
            var now = LargestRemainders(votes, place.Seats);
            for (var l = 0; l < votes.Length; l++)
            {
                var (low, high) = (0, 1);
                while (high < 1_000_000 && LargestRemainders(With(votes, l, high), place.Seats)[l] <= now[l])
                {
                    (low, high) = (high, 2 * high);
                }

                while (high - low > 1)
                {
                    var middle = (low + high) / 2;
                    (low, high) = LargestRemainders(With(votes, l, middle), place.Seats)[l] > now[l] ? (low, middle) : (middle, high);
                }

                sum += high;
            }
        }

        return sum;
    }

    private static int[] LargestRemainders(int[] votes, int seats)
    {
        var quota = new Fraction(votes.Sum(v => (long)v), seats);
        var shares = votes.Select((v, i) => (Index: i, Full: (int)(v / quota).Floor(), Exact: v / quota)).ToList();
        var left = seats - shares.Sum(s => s.Full);
        var won = new int[votes.Length];
        foreach (var (share, rank) in shares.OrderByDescending(s => s.Exact - s.Full).Select((s, n) => (s, n)))
        {
            won[share.Index] = share.Full + (rank < left ? 1 : 0);
        }

        return won;
    }

    private static int[] With(int[] votes, int list, int more)
    {
        var changed = (int[])votes.Clone();
        changed[list] += more;
        return changed;
    }

    private static double Normal(Random random, double deviation) =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
