using Daira.Core.Simulation;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;

namespace Daira.Elections.Scenarios;

/// <summary>A contest, simulated.</summary>
/// <param name="Before">The earlier of the two contests whose change gave the shocks; null where all were given.</param>
/// <param name="After">The later one.</param>
/// <param name="RollsUnknown">Places whose registered voters are unknown though the law counts them; no simulated outcome depends on them.</param>
/// <param name="ModelLists">In the order of the totals.</param>
/// <param name="Places">In the order of the totals.</param>
public sealed record SimulatedContest(
    Simulation Asked,
    Contest Contest,
    Law Law,
    Contest? Before,
    Contest? After,
    Shocks Shocks,
    int RollsUnknown,
    IReadOnlyList<ElectoralList> ModelLists,
    IReadOnlyList<Place> Places,
    SimulationTotals Totals)
{
    /// <summary>Per place: mean seats that more votes there bring to the list asked about; null where it does not stand, or none was asked about.</summary>
    public IReadOnlyList<double?>? SeatsByMoreVotes { get; init; }

    /// <summary>Most seats first.</summary>
    public IReadOnlyList<SimulatedList> Lists => field ??=
        [.. ModelLists.Select((list, index) => new SimulatedList(list, index, Totals)).OrderByDescending(l => l.Mean).ThenBy(l => l.List.Code, StringComparer.Ordinal)];

    /// <summary>The list asked about, as an index into <see cref="ModelLists"/>; −1 when none was.</summary>
    public int OwnIndex => ModelLists.Index().Where(l => l.Item.Code == Asked.Own).Select(l => l.Index).DefaultIfEmpty(-1).First();

    /// <summary>Share of the elections in which the coalition has more than half the seats; null when none was asked about.</summary>
    public double? Majority => Asked.Coalition.Count == 0 ? null : (double)Totals.Majorities[0] / Totals.Elections;

    /// <summary>Share of the elections in which the place's seats decide the coalition's majority.</summary>
    public double Pivotal(int place) => (double)Totals.Pivotal[0, place] / Totals.Elections;

    /// <summary>Share of the elections in which the list has at least n seats there.</summary>
    /// <param name="list">Index into <see cref="ModelLists"/>.</param>
    /// <param name="n">1…seats of the place.</param>
    public double Chance(int place, int list, int n) => (double)Totals.AtLeast[place][list, n - 1] / Totals.Elections;

    /// <summary>Mean seats of a list there.</summary>
    public double MeanAt(int place, int list) => Enumerable.Range(1, Totals.Model.Places[place].Seats).Sum(n => Chance(place, list, n));
}

/// <summary>One list's seats over the simulated elections.</summary>
/// <param name="Index">Index into the model's lists.</param>
public sealed record SimulatedList(ElectoralList List, int Index, SimulationTotals Totals)
{
    public double Mean => Totals.Mean(Index);

    /// <summary>5 % of the elections give it this many or fewer.</summary>
    public int Least => Quantile(0.05);

    public int Median => Quantile(0.5);

    /// <summary>95 % of the elections give it this many or fewer.</summary>
    public int Most => Quantile(0.95);

    /// <summary>Share of the elections in which it alone has most seats, 0…1.</summary>
    public double First => (double)Totals.FirstInSeats[Index] / Totals.Elections;

    /// <summary>Share of the elections in which it has most votes, 0…1.</summary>
    public double FirstInVotes => (double)Totals.FirstInVotes[Index] / Totals.Elections;

    /// <summary>Fewest seats that this share of the elections do not exceed.</summary>
    public int Quantile(double share) => Totals.Quantile(Index, share);

    /// <summary>Elections with exactly so many seats.</summary>
    public long Elections(int seats) => Totals.SeatCounts[Index, seats];
}
