using Daira.Core.Simulation;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;

namespace Daira.Elections.Scenarios;

/// <summary>
/// Simulates a stored contest under its law: its votes, changed as a scenario says, stray as far as votes did between the two latest comparable
/// contests, itself included. Nothing is guessed: where an outcome would depend on a figure nobody published or assumed, the whole is refused.
/// </summary>
public static class SimulateContest
{
    /// <param name="threads">1 or more; the answer does not depend on it.</param>
    /// <param name="progress">Told the elections done; those with more votes (<see cref="Simulation.Own"/>) count as elections of their own.</param>
    public static Outcome<SimulatedContest> Run(Simulation asked, int threads, ElectoralData data, IProgress<long>? progress, CancellationToken stop)
    {
        var seats = AllocateSeats.Run(asked.Contest, data);
        if (!seats.IsDone)
        {
            return Outcome<SimulatedContest>.Refused(seats.Refusals);
        }

        var results = data.Find(asked.Contest)!;
        if ((Refusals.NotSimulated(seats.Value) ?? Refusals.Unfit(asked, results, seats.Value)) is { } refusal)
        {
            return refusal;
        }

        var model = new ContestModel(results, seats.Value, asked.Scenario, data.Atlas);
        var pair = Pair(results, data);
        var shocks = model.Shocks(pair);
        return shocks.IsDone ? Simulate(asked, model, shocks.Value, pair, threads, progress, stop) : Outcome<SimulatedContest>.Refused(shocks.Refusals);
    }

    /// <summary>How many elections a run counts in all, for progress.</summary>
    public static long Work(Simulation asked) => asked.Own is null ? asked.Elections : 2 * asked.Elections;

    private static Outcome<SimulatedContest> Simulate(
        Simulation asked, ContestModel model, Shocks shocks, (ContestResults Before, ContestResults After)? pair, int threads, IProgress<long>? progress, CancellationToken stop)
    {
        Simulator simulator;
        try
        {
            simulator = new Simulator(model.Model(shocks) with { Coalitions = asked.Coalition.Count == 0 ? [] : [[.. asked.Coalition.Select(model.IndexOf)]] });
        }
        catch (ArgumentException e)
        {
            return Refusals.TooLarge(model.Table.Contest, e.Message); // rule and shape were checked: only a place's size is left
        }

        var totals = simulator.Run(asked.Seed, asked.Elections, threads, progress, stop);
        if (Dependence(model, totals) is { } dependent)
        {
            return dependent;
        }

        var more = asked.Own is null ? null : MoreVotes(asked, simulator, model.IndexOf(asked.Own), totals, threads, progress, stop);
        return new SimulatedContest(asked, model.Table.Contest, model.Table.Law, pair?.Before.Contest, pair?.After.Contest, shocks, model.RollsUnknown, model.Lists, model.Places, totals)
        {
            SeatsByMoreVotes = more,
        };
    }

    /// <summary>What keeps a contest from being simulated, whoever asks; null where nothing does.</summary>
    public static Refusal? WhyNever(string contest, ElectoralData data) =>
        AllocateSeats.Run(contest, data) is { IsDone: true } seats ? Refusals.NotSimulated(seats.Value) : AllocateSeats.Run(contest, data).Refusals[0];

    /// <summary>Whether the shocks must be given, because no two comparable contests show any.</summary>
    public static bool NeedsShocks(ContestResults results, ElectoralData data) => Pair(results, data) is null;

    /// <summary>Whether something must be assumed of registered voters that the law counts and nobody published.</summary>
    public static bool NeedsRolls(SeatTable table, ContestResults results) => ContestModel.CountsRegistered(table.Part) && results.Totals.Any(t => t.Registered is null);

    /// <summary>The two latest contests of the same kind in the same constituencies, up to the simulated one: nothing is known beforehand.</summary>
    private static (ContestResults Before, ContestResults After)? Pair(ContestResults results, ElectoralData data) =>
        data.Contests.Where(c => AreAlike(c.Contest, results.Contest) && c.Contest.Date <= results.Contest.Date).OrderByDescending(c => c.Contest.Date).Take(2).ToArray() is [var after, var before]
            ? (before, after)
            : null;

    /// <summary>Of one kind, in the same constituencies.</summary>
    internal static bool AreAlike(Contest a, Contest b) => a.Kind == b.Kind && a.Country == b.Country && a.Comparable is { } series && series == b.Comparable;

    /// <summary>Per place: mean seats there that more votes there bring, over the same elections with and without them; null where the list does not stand.</summary>
    private static double?[] MoreVotes(Simulation asked, Simulator simulator, int list, SimulationTotals totals, int threads, IProgress<long>? progress, CancellationToken stop)
    {
        var model = simulator.Model;
        var more = new Simulator(model with
        {
            Coalitions = [],
            Places = [.. model.Places.Select(p => p.Votes[list] is { } votes ? p with { Votes = [.. p.Votes.Select((v, l) => l == list ? votes + asked.More : v)] } : p)],
        }).Run(asked.Seed, asked.Elections, threads, progress is null ? null : new After(progress, asked.Elections), stop);
        return
        [
            .. model.Places.Select((p, i) => p.Votes[list] is null
                ? (double?)null
                : Enumerable.Range(0, p.Seats).Sum(n => more.AtLeast[i][list, n] - totals.AtLeast[i][list, n]) / (double)asked.Elections),
        ];
    }

    /// <summary>
    /// With a quotient on the registered, a roll larger than the lowest possible one changes an outcome exactly when the lowest gives a
    /// list two seats or more: lists with a full quota then hold one seat each, and the others follow by their votes, whatever the roll.
    /// </summary>
    private static Refusal? Dependence(ContestModel model, SimulationTotals totals)
    {
        if (model.RollsUnknown == 0)
        {
            return null;
        }

        var dependent = model.Places.Select((p, row) => (Place: p, Elections: model.Roll(p, row) is null ? Dependent(totals, row) : 0))
            .Where(p => p.Elections > 0).OrderByDescending(p => p.Elections).ToArray();
        return dependent.Length == 0
            ? null
            : Refusals.Conflict("simulate.depends-on-registered", model.Table.Contest, dependent.Length, dependent[0].Place, dependent[0].Elections, totals.Elections);
    }

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

    private sealed class After(IProgress<long> progress, long done) : IProgress<long>
    {
        public void Report(long value) => progress.Report(done + value);
    }
}
