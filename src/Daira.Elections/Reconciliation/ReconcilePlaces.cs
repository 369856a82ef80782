using Daira.Core.Names;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Elections.Storage;

namespace Daira.Elections.Reconciliation;

/// <summary>What a written place turned out to be.</summary>
/// <param name="Rule">Why it is none: unknown, of no use to this contest, or doubtful; null when it is one.</param>
/// <param name="Within">The parent that was understood.</param>
/// <param name="Match">Score, evidence, candidates; null for a code and a remembered choice.</param>
/// <param name="Choice">The person's choice it rests on.</param>
internal sealed record PlaceAnswer(WrittenPlace Written, string? Code, string? Rule, Place? Within, NameMatch? Match, NameChoice? Choice)
{
    /// <summary>The station, to be added where it is not stored: by this import, or by an earlier one that may be taken back.</summary>
    public NewStation? Station { get; init; }
}

/// <summary>The third step: finds the place that each code or name of a file denotes, within its parent, by earlier choices and by name.</summary>
public sealed class ReconcilePlaces
{
    private static readonly PlaceLevel[] Parents = [PlaceLevel.Province, PlaceLevel.Region, PlaceLevel.Constituency, PlaceLevel.Commune];

    private readonly ContestScope scope;
    private readonly WrittenCodes codes;
    private readonly HashSet<string>? allowed;
    private readonly NameChoices choices;
    private readonly List<Place> candidates;
    private readonly Dictionary<string, Dictionary<string, string>> stations = [];
    private Dictionary<string, Place?> parents = [];

    /// <param name="results">The contest as it stands: where it names seats, only those places are its own.</param>
    /// <param name="level">What kind of place the names denote.</param>
    internal ReconcilePlaces(ContestResults results, Atlas atlas, PlaceLevel level, NameChoices choices)
    {
        scope = new ContestScope(results.Contest, atlas);
        this.choices = choices;
        codes = new WrittenCodes(atlas);
        Level = WordOf(level);
        allowed = results.Totals.Any(t => t.Seats is not null) ? [.. results.Places.Select(p => p.Code)] : null;
        candidates = [.. atlas.Places.Where(p => IsOf(p, level) && IsInForce(p) && Serves(p))];
    }

    /// <summary>Word of the level that is asked for, as choices keep it.</summary>
    public string Level { get; }

    /// <summary>The kind of place that a file's names denote when it does not say.</summary>
    public static PlaceLevel LevelOf(ResultsMapping mapping, Contest contest) =>
        mapping.Level ?? (mapping.Station is null ? contest.Level : PlaceLevel.Commune);

    /// <summary>The word of that level, see <see cref="LevelNames"/>.</summary>
    public static string LevelWord(ResultsMapping mapping, Contest contest) => WordOf(LevelOf(mapping, contest));

    private static string WordOf(PlaceLevel level) => level == PlaceLevel.Commune ? "unit" : level.ToString().ToLowerInvariant();

    internal IReadOnlyList<PlaceAnswer> Run(IReadOnlyList<WrittenPlace> written, CancellationToken stop)
    {
        var named = written.Where(w => codes.Find(w.Place) is null && w.Place.Length > 0).Select(w => (w.Place, w.Within)).Distinct().ToList();
        parents = ParentsOf(named.Select(n => n.Within).OfType<string>().Distinct(), stop);
        var answers = ByName(named, stop);
        return [.. written.Select(w => WithStation(codes.Find(w.Place) is { } place ? ByCode(w, place) : answers.GetValueOrDefault((w.Place, w.Within)) is { } answer ? answer with { Written = w } : Unknown(w)))];
    }

    /// <summary>Of the places found by code, those beside whose code stands a name that is not theirs, with the place whose name it is; null where it is no place's.</summary>
    /// <param name="names">For each answer the name beside its code; null without.</param>
    internal IReadOnlyDictionary<int, Place?> Differing(IReadOnlyList<PlaceAnswer> answers, IReadOnlyList<string?> names, CancellationToken stop)
    {
        var beside = answers.Select((a, i) => (Answer: a, Index: i)).Where(a => a.Answer is { Code: not null, Rule: null, Match: null, Choice: null } && names[a.Index] is not null).ToList();
        var references = beside.Count == 0 ? [] : candidates.Select(p => new ReferenceName(p.Code, null, NamesOf(p))).Where(r => r.Names.Count > 0).ToList();
        if (references.Count == 0)
        {
            return new Dictionary<int, Place?>();
        }

        var matches = new NameMatcher(references, new NameMatchSettings { OneToOne = false }).Match([.. beside.Select(b => new WrittenName(names[b.Index]!))], stop);
        return beside.Zip(matches).Where(b => IsAnothers(codes.Find(b.First.Answer.Written.Place)!, b.Second)).ToDictionary(
            b => b.First.Index, b => b.Second is { Fate: NameFate.Matched, Best: { } best } ? scope.Atlas.Find(best) : null);
    }

    /// <summary>Names may be shared: it is another's only where the place itself is not among those that could be meant. A place that has no name cannot differ.</summary>
    private static bool IsAnothers(Place coded, NameMatch match) =>
        NamesOf(coded).Count > 0 && match.Candidates.All(c => c.Id != coded.Code) && (match.Fate == NameFate.Matched ? match.Best != coded.Code : match.Fate == NameFate.None);

    private PlaceAnswer ByCode(WrittenPlace written, Place place) => Serves(place)
        ? new PlaceAnswer(written, place.Code, null, null, null, null)
        : new PlaceAnswer(written, null, ImportRules.ForeignPlace, null, null, null);

    private static PlaceAnswer Unknown(WrittenPlace written) => new(written, null, ImportRules.UnknownPlace, null, null, null);

    private bool Serves(Place place) => scope.OwnOf(place) is { } own && (allowed is null || allowed.Contains(own.Code));

    private static bool IsOf(Place place, PlaceLevel level) => level == PlaceLevel.Commune ? place.IsUnit : place.Level == level;

    private bool IsInForce(Place place) => !(place.ValidTo < scope.Contest.Date) && !(place.ValidFrom > scope.Contest.Date);

    private Dictionary<(string, string?), PlaceAnswer> ByName(IReadOnlyList<(string Place, string? Within)> names, CancellationToken stop)
    {
        var answers = new Dictionary<(string, string?), PlaceAnswer>();
        var open = new List<(string Place, string? Within, Place? Parent)>();
        foreach (var (place, within) in names)
        {
            var parent = within is null ? null : parents[within];
            var choice = choices.For(Level, place, parent?.Code) ?? choices.For(Level, place, null);
            if (choice is null)
            {
                open.Add((place, within, parent));
            }
            else
            {
                answers[(place, within)] = Chosen(new WrittenPlace(place, within, null), parent, choice);
            }
        }

        foreach (var group in open.GroupBy(n => n.Parent?.Level))
        {
            Match([.. group], group.Key, answers, stop);
        }

        return answers;
    }

    private PlaceAnswer Chosen(WrittenPlace written, Place? parent, NameChoice choice) =>
        choice.Place is { } code && scope.Atlas.Find(code) is { } place
            ? ByCode(written, place) with { Within = parent, Choice = choice }
            : Unknown(written) with { Within = parent, Choice = choice };

    private void Match(IReadOnlyList<(string Place, string? Within, Place? Parent)> names, PlaceLevel? level, Dictionary<(string, string?), PlaceAnswer> answers, CancellationToken stop)
    {
        var references = candidates
            .Select(p => new ReferenceName(p.Code, level is { } l ? scope.Holder(p, l)?.Code : null, NamesOf(p)))
            .Where(r => r.Names.Count > 0).ToList();
        var matches = new NameMatcher(references).Match([.. names.Select(n => new WrittenName(n.Place, n.Parent?.Code))], stop);
        foreach (var ((place, within, parent), match) in names.Zip(matches))
        {
            var written = new WrittenPlace(place, within, null);

            // A parent that was not understood could not narrow the choice: then a person looks.
            var isSure = match.Fate == NameFate.Matched && (within is null || parent is not null);
            answers[(place, within)] = isSure ? new PlaceAnswer(written, match.Best, null, parent, match, null)
                : match.Fate == NameFate.None ? new PlaceAnswer(written, null, ImportRules.UnknownPlace, parent, match, null)
                : new PlaceAnswer(written, null, ImportRules.DoubtfulPlace, parent, match, null);
        }
    }

    /// <summary>The parents a file names, by code or by name, from the smallest kind of place to the largest that could hold one.</summary>
    private Dictionary<string, Place?> ParentsOf(IEnumerable<string> written, CancellationToken stop)
    {
        var found = written.ToDictionary(w => w, scope.Atlas.Find);
        foreach (var level in Parents)
        {
            var open = found.Where(f => f.Value is null).Select(f => f.Key).ToList();
            var references = open.Count == 0 ? [] : scope.Atlas.At(level).Where(IsInForce).Select(p => new ReferenceName(p.Code, null, NamesOf(p))).Where(r => r.Names.Count > 0).ToList();
            var matches = references.Count == 0 ? [] : new NameMatcher(references, new NameMatchSettings { OneToOne = false }).Match([.. open.Select(w => new WrittenName(w))], stop);
            foreach (var (name, match) in open.Zip(matches).Where(m => m.Second is { Fate: NameFate.Matched, Best: not null }))
            {
                found[name] = scope.Atlas.Find(match.Best!);
            }
        }

        return found;
    }

    internal static IReadOnlyList<string> NamesOf(Place place) =>
        [.. new[] { place.Names.Arabic, place.Names.French, place.Names.English, place.Names.Tamazight }.OfType<string>().Concat(place.Names.Aliases.Select(a => a.Text)).Distinct(StringComparer.Ordinal)];

    private PlaceAnswer WithStation(PlaceAnswer answer)
    {
        if (answer is not { Code: { } code, Written.Station: { } station } || scope.Atlas.Find(code) is not { } holder)
        {
            return answer;
        }

        var own = StationsOf(holder).GetValueOrDefault(station) ?? $"{code}-{station.Replace(' ', '_')}";
        return answer with { Code = own, Station = new NewStation(own, code, station) };
    }

    /// <summary>Codes of the stations of a place, by code and by every name.</summary>
    private Dictionary<string, string> StationsOf(Place holder)
    {
        if (stations.TryGetValue(holder.Code, out var known))
        {
            return known;
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var station in scope.Atlas.ChildrenOf(holder).Where(p => p.Level == PlaceLevel.Station))
        {
            foreach (var name in NamesOf(station).Prepend(station.Code))
            {
                found.TryAdd(name, station.Code);
            }
        }

        return stations[holder.Code] = found;
    }
}
