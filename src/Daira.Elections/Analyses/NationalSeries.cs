using Daira.Elections.Contests;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses;

/// <summary>Votes, shares and members of every list over a country's contests of one kind, oldest first: what can be told even where places cannot be compared.</summary>
public static class NationalSeries
{
    public static IReadOnlyList<NationalResult> Run(string country, ContestKind kind, ElectoralData data) =>
        [.. data.Contests
            .Where(c => c.Contest.Country == country && c.Contest.Kind == kind)
            .OrderBy(c => c.Contest.Date)
            .Select(Sum)];

    /// <summary>One contest's national sums.</summary>
    public static NationalResult Sum(ContestResults results)
    {
        var rows = Enumerable.Range(0, results.Places.Count).ToArray();
        var total = SumKnown(rows.Select(results.ListVotes));
        var lists = results.Lists.Select((list, c) =>
        {
            var votes = SumKnown(rows.Select(r => results.Votes(r, c)));
            var members = results.National?.Proclaimed is { } national
                ? national.TryGetValue(list.Code, out var seats) ? seats : 0
                : SumKnown(rows.Select(r => (long?)results.Proclaimed(r, c)));
            return new NationalList(list, votes, votes is { } v && total is > 0 and { } all ? new Share((decimal)v / all) : null, (int?)members);
        });
        return new NationalResult(
            results.Contest,
            total,
            (int?)(results.National?.Seats ?? Whole(rows.Select(r => (long?)results.Totals[r].Seats))),
            Whole(rows.Select(r => results.Totals[r].Registered)),
            [.. lists.Where(l => l.Votes is not null || l.Members > 0).OrderByDescending(l => l.Votes ?? -1).ThenBy(l => l.List.Code, StringComparer.Ordinal)],
            Omitted(results));
    }

    /// <summary>Lists elected nationally that the source's columns do not have at all.</summary>
    private static List<string> Omitted(ContestResults results) =>
        results.National is null ? [] : [.. results.National.Proclaimed.Keys.Where(code => results.ColumnOf(code) < 0).Order(StringComparer.Ordinal)];

    private static long? SumKnown(IEnumerable<long?> figures) =>
        figures.Aggregate((long?)null, (sum, figure) => figure is null ? sum : checked((sum ?? 0) + figure));

    /// <summary>A total is known only when every part is.</summary>
    private static long? Whole(IEnumerable<long?> figures) =>
        figures.Aggregate((long?)0, (sum, figure) => sum + figure);
}

/// <param name="Votes">Of all lists that the source has; null when it has none.</param>
/// <param name="Seats">At stake; null when not known everywhere.</param>
/// <param name="Registered">Null when not reported everywhere.</param>
/// <param name="Lists">Most votes first.</param>
/// <param name="ElectedWithoutFigures">Codes of lists that won members but have no votes in the source.</param>
public sealed record NationalResult(
    Contest Contest,
    long? Votes,
    int? Seats,
    long? Registered,
    IReadOnlyList<NationalList> Lists,
    IReadOnlyList<string> ElectedWithoutFigures)
{
    public NationalList? Find(string list) => Lists.FirstOrDefault(l => l.List.Code == list);
}

/// <param name="Votes">Null when the source has none.</param>
/// <param name="Share">Of the votes of all lists in the source.</param>
/// <param name="Members">As proclaimed; null when not published.</param>
public sealed record NationalList(ElectoralList List, long? Votes, Share? Share, int? Members);
