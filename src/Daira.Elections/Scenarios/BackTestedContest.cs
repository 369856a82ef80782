using Daira.Core.Simulation;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;

namespace Daira.Elections.Scenarios;

/// <summary>A forecast held against the facts.</summary>
/// <param name="Contest">What was forecast.</param>
/// <param name="From">Whose votes it was forecast from.</param>
/// <param name="ShocksBefore">The earlier of the two contests whose change gave the shocks.</param>
/// <param name="ShocksAfter">The later one; when later than <paramref name="From"/>, nobody could have known it then.</param>
/// <param name="Seats">One score, or two where the law counts registered voters that nobody published: for the fewest possible and for very many. The truth lies between.</param>
/// <param name="Newcomers">Lists with votes or seats that the earlier contest does not know.</param>
public sealed record BackTestedContest(
    Contest Contest, Contest From, Contest ShocksBefore, Contest ShocksAfter, Law Law, IReadOnlyList<SeatScore> Seats, ShareScore Shares, IReadOnlyList<(ElectoralList List, int Seats)> Newcomers)
{
    /// <summary>False when the shocks were only known afterwards.</summary>
    public bool WasKnowable => ShocksAfter.Date <= From.Date;
}

/// <summary>Seats simulated beside seats won.</summary>
/// <param name="Rolls">What stood in for registered voters that nobody published.</param>
/// <param name="Lists">In the order of <see cref="BackTest.Lists"/>.</param>
/// <param name="Surprises">Least likely first.</param>
public sealed record SeatScore(UnknownRolls Rolls, IReadOnlyList<ElectoralList> Lists, BackTest Test, IReadOnlyList<SeatSurprise> Surprises)
{
    internal ContestModel Model { get; init; } = null!;

    internal Simulator Simulator { get; init; } = null!;

    /// <summary>Lists that could win a seat or did, most seats first.</summary>
    public IEnumerable<(ElectoralList List, BackTestedList Test)> Counted =>
        Lists.Zip(Test.Lists).Where(l => l.Second.Seats > 0 || l.Second.Most.High > 0).OrderByDescending(l => l.Second.Seats).ThenByDescending(l => l.Second.Mean);
}

/// <param name="Mean">Of the simulation.</param>
/// <param name="Chance">Share of the simulated elections with exactly these seats.</param>
public sealed record SeatSurprise(Place Place, ElectoralList List, int Seats, double Mean, double Chance);

/// <summary>Shares simulated beside shares counted.</summary>
/// <param name="Country">By list, largest first.</param>
/// <param name="Places">Pairs of constituency and list that stood in both contests.</param>
/// <param name="Missed">Pairs outside their 95 % interval, farthest first.</param>
public sealed record ShareScore(IReadOnlyList<ShareInterval> Country, Coverage CoverageInCountry, int Places, Coverage CoverageInPlaces, IReadOnlyList<ShareInterval> Missed);

/// <summary>Share of the facts within the 50, 80 and 95 % intervals.</summary>
public readonly record struct Coverage(double Half, double FourFifths, double Most)
{
    internal static Coverage Of(IReadOnlyCollection<ShareInterval> facts)
    {
        double Share(int interval) => facts.Count == 0 ? 0 : facts.Count(f => f.Holds(interval)) / (double)facts.Count;
        return new(Share(0), Share(1), Share(2));
    }
}

/// <summary>A list's share of the votes, 0…1, and the intervals that were simulated.</summary>
/// <param name="Place">Null = the whole country.</param>
/// <param name="Median">Of the simulation.</param>
/// <param name="Intervals">50, 80 and 95 %.</param>
public sealed record ShareInterval(Place? Place, ElectoralList List, double Actual, double Median, IReadOnlyList<(double Low, double High)> Intervals)
{
    private static readonly double[] Widths = [0.5, 0.8, 0.95];

    internal static ShareInterval Of(Place? place, ElectoralList list, double actual, float[] drawn)
    {
        Array.Sort(drawn);
        double At(double share) => drawn[(int)Math.Min(drawn.Length - 1, share * drawn.Length)];
        return new(place, list, actual, At(0.5), [.. Widths.Select(w => (At((1 - w) / 2), At(1 - ((1 - w) / 2))))]);
    }

    public bool Holds(int interval) => Actual >= Intervals[interval].Low && Actual <= Intervals[interval].High;

    /// <summary>How far outside the widest interval; 0 within.</summary>
    public double Beyond => Math.Max(0, Math.Max(Intervals[^1].Low - Actual, Actual - Intervals[^1].High));
}
