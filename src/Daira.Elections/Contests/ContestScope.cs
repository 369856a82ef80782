using Daira.Elections.Places;

namespace Daira.Elections.Contests;

/// <summary>Where a contest may be counted: at its own places, or below them at units and polling stations, which are added up.</summary>
internal sealed class ContestScope(Contest contest, Atlas atlas)
{
    public Contest Contest { get; } = contest;

    public Atlas Atlas { get; } = atlas;

    /// <summary>Whether a place is at the contest's own level; units count as communes.</summary>
    public bool IsOwn(Place place) => place.Level == Contest.Level || (Contest.Level == PlaceLevel.Commune && place.IsUnit);

    /// <summary>The contest's own place that holds this one, or the place itself; null when there is none.</summary>
    public Place? OwnOf(Place place)
    {
        for (var p = place; p is not null; p = Above(p))
        {
            if (IsOwn(p))
            {
                return p;
            }
        }

        return null;
    }

    /// <summary>The next place on the way up to the contest's own.</summary>
    public Place? Above(Place place) =>
        Contest.Level == PlaceLevel.Constituency && place.Constituency is { } constituency ? Atlas.Find(constituency) : Atlas.ParentOf(place);

    /// <summary>The place of a level that holds another; a constituency is held by whatever holds all its units.</summary>
    public Place? Holder(Place place, PlaceLevel level)
    {
        if (Atlas.AncestorAt(place, level) is { } above)
        {
            return above;
        }

        var holders = place.Level == PlaceLevel.Constituency ? Atlas.UnitsIn(place).Select(u => Atlas.AncestorAt(u, level)?.Code).Distinct().Take(2).ToList() : [];
        return holders is [{ } only] ? Atlas.Find(only) : null;
    }
}
