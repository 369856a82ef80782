using Daira.Elections.Analyses;
using Daira.Elections.Analyses.Classes;
using Daira.Elections.Analyses.Topics;
using Daira.Foundation.Languages;

namespace Daira.Elections.Comparisons;

/// <summary>One of the linked maps: a class and a figure for each place.</summary>
/// <param name="Id"><c>before after change</c>.</param>
/// <param name="Legend">The same for both contests, so that equal colours mean equal figures.</param>
/// <param name="Cells">By code of the place.</param>
public sealed record MapLayer(string Id, Message Title, IReadOnlyList<LegendClass> Legend, IReadOnlyDictionary<string, LayerCell> Cells);

/// <param name="Figure">What is said of the place: a share, points, or letters of a list; null = unknown.</param>
public readonly record struct LayerCell(string Class, object? Figure);

/// <summary>What two contests look like side by side.</summary>
public static class ComparisonMaps
{
    /// <summary>What can be shown: shares of the list and their swing, first lists, turnout, spoilt ballots, volatility, effective number of lists, disproportionality.</summary>
    public static IReadOnlyList<string> Subjects { get; } = ["share", "leader", "turnout", "spoilt", "volatility", "effective", "gallagher"];

    /// <returns>Maps with the same places; none where the country alone is compared.</returns>
    public static IReadOnlyList<MapLayer> Of(ComparisonAnswer answer, string subject) => answer.Places.Count == 0 ? [] : subject switch
    {
        "leader" => Leaders(answer),
        "turnout" => BeforeAndAfter(answer, ScaleKind.Turnout, ScaleKind.Changes, p => p.Before.Turnout, p => p.After.Turnout, (_, _) => ClassIds.NoData, "compare.map.turnout", "compare.map.turnout-change"),
        "spoilt" => BeforeAndAfter(answer, ScaleKind.Shares, ScaleKind.Changes, p => p.Before.SpoiltShare, p => p.After.SpoiltShare, (_, _) => ClassIds.NoData, "compare.map.spoilt", "compare.map.spoilt-change"),
        "effective" => BeforeAndAfter(answer, ScaleKind.Numbers, ScaleKind.ChangesOfNumbers, p => p.Before.EffectiveLists, p => p.After.EffectiveLists, (_, _) => ClassIds.NoData, "compare.map.effective", "compare.map.effective-change"),
        "gallagher" => BeforeAndAfter(answer, ScaleKind.Shares, ScaleKind.Changes, p => p.Before.Gallagher, p => p.After.Gallagher, (_, _) => ClassIds.NoData, "compare.map.gallagher", "compare.map.gallagher-change"),
        "volatility" => [Single(answer, ScaleKind.Shares, p => p.Volatility?.Total.Truncate(12), new Message("compare.map.volatility", answer.Before, answer.After))],
        _ => BeforeAndAfter(
            answer, ScaleKind.Shares, ScaleKind.Changes, p => p.Figures[answer.Shown].ShareBefore, p => p.Figures[answer.Shown].ShareAfter,
            (_, side) => side.Votes is null ? ClassIds.NoData : ClassIds.NoList, "compare.map.share", "compare.map.swing"),
    };

    private static IReadOnlyList<MapLayer> BeforeAndAfter(
        ComparisonAnswer a, ScaleKind kind, ScaleKind changes, Func<ComparedPlace, decimal?> before, Func<ComparedPlace, decimal?> after,
        Func<ComparedPlace, ComparedSide, string> unknown, string title, string change)
    {
        var scale = Breaks.Cut([.. a.Places.SelectMany(p => new[] { before(p), after(p) }).OfType<decimal>()], Classification.Default, kind);
        var rules = (IReadOnlyList<ClassRule>)[.. scale.Rules(), ClassRule.NoList, ClassRule.NoData];
        var swing = Single(a, changes, p => after(p) - before(p), new Message(change, a.ShownList));
        return
        [
            Layer("before", new Message(title, a.Before, a.ShownList), rules, a, p => Cell(before(p), p, p.Before)),
            Layer("after", new Message(title, a.After, a.ShownList), rules, a, p => Cell(after(p), p, p.After)),
            swing,
        ];

        LayerCell Cell(decimal? figure, ComparedPlace place, ComparedSide side) =>
            figure is { } known ? new(scale.ClassOf(known), kind.Shown(known)) : new(unknown(place, side), null);
    }

    private static MapLayer Single(ComparisonAnswer a, ScaleKind kind, Func<ComparedPlace, decimal?> figure, Message title)
    {
        var scale = Breaks.Cut([.. a.Places.Select(figure).OfType<decimal>()], Classification.Default, kind);
        return Layer("change", title, [.. scale.Rules(), ClassRule.NoData], a,
            p => figure(p) is { } known ? new(scale.ClassOf(known), kind.Shown(known)) : new(ClassIds.NoData, null));
    }

    private static IReadOnlyList<MapLayer> Leaders(ComparisonAnswer a)
    {
        var leading = a.Places.SelectMany(p => new[] { p.Before.Leader, p.After.Leader }).OfType<int>().Distinct().Order().Select(l => a.Lists[l]).ToArray();
        var rules = (IReadOnlyList<ClassRule>)
        [
            .. leading.Where(HasColour).Select(l => new ClassRule(l.Id, $"list-{l.Slot}", new("class.list", l), new("leader.rule", l))),
            new ClassRule(ClassIds.Others, $"list-{LeaderTopic.OthersSlot}", new("class.others"), new("class.others.rule")),
            new ClassRule(ClassIds.Tie, "undefined", new("class.tie"), new("class.tie.rule")),
            ClassRule.NoData,
        ];
        return
        [
            Layer("before", new Message("compare.map.leader", a.Before), rules, a, p => Cell(p.Before)),
            Layer("after", new Message("compare.map.leader", a.After), rules, a, p => Cell(p.After)),
        ];

        LayerCell Cell(ComparedSide side) => side switch
        {
            { Leader: { } leader } => new(HasColour(a.Lists[leader]) ? a.Lists[leader].Id : ClassIds.Others, new Code(a.Lists[leader].Id)),
            { Votes: > 0 } => new(ClassIds.Tie, null),
            _ => new(ClassIds.NoData, null),
        };
    }

    private static bool HasColour(ComparedList list) => list.Slot != LeaderTopic.OthersSlot;

    private static MapLayer Layer(string id, Message title, IReadOnlyList<ClassRule> rules, ComparisonAnswer a, Func<ComparedPlace, LayerCell> cell)
    {
        var cells = a.Places.ToDictionary(p => p.Place!.Code, cell);
        var counts = cells.Values.CountBy(c => c.Class).ToDictionary();
        return new MapLayer(
            id,
            title,
            [.. rules.Where(r => counts.ContainsKey(r.Id) || r.Id.StartsWith('q')).Select(r => new LegendClass(r.Id, r.Swatch, r.Name, r.Rule, counts.GetValueOrDefault(r.Id), null))],
            cells);
    }
}
