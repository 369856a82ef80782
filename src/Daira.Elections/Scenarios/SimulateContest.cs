using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Core.Simulation;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>What is simulated and with which chance.</summary>
/// <param name="Elections">1 or more.</param>
/// <param name="Threads">1 or more; the answer does not depend on it.</param>
public sealed record SimulationSettings(long Elections, long Seed, int Threads);

/// <summary>A contest, simulated.</summary>
/// <param name="Before">The earlier of the two contests whose change gave the shocks.</param>
/// <param name="After">The later one.</param>
/// <param name="RollsUnknown">Places whose registered voters are unknown though the law counts them; no simulated outcome depends on them.</param>
/// <param name="Lists">Most seats first.</param>
public sealed record SimulatedContest(Contest Contest, Law Law, Contest Before, Contest After, Shocks Shocks, int RollsUnknown, SimulationTotals Totals, IReadOnlyList<SimulatedList> Lists);

/// <summary>One list's seats over the simulated elections.</summary>
/// <param name="Least">5 % of the elections give it this many or fewer.</param>
/// <param name="Most">95 % of the elections give it this many or fewer.</param>
/// <param name="First">Share of the elections in which it alone has most seats, 0…1.</param>
public sealed record SimulatedList(ElectoralList List, double Mean, int Least, int Median, int Most, double First);

/// <summary>
/// Simulates a stored contest under its law: its votes stray as far as votes did between the two latest comparable contests,
/// itself included. Nothing is guessed: where an outcome would depend on a figure nobody published, the whole is refused.
/// </summary>
public static class SimulateContest
{
    /// <param name="progress">Told the elections done.</param>
    public static Outcome<SimulatedContest> Run(string contest, Scenario scenario, SimulationSettings settings, ElectoralData data, IProgress<long>? progress, CancellationToken stop)
    {
        var seats = AllocateSeats.Run(contest, data);
        if (!seats.IsDone)
        {
            return Outcome<SimulatedContest>.Refused(seats.Refusals);
        }

        var results = data.Find(contest)!;
        var pair = Pair(results, data);
        if ((NotSimulated(seats.Value) ?? NoPair(results, pair) ?? Unfit(scenario, results, seats.Value)) is { } refusal)
        {
            return refusal;
        }

        var plan = new Plan(results, seats.Value, scenario, data.Atlas);
        var shocks = plan.Shocks(pair[1], pair[0]);
        return shocks.IsDone ? Simulate(plan, shocks.Value, pair, settings, progress, stop) : Outcome<SimulatedContest>.Refused(shocks.Refusals);
    }

    private static Outcome<SimulatedContest> Simulate(Plan plan, Shocks shocks, ContestResults[] pair, SimulationSettings settings, IProgress<long>? progress, CancellationToken stop)
    {
        Simulator simulator;
        try
        {
            simulator = new Simulator(plan.Model(shocks));
        }
        catch (ArgumentException e)
        {
            return Conflict("simulate.too-large", plan.Table.Contest, e.Message); // rule and shape were checked: only a place's size is left
        }

        var totals = simulator.Run(settings.Seed, settings.Elections, settings.Threads, progress, stop);
        return plan.Dependence(totals) is { } dependent
            ? dependent
            : new SimulatedContest(plan.Table.Contest, plan.Table.Law, pair[1].Contest, pair[0].Contest, shocks, plan.RollsUnknown, totals, plan.Lists(totals));
    }

    /// <summary>The two latest contests of the same kind in the same constituencies, up to the simulated one: nothing is known beforehand.</summary>
    private static ContestResults[] Pair(ContestResults results, ElectoralData data) =>
    [
        .. data.Contests.Where(c => c.Contest.Kind == results.Contest.Kind && c.Contest.Country == results.Contest.Country
            && c.Contest.Comparable is { } series && series == results.Contest.Comparable && c.Contest.Date <= results.Contest.Date)
            .OrderByDescending(c => c.Contest.Date).Take(2),
    ];

    private static Refusal? NoPair(ContestResults results, ContestResults[] pair) =>
        pair.Length == 2 ? null : Conflict("simulate.no-pair", results.Contest);

    private static Refusal? NotSimulated(SeatTable table)
    {
        var incomplete = table.Constituencies.Where(c => c.Allocations.Count == 0 || c.State == SeatState.IncompleteLists).ToArray();
        return table.Part.IsNationwide || table.Part.Portions.Count > 0 ? Conflict("simulate.nationwide", table.Contest)
            : SimulatedRules.Of(table.Part.Rule) is null ? Conflict("simulate.rule", table.Law.Name)
            : incomplete.Length > 0 ? Conflict("simulate.incomplete", table.Contest, incomplete.Length, incomplete[0].Place)
            : null;
    }

    private static Refusal? Unfit(Scenario scenario, ContestResults results, SeatTable table)
    {
        if (scenario.Swings.Keys.FirstOrDefault(code => results.ColumnOf(code) < 0) is { } list)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-list", new Message("ask.refused.unknown-list", list, results.Contest));
        }

        if (scenario.Registered.Keys.FirstOrDefault(code => results.RowOf(code) < 0) is { } place)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-constituency", new Message("seats.refused.unknown-constituency", place, results.Contest));
        }

        if (scenario.Registered.Count > 0 && !Plan.CountsRegistered(table))
        {
            return new Refusal(RefusalKind.Invalid, "registered-unused", new Message("simulate.registered-unused", table.Law.Name));
        }

        var low = scenario.Registered.FirstOrDefault(given => given.Value < table.Find(given.Key)?.Allocations[0].Tally.Valid);
        return low.Key is null ? null : new Refusal(RefusalKind.Invalid, "registered-too-low", new Message("simulate.registered-too-low", low.Key, low.Value, table.Find(low.Key)!.Allocations[0].Tally.Valid));
    }

    private static Refusal Conflict(string text, params object[] arguments) => new(RefusalKind.Conflict, text.Replace('.', '-'), new Message(text, arguments));

    /// <summary>One contest laid out for the simulation.</summary>
    private sealed class Plan(ContestResults results, SeatTable table, Scenario scenario, Atlas atlas)
    {
        private readonly int[] columns = [.. Enumerable.Range(0, results.Lists.Count).Where(c => Enumerable.Range(0, results.Places.Count).Any(r => results.Votes(r, c) > 0))];
        private readonly List<string> regions = [.. results.Places.Select(p => RegionOf(p, atlas)).Distinct().Order(StringComparer.Ordinal)];

        public SeatTable Table => table;

        public int RollsUnknown => CountsRegistered(table) ? results.Places.Where((p, row) => Roll(p, row) is null).Count() : 0;

        public static bool CountsRegistered(SeatTable table) => table.Part.Rule.Method is LargestRemainder { Quota.Basis: QuotaBasis.Registered };

        public Outcome<Shocks> Shocks(ContestResults before, ContestResults after)
        {
            PlaceChange[] changes =
            [
                .. before.Places.Where(p => after.RowOf(p.Code) >= 0)
                    .Select(p => new PlaceChange(Math.Max(0, regions.IndexOf(RegionOf(p, atlas))), VotesAt(before, p.Code), VotesAt(after, p.Code))),
            ];
            try
            {
                return ShockEstimate.From(changes);
            }
            catch (ArgumentException)
            {
                return Conflict("simulate.no-shocks", before.Contest, after.Contest);
            }
        }

        public ElectionModel Model(Shocks shocks) => new(
            [.. columns.Select(c => results.Lists[c].Code)],
            [.. results.Places.Select(Simulated)],
            SimulatedRules.Of(table.Part.Rule)!,
            shocks)
        {
            Drift = [.. columns.Select(c => Elementary.Log(1 + (double)scenario.Swings.GetValueOrDefault(results.Lists[c].Code)))],
        };

        /// <summary>
        /// With a quotient on the registered, a roll larger than the lowest possible one changes an outcome exactly when the lowest gives a
        /// list two seats or more: lists with a full quota then hold one seat each, and the others follow by their votes, whatever the roll.
        /// </summary>
        public Refusal? Dependence(SimulationTotals totals)
        {
            if (RollsUnknown == 0)
            {
                return null;
            }

            var dependent = results.Places.Select((p, row) => (Place: p, Elections: Roll(p, row) is null ? Dependent(totals, row) : 0))
                .Where(p => p.Elections > 0).OrderByDescending(p => p.Elections).ToArray();
            return dependent.Length == 0
                ? null
                : Conflict("simulate.depends-on-registered", results.Contest, dependent.Length, dependent[0].Place, dependent[0].Elections, totals.Elections);
        }

        public IReadOnlyList<SimulatedList> Lists(SimulationTotals totals) =>
        [
            .. columns.Select((c, l) => new SimulatedList(
                    results.Lists[c], totals.Mean(l), totals.Quantile(l, 0.05), totals.Quantile(l, 0.5), totals.Quantile(l, 0.95), (double)totals.FirstInSeats[l] / totals.Elections))
                .OrderByDescending(l => l.Mean).ThenBy(l => l.List.Code, StringComparer.Ordinal),
        ];

        /// <summary>Elections with a list of two seats or more (each such list counted), or with seats that stayed empty.</summary>
        private static long Dependent(SimulationTotals totals, int row)
        {
            var reached = totals.AtLeast[row];
            var (twice, filled) = (0L, 0L);
            for (var l = 0; l < reached.GetLength(0); l++)
            {
                for (var n = 0; n < reached.GetLength(1); n++)
                {
                    filled += reached[l, n];
                    twice += n == 1 ? reached[l, n] : 0;
                }
            }

            return Math.Min(totals.Elections, twice + Math.Abs((totals.Elections * reached.GetLength(1)) - filled));
        }

        private SimulatedPlace Simulated(Place place, int row) => new(
            place.Code,
            regions.IndexOf(RegionOf(place, atlas)),
            table.Find(place.Code)!.Allocations[0].Tally.Seats,
            [.. columns.Select(c => results.Votes(row, c))])
        {
            Registered = Roll(place, row),
            RegisteredAtLeast = table.Find(place.Code)!.Allocations[0].Ranges is [var lowest, ..] ? lowest.From : null,
        };

        private long? Roll(Place place, int row) =>
            scenario.Registered.TryGetValue(place.Code, out var assumed) ? assumed : results.Totals[row].Registered;

        /// <summary>Votes of the contest's lists in another contest of the series; null = did not stand or not in the source.</summary>
        private long?[] VotesAt(ContestResults other, string place)
        {
            var row = other.RowOf(place);
            return [.. columns.Select(c => other.ColumnOf(results.Lists[c].Code) is >= 0 and var column ? other.Votes(row, column) : null)];
        }

        private static string RegionOf(Place place, Atlas atlas) => atlas.AncestorAt(place, PlaceLevel.Region)?.Code ?? place.Code;
    }
}
