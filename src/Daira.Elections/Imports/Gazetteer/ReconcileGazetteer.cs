using Daira.Core.Names;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>What a row turned out to be.</summary>
/// <param name="Code">Code of the place it denotes or adds; null where that cannot be said.</param>
/// <param name="Known">The place as it is; null for a new one.</param>
/// <param name="Parent">Code of the place above, where the row names one or is new.</param>
/// <param name="Rule">The rule it breaks, see <see cref="PlaceRules"/>; null when none.</param>
/// <param name="Arguments">What the rule's text names.</param>
internal sealed record PlaceAnswer(WrittenPlace Written, string? Code, Place? Known, string? Parent, string? Rule, IReadOnlyList<object> Arguments);

/// <summary>
/// The third step: finds the place each row denotes, by its code, and by its name within its parent where it has none. A code is believed
/// unless the row's own name or shape speaks for another place; then a person is asked.
/// </summary>
internal sealed class ReconcileGazetteer
{
    /// <summary>Kilometres between a place's known point and the shape that is to be its own, beyond which a person is asked.</summary>
    public const double FarOff = 10;

    private const int LongestCode = 40;
    private const double KilometresPerDegree = 111.195;

    private readonly Atlas atlas;
    private readonly WrittenCodes codes;
    private readonly PlaceLevel level;
    private readonly string? country;
    private readonly List<Place> peers;
    private readonly Dictionary<string, string?> parents = [];

    public ReconcileGazetteer(Atlas atlas, PlaceLevel level, string? country)
    {
        (this.atlas, this.level, this.country) = (atlas, level, country);
        codes = new WrittenCodes(atlas);
        peers = [.. atlas.Places.Where(p => IsPeer(p) && ReconcilePlaces.NamesOf(p).Count > 0)];
    }

    public IReadOnlyList<PlaceAnswer> Run(IReadOnlyList<WrittenPlace> written, CancellationToken stop)
    {
        var own = written.Select(w => w.Code).Where(c => c.Length > 0).ToHashSet(StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = ByName(written, stop);
        return [.. written.Select(w =>
        {
            stop.ThrowIfCancellationRequested();
            var answer = Answer(w, own, names.GetValueOrDefault(w.Row));
            return answer.Code is { } code && !seen.TryAdd(code, w.Line) ? Broken(w, PlaceRules.CodeTwice, code, (long)seen[code]) : answer;
        })];
    }

    private PlaceAnswer Answer(WrittenPlace w, HashSet<string> own, NameMatch? name)
    {
        if (w.PopulationFault is not null)
        {
            return Broken(w, PlaceRules.BadPopulation, w.Code);
        }

        if (w.Code.Length > LongestCode || w.Code.Any(c => char.IsWhiteSpace(c) || c is '/' or '\\' or '"' or '<' or '>'))
        {
            return Broken(w, PlaceRules.BadCode, Reading.Written.Short(w.Code));
        }

        var parent = w.Parent is null ? null : ParentOf(w.Parent, own);
        if (w.Parent is not null && parent is null)
        {
            return Broken(w, PlaceRules.UnknownParent, Reading.Written.Short(w.Parent));
        }

        return w.Code.Length > 0 && parent == w.Code ? Broken(w, PlaceRules.OwnParent, w.Code)
            : Find(w.Code) is { } known ? Known(w, known, parent, name)
            : w.Code.Length == 0 ? Nameless(w, parent, name)
            : New(w, parent ?? country, own, name);
    }

    private Place? Find(string code) => codes.Find(code);

    private PlaceAnswer Known(WrittenPlace w, Place known, string? parent, NameMatch? name)
    {
        var answer = new PlaceAnswer(w, known.Code, known, parent, null, []);
        if (country is not null && atlas.PathTo(known)[0] is { Level: PlaceLevel.Country } root && root.Code != country)
        {
            return answer with { Rule = PlaceRules.OtherCountry, Arguments = [known.Code, known, root] };
        }

        if (!IsPeer(known))
        {
            return answer with { Rule = PlaceRules.OtherLevel, Arguments = [known.Code, known] };
        }

        if (name is { Fate: NameFate.Matched, Best: { } best } && best != known.Code && Other(best) is { } other)
        {
            return answer with { Rule = PlaceRules.CodeMoved, Arguments = [known.Code, known, Shown(w), other, other.Code] };
        }

        var isFar = Distance(w.Shape, known.Point) is { } far && far > FarOff;
        var isNamed = name is null || name.Candidates.Any(c => c.Id == known.Code);
        return isFar ? answer with { Rule = PlaceRules.ShapeElsewhere, Arguments = [known.Code, known, (long)Distance(w.Shape, known.Point)!.Value] }
            : !isNamed && (w.Shape is null || known.Point is null) ? answer with { Rule = PlaceRules.NameDiffers, Arguments = [known.Code, known, Shown(w)] }
            : answer;
    }

    private PlaceAnswer Nameless(WrittenPlace w, string? parent, NameMatch? name) => name switch
    {
        { Fate: NameFate.Matched, Best: { } best } when Other(best) is { } place => new PlaceAnswer(w, place.Code, place, parent, null, []),
        { Candidates: [var first, ..] } when Other(first.Id) is { } near => new PlaceAnswer(w, near.Code, near, parent, PlaceRules.DoubtfulName, [Shown(w), near, near.Code]),
        _ => Broken(w, PlaceRules.NoCode, Shown(w)),
    };

    private PlaceAnswer New(WrittenPlace w, string? parent, HashSet<string> own, NameMatch? name)
    {
        var answer = new PlaceAnswer(w, w.Code, null, parent, null, []);
        return name is { Fate: NameFate.Matched, Best: { } best } && !own.Contains(best) && Other(best) is { } other
            ? answer with { Rule = PlaceRules.CodeMoved, Arguments = [w.Code, "–", Shown(w), other, other.Code] }
            : answer;
    }

    private static PlaceAnswer Broken(WrittenPlace w, string rule, params object[] arguments) => new(w, null, null, null, rule, arguments);

    private Place? Other(string code) => atlas.Find(code);

    private static string Shown(WrittenPlace w) => Reading.Written.Short(w.Names.FirstOrDefault() ?? "–");

    private bool IsPeer(Place place) => level == PlaceLevel.Commune ? place.IsUnit || place.Level == PlaceLevel.Commune : place.Level == level;

    /// <summary>By the row's own parent, else by that of the place its code names: names are never looked for in a whole country.</summary>
    private Dictionary<int, NameMatch> ByName(IReadOnlyList<WrittenPlace> written, CancellationToken stop)
    {
        var own = written.Select(w => w.Code).ToHashSet(StringComparer.Ordinal);
        var asked = written.Where(w => w.Names.Any()).Select(w => (Row: w, Within: w.Parent is { } p ? ParentOf(p, own) : Find(w.Code)?.Parent)).Where(a => a.Within is not null || a.Row.Code.Length == 0).ToList();
        if (asked.Count == 0 || peers.Count == 0)
        {
            return [];
        }

        var matcher = new NameMatcher([.. peers.Select(p => new ReferenceName(p.Code, p.Parent, ReconcilePlaces.NamesOf(p)))], new NameMatchSettings { OneToOne = false });
        var matches = matcher.Match([.. asked.Select(a => new WrittenName(a.Row.Names.First(), a.Within))], stop);
        return asked.Zip(matches).ToDictionary(m => m.First.Row.Row, m => m.Second);
    }

    private string? ParentOf(string written, HashSet<string> own)
    {
        if (!parents.TryGetValue(written, out var parent))
        {
            parents[written] = parent = Find(written)?.Code ?? (own.Contains(written) ? written : ParentByName(written));
        }

        return parent;
    }

    private string? ParentByName(string written)
    {
        foreach (var above in (PlaceLevel[])[PlaceLevel.Commune, PlaceLevel.Province, PlaceLevel.Region, PlaceLevel.Country])
        {
            var references = atlas.At(above).Where(p => above < level).Select(p => new ReferenceName(p.Code, null, ReconcilePlaces.NamesOf(p))).Where(r => r.Names.Count > 0).ToList();
            if (references.Count > 0 && new NameMatcher(references).Match([new WrittenName(written)])[0] is { Fate: NameFate.Matched, Best: { } best })
            {
                return best;
            }
        }

        return null;
    }

    private static double? Distance(Geometry? shape, GeographicPoint? point)
    {
        if (shape is null || shape.IsEmpty || point is not { } at)
        {
            return null;
        }

        var here = new Point(at.Longitude, at.Latitude);
        return shape.EnvelopeInternal.Contains(here.Coordinate) ? 0 : shape.EnvelopeInternal.Distance(here.EnvelopeInternal) * KilometresPerDegree;
    }
}
