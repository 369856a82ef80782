using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Comparisons;

/// <summary>One force in both contests: a list under its code, or the lists that the asker declared to be one.</summary>
/// <param name="Id">The code, or the codes joined by +.</param>
/// <param name="Before">Its lists in the earlier contest; empty when its source has none.</param>
/// <param name="After">Likewise in the later one.</param>
/// <param name="Bloc">The family it was put in; null = none.</param>
public sealed record ComparedList(string Id, IReadOnlyList<ElectoralList> Before, IReadOnlyList<ElectoralList> After, string? Bloc) : INamed
{
    /// <summary>Only lists in the sources of both contests have a swing.</summary>
    public bool IsInBoth => Before.Count > 0 && After.Count > 0;

    /// <summary>Colour of its first list.</summary>
    public int Slot => After.Concat(Before).First().Slot;

    public NameIn NameIn(string language) => After.Concat(Before).DistinctBy(l => l.Code).ToArray() is [var only]
        ? only.NameIn(language)
        : new NameIn(Id, "en");

    internal bool Holds(string code) => Id == code || Before.Concat(After).Any(l => l.Code == code);
}

/// <summary>Matches the lists of two contests: by code, unless the asker says otherwise.</summary>
internal static class ComparedLists
{
    public static Outcome<IReadOnlyList<ComparedList>> Match(Comparison asked, ContestResults before, ContestResults after)
    {
        var faults = Faults(asked, before, after).ToArray();
        if (faults.Length > 0)
        {
            return Outcome<IReadOnlyList<ComparedList>>.Refused(faults);
        }

        var declared = asked.Successions.Select(s => Of(Lists(before, [.. s.Before, .. Continuing(s, asked)]), Lists(after, s.After))).ToArray();
        var alone = before.Lists.Concat(after.Lists).Select(l => l.Code).Distinct()
            .Select(code => Of(Rest(before, code, declared.SelectMany(d => d.Before)), Rest(after, code, declared.SelectMany(d => d.After))))
            .Where(l => l.Before.Count + l.After.Count > 0);
        return InBlocs(asked, [.. declared, .. alone]);
    }

    /// <summary>Who joins a list that stood before joins it as it was: C before belongs to C after, unless it is said to have become another.</summary>
    private static IEnumerable<string> Continuing(Succession succession, Comparison asked) =>
        succession.After.Where(code => asked.Successions.All(s => !s.Before.Contains(code)));

    private static Outcome<IReadOnlyList<ComparedList>> InBlocs(Comparison asked, ComparedList[] lists)
    {
        var placed = new List<ComparedList>();
        foreach (var list in lists)
        {
            var blocs = asked.Blocs.Where(b => b.Lists.Any(list.Holds)).Select(b => b.Name).Distinct().ToArray();
            if (blocs.Length > 1)
            {
                return Errors.TwoBlocs(list.Id, blocs);
            }

            placed.Add(list with { Bloc = blocs.FirstOrDefault() });
        }

        return Outcome<IReadOnlyList<ComparedList>>.Of(placed);
    }

    private static IEnumerable<Refusal> Faults(Comparison asked, ContestResults before, ContestResults after)
    {
        foreach (var succession in asked.Successions)
        {
            var together = succession.Before.SequenceEqual(succession.After);
            foreach (var code in succession.Before.Where(c => before.ColumnOf(c) < 0 && !(together && after.ColumnOf(c) >= 0)))
            {
                yield return Analyses.Errors.UnknownList(code, before.Contest);
            }

            foreach (var code in succession.After.Where(c => after.ColumnOf(c) < 0 && !together))
            {
                yield return Analyses.Errors.UnknownList(code, after.Contest);
            }
        }

        foreach (var code in asked.Blocs.SelectMany(b => b.Lists).Distinct().Where(c => before.ColumnOf(c) < 0 && after.ColumnOf(c) < 0 && !asked.Successions.Any(s => IdOf(s.Before, s.After) == c)))
        {
            yield return Analyses.Errors.UnknownList(code, after.Contest);
        }

        foreach (var code in Twice(asked.Successions.Select(s => s.Before)).Concat(Twice(asked.Successions.Select(s => s.After))).Distinct())
        {
            yield return Errors.NamedTwice(code);
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<IReadOnlyList<string>> sides) =>
        sides.SelectMany(s => s).GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key);

    private static ComparedList Of(ElectoralList[] before, ElectoralList[] after) =>
        new(IdOf([.. before.Select(l => l.Code)], [.. after.Select(l => l.Code)]), before, after, null);

    private static string IdOf(IReadOnlyList<string> before, IReadOnlyList<string> after) => string.Join('+', after.Count > 0 ? after : before);

    private static ElectoralList[] Lists(ContestResults results, IReadOnlyList<string> codes) =>
        [.. codes.Select(results.ColumnOf).Where(c => c >= 0).Select(c => results.Lists[c])];

    private static ElectoralList[] Rest(ContestResults results, string code, IEnumerable<ElectoralList> taken) =>
        results.ColumnOf(code) is >= 0 and var column && taken.All(t => t.Code != code) ? [results.Lists[column]] : [];
}
