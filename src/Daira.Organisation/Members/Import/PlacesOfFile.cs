using Daira.Core.Names;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Members.Import;

/// <summary>The commune or arrondissement that each row means, by code or by name within its province or region; a doubtful name is refused with what it may mean.</summary>
internal sealed class PlacesOfFile
{
    private const int MostNamed = 4;

    private static readonly PlaceLevel[] Parents = [PlaceLevel.Province, PlaceLevel.Region, PlaceLevel.Commune];

    private readonly Dictionary<(string Place, string Within), Outcome<string>> answers = [];

    public PlacesOfFile(Atlas atlas, IReadOnlyCollection<(string Place, string Within)> written, CancellationToken stop)
    {
        List<Place> units = [.. atlas.Places.Where(IsUnit)];
        var names = written.Where(w => w.Place.Length > 0 && atlas.Find(w.Place) is null).ToList();
        var parents = ParentsOf(atlas, [.. names.Select(n => n.Within).Where(w => w.Length > 0).Distinct()], stop);
        foreach (var (place, within) in written.Where(w => atlas.Find(w.Place) is not null || w.Place.Length == 0))
        {
            answers[(place, within)] = atlas.Find(place) is { } coded && IsUnit(coded) ? coded.Code : Bodies.Errors.UnknownPlace(place);
        }

        foreach (var group in names.GroupBy(n => parents.GetValueOrDefault(n.Within)?.Level))
        {
            Match(atlas, units, [.. group], group.Key, parents, stop);
        }
    }

    public Outcome<string> this[string place, string within] => answers[(place, within)];

    private void Match(Atlas atlas, List<Place> units, (string Place, string Within)[] names, PlaceLevel? level, Dictionary<string, Place> parents, CancellationToken stop)
    {
        var references = units.Select(u => new ReferenceName(u.Code, level is { } above ? atlas.AncestorAt(u, above)?.Code : null, NamesOf(u))).Where(r => r.Names.Count > 0).ToList();
        if (references.Count == 0)
        {
            Array.ForEach(names, n => answers[n] = Bodies.Errors.UnknownPlace(n.Place));
            return;
        }

        var matches = new NameMatcher(references, new NameMatchSettings { OneToOne = false }).Match([.. names.Select(n => new WrittenName(n.Place, parents.GetValueOrDefault(n.Within)?.Code))], stop);
        foreach (var (name, match) in names.Zip(matches))
        {
            // A province nobody understood narrows nothing: the name alone would be a guess.
            var isClear = match is { Fate: NameFate.Matched, Best: not null } && (name.Within.Length == 0 || parents.ContainsKey(name.Within));
            answers[name] = isClear ? match.Best! : match.Candidates.Count == 0 ? Bodies.Errors.UnknownPlace(name.Place)
                : Errors.ImportRefused("place-doubtful", name.Place, string.Join(" / ", match.Candidates.Take(MostNamed).Select(c => $"{c.Id} {c.Name}")));
        }
    }

    private static Dictionary<string, Place> ParentsOf(Atlas atlas, IReadOnlyList<string> written, CancellationToken stop)
    {
        var found = written.Where(w => atlas.Find(w) is not null).ToDictionary(w => w, w => atlas.Find(w)!);
        foreach (var level in Parents)
        {
            var open = written.Where(w => !found.ContainsKey(w)).ToList();
            var references = atlas.At(level).Where(p => p.ValidTo is null).Select(p => new ReferenceName(p.Code, null, NamesOf(p))).Where(r => r.Names.Count > 0).ToList();
            if (open.Count == 0 || references.Count == 0)
            {
                continue;
            }

            var matches = new NameMatcher(references, new NameMatchSettings { OneToOne = false }).Match([.. open.Select(w => new WrittenName(w))], stop);
            foreach (var (name, match) in open.Zip(matches).Where(m => m.Second.Fate == NameFate.Matched))
            {
                found[name] = atlas.Find(match.Best!)!;
            }
        }

        return found;
    }

    private static bool IsUnit(Place place) => place is { ValidTo: null, Level: PlaceLevel.Commune or PlaceLevel.Arrondissement };

    private static List<string> NamesOf(Place place) => [.. new[] { place.Names.Arabic, place.Names.French, place.Names.English, place.Names.Tamazight }.OfType<string>().Distinct(StringComparer.Ordinal)];
}
