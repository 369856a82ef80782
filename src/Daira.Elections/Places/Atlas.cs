using System.Collections.Frozen;

namespace Daira.Elections.Places;

/// <summary>All places of an installation in memory, unchanging: build another when the data change.</summary>
public sealed class Atlas
{
    private readonly FrozenDictionary<string, Place> byCode;
    private readonly FrozenDictionary<string, Place[]> children;
    private readonly FrozenDictionary<string, Place[]> unitsByConstituency;

    /// <param name="places">Every place once, with <see cref="Place.Index"/> equal to its position.</param>
    /// <exception cref="ArgumentException">A code stands twice, an index is not the position, or a parent is unknown.</exception>
    public Atlas(IReadOnlyList<Place> places)
    {
        Places = places;
        byCode = Index(places);
        children = places.Where(p => p.Parent is not null)
            .GroupBy(p => p.Parent!)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray());
        foreach (var parent in children.Keys.Where(code => !byCode.ContainsKey(code)))
        {
            throw new ArgumentException($"Place {children[parent][0].Code} names the parent {parent}, which is not a place.", nameof(places));
        }

        unitsByConstituency = places.Where(p => p is { IsUnit: true, Constituency: not null })
            .GroupBy(p => p.Constituency!)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    public IReadOnlyList<Place> Places { get; }

    /// <summary>The place with this official code, or null.</summary>
    public Place? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Places directly below; constituencies stand beside provinces under their region.</summary>
    public IReadOnlyList<Place> ChildrenOf(Place place) => children.GetValueOrDefault(place.Code, []);

    public Place? ParentOf(Place place) => place.Parent is null ? null : Find(place.Parent);

    /// <summary>From the country down to the place itself.</summary>
    public IReadOnlyList<Place> PathTo(Place place)
    {
        var path = new List<Place>();
        for (var p = place; p is not null; p = ParentOf(p))
        {
            path.Insert(0, p);
        }

        return path;
    }

    /// <summary>The ancestor of a level, the place itself included; null when it has none.</summary>
    public Place? AncestorAt(Place place, PlaceLevel level)
    {
        for (var p = place; p is not null; p = ParentOf(p))
        {
            if (p.Level == level)
            {
                return p;
            }
        }

        return null;
    }

    /// <summary>Places of a level, in the atlas's order.</summary>
    public IEnumerable<Place> At(PlaceLevel level) => Places.Where(p => p.Level == level);

    /// <summary>The places where votes are counted: undivided communes and arrondissements.</summary>
    public IEnumerable<Place> Units => Places.Where(p => p.IsUnit);

    /// <summary>The units inside a place of any level; a unit contains itself; empty where the composition is unknown.</summary>
    public IReadOnlyList<Place> UnitsIn(Place place)
    {
        if (place.Level == PlaceLevel.Constituency)
        {
            return unitsByConstituency.GetValueOrDefault(place.Code, []);
        }

        if (place.IsUnit)
        {
            return [place];
        }

        return [.. ChildrenOf(place).Where(c => c.Level != PlaceLevel.Constituency).SelectMany(UnitsIn)];
    }

    private static FrozenDictionary<string, Place> Index(IReadOnlyList<Place> places)
    {
        var index = new Dictionary<string, Place>(places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i].Index != i)
            {
                throw new ArgumentException($"Place {places[i].Code} has index {places[i].Index} but stands at {i}.", nameof(places));
            }

            if (!index.TryAdd(places[i].Code, places[i]))
            {
                throw new ArgumentException($"The code {places[i].Code} stands twice.", nameof(places));
            }
        }

        return index.ToFrozenDictionary();
    }
}
