using Daira.Elections.Places;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <summary>How a commune is covered, best first.</summary>
public enum Presence
{
    /// <summary>A constituted body.</summary>
    Constituted,

    /// <summary>A preparatory or provisional body whose time runs.</summary>
    Provisional,

    /// <summary>Planned only.</summary>
    Planned,

    /// <summary>None, or one that is suspended or whose time ran out.</summary>
    None,
}

/// <param name="Body">The body that gives the presence; null where there is none.</param>
public sealed record CoveredCommune(Place Place, Presence Presence, Body? Body)
{
    public bool IsCovered => Presence is Presence.Constituted or Presence.Provisional;
}

/// <summary>
/// Communes with an active body ÷ all communes of a place: the same communes as the results have. In a divided city a body of the
/// commune or of any of its arrondissements counts.
/// </summary>
public sealed record Coverage(IReadOnlyList<CoveredCommune> Communes)
{
    public int Count(Presence presence) => Communes.Count(c => c.Presence == presence);

    public int Covered => Communes.Count(c => c.IsCovered);

    /// <param name="within">Null for the whole country.</param>
    /// <param name="organisation">Whose bodies; only types that make the party present count (<see cref="BodyType.Covers"/>), for others every territorial organ.</param>
    public static Coverage Of(OrganisationData data, Atlas atlas, Place? within, string organisation, DateOnly day)
    {
        bool Counts(Body body) => data.TypeOf(body) is var type && type.Organisation == organisation && (type.Covers || organisation != "party");
        return new Coverage([.. CommunesOf(atlas, within).Select(c => At(c, Bodies(data, atlas, c).Where(Counts), day))]);
    }

    /// <summary>The communes of a place that exist today.</summary>
    public static IEnumerable<Place> CommunesOf(Atlas atlas, Place? within) => within is null || within.Level == PlaceLevel.Country
        ? atlas.At(PlaceLevel.Commune).Where(p => p.ValidTo is null)
        : within.Level is PlaceLevel.Constituency or PlaceLevel.Arrondissement
            ? atlas.UnitsIn(within).Select(u => u.Level == PlaceLevel.Arrondissement ? atlas.ParentOf(u)! : u).Distinct()
        : Below(atlas, within);

    private static IEnumerable<Place> Below(Atlas atlas, Place place) => place.Level == PlaceLevel.Commune
        ? [place]
        : atlas.ChildrenOf(place).Where(c => c.Level != PlaceLevel.Constituency && c.ValidTo is null).SelectMany(c => Below(atlas, c));

    private static IEnumerable<Body> Bodies(OrganisationData data, Atlas atlas, Place commune) =>
        commune.IsUnit ? data.BodiesAt(commune.Code) : data.BodiesAt(commune.Code).Concat(atlas.ChildrenOf(commune).SelectMany(a => data.BodiesAt(a.Code)));

    private static CoveredCommune At(Place commune, IEnumerable<Body> bodies, DateOnly day)
    {
        return bodies.Select(b => new CoveredCommune(commune, PresenceOf(b.On(day), day), b)).Where(c => c.Presence != Presence.None).MinBy(c => c.Presence)
            ?? new CoveredCommune(commune, Presence.None, null);
    }

    private static Presence PresenceOf(BodyState? state, DateOnly day) => state switch
    {
        { Stage: BodyStage.Constituted } => Presence.Constituted,
        { Stage: BodyStage.Preparatory or BodyStage.Provisional } s when s.IsActive(day) => Presence.Provisional,
        { Stage: BodyStage.Planned } => Presence.Planned,
        _ => Presence.None,
    };
}
