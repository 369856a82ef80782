using Daira.Core.Names;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Reconciliation;

/// <summary>Names of a file to be found among the places, without importing anything.</summary>
/// <param name="Column">Column of the names.</param>
/// <param name="Within">Column of the place each lies in, by name or code; null when the file does not say.</param>
/// <param name="Level">Only places of this kind, see <see cref="LevelNames"/>; null = units.</param>
public sealed record MatchRequest(string File, string Column, string? Within = null, string? Level = null);

/// <param name="Line">Line of the file.</param>
public sealed record NameMatched(int Line, string Written, NameMatch Match);

/// <summary>Finds the place of every name in a file.</summary>
public static class MatchNames
{
    private static readonly PlaceLevel[] Parents = [PlaceLevel.Province, PlaceLevel.Region, PlaceLevel.Commune, PlaceLevel.Constituency, PlaceLevel.Country];

    public static Outcome<IReadOnlyList<NameMatched>> Run(MatchRequest request, Atlas atlas, CancellationToken stop)
    {
        var read = ReadSheets.Run(request.File, null, stop);
        if (!read.IsDone)
        {
            return Outcome<IReadOnlyList<NameMatched>>.Refused(read.Refusals);
        }

        var sheet = read.Value.Sheets[0];
        if (sheet.Column(request.Column) is not { } column || (request.Within is not null && sheet.Column(request.Within) is null))
        {
            var missing = sheet.Column(request.Column) is null ? request.Column : request.Within!;
            return new Refusal(RefusalKind.Invalid, "unknown-column", new Message("import.unknown-column", sheet.File, missing, string.Join(", ", sheet.Header)));
        }

        var within = request.Within is null ? null : sheet.Column(request.Within);
        var rows = sheet.Rows.Select(r => (r.Line, Written: Written.Clean(r.Fields[column]), Within: within is { } w ? Written.Clean(r.Fields[w]) : "")).ToList();
        return Outcome<IReadOnlyList<NameMatched>>.Of(Match(rows, request, atlas, stop));
    }

    private static List<NameMatched> Match(IReadOnlyList<(int Line, string Written, string Within)> rows, MatchRequest request, Atlas atlas, CancellationToken stop)
    {
        var parentOf = ParentsOf(rows.Select(r => r.Within).Where(w => w.Length > 0).Distinct(), atlas, stop);
        var level = request.Level ?? "unit";
        var scope = atlas.Places.Where(p => p.ValidTo is null && LevelNames.Matches(p, level) && ReconcilePlaces.NamesOf(p).Count > 0).ToList();
        var answers = new NameMatched[rows.Count];
        foreach (var group in rows.Select((row, i) => (row, i, Parent: parentOf.GetValueOrDefault(row.Within))).GroupBy(r => r.Parent?.Level))
        {
            var references = scope.Select(p => new ReferenceName(p.Code, group.Key is { } above ? atlas.AncestorAt(p, above)?.Code : null, ReconcilePlaces.NamesOf(p))).ToList();
            var matches = new NameMatcher(references).Match([.. group.Select(g => new WrittenName(g.row.Written, g.Parent?.Code))], stop);
            foreach (var ((row, i, parent), match) in group.Zip(matches))
            {
                // A parent nobody understood narrows nothing: a person must look.
                var isOpen = row.Within.Length > 0 && parent is null && match.Fate == NameFate.Matched;
                answers[i] = new NameMatched(row.Line, row.Written, isOpen ? match with { Fate = NameFate.Doubtful, Best = null, Doubt = NameDoubt.SeveralPlaces } : match);
            }
        }

        return [.. answers];
    }

    private static Dictionary<string, Place?> ParentsOf(IEnumerable<string> written, Atlas atlas, CancellationToken stop)
    {
        var found = written.ToDictionary(w => w, atlas.Find);
        foreach (var level in Parents)
        {
            var open = found.Where(f => f.Value is null).Select(f => f.Key).ToList();
            var references = atlas.At(level).Where(p => p.ValidTo is null).Select(p => new ReferenceName(p.Code, null, ReconcilePlaces.NamesOf(p))).Where(r => r.Names.Count > 0).ToList();
            if (open.Count == 0 || references.Count == 0)
            {
                continue;
            }

            var matches = new NameMatcher(references, new NameMatchSettings { OneToOne = false }).Match([.. open.Select(w => new WrittenName(w))], stop);
            foreach (var (name, match) in open.Zip(matches).Where(m => m.Second.Fate == NameFate.Matched))
            {
                found[name] = atlas.Find(match.Best!);
            }
        }

        return found;
    }
}
