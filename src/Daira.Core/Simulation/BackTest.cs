namespace Daira.Core.Simulation;

/// <summary>What happened beside what was simulated, list by list.</summary>
/// <param name="Lists">One per list of the model.</param>
/// <param name="Coverage">Share of the lists whose seats fell within the 50, 80 and 95 % intervals; of lists that could win a seat.</param>
public sealed record BackTest(IReadOnlyList<BackTestedList> Lists, (double Half, double FourFifths, double Most) Coverage)
{
    /// <summary>Compares.</summary>
    /// <param name="seats">Seats won in fact, per list of the model.</param>
    public static BackTest Of(SimulationTotals totals, IReadOnlyList<int> seats)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seats.Count, totals.Model.Lists.Count);
        var lists = seats.Select((s, l) => new BackTestedList(totals.Model.Lists[l], s, totals.Mean(l), Interval(totals, l, 0.5), Interval(totals, l, 0.8), Interval(totals, l, 0.95))).ToList();
        var counted = lists.FindAll(l => l.Seats > 0 || l.Most.High > 0);
        double Share(Func<BackTestedList, SeatInterval> of) => counted.Count == 0 ? 0 : counted.Count(l => of(l).Holds(l.Seats)) / (double)counted.Count;
        return new(lists, (Share(l => l.Half), Share(l => l.FourFifths), Share(l => l.Most)));
    }

    private static SeatInterval Interval(SimulationTotals totals, int list, double share) =>
        new(totals.Quantile(list, (1 - share) / 2), totals.Quantile(list, 1 - ((1 - share) / 2)));
}

/// <summary>One list in a <see cref="BackTest"/>.</summary>
/// <param name="Seats">Seats won in fact.</param>
/// <param name="Mean">Mean of the simulation.</param>
public sealed record BackTestedList(string List, int Seats, double Mean, SeatInterval Half, SeatInterval FourFifths, SeatInterval Most);

/// <summary>Seats from low to high, both included.</summary>
public readonly record struct SeatInterval(int Low, int High)
{
    /// <summary>Is the number within?</summary>
    public bool Holds(int seats) => seats >= Low && seats <= High;
}
