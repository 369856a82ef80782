using Daira.Core.Numbers;
using Daira.Elections.Analyses;
using Daira.Elections.Exchange;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Comparisons;

/// <summary>
/// A comparison as tables, the same for page, interface, command and files: <c>lists</c> over the whole, <c>places</c> with the shown list and
/// every index, <c>indices</c> of the whole, <c>swings</c> of every list at every place. Cells are rounded to twelve decimals.
/// </summary>
public static class ComparisonTables
{
    public const string Lists = "lists";
    public const string Places = "places";
    public const string Indices = "indices";
    public const string Swings = "swings";

    private const int Decimals = 12;

    public static IReadOnlyList<string> All { get; } = [Lists, Places, Indices, Swings];

    /// <returns>Refused for an unknown table, naming those there are.</returns>
    public static Outcome<Table> Find(string id, ComparisonAnswer answer, ElectoralData data) => id switch
    {
        Lists => Of(id, ListColumns, ListRows(answer), answer, data),
        Places => Of(id, PlaceColumns, PlaceRows(answer), answer, data),
        Indices => Of(id, IndexColumns, IndexRows(answer), answer, data),
        Swings => Of(id, SwingColumns, SwingRows(answer), answer, data),
        _ => new Refusal(RefusalKind.NotFound, "unknown-table", new Message("question.one-of", "table", id, string.Join(", ", All))),
    };

    /// <summary>What the comparison says in one line.</summary>
    public static Message TitleOf(ComparisonAnswer answer) => answer.Within is { } within
        ? new("compare.title.within", answer.Before, answer.After, within)
        : new("compare.title", answer.Before, answer.After);

    /// <summary>Who won and lost most among lists in both, and how much moved in all.</summary>
    public static Message SummaryOf(ComparisonAnswer a)
    {
        var moved = a.Lists.Select((list, l) => (list, a.Whole.Figures[l].Swing)).Where(x => x.Swing is not null).OrderByDescending(x => x.Swing).ToArray();
        return moved.Length < 2 || a.Whole.Volatility is not { } volatility
            ? new Message("compare.summary.unknown")
            : new Message("compare.summary", new Code(moved[0].list.Id), new Points(moved[0].Swing!.Value), new Code(moved[^1].list.Id), new Points(moved[^1].Swing!.Value), new Share(volatility.Total.Truncate(Decimals)));
    }

    private static Table Of(string id, IReadOnlyList<Column> columns, IEnumerable<TableRow> rows, ComparisonAnswer answer, ElectoralData data) => new(
        string.Join('-', new[] { "compare", id, answer.After.Id, answer.Before.Id, answer.Within?.Code }.OfType<string>()),
        columns,
        [.. rows],
        new Origin(TitleOf(answer), answer.Recipe, data.Version, [.. data.Sources.Where(s => answer.Recipe.Sources.Contains(s.Id))], answer.Notices));

    private static Column[] ListColumns { get; } =
    [
        Plain("list", ColumnKind.List), Plain("bloc", ColumnKind.Text),
        Shared("votes_before", ColumnKind.Votes), Shared("votes", ColumnKind.Votes), Shared("share_before", ColumnKind.Share), Shared("share", ColumnKind.Share),
        Plain("swing", ColumnKind.Points), Plain("seats_before", ColumnKind.Seats), Plain("seats", ColumnKind.Seats),
        Plain("pns_before", ColumnKind.Number), Plain("pns", ColumnKind.Number), Plain("pns_least_before", ColumnKind.Number), Plain("pns_least", ColumnKind.Number),
        Plain("without_before", ColumnKind.Number), Plain("without", ColumnKind.Number),
    ];

    private static IEnumerable<TableRow> ListRows(ComparisonAnswer a) => a.Lists.Select((list, l) =>
    {
        var (figure, spread) = (a.Whole.Figures[l], a.Spreads[l]);
        return new TableRow(null,
        [
            list.Id, list.Bloc, figure.VotesBefore, figure.VotesAfter, ShareOf(figure.ShareBefore), ShareOf(figure.ShareAfter), PointsOf(figure.Swing), figure.SeatsBefore, figure.SeatsAfter,
            Rounded(spread.Before.Most), Rounded(spread.After.Most), Rounded(spread.Before.Least), Rounded(spread.After.Least),
            list.Before.Count == 0 ? null : spread.Before.Without, list.After.Count == 0 ? null : spread.After.Without,
        ]);
    });

    private static Column[] PlaceColumns { get; } =
    [
        .. Layers.Identity,
        Plain("list", ColumnKind.List), Shared("share_before", ColumnKind.Share), Shared("share", ColumnKind.Share), Plain("swing", ColumnKind.Points),
        Plain("two_list_swing", ColumnKind.Points), Plain("leader_before", ColumnKind.List), Plain("leader", ColumnKind.List),
        Plain("total_before", ColumnKind.Votes), Plain("total", ColumnKind.Votes), Plain("turnout_before", ColumnKind.Share), Shared("turnout", ColumnKind.Share),
        Plain("spoilt_share_before", ColumnKind.Share), Shared("spoilt_share", ColumnKind.Share),
        Plain("effective_lists_before", ColumnKind.Number), Plain("effective_lists", ColumnKind.Number),
        Plain("volatility", ColumnKind.Share), Plain("volatility_stayed", ColumnKind.Share),
        Plain("gallagher_before", ColumnKind.Share), Plain("gallagher", ColumnKind.Share), Plain("seats_before", ColumnKind.Seats), Plain("seats", ColumnKind.Seats),
    ];

    private static IEnumerable<TableRow> PlaceRows(ComparisonAnswer a) => a.Places.Select(p =>
    {
        var (b, n, shown) = (p.Before, p.After, p.Figures[a.Shown]);
        return new TableRow(p.Place,
        [
            .. Layers.IdentityOf(p.Place!),
            a.ShownList.Id, ShareOf(shown.ShareBefore), ShareOf(shown.ShareAfter), PointsOf(shown.Swing),
            PointsOf(Exact(p.TwoLists?.Butler)), IdOf(a, b.Leader), IdOf(a, n.Leader),
            b.Votes, n.Votes, ShareOf(b.Turnout), ShareOf(n.Turnout), ShareOf(b.SpoiltShare), ShareOf(n.SpoiltShare),
            b.EffectiveLists, n.EffectiveLists, ShareOf(Exact(p.Volatility?.Total)), ShareOf(Exact(p.Volatility?.Stayed)),
            ShareOf(b.Gallagher), ShareOf(n.Gallagher), b.Seats, n.Seats,
        ]);
    });

    private static Column[] IndexColumns { get; } =
    [
        Plain("index", ColumnKind.Text), Plain("name", ColumnKind.Sentence), Plain("before", ColumnKind.Number), Plain("after", ColumnKind.Number), Plain("change", ColumnKind.Number),
    ];

    private static IEnumerable<TableRow> IndexRows(ComparisonAnswer a) =>
        IndicesOf(a).Select(i => new TableRow(null,
        [
            i.Id, new Message($"compare.index.{i.Id}"),
            i.IsShare ? ShareOf(i.Before) : i.Before, i.IsShare ? ShareOf(i.After) : i.After,
            !i.IsShare ? i.Change : i.IsOfThePair && !i.Id.StartsWith("swing", StringComparison.Ordinal) ? ShareOf(i.Change) : PointsOf(i.Change),
        ]));

    /// <summary>Every index of the whole; those of the pair have only a change.</summary>
    public static IReadOnlyList<ComparedIndex> IndicesOf(ComparisonAnswer a)
    {
        var (w, b, n) = (a.Whole, a.Whole.Before, a.Whole.After);
        return
        [
            Pair("votes", b.Votes, n.Votes, false), Pair("registered", b.Registered, n.Registered, false), Pair("turnout", b.Turnout, n.Turnout, true), Pair("spoilt_share", b.SpoiltShare, n.SpoiltShare, true),
            Pair("effective_lists", b.EffectiveLists, n.EffectiveLists, false), Pair("gallagher", b.Gallagher, n.Gallagher, true),
            Pair("psns", a.SystemBefore.Most, a.SystemAfter.Most, false), Pair("psns_least", a.SystemBefore.Least, a.SystemAfter.Least, false),
            Only("volatility", Exact(w.Volatility?.Total)), Only("volatility_stayed", Exact(w.Volatility?.Stayed)), Only("volatility_turned", Exact(w.Volatility?.Turned)),
            .. a.Asked.Blocs.Count == 0 ? [] : (ComparedIndex[])[Only("volatility_blocs", Exact(a.Blocs?.Total))],
            .. a.Other is null ? [] : (ComparedIndex[])[Only("swing_butler", Exact(w.TwoLists?.Butler)), Only("swing_steed", Exact(w.TwoLists?.Steed))],
        ];

        static ComparedIndex Pair(string id, decimal? before, decimal? after, bool share) => new(id, Rounded(before), Rounded(after), Rounded(after - before), share);
        static ComparedIndex Only(string id, decimal? change) => new(id, null, null, change, true);
    }

    private static Column[] SwingColumns { get; } =
    [
        .. Layers.Identity,
        Plain("list", ColumnKind.List), Shared("votes_before", ColumnKind.Votes), Shared("votes", ColumnKind.Votes),
        Shared("share_before", ColumnKind.Share), Shared("share", ColumnKind.Share), Plain("swing", ColumnKind.Points),
    ];

    private static IEnumerable<TableRow> SwingRows(ComparisonAnswer a) =>
        from place in a.Places
        from l in Enumerable.Range(0, a.Lists.Count)
        let figure = place.Figures[l]
        where figure.VotesBefore is not null || figure.VotesAfter is not null
        select new TableRow(place.Place,
        [
            .. Layers.IdentityOf(place.Place!), a.Lists[l].Id, figure.VotesBefore, figure.VotesAfter,
            ShareOf(figure.ShareBefore), ShareOf(figure.ShareAfter), PointsOf(figure.Swing),
        ]);

    private static string? IdOf(ComparisonAnswer a, int? list) => list is { } position ? a.Lists[position].Id : null;

    private static Column Plain(string id, ColumnKind kind) => new(id, kind, new Message($"compare.column.{id}"));

    private static Column Shared(string id, ColumnKind kind) => new(id, kind, new Message($"column.{id}"));

    private static object? ShareOf(decimal? share) => Rounded(share) is { } known ? new Share(known) : null;

    private static object? PointsOf(decimal? points) => Rounded(points) is { } known ? new Points(known) : null;

    private static decimal? Rounded(decimal? figure) => figure is { } known ? Math.Round(known, Decimals) : null;

    private static decimal? Exact(Fraction? figure) => figure?.Truncate(Decimals);
}

/// <summary>One index before and after.</summary>
/// <param name="Before">Null where unknown, and for an index of the pair.</param>
/// <param name="Change">After − before, or the index of the pair; null where unknown.</param>
/// <param name="IsShare">0…1 and its change in points; false for a plain number.</param>
public sealed record ComparedIndex(string Id, decimal? Before, decimal? After, decimal? Change, bool IsShare)
{
    public bool IsOfThePair => Before is null && After is null && Change is not null;
}
