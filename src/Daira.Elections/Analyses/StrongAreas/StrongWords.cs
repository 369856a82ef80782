using Daira.Core.Space.Association;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.StrongAreas;

/// <summary>The rule's result in words.</summary>
internal static class StrongWords
{
    public static IReadOnlyList<ClassRule> Rules(StrongAreasSettings s) =>
    [
        Rule(StrongAreasRule.Stronghold, "strength-0", InPoints(s.StrongholdMargin)),
        Rule(StrongAreasRule.Strong, "strength-1", InPoints(s.StrongMargin), InPoints(s.StrongholdMargin)),
        Rule(StrongAreasRule.Contested, "strength-2", InPoints(s.StrongMargin)),
        Rule(StrongAreasRule.Winnable, "strength-3", InPoints(s.StrongMargin), InPoints(s.WinnableMargin)),
        Rule(StrongAreasRule.Weak, "strength-4", InPoints(s.WinnableMargin)),
        ClassRule.NoList,
        ClassRule.NoData,
    ];

    /// <summary>How it stands, what the other components make of it, and at which threshold it would change.</summary>
    public static Message Why(Asked asked, StandingAt standing, Verdict verdict) => new(
        "strong.why",
        Stands(asked, standing),
        new Points(verdict.Points.Sum),
        new Points(verdict.Adjusted),
        NameOf(verdict.Class),
        NameOf(verdict.Turn.Class),
        InPoints(verdict.Turn.Threshold),
        Needed(verdict.Turn));

    public static IReadOnlyList<Component> Components(StandingAt standing, LocalUnit local, Persistence? history, SeatDistance? seat, Verdict verdict, StrongAreasSettings s)
    {
        var points = verdict.Points;
        return
        [
            Of("level", s.LevelWeight, points.Level, new Message("strong.level", new Share(standing.Share)), null),
            Of("margin", s.MarginWeight, standing.Margin, new Message("strong.margin", new Points(standing.Margin)), null),
            Of("neighbourhood", s.NeighbourhoodWeight, points.Neighbourhood, new Message($"strong.neighbourhood.{local.Class.Id()}", local.Neighbours), null),
            Of("persistence", s.PersistenceWeight, points.Persistence,
                history is { } h ? new Message("strong.persistence", h.Reached, h.Known) : new Message("strong.unknown"), history?.InheritedFrom),
            Of("seats", s.SeatsWeight, points.Seats, OfSeat(seat), seat?.InheritedFrom),
        ];

        Component Of(string id, int weight, decimal? value, Message words, Place? from) => new(
            id,
            new Message($"strong.component.{id}"),
            weight,
            value is null ? null : new Share((decimal)weight / points.KnownWeight),
            words,
            value is { } known ? new Points(known) : null,
            from);
    }

    private static Message OfSeat(SeatDistance? seat) => seat switch
    {
        null => new Message("strong.unknown"),
        { Seats: 0 } missed => new Message("strong.seat.missed", -missed.Distance),
        { } held => new Message("strong.seat.held", held.Seats, held.Distance),
    };

    private static Message Stands(Asked asked, StandingAt s)
    {
        var list = new Code(asked.List!.Code);
        if (s.Rival < 0)
        {
            return new Message("strong.stands.alone", list);
        }

        var rival = new Code(asked.Results.Lists[s.Rival].Code);
        return s.Margin switch
        {
            > 0 => new Message("strong.stands.ahead", list, new Share(s.Share), rival, InPoints(s.Margin)),
            < 0 => new Message("strong.stands.behind", list, new Share(s.Share), rival, InPoints(-s.Margin)),
            _ => new Message("strong.stands.level", list, new Share(s.Share), rival),
        };
    }

    private static ClassRule Rule(string id, string swatch, params object[] thresholds) =>
        new(id, swatch, NameOf(id), new Message($"strong.{id}.rule", thresholds));

    private static Message NameOf(string id) => new($"strong.{id}");

    /// <summary>One decimal, and more only where one would read like the threshold itself.</summary>
    private static object Needed(Turn turn)
    {
        var (threshold, needed) = (turn.Threshold * 100, turn.Needed * 100);
        var digits = Enumerable.Range(1, 6).FirstOrDefault(d => Math.Round(needed, d) != threshold, 6);
        return Math.Round(needed, digits);
    }

    /// <summary>20 for 0.20: points without a sign.</summary>
    private static object InPoints(decimal fraction)
    {
        var points = Math.Round(fraction * 100, 1);
        return points == decimal.Truncate(points) ? (int)points : points;
    }
}
