using System.Numerics;
using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// The quotient's basis is unknown: every possible number is computed, none is estimated. Seats can change only where a
/// list's full quotas change (V·D/m) or where two remainders cross ((Vᵢ−Vⱼ)·D/(bᵢ−bⱼ)); between two such numbers the
/// outcome is constant, so a finite set of whole numbers stands for all.
/// </summary>
internal static class UnknownBasis
{
    /// <summary>Does the rule need a basis that the tally lacks but that can be bounded?</summary>
    public static bool Concerns(SeatRule rule, Tally tally) => BasisNeeded(rule, tally) switch
    {
        QuotaBasis.Registered => tally.Registered is null,
        QuotaBasis.Voters => tally.Voters is null,
        _ => false,
    };

    public static Allocation Allocate(SeatRule rule, Tally tally, TieDecision? decision)
    {
        var basis = BasisNeeded(rule, tally)!.Value;
        var (low, high) = Bounds(basis, tally);
        var outcomes = Outcomes(rule, tally, decision, low, high);
        var ranges = outcomes.Select(o => new BasisRange(o.From, o.To, o.Draft.State, [.. tally.Lists.Select((_, i) => o.Draft.SeatsOf(i))])).ToList();
        var step = new UnknownBasisStep(basis, low, high, ranges.Count);
        return ranges.Count == 1
            ? Independent(rule, tally, decision, basis, low, ranges, step)
            : Dependent(rule, tally, outcomes, ranges, step);
    }

    /// <summary>The least and the greatest number that the figures allow; greatest null = none.</summary>
    public static (long Low, long? High) Bounds(QuotaBasis basis, Tally tally) =>
        basis == QuotaBasis.Voters ? (tally.Valid, tally.Registered) : BoundsOfRegistered(tally);

    /// <summary>Outcomes in ascending order of the basis; neighbours differ.</summary>
    public static List<(long From, long? To, Draft Draft)> Outcomes(SeatRule rule, Tally tally, TieDecision? decision, long low, long? high)
    {
        var outcomes = new List<(long From, long? To, Draft Draft)>();
        foreach (var (start, draft) in Drafts(rule, tally, decision, low, high))
        {
            if (outcomes is [.., var previous] && previous.Draft.SameAs(draft))
            {
                continue;
            }

            if (outcomes.Count > 0)
            {
                outcomes[^1] = outcomes[^1] with { To = start - 1 };
            }

            outcomes.Add((start, high, draft));
        }

        return outcomes;
    }

    /// <summary>The outcome at the least number, and at every number where it can change; ascending.</summary>
    public static IEnumerable<(long From, Draft Draft)> Drafts(SeatRule rule, Tally tally, TieDecision? decision, long low, long? high)
    {
        var basis = BasisNeeded(rule, tally)!.Value;
        return Starts(rule, tally, low, high).Select(start => (start, Allocator.Draw(rule, With(tally, basis, start), decision, null)));
    }

    /// <summary>What is divided, or what a list that stands alone must reach a share of; null where neither is.</summary>
    public static QuotaBasis? BasisNeeded(SeatRule rule, Tally tally)
    {
        if (rule.SingleList is { Basis: QuotaBasis.Registered } && tally.Lists.Count == 1)
        {
            return QuotaBasis.Registered;
        }

        return (rule.MethodFor(tally) as LargestRemainder)?.Quota.Basis;
    }

    /// <summary>The tally with its basis given.</summary>
    public static Tally With(Tally tally, QuotaBasis basis, long value) =>
        basis == QuotaBasis.Voters ? tally with { Voters = value } : tally with { Registered = value };

    /// <summary>
    /// registered = voters ÷ turnout and the true turnout lies within half a unit of the last decimal printed. Valid
    /// votes stand for voters, as a lower bound, where voters are unknown.
    /// </summary>
    private static (long Low, long? High) BoundsOfRegistered(Tally tally)
    {
        var (low, high) = ByTurnout(tally);
        return (Math.Max(low, tally.RegisteredAtLeast ?? 0), tally.RegisteredAtMost is { } most ? Math.Min(most, high ?? most) : high);
    }

    private static (long Low, long? High) ByTurnout(Tally tally)
    {
        var voters = tally.Voters ?? tally.Valid;
        if (tally.Turnout is not { } turnout)
        {
            return (voters, null);
        }

        var half = new Fraction(1, 2 * BigInteger.Pow(10, tally.TurnoutDecimals));
        var exact = Fraction.From(turnout);
        var low = (long)(voters / (exact + half)).Ceiling();
        long? high = tally.Voters is not null && exact > half ? (long)(voters / (exact - half)).Floor() : null;
        return (Math.Max(low, voters), high);
    }

    private static Allocation Independent(
        SeatRule rule, Tally tally, TieDecision? decision, QuotaBasis basis, long low, List<BasisRange> ranges, UnknownBasisStep step)
    {
        var shown = Allocator.Known(rule with { CompareTruncatedQuotient = false }, With(tally, basis, low), decision);
        SeatState Named(SeatState state) => state == SeatState.Elected ? SeatState.IndependentOfRegistered : state;
        return shown with
        {
            Rule = rule,
            Tally = tally,
            State = Named(shown.State),
            Lists = [.. shown.Lists.Select(l => l with { State = Named(l.State) })],
            Steps = [step, .. shown.Steps],
            Ranges = ranges,
        };
    }

    private static Allocation Dependent(
        SeatRule rule, Tally tally, List<(long From, long? To, Draft Draft)> outcomes, List<BasisRange> ranges, UnknownBasisStep step) =>
        new(
            rule,
            tally,
            SeatState.RegisteredMissing,
            [.. tally.Lists.Select((l, i) => new ListSeats(
                l.Code,
                l.Votes,
                SeatState.RegisteredMissing,
                outcomes.Min(o => o.Draft.AtLeast[i]),
                outcomes.Max(o => o.Draft.AtLeast[i] + o.Draft.Open[i])))],
            [step])
        {
            Undecided = tally.Seats,
            Ranges = ranges,
        };

    /// <summary>Whole numbers, ascending, such that the outcome is constant from each to just below the next.</summary>
    private static SortedSet<long> Starts(SeatRule rule, Tally tally, long low, long? high)
    {
        var starts = new SortedSet<long> { low };
        foreach (var (numerator, denominator) in Breakpoints(rule, tally, low))
        {
            var floor = numerator / denominator;
            if (floor * denominator == numerator)
            {
                AddWithin(floor);
            }

            AddWithin(floor + 1);
        }

        return starts;

        void AddWithin(Int128 value)
        {
            if (value > low && value <= (high ?? long.MaxValue))
            {
                starts.Add((long)value);
            }
        }
    }

    private static List<(Int128 Numerator, Int128 Denominator)> Breakpoints(SeatRule rule, Tally tally, long low)
    {
        var points = new List<(Int128, Int128)>();
        if (rule.SingleList is { } single && tally.Lists.Count == 1)
        {
            points.Add((tally.Lists[0].Votes * (Int128)single.Share.Denominator, (Int128)single.Share.Numerator));
        }

        if (rule.Method is LargestRemainder { Quota: var quota })
        {
            AddQuotientChanges(points, tally, tally.Seats + quota.SeatsAdded, low);
            AddCrossings(points, tally, tally.Seats + quota.SeatsAdded, low);
        }

        return points;
    }

    private static void AddQuotientChanges(List<(Int128, Int128)> points, Tally tally, Int128 parts, long low)
    {
        foreach (var list in tally.Lists)
        {
            for (Int128 m = list.Votes * parts / low; m >= 1; m--)
            {
                points.Add((list.Votes * parts, m));
            }
        }
    }

    /// <summary>
    /// Where the larger of two lists holds g full quotas more than the other, their remainders are equal at
    /// (Vᵢ−Vⱼ)·D/g. All gaps are taken, also those that never occur: a needless point costs time, not truth.
    /// </summary>
    private static void AddCrossings(List<(Int128, Int128)> points, Tally tally, Int128 parts, long low)
    {
        foreach (var list in tally.Lists)
        {
            var most = list.Votes * parts / low;
            foreach (var other in tally.Lists.Where(o => o.Votes < list.Votes))
            {
                for (Int128 gap = 1; gap <= most; gap++)
                {
                    points.Add(((list.Votes - (Int128)other.Votes) * parts, gap));
                }
            }
        }
    }
}
