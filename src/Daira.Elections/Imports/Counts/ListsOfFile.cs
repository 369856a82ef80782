using Daira.Core.Names;
using Daira.Elections.Contests;
using Daira.Elections.Results;

namespace Daira.Elections.Imports.Counts;

/// <summary>Which list each column or cell of a file means: by code, by another code it is known under in this contest, by a name in any language.</summary>
internal sealed class ListsOfFile
{
    private readonly Dictionary<string, string> byWord = new(StringComparer.Ordinal);
    private readonly HashSet<string> standing;

    public ListsOfFile(ContestResults results, ElectoralData data)
    {
        standing = [.. results.Lists.Select(l => l.Code)];
        var all = results.Lists.Concat(standing.Count > 0 ? [] : data.Contests.Where(c => c.Contest.Country == results.Contest.Country).SelectMany(c => c.Lists)).DistinctBy(l => l.Code).ToList();
        foreach (var list in all.SelectMany(l => Words(l).Select(w => (Word: w, l.Code))).GroupBy(w => w.Word).Where(g => g.DistinctBy(w => w.Code).Count() == 1))
        {
            byWord[list.Key] = list.First().Code;
        }
    }

    /// <summary>Whether the contest says who stands.</summary>
    public bool AreKnown => standing.Count > 0;

    public bool Stands(string code) => standing.Contains(code);

    /// <summary>Whether a column's name is a list's.</summary>
    public bool Knows(string written) => standing.Contains(written) || byWord.ContainsKey(NameFolding.Fold(written));

    /// <summary>The list's code; a list that is new is called as the file calls it.</summary>
    public string CodeOf(string written) =>
        standing.Contains(written) ? written : byWord.GetValueOrDefault(NameFolding.Fold(written)) ?? written;

    /// <summary>A new list bears the file's word as its name until someone gives it another.</summary>
    public static AddedList New(string code) =>
        code.Any(c => c is >= '\u0600' and <= '\u06FF') ? new AddedList(code, code, null, null, 0) : new AddedList(code, null, code, null, 0);

    private static IEnumerable<string> Words(ElectoralList list) =>
        new[] { list.Code, list.Names.Arabic, list.Names.French, list.Names.English }.OfType<string>().Concat(list.Names.Aliases.Select(a => a.Text)).Select(NameFolding.Fold).Distinct();
}
