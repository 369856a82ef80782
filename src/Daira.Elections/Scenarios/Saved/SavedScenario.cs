namespace Daira.Elections.Scenarios.Saved;

/// <summary>A question that a person keeps under a name. Its words are its recipe: with the data of the same version they bring the same figures again.</summary>
/// <param name="Words">As an address writes them, without question mark.</param>
/// <param name="DataVersion">Of the data it was saved over; over others its figures may differ.</param>
public sealed record SavedScenario(Guid Id, string Name, ScenarioKind Kind, string Words, string DataVersion, DateTimeOffset SavedAt);

public enum ScenarioKind
{
    /// <summary>Other votes, lists, seats or law: <see cref="WhatIf"/>.</summary>
    WhatIf,

    /// <summary>A <see cref="Scenarios.Simulation"/>.</summary>
    Simulation,
}
