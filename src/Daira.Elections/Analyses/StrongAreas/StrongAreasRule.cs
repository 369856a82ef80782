namespace Daira.Elections.Analyses.StrongAreas;

/// <summary>What is known of a list at a place. Null = unknown: takes no part.</summary>
/// <param name="Margin">Ahead of the second (positive) or behind the first (negative), as a fraction of the votes.</param>
/// <param name="Level">−1…1: the list's share beside its share of the whole country; 1 = twice it or more, −1 = none.</param>
/// <param name="Neighbourhood">−1…1: high shares gather around (1), low ones (−1), neither (0).</param>
/// <param name="Persistence">−1…1: in all earlier contests at or above its national share (1), in none (−1).</param>
/// <param name="Seats">−1…1: how far its constituency's last seat is held (positive) or missed (negative).</param>
/// <param name="Inherited">Whether persistence and seats are the constituency's, not the place's own.</param>
internal sealed record Evidence(decimal Margin, decimal? Level, decimal? Neighbourhood, decimal? Persistence, decimal? Seats, bool Inherited);

/// <summary>What the rule makes of it: points are fractions (0.012 = 1.2 points) and add up: margin + the four = adjusted.</summary>
internal sealed record Verdict(string Class, decimal Adjusted, ComponentPoints Points, decimal Confidence, Turn Turn);

/// <param name="KnownWeight">Sum of the weights that take part.</param>
internal readonly record struct ComponentPoints(decimal? Level, decimal? Neighbourhood, decimal? Persistence, decimal? Seats, int KnownWeight)
{
    public decimal Sum => (Level ?? 0) + (Neighbourhood ?? 0) + (Persistence ?? 0) + (Seats ?? 0);
}

/// <summary>The nearest change of class: the class it would become if a threshold were another.</summary>
internal readonly record struct Turn(string Class, decimal Threshold, decimal Needed);

/// <summary>
/// The published rule of strong areas (docs/methods/strong-areas): the class is read from the adjusted margin, which is the
/// margin plus what the four other components add or take, at most <see cref="StrongAreasSettings.EvidenceReach"/> together.
/// </summary>
internal static class StrongAreasRule
{
    public const string Stronghold = "stronghold";
    public const string Strong = "strong";
    public const string Contested = "contested";
    public const string Winnable = "winnable";
    public const string Weak = "weak";

    /// <summary>A figure of the constituency says half as much of a place inside it as its own would.</summary>
    private const decimal InheritedWorth = 0.5m;

    public static Verdict Judge(Evidence e, StrongAreasSettings s)
    {
        var points = PointsOf(e, s);
        var adjusted = e.Margin + points.Sum;
        return new Verdict(ClassOf(adjusted, s), adjusted, points, ConfidenceOf(e, s), TurnOf(adjusted, s));
    }

    public static string ClassOf(decimal adjusted, StrongAreasSettings s) =>
        adjusted >= s.StrongholdMargin ? Stronghold
        : adjusted >= s.StrongMargin ? Strong
        : adjusted > -s.StrongMargin ? Contested
        : adjusted >= -s.WinnableMargin ? Winnable
        : Weak;

    private static ComponentPoints PointsOf(Evidence e, StrongAreasSettings s)
    {
        var known = s.MarginWeight + Weight(e.Level, s.LevelWeight) + Weight(e.Neighbourhood, s.NeighbourhoodWeight)
            + Weight(e.Persistence, s.PersistenceWeight) + Weight(e.Seats, s.SeatsWeight);
        return new ComponentPoints(
            Points(e.Level, s.LevelWeight), Points(e.Neighbourhood, s.NeighbourhoodWeight),
            Points(e.Persistence, s.PersistenceWeight), Points(e.Seats, s.SeatsWeight), known);

        // Hundredths of a point, so that a reader who adds up what is shown arrives at what decides.
        decimal? Points(decimal? evidence, int weight) =>
            evidence is { } value ? Math.Round(s.EvidenceReach * weight / known * value, 4, MidpointRounding.AwayFromZero) : null;
    }

    private static int Weight(decimal? evidence, int weight) => evidence is null ? 0 : weight;

    /// <summary>Share of all weights that is known; what is inherited counts half.</summary>
    private static decimal ConfidenceOf(Evidence e, StrongAreasSettings s)
    {
        var own = s.MarginWeight + Weight(e.Level, s.LevelWeight) + Weight(e.Neighbourhood, s.NeighbourhoodWeight);
        var past = Weight(e.Persistence, s.PersistenceWeight) + Weight(e.Seats, s.SeatsWeight);
        decimal all = s.MarginWeight + s.LevelWeight + s.NeighbourhoodWeight + s.PersistenceWeight + s.SeatsWeight;
        return (own + (past * (e.Inherited ? InheritedWorth : 1m))) / all;
    }

    /// <summary>Of the thresholds on either side, the one that the adjusted margin is nearer to.</summary>
    private static Turn TurnOf(decimal adjusted, StrongAreasSettings s)
    {
        var size = Math.Abs(adjusted);
        Turn[] turns = ClassOf(adjusted, s) switch
        {
            Stronghold => [new(Strong, s.StrongholdMargin, size)],
            Strong => [new(Stronghold, s.StrongholdMargin, size), new(Contested, s.StrongMargin, size)],
            Contested => [new(adjusted >= 0 ? Strong : Winnable, s.StrongMargin, size)],
            Winnable => [new(Contested, s.StrongMargin, size), new(Weak, s.WinnableMargin, size)],
            _ => [new(Winnable, s.WinnableMargin, size)],
        };
        return turns.MinBy(t => Math.Abs(t.Threshold - t.Needed));
    }
}
