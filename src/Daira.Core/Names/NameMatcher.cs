namespace Daira.Core.Names;

/// <summary>
/// Finds the place that each written name denotes, across spellings and scripts, within the parent the source names. It never forces:
/// what is not clear comes back doubtful with its candidates. The answer does not depend on the order of names or references.
/// </summary>
public sealed class NameMatcher
{
    private readonly NameMatchSettings settings;
    private readonly ReferenceName[] places;
    private readonly Dictionary<string, PlaceScope> scopes;
    private readonly PlaceScope everywhere;

    /// <param name="references">The places; ids must be unlike.</param>
    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="ArgumentException">Two references have one id, one has no name, or settings are out of range.</exception>
    public NameMatcher(IReadOnlyList<ReferenceName> references, NameMatchSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(references);
        this.settings = settings ?? new NameMatchSettings();
        this.settings.Check();
        places = [.. references.OrderBy(r => r.Id, StringComparer.Ordinal)];
        CheckPlaces();
        var spelled = places.SelectMany((p, i) => p.Names.Select(SpelledName.Of).DistinctBy(n => n.Text).Select(n => (Place: i, Name: n))).ToList();
        everywhere = new PlaceScope(spelled);
        scopes = ScopesOf(spelled);
    }

    /// <summary>One answer per name, in the order asked.</summary>
    /// <param name="names">Names, each with the parent the source gives; a parent that has no references below it gives no candidates.</param>
    /// <param name="stop">Stops the work with <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyList<NameMatch> Match(IReadOnlyList<WrittenName> names, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        var spelled = names.AsParallel().AsOrdered().WithCancellation(stop).Select(n => SpelledName.Of(n.Text)).ToArray();
        var wanted = Enumerable.Range(0, names.Count)
            .GroupBy(i => (names[i].Within, spelled[i].Joined))
            .Select(rows => new Wanted(rows.Key.Within, First(rows, spelled), [.. rows]))
            .OrderBy(w => w.Within, StringComparer.Ordinal).ThenBy(w => w.Name.Joined, StringComparer.Ordinal)
            .ToArray();
        Parallel.ForEach(wanted, new ParallelOptions { CancellationToken = stop }, w => w.Near = Near(w));

        var answers = new NameMatch[names.Count];
        foreach (var group in wanted.GroupBy(w => w.Within))
        {
            stop.ThrowIfCancellationRequested();
            Decide([.. group], names, spelled, answers);
        }

        return answers;
    }

    /// <summary>Spellings that differ in spacing speak through one of them, the same whatever their order.</summary>
    private static SpelledName First(IEnumerable<int> rows, SpelledName[] spelled) =>
        rows.Select(i => spelled[i]).MinBy(n => n.Folded, StringComparer.Ordinal)!;

    private void CheckPlaces()
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (i > 0 && places[i].Id == places[i - 1].Id)
            {
                throw new ArgumentException($"Two references have the id '{places[i].Id}'.");
            }

            if (places[i].Names.Count == 0)
            {
                throw new ArgumentException($"The reference '{places[i].Id}' has no name.");
            }
        }
    }

    private Dictionary<string, PlaceScope> ScopesOf(List<(int Place, SpelledName Name)> spelled)
    {
        var parents = places.Where(p => p.Parent is not null).ToDictionary(p => p.Id, p => p.Parent!);
        var below = new Dictionary<string, List<(int Place, SpelledName Name)>>();
        foreach (var entry in spelled)
        {
            var seen = new HashSet<string>();
            for (var above = places[entry.Place].Parent; above is not null && seen.Add(above); above = parents.GetValueOrDefault(above))
            {
                if (!below.TryGetValue(above, out var list))
                {
                    below[above] = list = [];
                }

                list.Add(entry);
            }
        }

        return below.ToDictionary(b => b.Key, b => new PlaceScope(b.Value));
    }

    private List<Found> Near(Wanted wanted)
    {
        var scope = wanted.Within is null ? everywhere : scopes.GetValueOrDefault(wanted.Within);
        return scope is null
            ? []
            : [.. scope.Near(wanted.Name, settings.Consider)
                .Select(n => new Found(n.Key, n.Value.Score, n.Value.Name))
                .OrderByDescending(f => f.Score).ThenBy(f => f.Place)
                .Take(settings.Candidates)];
    }

    private void Decide(Wanted[] wanted, IReadOnlyList<WrittenName> names, SpelledName[] spelled, NameMatch[] answers)
    {
        var given = settings.OneToOne
            ? NameAssignment.Of([.. wanted.Select(w => w.Near.Select(f => (f.Place, f.Score)).ToList())], settings.Consider)
            : [.. wanted.Select(w => w.Near.Count > 0 ? w.Near[0].Place : -1)];
        var contest = new Contest(wanted, given, settings);
        for (var i = 0; i < wanted.Length; i++)
        {
            var answer = AnswerOf(wanted[i], given[i], contest.DoubtOf(i));
            foreach (var row in wanted[i].Rows)
            {
                answers[row] = For(names[row], answer, spelled[row]);
            }
        }
    }

    private NameMatch AnswerOf(Wanted wanted, int place, NameDoubt doubt)
    {
        var ordered = wanted.Near.OrderByDescending(f => f.Place == place)
            .Select(f => new NameCandidate(places[f.Place].Id, f.Score, f.Name.Text, f.Name.Script != wanted.Name.Script)).ToList();
        var fate = ordered.Count == 0 ? NameFate.None : doubt == NameDoubt.No ? NameFate.Matched : NameFate.Doubtful;
        return new NameMatch(
            new WrittenName(wanted.Name.Text, wanted.Within),
            fate == NameFate.Matched ? ordered[0].Id : null,
            ordered.Count == 0 ? 0 : ordered[0].Score,
            fate,
            doubt,
            [],
            ordered);
    }

    /// <summary>The evidence is of the very text written; the rest is shared by all texts that fold to one.</summary>
    private static NameMatch For(WrittenName written, NameMatch answer, SpelledName name) =>
        answer.Candidates.Count == 0
            ? answer with { Written = written }
            : answer with { Written = written, Rules = RulesOf(written.Text, name, answer.Candidates[0]) };

    private static List<NameRule> RulesOf(string text, SpelledName name, NameCandidate found)
    {
        if (text == found.Name)
        {
            return [NameRule.SameText];
        }

        var rules = NameFolding.RulesBetween(text, found.Name);
        if (found.Score >= 1)
        {
            return name.Folded == NameFolding.Fold(found.Name) ? rules : [.. rules, NameRule.WordSpacing];
        }

        return found.AcrossScripts ? [.. rules, NameRule.AcrossScripts, NameRule.Letters] : [.. rules, NameRule.Letters];
    }
}
