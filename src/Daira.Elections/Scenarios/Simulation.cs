namespace Daira.Elections.Scenarios;

/// <summary>A contest to be simulated: page, API, command, download and permalink carry the same question. Its words in an address are <see cref="SimulationQuery"/>.</summary>
/// <param name="Contest">Id of a stored contest with a law.</param>
public sealed record Simulation(string Contest)
{
    public Scenario Scenario { get; init; } = Scenario.Nothing;

    /// <summary>1 or more.</summary>
    public long Elections { get; init; } = 10_000;

    public long Seed { get; init; } = 2021;

    /// <summary>Lists that count together: how likely is their majority, and which constituencies decide it? Empty = not asked.</summary>
    public IReadOnlyList<string> Coalition { get; init; } = [];

    /// <summary>The list of which it is asked where more votes change most; null = not asked.</summary>
    public string? Own { get; init; }

    /// <summary>Further votes of <see cref="Own"/> in each constituency in turn; 1…1,000,000.</summary>
    public int More { get; init; } = 1_000;
}
