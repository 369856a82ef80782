using Daira.Elections.Analyses;
using Daira.Elections.Comparisons;
using Daira.Elections.Laws;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>Seats before and after as two maps of the same constituencies.</summary>
public static class WhatIfMaps
{
    private const int OthersSlot = 7;
    private const string TwoOrMore = "two-or-more";
    private const string One = "one";
    private const string None = "none";
    private const string Open = "open";

    /// <param name="list">Code of a list of the answer: how many seats it has where. Null: which list has most.</param>
    /// <returns>Before, after.</returns>
    public static IReadOnlyList<MapLayer> Of(WhatIfAnswer answer, string? list)
    {
        var followed = list is null ? null : answer.Lists.FirstOrDefault(l => l.List.Code == list);
        return
        [
            Layer("before", answer, p => p.Before, followed, followed?.Members.Select(m => m.Code).ToHashSet(StringComparer.Ordinal)),
            Layer("after", answer, p => p.After, followed, followed is null ? null : [followed.List.Code]),
        ];
    }

    private static MapLayer Layer(string side, WhatIfAnswer answer, Func<WhatIfPlace, ConstituencySeats> at, WhatIfTotal? followed, HashSet<string>? codes)
    {
        var cells = answer.Places.ToDictionary(p => p.Place.Code, p => codes is null ? First(at(p)) : SeatsOf(at(p), codes), StringComparer.Ordinal);
        var counts = cells.Values.GroupBy(c => c.Class).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var rules = codes is null ? RulesOfFirst(answer, at) : RulesOfList;
        return new MapLayer(
            side,
            followed is null ? new Message($"whatif.map.{side}") : new Message($"whatif.map.{side}.list", new Code(followed.List.Code)),
            [.. rules.Where(r => counts.ContainsKey(r.Id)).Select(r => new LegendClass(r.Id, r.Swatch, r.Name, r.Rule, counts[r.Id], null))],
            cells);
    }

    private static LayerCell First(ConstituencySeats here)
    {
        var firsts = here.Lists.Where(l => l.Seats > 0).GroupBy(l => l.Seats!.Value).OrderByDescending(g => g.Key).FirstOrDefault()?.ToArray() ?? [];
        var won = here.Lists.Where(l => l.Seats > 0).OrderByDescending(l => l.Seats).Select(l => $"{l.List.Code} {l.Seats}").ToArray();
        return new LayerCell(
            here.Lists.Any(l => l.Seats is null && l.Votes is not null) ? Open : firsts.Length switch { 0 => ClassIds.NoData, 1 => firsts[0].List.Slot == OthersSlot ? ClassIds.Others : firsts[0].List.Code, _ => ClassIds.Tie },
            won.Length == 0 ? null : new Code(string.Join(" · ", won)));
    }

    /// <summary>Of a list, or of the lists that join it.</summary>
    private static LayerCell SeatsOf(ConstituencySeats here, HashSet<string> codes)
    {
        ListOutcome[] own = [.. here.Lists.Where(l => codes.Contains(l.List.Code))];
        return own.Length == 0 ? new(ClassIds.NoList, null)
            : own.Any(l => l.Seats is null) ? new(Open, null)
            : own.Sum(l => l.Seats!.Value) is var seats && seats >= 2 ? new(TwoOrMore, seats)
            : new(seats == 1 ? One : None, seats);
    }

    private static IEnumerable<ClassRule> RulesOfFirst(WhatIfAnswer answer, Func<WhatIfPlace, ConstituencySeats> at) =>
    [
        .. answer.Places.SelectMany(p => at(p).Lists).Where(l => l.Seats > 0 && l.List.Slot != OthersSlot).GroupBy(l => l.List.Code).OrderByDescending(g => g.Sum(l => l.Seats))
            .Select(g => new ClassRule(g.Key, $"list-{g.First().List.Slot}", new("class.list", g.First().List), new("seats.most.rule", g.First().List))),
        new ClassRule(ClassIds.Others, $"list-{OthersSlot}", new("class.others"), new("class.others.rule")),
        new ClassRule(ClassIds.Tie, "not-significant", new("seats.shared"), new("seats.shared.rule")),
        new ClassRule(Open, "undefined", new("seats.open"), new("seats.open.rule")),
        ClassRule.NoData,
    ];

    private static ClassRule[] RulesOfList { get; } =
    [
        new(TwoOrMore, "strength-0", new("seats.two-or-more"), new("seats.two-or-more.rule")),
        new(One, "strength-1", new("seats.one"), new("seats.one.rule")),
        new(None, "strength-4", new("whatif.map.none"), new("whatif.map.none.rule")),
        new(Open, "undefined", new("seats.open"), new("seats.open.rule")),
        ClassRule.NoList,
    ];
}
