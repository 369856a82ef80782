namespace Daira.Elections.Scenarios;

/// <summary>What a person assumes of a simulated contest. Immutable; as a file it is <see cref="ScenarioFile"/>, in an address <see cref="SimulationQuery"/>.</summary>
/// <remarks>Applied in this order: flows, new lists, swings and turnout, polls.</remarks>
/// <param name="Swings">By list: change of its votes everywhere; 0.1 is a tenth more, −0.1 a tenth less.</param>
/// <param name="Registered">By constituency: persons on the roll, where they are not published or another number is assumed.</param>
public sealed record Scenario(IReadOnlyDictionary<string, decimal> Swings, IReadOnlyDictionary<string, long> Registered)
{
    public static Scenario Nothing { get; } = new(new Dictionary<string, decimal>(), new Dictionary<string, long>());

    /// <summary>Change of every list's votes alike; 0.1 is a tenth more voters.</summary>
    public decimal Turnout { get; init; }

    /// <summary>By list: its expected share of the votes in the country, 0…1, as a poll says; the others keep their proportions.</summary>
    public IReadOnlyDictionary<string, decimal> Polls { get; init; } = new Dictionary<string, decimal>();

    /// <summary>By code: a list that did not stand, with the share it takes of every other list's votes everywhere, 0…1.</summary>
    public IReadOnlyDictionary<string, decimal> NewLists { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Voters who pass from one list to another, as a panel says that asked the same persons twice.</summary>
    public IReadOnlyList<VoteFlow> Flows { get; init; } = [];

    /// <summary>How far reality may stray; what is not given is estimated from past contests.</summary>
    public GivenShocks Shocks { get; init; } = new();

    /// <summary>What stands in for rolls that nobody published.</summary>
    public UnknownRolls Rolls { get; init; } = UnknownRolls.Unknown;

    /// <summary>True when the figures are taken as counted and the shocks as estimated.</summary>
    public bool ChangesNothing => Swings.Count + Registered.Count + Polls.Count + NewLists.Count + Flows.Count == 0
        && Turnout == 0 && Shocks == new GivenShocks() && Rolls == UnknownRolls.Unknown;
}

/// <param name="Share">Of the votes of <paramref name="From"/>, wherever it stood: 0…1.</param>
public sealed record VoteFlow(string From, string To, decimal Share);

/// <summary>Standard deviations of the logarithm of votes, 0…3; null = estimated.</summary>
/// <param name="Turnout">Of all lists together in a place, 0…1.</param>
public sealed record GivenShocks(decimal? National = null, decimal? Regional = null, decimal? Local = null, decimal? Turnout = null)
{
    /// <summary>Nothing is left to estimate (turnout that is not given is then steady).</summary>
    public bool AreAll => National is not null && Regional is not null && Local is not null;
}

/// <summary>Registered voters that the law counts and nobody published.</summary>
public enum UnknownRolls
{
    /// <summary>They stay unknown: refused where an outcome depends on them.</summary>
    Unknown,

    /// <summary>The fewest that votes and published turnout allow.</summary>
    Lowest,

    /// <summary>So many that hardly any list fills a quotient.</summary>
    Highest,
}
