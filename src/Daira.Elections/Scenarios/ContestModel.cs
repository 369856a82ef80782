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

/// <summary>One contest laid out for the simulation: its votes, changed as a scenario says, under a rule.</summary>
/// <param name="table">Seats at stake and the law; its places are those of the results.</param>
internal sealed class ContestModel(ContestResults results, SeatTable table, Scenario scenario, Atlas atlas)
{
    /// <summary>More than any constituency has, and still what the simulation holds with up to 48 lists.</summary>
    private const long HighestRoll = 2_500_000;

    private readonly ElectoralList[] lists =
    [
        .. Enumerable.Range(0, results.Lists.Count).Where(c => Enumerable.Range(0, results.Places.Count).Any(r => results.Votes(r, c) > 0)).Select(c => results.Lists[c]),
        .. scenario.NewLists.Keys.Select(Newcomer),
    ];

    private readonly List<string> regions = [.. results.Places.Select(p => RegionOf(p, atlas)).Distinct().Order(StringComparer.Ordinal)];

    public SeatTable Table => table;

    public IReadOnlyList<Place> Places => results.Places;

    /// <summary>In the model's order.</summary>
    public IReadOnlyList<ElectoralList> Lists => lists;

    /// <summary>Constituencies whose roll the law counts and nobody published or assumed.</summary>
    public int RollsUnknown => CountsRegistered(table.Part) && scenario.Rolls == UnknownRolls.Unknown
        ? results.Places.Where((p, row) => Roll(p, row) is null).Count()
        : 0;

    public static bool CountsRegistered(LawPart part) => part.Rule.Method is LargestRemainder { Quota.Basis: QuotaBasis.Registered };

    public int IndexOf(string list) => Array.FindIndex(lists, l => l.Code == list);

    /// <summary>As between two past contests, where the scenario does not say otherwise.</summary>
    /// <param name="pair">Earlier, later; null where there is none.</param>
    public Outcome<Shocks> Shocks((ContestResults Before, ContestResults After)? pair)
    {
        var given = scenario.Shocks;
        if (pair is not { } contests)
        {
            return given.AreAll ? Given(given, Core.Simulation.Shocks.Uniform(lists.Length, 0, 0, 0)) : Refusals.NoPair(results.Contest);
        }

        try
        {
            return Given(given, ShockEstimate.From([.. Changes(contests.Before, contests.After)]));
        }
        catch (ArgumentException)
        {
            return given.AreAll ? Given(given, Core.Simulation.Shocks.Uniform(lists.Length, 0, 0, 0)) : Refusals.NoShocks(contests.Before.Contest, contests.After.Contest);
        }
    }

    public ElectionModel Model(Shocks shocks)
    {
        var expected = results.Places.Select((_, row) => Expected(row)).ToArray();
        return new([.. lists.Select(l => l.Code)], [.. results.Places.Select((p, row) => Simulated(p, row, expected[row]))], SimulatedRules.Of(table.Part.Rule)!, shocks)
        {
            Drift = [.. Factors(expected).Select(f => Elementary.Log(f))],
        };
    }

    /// <summary>Votes of the model's lists in a contest of the same places; null = did not stand or not in the source.</summary>
    public long?[] VotesAt(ContestResults other, string place)
    {
        var row = other.RowOf(place);
        return [.. lists.Select(l => row >= 0 && other.ColumnOf(l.Code) is >= 0 and var column ? other.Votes(row, column) : null)];
    }

    private static Shocks Given(GivenShocks given, Shocks estimated) => estimated with
    {
        National = Of(given.National, estimated.National),
        Regional = Of(given.Regional, estimated.Regional),
        Local = Of(given.Local, estimated.Local),
        TurnoutLocal = (double?)given.Turnout ?? estimated.TurnoutLocal,
        TurnoutNational = given.Turnout is null ? estimated.TurnoutNational : 0,
        TurnoutRegional = given.Turnout is null ? estimated.TurnoutRegional : 0,
    };

    private static IReadOnlyList<double> Of(decimal? given, IReadOnlyList<double> estimated) =>
        given is { } deviation ? [.. estimated.Select(_ => (double)deviation)] : estimated;

    private IEnumerable<PlaceChange> Changes(ContestResults before, ContestResults after) => before.Places.Where(p => after.RowOf(p.Code) >= 0)
        .Select(p => new PlaceChange(Math.Max(0, regions.IndexOf(RegionOf(p, atlas))), VotesAt(before, p.Code), VotesAt(after, p.Code)));

    /// <summary>Whole votes: flows first, then what new lists take.</summary>
    private long?[] Expected(int row)
    {
        var counted = VotesAt(results, results.Places[row].Code);
        var votes = (long?[])counted.Clone();
        foreach (var flow in scenario.Flows)
        {
            Move(votes, counted[IndexOf(flow.From)], flow.Share, IndexOf(flow.From), IndexOf(flow.To));
        }

        foreach (var (code, share) in scenario.NewLists)
        {
            var to = IndexOf(code);
            votes[to] ??= 0;
            for (var l = 0; l < votes.Length; l++)
            {
                if (l != to)
                {
                    Move(votes, votes[l], share, l, to);
                }
            }
        }

        return votes;
    }

    private static void Move(long?[] votes, long? basis, decimal share, int from, int to)
    {
        if (basis is not { } all)
        {
            return;
        }

        var moved = (long)Math.Round(all * share, MidpointRounding.AwayFromZero);
        votes[from] = Math.Max(0, votes[from]!.Value - moved);
        votes[to] = (votes[to] ?? 0) + moved;
    }

    /// <summary>What every place's votes of a list are multiplied by: swing and turnout, then polls over the whole country.</summary>
    private double[] Factors(long?[][] expected)
    {
        var factors = lists.Select(l => (1 + (double)scenario.Swings.GetValueOrDefault(l.Code)) * (1 + (double)scenario.Turnout)).ToArray();
        if (scenario.Polls.Count == 0)
        {
            return factors;
        }

        var sums = lists.Select((_, l) => factors[l] * expected.Sum(place => place[l] ?? 0)).ToArray();
        var polled = lists.Select(l => scenario.Polls.ContainsKey(l.Code)).ToArray();
        var (all, others) = (sums.Sum(), sums.Where((_, l) => !polled[l]).Sum());
        var left = 1 - (double)scenario.Polls.Values.Sum();
        return
        [
            .. lists.Select((l, i) => polled[i]
                ? factors[i] * Factor((double)scenario.Polls[l.Code] * all, sums[i])
                : factors[i] * Factor(left * all, others)),
        ];
    }

    /// <summary>Never zero or beyond what the model takes: a list polled at nothing keeps a ten-thousandth of its votes.</summary>
    private static double Factor(double wanted, double now) => now <= 0 ? 1 : Math.Clamp(wanted / now, 1e-4, 1e4);

    private SimulatedPlace Simulated(Place place, int row, long?[] votes) => new(
        place.Code,
        regions.IndexOf(RegionOf(place, atlas)),
        table.Find(place.Code)!.Allocations[0].Tally.Seats,
        votes)
    {
        Registered = Roll(place, row) ?? (scenario.Rolls switch { UnknownRolls.Lowest => LowestRoll(place), UnknownRolls.Highest => HighestRoll, _ => null }),
        RegisteredAtLeast = LowestRoll(place),
    };

    private long? LowestRoll(Place place) => table.Find(place.Code)!.Allocations[0].Ranges is [var lowest, ..] ? lowest.From : null;

    public long? Roll(Place place, int row) =>
        scenario.Registered.TryGetValue(place.Code, out var assumed) ? assumed : results.Totals[row].Registered;

    private static string RegionOf(Place place, Atlas atlas) => atlas.AncestorAt(place, PlaceLevel.Region)?.Code ?? place.Code;

    private static ElectoralList Newcomer(string code) => new(code, new Names(null, code, code, null), OthersSlot);

    /// <summary>Slot of lists that have no colour of their own.</summary>
    private const int OthersSlot = 7;
}
