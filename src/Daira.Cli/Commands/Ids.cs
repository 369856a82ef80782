using System.CommandLine;
using Daira.Elections;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary>Turns ids that a person typed into what they denote, or says which option is wrong and what is nearest.</summary>
internal static class Ids
{
    public static Option<string> ContestOption() => new("--contest") { Description = "Id of a contest, e.g. ma-house-2021-local.", Required = true };

    public static Outcome<ContestResults> Contest(ElectoralData data, string id) =>
        data.Find(id) is { } contest ? contest : Unknown("--contest", id, data.Contests.Select(c => c.Contest.Id));

    public static Refusal? UnknownList(ContestResults contest, string code) =>
        contest.ColumnOf(code) >= 0 ? null : Unknown("--list", code, contest.Lists.Select(l => l.Code).Order(StringComparer.Ordinal));

    public static Refusal? UnknownPlace(string option, ContestResults contest, string code) =>
        contest.RowOf(code) >= 0 ? null : Unknown(option, code, contest.Places.Select(p => p.Code));

    /// <summary>Names the option and all ids when they are few, the nearest ones when they are many.</summary>
    public static Refusal Unknown(string option, string written, IEnumerable<string> allowed)
    {
        var all = allowed.ToArray();
        var nearest = all.OrderBy(a => Distance(written, a)).ThenBy(a => a, StringComparer.Ordinal).ToArray();
        var shown = string.Join(", ", all.Length <= 40 ? all : nearest.Take(5).Append("…"));
        return new Refusal(RefusalKind.NotFound, "unknown-id", new Message("cli.unknown-id", option, written, nearest.FirstOrDefault() ?? "–", shown));
    }

    /// <summary>Insertions, deletions and replacements that separate two ids (Levenshtein 1966), small and capital letters alike.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
