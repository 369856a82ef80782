using Daira.Core.Numbers;

namespace Daira.Core.Simulation;

/// <summary>What is simulated: places with their expected votes, the rule that allots their seats, and how far reality may stray.</summary>
/// <param name="Lists">Codes of all lists, in the order of every array below.</param>
public sealed record ElectionModel(IReadOnlyList<string> Lists, IReadOnlyList<SimulatedPlace> Places, SimulatedRule Rule, Shocks Shocks)
{
    /// <summary>Added to the logarithm of each list's votes everywhere: a poll's swing or a scenario's; empty = none.</summary>
    public IReadOnlyList<double> Drift { get; init; } = [];

    /// <summary>Lists that count together, as indices into <see cref="Lists"/>, for the chance of a majority.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Coalitions { get; init; } = [];
}

/// <summary>How a simulated place allots its seats: the plain rules, in whole numbers.</summary>
public abstract record SimulatedRule
{
    /// <summary>Share of the votes that a list needs to take part; 0 = none.</summary>
    public Fraction Threshold { get; init; }
}

/// <summary>Full quotas, then largest remainders; the quota is the votes of the lists that take part ÷ seats.</summary>
public sealed record RemaindersOfVotes : SimulatedRule;

/// <summary>Full quotas, then largest remainders; the quota is the registered ÷ seats.</summary>
public sealed record RemaindersOfRegistered : SimulatedRule;

/// <summary>Highest votes ÷ divisor; divisors <paramref name="First"/>, then Step × s + Offset: 1, 1, 1 D'Hondt; 2, 1, 1 Sainte-Laguë.</summary>
/// <param name="Step">1…1,000.</param>
/// <param name="Offset">1…1,000.</param>
/// <param name="First">1…Step + Offset − 1.</param>
public sealed record HighestBids(int Step, int Offset, int First) : SimulatedRule;

/// <summary>One constituency.</summary>
/// <param name="Region">0-based; places of one region share its shock.</param>
/// <param name="Seats">≥ 1.</param>
/// <param name="Votes">Expected votes per list of the model; null = the list does not stand here. At least one above 0.</param>
public sealed record SimulatedPlace(string Code, int Region, int Seats, IReadOnlyList<long?> Votes)
{
    /// <summary>Persons on the roll; needed by a quotient on the registered unless <see cref="RegisteredAtLeast"/> is given.</summary>
    public long? Registered { get; init; }

    /// <summary>
    /// Least possible roll when it is unknown. Seats are then those of this roll, and every simulated contest in which a
    /// list fills a quota at it (so that a larger roll might elect others) is counted in <see cref="SimulationTotals.Dependent"/>.
    /// </summary>
    public long? RegisteredAtLeast { get; init; }
}

/// <summary>Standard deviations of shocks to the logarithm of votes; shocks have mean one as factors.</summary>
/// <param name="National">Per list: one shock for the country.</param>
/// <param name="Regional">Per list: one for each region.</param>
/// <param name="Local">Per list: one for each place.</param>
public sealed record Shocks(IReadOnlyList<double> National, IReadOnlyList<double> Regional, IReadOnlyList<double> Local)
{
    /// <summary>Correlation of the lists' national shocks, [list, list]; null = independent.</summary>
    public double[,]? Correlation { get; init; }

    /// <summary>Turnout: a shock shared by all lists, in the country.</summary>
    public double TurnoutNational { get; init; }

    /// <summary>… in a region.</summary>
    public double TurnoutRegional { get; init; }

    /// <summary>… in a place.</summary>
    public double TurnoutLocal { get; init; }

    /// <summary>The same shocks for every list.</summary>
    public static Shocks Uniform(int lists, double national, double regional, double local) =>
        new([.. Enumerable.Repeat(national, lists)], [.. Enumerable.Repeat(regional, lists)], [.. Enumerable.Repeat(local, lists)]);
}
