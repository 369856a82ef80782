using Daira.Core.Indices;
using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Comparisons;

/// <summary>A comparison that passed its checks, worked out.</summary>
internal sealed class ComparisonRun
{
    private readonly Comparison asked;
    private readonly ElectoralData data;
    private readonly LevelResults before;
    private readonly LevelResults after;
    private readonly Place? within;
    private readonly IReadOnlyList<ComparedList> lists;
    private readonly SideFigures sideBefore;
    private readonly SideFigures sideAfter;
    private readonly List<(Place Place, int Before, int After)> rows;

    public ComparisonRun(Comparison asked, LevelResults before, LevelResults after, IReadOnlyList<ComparedList> matched, Place? within, ElectoralData data)
    {
        (this.asked, this.before, this.after, this.within, this.data) = (asked, before, after, within, data);
        rows = Rows();
        lists = InOrder(matched);
        sideBefore = new(before.Results, [.. lists.Select(l => Columns(before.Results, l.Before))]);
        sideAfter = new(after.Results, [.. lists.Select(l => Columns(after.Results, l.After))]);
    }

    public Outcome<ComparisonAnswer> Answer()
    {
        if (rows.Count == 0)
        {
            return Errors.NothingInside(within!, Words.Level(before.Level));
        }

        var shown = asked.List is null ? 0 : PositionOf(asked.List);
        var other = asked.Other is null ? null : (int?)PositionOf(asked.Other);
        if (shown < 0 || other < 0)
        {
            return Errors.ListNowhere(shown < 0 ? asked.List! : asked.Other!, before.Results.Contest, after.Results.Contest);
        }

        var whole = At(null, [.. rows.Select(r => r.Before)], [.. rows.Select(r => r.After)], shown, other, within is null);
        var spreads = Enumerable.Range(0, lists.Count).Select(l => new ListSpread(SpreadOf(sideBefore, l, r => r.Before), SpreadOf(sideAfter, l, r => r.After))).ToArray();
        return new ComparisonAnswer(
            asked,
            before.Results.Contest,
            after.Results.Contest,
            before.Level,
            within,
            lists,
            shown,
            other,
            whole with { Place = within },
            before.Level == PlaceLevel.Country ? [] : [.. rows.Select(r => At(r.Place, [r.Before], [r.After], shown, other, false))],
            spreads,
            SystemOf(whole, spreads.Select(s => s.Before), f => f.VotesBefore),
            SystemOf(whole, spreads.Select(s => s.After), f => f.VotesAfter),
            BetweenBlocs(whole),
            Notices(),
            Recipe(lists[shown].Id));
    }

    /// <summary>Rows of both at each place, inside what was asked for; −1 where one has none.</summary>
    private List<(Place Place, int Before, int After)> Rows()
    {
        var places = after.Results.Places.Concat(before.Results.Places.Where(p => after.Results.RowOf(p.Code) < 0)).Where(LiesInside);
        return [.. places.OrderBy(p => p.Index).Select(p => (p, before.Results.RowOf(p.Code), after.Results.RowOf(p.Code)))];
    }

    private bool LiesInside(Place place) => within is null
        || LevelResults.Containing(place, Words.AsAsked(within.Level), data.Atlas)?.Code == within.Code
        || data.Atlas.PathTo(place).Any(p => p.Code == within.Code);

    /// <summary>Most votes after first, then before, then by code.</summary>
    private ComparedList[] InOrder(IReadOnlyList<ComparedList> matched) =>
        [.. matched.Select(l => (List: l, After: VotesOf(after.Results, l.After, r => r.After), Before: VotesOf(before.Results, l.Before, r => r.Before)))
            .OrderByDescending(l => l.After).ThenByDescending(l => l.Before).ThenBy(l => l.List.Id, StringComparer.Ordinal).Select(l => l.List)];

    private long VotesOf(ContestResults results, IReadOnlyList<ElectoralList> of, Func<(Place, int Before, int After), int> rowOf) =>
        Columns(results, of).Sum(c => rows.Select(rowOf).Where(r => r >= 0).Sum(r => results.Votes(r, c) ?? 0));

    private static int[] Columns(ContestResults results, IReadOnlyList<ElectoralList> of) => [.. of.Select(l => results.ColumnOf(l.Code))];

    private int PositionOf(string list) => lists.ToList().FindIndex(l => l.Id == list) is >= 0 and var exact ? exact : lists.ToList().FindIndex(l => l.Holds(list));

    private ComparedPlace At(Place? place, IReadOnlyList<int> rowsBefore, IReadOnlyList<int> rowsAfter, int shown, int? other, bool whole)
    {
        var (b, a) = (sideBefore.At(rowsBefore, whole), sideAfter.At(rowsAfter, whole));
        var figures = new ComparedFigure[lists.Count];
        for (var l = 0; l < figures.Length; l++)
        {
            var (votesBefore, votesAfter) = (sideBefore.Votes(rowsBefore, l), sideAfter.Votes(rowsAfter, l));
            figures[l] = new ComparedFigure(
                votesBefore, votesAfter, ShareOf(votesBefore, b.Votes), ShareOf(votesAfter, a.Votes),
                sideBefore.Seats(rowsBefore, l, whole), sideAfter.Seats(rowsAfter, l, whole));
        }

        return new ComparedPlace(place, b, a, Volatility.Of([.. figures.Select(f => (f.VotesBefore, f.VotesAfter))]), TwoLists(figures, shown, other, b.Votes, a.Votes), figures);
    }

    private static decimal? ShareOf(long? votes, long? all) => votes is { } v && all is > 0 and { } a ? (decimal)v / a : null;

    private static TwoListSwing? TwoLists(ComparedFigure[] figures, int shown, int? other, long? allBefore, long? allAfter) =>
        other is { } o && o != shown && allBefore is > 0 && allAfter is > 0
        && figures[shown] is { VotesBefore: { } firstBefore, VotesAfter: { } firstAfter }
        && figures[o] is { VotesBefore: { } secondBefore, VotesAfter: { } secondAfter }
            ? TwoListSwing.Of((firstBefore, firstAfter), (secondBefore, secondAfter), (allBefore.Value, allAfter.Value))
            : null;

    /// <summary>Over the places compared, or over the contest's own where only the country is.</summary>
    private Spread SpreadOf(SideFigures side, int list, Func<(Place, int Before, int After), int> rowOf)
    {
        var (figures, places) = before.Level == PlaceLevel.Country ? Own(side) : (side, [.. rows.Select(rowOf).Where(r => r >= 0)]);
        var shares = places.Where(r => figures.Results.ListVotes(r) > 0).Select(r => ShareOf(figures.Votes(r, list), figures.Results.ListVotes(r))).ToArray();
        var known = shares.OfType<decimal>().ToArray();
        var without = shares.Length - known.Length;
        return new Spread(Nationalisation.Score(known), Nationalisation.Score([.. known, .. Enumerable.Repeat(0m, without)]), without);
    }

    private (SideFigures Side, int[] Rows) Own(SideFigures side)
    {
        var results = data.Find(side.Results.Contest.Id)!;
        var columns = lists.Select(l => Columns(results, side == sideBefore ? l.Before : l.After)).ToArray();
        return (new SideFigures(results, columns), [.. Enumerable.Range(0, results.Places.Count)]);
    }

    private static Spread SystemOf(ComparedPlace whole, IEnumerable<Spread> spreads, Func<ComparedFigure, long?> votes)
    {
        var standing = whole.Figures.Zip(spreads).Where(x => votes(x.First) > 0 && x.Second.Most is not null)
            .Select(x => (Votes: votes(x.First)!.Value, x.Second)).ToArray();
        return new Spread(
            Nationalisation.OfSystem(standing.Select(l => (l.Votes, l.Second.Most!.Value))),
            Nationalisation.OfSystem(standing.Select(l => (l.Votes, l.Second.Least!.Value))),
            standing.Count(l => l.Second.Without > 0));
    }

    private Volatility? BetweenBlocs(ComparedPlace whole) => asked.Blocs.Count == 0 ? null : Volatility.Of(
        [.. lists.Zip(whole.Figures).GroupBy(x => x.First.Bloc ?? "").Select(g => (Sum(g.Select(x => x.Second.VotesBefore)), Sum(g.Select(x => x.Second.VotesAfter))))]);

    private static long? Sum(IEnumerable<long?> figures) =>
        figures.Aggregate((long?)null, (sum, figure) => figure is null ? sum : checked((sum ?? 0) + figure));

    private List<Message> Notices()
    {
        var notices = new List<Message>();
        var contests = new[] { before, after };
        notices.AddRange(contests.Where(c => !c.Results.Contest.Verified).Select(c => new Message("ask.notice.unverified", c.Results.Contest)));
        notices.AddRange(contests.Select(c => new Message("compare.notice.base", c.Results.Contest, c.Results.Lists.Count)));
        if (before.Results.Contest.Kind != after.Results.Contest.Kind)
        {
            notices.Add(new Message("change.notice.kinds"));
        }

        if (lists.Where(l => !l.IsInBoth).Select(l => l.Id).ToArray() is { Length: > 0 } once)
        {
            notices.Add(new Message("compare.notice.in-one-only", string.Join(" · ", once)));
        }

        notices.AddRange(contests.Where(c => c.IsSummed).Select(c => new Message("compare.notice.summed", c.Results.Contest, Words.Level(c.Results.Contest.Level))));
        notices.AddRange(contests.Where(c => c.PartsWithoutFigures.Sum() > 0).Select(c => new Message("compare.notice.without-figures", c.Results.Contest, c.PartsWithoutFigures.Sum())));
        notices.AddRange(contests.Select(c => (c.Results.Contest, Codes: Absent(c.Results))).Where(c => c.Codes.Length > 0).Select(c => new Message("compare.notice.elected-absent", c.Contest, c.Codes)));
        if (before.Level != PlaceLevel.Country && rows.Any(r => data.Shapes.Find(r.Place.Code) is { IsApproximate: true }))
        {
            notices.Add(new Message("ask.notice.approximate"));
        }

        return notices;
    }

    private static string Absent(ContestResults results) => results.National is { } national
        ? string.Join(" · ", national.Proclaimed.Where(p => p.Value > 0 && results.ColumnOf(p.Key) < 0).Select(p => p.Key).Order(StringComparer.Ordinal))
        : "";

    private Recipe Recipe(string shown) => new(
        "swing",
        "1.0",
        [.. ComparisonQuery.Write(asked with { Contest = after.Results.Contest.Id, Against = before.Results.Contest.Id, Level = before.Level, List = shown })],
        null,
        data.Version,
        [.. new[] { after.Results.Contest.Source, before.Results.Contest.Source }.Distinct()]);
}
