using System.Globalization;
using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Results;
using Daira.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Daira.Web.Pages.Map;

/// <summary>Everything an address of the map page says: the question, and how its answer is looked at. The same address restores the same view.</summary>
/// <param name="Hidden">Ids of classes unticked in the legend.</param>
/// <param name="Selected">Code of the place in the side panel.</param>
/// <param name="Sort">Id of a column, or <c>place</c>; with a leading minus from the largest; null = by the figure behind the class.</param>
/// <param name="TablePage">1-based.</param>
/// <param name="Parts">Parts of the page asked for by a script that holds the rest; null = the whole page.</param>
public sealed record MapView(Question Question, IReadOnlySet<string> Hidden, string? Selected, string? Sort, int TablePage, IReadOnlySet<string>? Parts)
{
    /// <summary>Symbols in the place of land; null for the map.</summary>
    public CartogramKind? Picture { get; init; }

    /// <summary>What is shown to who asked nothing yet: of no list in particular, and quickly answered.</summary>
    private const string FirstTopic = "leader";

    /// <returns>Refused when the question is; each fault names the value and the allowed range.</returns>
    public static Outcome<MapView> Read(IQueryCollection query, ElectoralData data)
    {
        var read = QuestionQuery.Read(name => Word(query, name) ?? (name == "topic" ? FirstTopic : null), DefaultContest(data));
        return read.IsDone
            ? new MapView(WithList(read.Value, data), HiddenIn(query), Word(query, "selected"), Word(query, "sort"), PageIn(query), WordsIn(query, "part")) { Picture = PictureIn(query) }
            : Outcome<MapView>.Refused(read.Refusals);
    }

    public bool Shows(string part) => Parts is null || Parts.Contains(part);

    /// <summary>The address of this view, without language: <c>?topic=…</c>.</summary>
    public string Address() => QueryHelpers.AddQueryString("", Words().Select(w => new KeyValuePair<string, string?>(w.Key, w.Value)));

    /// <summary>The question alone, as downloads and interfaces take it.</summary>
    public string QuestionAddress() => QueryHelpers.AddQueryString("", QuestionQuery.Write(Question).Select(w => new KeyValuePair<string, string?>(w.Key, w.Value)));

    public IEnumerable<KeyValuePair<string, string>> Words()
    {
        foreach (var word in QuestionQuery.Write(Question))
        {
            yield return word;
        }

        if (Picture is { } picture)
        {
            yield return new("view", picture.ToString().ToLowerInvariant());
        }

        if (Hidden.Count > 0)
        {
            yield return new("hide", string.Join(',', Hidden.Order(StringComparer.Ordinal)));
        }

        if (Selected is not null)
        {
            yield return new("selected", Selected);
        }

        if (Sort is not null)
        {
            yield return new("sort", Sort);
        }

        if (TablePage > 1)
        {
            yield return new("page", TablePage.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Another question: filters, order and page of the old answer mean nothing there; the place stays.</summary>
    public MapView Asking(Question question) => new(question, new HashSet<string>(), Selected, null, 1, null) { Picture = Picture };

    /// <summary>The newest of the contests counted at the most places.</summary>
    private static string DefaultContest(ElectoralData data) =>
        data.Contests.MaxBy(c => (c.Places.Count, c.Contest.Date))?.Contest.Id ?? "";

    /// <summary>A question about a list that names none is about the list with the most votes.</summary>
    private static Question WithList(Question question, ElectoralData data) =>
        question.List is null && data.Find(question.Contest) is { } results
            ? question with { List = ByVotes(results) is [var first, ..] ? first.Code : null }
            : question;

    /// <summary>Lists of a contest, most votes first.</summary>
    public static IReadOnlyList<ElectoralList> ByVotes(ContestResults results)
    {
        var sums = new long[results.Lists.Count];
        for (var row = 0; row < results.Places.Count; row++)
        {
            for (var column = 0; column < sums.Length; column++)
            {
                sums[column] += results.Votes(row, column) ?? 0;
            }
        }

        return [.. results.Lists.Select((list, i) => (list, sums[i])).OrderByDescending(x => x.Item2).ThenBy(x => x.list.Code, StringComparer.Ordinal).Select(x => x.list)];
    }

    /// <summary>A link names what is hidden; the form without script can only send what is ticked, out of all it offered.</summary>
    private static HashSet<string> HiddenIn(IQueryCollection query)
    {
        var offered = WordsIn(query, "offered");
        return offered is null ? WordsIn(query, "hide") ?? [] : [.. offered.Except(query["show"].OfType<string>())];
    }

    private static HashSet<string>? WordsIn(IQueryCollection query, string name) =>
        Word(query, name)?.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    private static string? Word(IQueryCollection query, string name) => query[name].FirstOrDefault() is { Length: > 0 } value ? value : null;

    /// <summary>An unknown word is the map: how an answer is drawn changes nothing in it.</summary>
    private static CartogramKind? PictureIn(IQueryCollection query) =>
        Enum.GetValues<CartogramKind>().Cast<CartogramKind?>().FirstOrDefault(k => k.ToString()!.Equals(Word(query, "view"), StringComparison.OrdinalIgnoreCase));

    private static int PageIn(IQueryCollection query) =>
        int.TryParse(Word(query, "page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;
}
