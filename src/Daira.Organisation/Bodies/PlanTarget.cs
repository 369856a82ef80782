using Daira.Elections.Places;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <summary>What should exist where: a body of a type at every place of a level inside a place.</summary>
/// <param name="Within">Code of the place; the country for everywhere.</param>
/// <param name="Due">By when.</param>
/// <param name="Basis">The decision that set it.</param>
public sealed record PlanTarget(string Type, PlaceLevel Level, string Within, DateOnly Due, string Basis)
{
    public string Id => $"{Type}/{Level.ToString().ToLowerInvariant()}/{Within}";

    /// <summary>Places at which the body should exist.</summary>
    public IEnumerable<Place> Places(Atlas atlas) => atlas.Find(Within) is not { } within ? [] :
        atlas.At(Level).Where(p => p.ValidTo is null && atlas.PathTo(p).Contains(within));
}

/// <summary>How far a target is, in a place.</summary>
/// <param name="Expected">How many bodies should exist.</param>
public sealed record Progress(Place Place, int Expected, int Planned, int Preparatory, int Provisional, int Constituted, int Late)
{
    /// <summary>Nothing was begun there.</summary>
    public int Missing => Expected - Planned - Preparatory - Provisional - Constituted;

    /// <summary>A target over the places of a level: regions, or the provinces of one.</summary>
    public static IReadOnlyList<Progress> Of(PlanTarget target, PlaceLevel by, string? within, OrganisationData data, Atlas atlas, DateOnly day)
    {
        var groups = target.Places(atlas).GroupBy(p => atlas.AncestorAt(p, by)).Where(g => g.Key is not null && (within is null || atlas.PathTo(g.Key).Any(p => p.Code == within)));
        return [.. groups.Select(g => At(g.Key!, [.. g], target, data, day)).OrderBy(p => p.Place.Index)];
    }

    private static Progress At(Place place, IReadOnlyList<Place> expected, PlanTarget target, OrganisationData data, DateOnly day)
    {
        var states = expected.Select(p => Best(data, p, target.Type, day)).ToList();
        int Count(BodyStage stage) => states.Count(s => s?.Stage == stage && !s.IsExpired(day));
        return new Progress(
            place, expected.Count, Count(BodyStage.Planned), Count(BodyStage.Preparatory), Count(BodyStage.Provisional), Count(BodyStage.Constituted),
            states.Count(s => s is not { Stage: BodyStage.Constituted } && target.Due < day));
    }

    /// <summary>The furthest body of the type at a place; a suspended or expired one counts as missing.</summary>
    private static BodyState? Best(OrganisationData data, Place place, string type, DateOnly day) => data.BodiesAt(place.Code)
        .Where(b => b.Type == type).Select(b => b.On(day)).OfType<BodyState>()
        .Where(s => s.Stage is not (BodyStage.Suspended or BodyStage.Dissolved) && !s.IsExpired(day)).MaxBy(s => s.Stage);
}
