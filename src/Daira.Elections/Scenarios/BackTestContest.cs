using Daira.Core.Simulation;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;

namespace Daira.Elections.Scenarios;

/// <summary>
/// Holds the simulation against the facts: a contest forecast from the one before it, under its own law and seats, with shocks that it did not
/// itself contribute to. Says how often the intervals held, and where they failed, by name.
/// </summary>
/// <remarks>Method page: docs/methods/simulation.md.</remarks>
public static class BackTestContest
{
    /// <summary>Elections of which seats are counted.</summary>
    public const int Elections = 10_000;

    /// <summary>Elections of which the shares of votes are kept one by one.</summary>
    public const int ElectionsOfVotes = 1_000;

    public const long Seed = 2021;

    /// <summary>A result in a constituency that the simulation gave less chance than this is named.</summary>
    public const double Surprise = 0.01;

    /// <returns>Refused where no earlier contest or no other pair of contests is comparable, and where the contest's own seats are not known.</returns>
    public static Outcome<BackTestedContest> Run(string contest, int threads, ElectoralData data, CancellationToken stop)
    {
        var seats = AllocateSeats.Run(contest, data);
        if (!seats.IsDone)
        {
            return Outcome<BackTestedContest>.Refused(seats.Refusals);
        }

        var results = data.Find(contest)!;
        if (Refusals.NotSimulated(seats.Value.Part, seats.Value) is { } refusal)
        {
            return refusal;
        }

        ContestResults[] series = [.. data.Contests.Where(c => SimulateContest.AreAlike(c.Contest, results.Contest)).OrderBy(c => c.Contest.Date)];
        var at = Array.IndexOf(series, results);
        return at > 0 && PairBeside(series, at) is { } pair && SeatsInFact(results, seats.Value) is { } fact
            ? new Scoring(results, series[at - 1], pair, seats.Value, fact, data.Atlas, threads, stop).Run()
            : Refusals.NotScored(results.Contest);
    }

    /// <summary>The contests that can be scored, newest first.</summary>
    public static IReadOnlyList<Contest> Scorable(ElectoralData data) =>
    [
        .. data.Contests.Where(c => c.Contest.Law is not null && data.Contests.Count(o => SimulateContest.AreAlike(o.Contest, c.Contest)) > 2
            && data.Contests.Any(o => SimulateContest.AreAlike(o.Contest, c.Contest) && o.Contest.Date < c.Contest.Date)).Select(c => c.Contest),
    ];

    /// <summary>The latest pair of contests that ended before; else the first pair afterwards, which nobody could have known then.</summary>
    private static (ContestResults Before, ContestResults After)? PairBeside(ContestResults[] series, int at) =>
        at > 1 ? (series[at - 2], series[at - 1])
        : at + 1 < series.Length ? (series[at], series[at + 1])
        : null;

    /// <summary>[place, list]: members proclaimed, else those computed; null while either leaves a place open.</summary>
    private static Dictionary<(string Place, string List), int>? SeatsInFact(ContestResults results, SeatTable table)
    {
        var fact = new Dictionary<(string, string), int>();
        foreach (var place in table.Constituencies)
        {
            var proclaimed = place.Lists.Any(l => l.Proclaimed is not null);
            foreach (var list in place.Lists)
            {
                if ((proclaimed ? list.Proclaimed ?? 0 : list.Seats) is not { } won)
                {
                    return null;
                }

                fact[(place.Place.Code, list.List.Code)] = won;
            }
        }

        return results.Places.Count == table.Constituencies.Count ? fact : null;
    }

    private sealed class Scoring(
        ContestResults actual, ContestResults before, (ContestResults Before, ContestResults After) pair, SeatTable table,
        Dictionary<(string Place, string List), int> fact, Atlas atlas, int threads, CancellationToken stop)
    {
        /// <summary>Votes of the contest before, seats and law of the contest itself.</summary>
        private readonly SeatTable stage = table with
        {
            Constituencies = [.. table.Constituencies.Where(c => before.RowOf(c.Place.Code) >= 0)],
        };

        public Outcome<BackTestedContest> Run()
        {
            var unused = Refusals.NotScored(actual.Contest);
            if (stage.Constituencies.Count < actual.Places.Count || stage.Constituencies.Any(c => c.Allocations.Count == 0))
            {
                return unused;
            }

            var asked = ContestModel.CountsRegistered(table.Part) && actual.Totals.Any(t => t.Registered is null)
                ? new[] { UnknownRolls.Lowest, UnknownRolls.Highest }
                : [UnknownRolls.Unknown];
            var scores = new List<SeatScore>();
            foreach (var rolls in asked)
            {
                var model = new ContestModel(before, stage, Scenario.Nothing with { Rolls = rolls }, atlas);
                var shocks = model.Shocks(pair);
                if (!shocks.IsDone)
                {
                    return Outcome<BackTestedContest>.Refused(shocks.Refusals);
                }

                scores.Add(Score(model, shocks.Value, rolls));
            }

            var shares = new ShareScoring(actual, scores[0].Model, scores[0].Simulator).Run(stop);
            return new BackTestedContest(actual.Contest, before.Contest, pair.Before.Contest, pair.After.Contest, table.Law, scores, shares, Newcomers(scores[0].Model));
        }

        private SeatScore Score(ContestModel model, Shocks shocks, UnknownRolls rolls)
        {
            var simulator = new Simulator(model.Model(shocks));
            var totals = simulator.Run(Seed, Elections, threads, null, stop);
            var won = model.Lists.Select(l => model.Places.Sum(p => fact.GetValueOrDefault((p.Code, l.Code)))).ToArray();
            return new SeatScore(rolls, model.Lists, BackTest.Of(totals, won), [.. Surprises(model, totals)]) { Model = model, Simulator = simulator };
        }

        /// <summary>Constituencies where a list won a number of seats that hardly any simulated election gave it, least likely first.</summary>
        private IEnumerable<SeatSurprise> Surprises(ContestModel model, SimulationTotals totals)
        {
            var all =
                from p in Enumerable.Range(0, model.Places.Count)
                from l in Enumerable.Range(0, model.Lists.Count)
                let won = fact.GetValueOrDefault((model.Places[p].Code, model.Lists[l].Code))
                let chance = ChanceOf(totals, p, l, won)
                where chance < Surprise
                select new SeatSurprise(model.Places[p], model.Lists[l], won, Mean(totals, p, l), chance);
            return all.OrderBy(s => s.Chance).ThenByDescending(s => Math.Abs(s.Seats - s.Mean)).ThenBy(s => s.Place.Code, StringComparer.Ordinal);
        }

        private static double ChanceOf(SimulationTotals totals, int place, int list, int won)
        {
            var reached = totals.AtLeast[place];
            long AtLeast(int n) => n == 0 ? totals.Elections : n > reached.GetLength(1) ? 0 : reached[list, n - 1];
            return (double)(AtLeast(won) - AtLeast(won + 1)) / totals.Elections;
        }

        private static double Mean(SimulationTotals totals, int place, int list) =>
            Enumerable.Range(0, totals.AtLeast[place].GetLength(1)).Sum(n => totals.AtLeast[place][list, n]) / (double)totals.Elections;

        /// <summary>Lists that the contest before does not know: no forecast from it can foresee them.</summary>
        private IReadOnlyList<(ElectoralList List, int Seats)> Newcomers(ContestModel model) =>
        [
            .. actual.Lists.Where(l => model.IndexOf(l.Code) < 0)
                .Select(l => (l, Seats: actual.Places.Sum(p => fact.GetValueOrDefault((p.Code, l.Code))))).Where(l => l.Seats > 0 || actual.Places.Select((_, r) => actual.Votes(r, actual.ColumnOf(l.l.Code))).Any(v => v > 0))
                .OrderByDescending(l => l.Seats).ThenBy(l => l.l.Code, StringComparer.Ordinal),
        ];
    }
}
