using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>What a law says of one kind of contest, point by point; and what changed from one law to another.</summary>
public static class CompareLaws
{
    /// <param name="law">Id of a modelled law.</param>
    /// <param name="against">Id of the law it is compared with; null = the one before it, if there is one.</param>
    /// <returns>Refused for an id that names no modelled law.</returns>
    public static Outcome<LawComparison> Run(string law, string? against = null)
    {
        if (Modelled(law) is not { } of)
        {
            return Unknown(law);
        }

        if (against is not null && Modelled(against) is null)
        {
            return Unknown(against);
        }

        var other = against is null ? Before(of) : Modelled(against);
        return new LawComparison(of, other, other is null ? [] : [.. Differences(other, of)]);
    }

    /// <summary>The points of one part, in a fixed order; each law says each of them.</summary>
    public static IReadOnlyList<LawPoint> PointsOf(LawPart part) =>
    [
        new("method", new(part.Rule.Method switch
        {
            LargestRemainder => "law.method.largest-remainder",
            Plurality => "law.method.plurality",
            _ => "law.method.other",
        })),
        new("quotient", part.Rule.Method is LargestRemainder { Quota: var quota } ? Quotient(quota) : new("law.point.none")),
        new("threshold", part.Rule.Threshold switch
        {
            null => new("law.point.none"),
            ShareThreshold share => new("law.threshold.share", new Share(share.Share.Truncate(6))),
            _ => new("law.threshold.other"),
        }),
        new("ties", part.Rule.Ties is [var first, ..] ? new Message(TieText(first)) : new("law.tie.lots")),
        new("single-list", part.Rule.SingleList is { } single ? new("law.single-list.share", new Share(single.Share.Truncate(6))) : new("law.part.absent")),
        new("one-seat", new(part.Rule.OneSeatGoesToTheFirst ? "law.one-seat.first" : "law.one-seat.same")),
        new("where", part.Portions.Count > 0
            ? new("law.where.parts", new Code(string.Join(" + ", part.Portions)))
            : new(part.IsNationwide ? "law.where.country" : "law.where.constituency")),
        new("candidates", part.Candidates ?? new("law.candidates.any")),
    ];

    private static Law? Modelled(string id) => LawRegistry.All.FirstOrDefault(l => l.Id == id);

    /// <summary>The latest earlier one that rules some of the same contests.</summary>
    private static Law? Before(Law law) => LawRegistry.All
        .Where(l => l.Country == law.Country && l.InForceFrom < law.InForceFrom && l.Parts.Any(p => law.Parts.Any(q => q.Kind == p.Kind)))
        .MaxBy(l => l.InForceFrom);

    private static IEnumerable<LawDifference> Differences(Law before, Law after)
    {
        foreach (var kind in before.Parts.Concat(after.Parts).Select(p => p.Kind).Distinct())
        {
            var (then, now) = (before.Parts.FirstOrDefault(p => p.Kind == kind), after.Parts.FirstOrDefault(p => p.Kind == kind));
            if (then is null || now is null)
            {
                yield return new(kind, "part", new(then is null ? "law.part.absent" : "law.part.present"), new(now is null ? "law.part.absent" : "law.part.present"));
                continue;
            }

            foreach (var (old, current) in PointsOf(then).Zip(PointsOf(now)).Where(p => !Same(p.First.Says, p.Second.Says)))
            {
                yield return new(kind, old.Id, old.Says, current.Says);
            }
        }
    }

    private static bool Same(Message a, Message b) => a.Id == b.Id && a.Arguments.SequenceEqual(b.Arguments);

    private static Message Quotient(Quota quota) => new(quota.Basis switch
    {
        QuotaBasis.Registered => "law.quotient.registered",
        QuotaBasis.VotesOfEligibleLists => "law.quotient.eligible",
        QuotaBasis.ValidVotes => "law.quotient.valid",
        QuotaBasis.Voters => "law.quotient.voters",
        _ => "law.quotient.fixed",
    });

    private static string TieText(TieCriterion tie) => tie switch
    {
        TieCriterion.YoungestCandidate => "law.tie.youngest",
        TieCriterion.OldestCandidate => "law.tie.oldest",
        _ => "law.tie.votes",
    };

    private static Refusal Unknown(string id) => new(RefusalKind.NotFound, "unknown-law", new Message("law.unknown", id, string.Join(", ", LawRegistry.All.Select(l => l.Id))));
}

/// <summary>One point of a law, e.g. <c>threshold</c>, and what the law says of it.</summary>
public sealed record LawPoint(string Id, Message Says);

/// <param name="Against">The law compared with; null when there is none before it.</param>
/// <param name="Differences">Points of which the two say different things; empty also when there is nothing to compare with.</param>
public sealed record LawComparison(Law Law, Law? Against, IReadOnlyList<LawDifference> Differences);

/// <param name="Kind">The contests concerned; null = any.</param>
/// <param name="Point">Id of the point, or <c>part</c> where only one of the two rules such contests.</param>
public sealed record LawDifference(ContestKind? Kind, string Point, Message Before, Message After);
