namespace Daira.Core.Seats;

/// <summary>How far a list is from its next seat and from losing its last one, in votes.</summary>
/// <param name="ToGain">Fewest extra votes, from persons who did not vote, that make one more seat certain.</param>
/// <param name="ToLose">Fewest votes, staying at home, whose loss makes the list's last seat certainly lost.</param>
public sealed record Margin(string List, MarginFigure ToGain, MarginFigure ToLose);

/// <summary>A number of votes, or why there is none.</summary>
/// <param name="Votes">≥ 1; null unless <paramref name="Reason"/> is <see cref="MarginReason.Known"/>.</param>
public readonly record struct MarginFigure(long? Votes, MarginReason Reason)
{
    internal static MarginFigure Of(long? votes) => votes is null ? new(null, MarginReason.OutOfReach) : new(votes, MarginReason.Known);

    internal static MarginFigure None(MarginReason reason) => new(null, reason);
}

/// <summary>Why a margin is or is not a number.</summary>
public enum MarginReason
{
    /// <summary>It is a number, exact: with it the seat moves, with one vote less it does not.</summary>
    Known,

    /// <summary>The list has every seat, or all its candidates are elected.</summary>
    NothingToGain,

    /// <summary>The list has no seat.</summary>
    NothingToLose,

    /// <summary>The basis of the quotient is unknown and the number depends on it.</summary>
    DependsOnRegistered,

    /// <summary>The list's seats are themselves open (tie, silent text, incomplete lists).</summary>
    Open,

    /// <summary>The method has no closed form here (quota method).</summary>
    NotModelled,

    /// <summary>No number of votes moves the seat, or more than there are abstainers.</summary>
    OutOfReach,
}

/// <summary>
/// Margins in closed form. A seat counts as gained (lost) when it is certain without lots: equality at the boundary is
/// neither, unless the law's criteria settle it with the birth dates at hand. Votes of the other lists stay as they are;
/// votes gained raise, votes lost lower the valid votes and the voters, and never the registered.
/// </summary>
/// <remarks>Method page: docs/methods/margins.md.</remarks>
public static class Margins
{
    /// <summary>Margins of every list, in the tally's order.</summary>
    /// <exception cref="ArgumentException">The tally has <see cref="Allocator.Faults"/>.</exception>
    public static IReadOnlyList<Margin> Of(SeatRule rule, Tally tally) =>
        Allocator.Faults(rule, tally).Count == 0 && MarginTable.Try(rule, tally) is { } table ? table : Search(rule, tally);

    /// <summary>The general search, list by list.</summary>
    internal static IReadOnlyList<Margin> Search(SeatRule rule, Tally tally)
    {
        var now = Allocator.Allocate(rule, tally);
        var closed = now.Ranges.Count == 0 ? null : UnknownBasisMargins.AtOneRoll(now);
        return [.. tally.Lists.Select((_, i) => Of(now, i, closed))];
    }

    /// <summary>Margins of one list of an allocation that is at hand.</summary>
    /// <exception cref="KeyNotFoundException">No list of that code stood.</exception>
    public static Margin Of(Allocation now, string list)
    {
        var closed = now.Ranges.Count == 0 ? ClosedMargins.Of(now.Rule, now.Tally, Allocator.Draw(now.Rule, now.Tally, now.Decision, null)) : UnknownBasisMargins.AtOneRoll(now);
        return Of(now, now.Lists.ToList().IndexOf(now[list]), closed);
    }

    private static Margin Of(Allocation now, int i, ClosedMargins? closed) => now.Rule.Method is QuotaMethod
        ? NotModelled(now.Lists[i].Code)
        : new(now.Lists[i].Code, ToGain(now, i, closed), ToLose(now, i, closed));

    private static Margin NotModelled(string list) => new(list, MarginFigure.None(MarginReason.NotModelled), MarginFigure.None(MarginReason.NotModelled));

    /// <summary>The tally with votes added to (or, negative, taken from) one list; abstainers give and take them.</summary>
    /// <param name="votes">≥ −(the list's votes).</param>
    public static Tally WithVotes(Tally tally, string list, long votes)
    {
        var index = tally.IndexOf(list);
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(list));
        ArgumentOutOfRangeException.ThrowIfLessThan(votes, -tally.Lists[index].Votes);
        return Shift(tally, index, votes);
    }

    /// <summary>The published turnout no longer fits votes that moved; the bounds it gave for the roll stay.</summary>
    internal static Tally Shift(Tally tally, int list, long votes)
    {
        var lists = tally.Lists.ToArray();
        lists[list] = lists[list] with { Votes = lists[list].Votes + votes };
        var moved = tally with { Lists = lists, ValidVotes = tally.ValidVotes + votes, Voters = tally.Voters + votes };
        if (tally.Turnout is null)
        {
            return moved;
        }

        var (low, high) = UnknownBasis.Bounds(QuotaBasis.Registered, tally);
        return moved with { Turnout = null, RegisteredAtLeast = low, RegisteredAtMost = high };
    }

    private static MarginFigure ToGain(Allocation now, int i, ClosedMargins? closed)
    {
        var (rule, tally, list) = (now.Rule, now.Tally, now.Lists[i]);
        if (list.Seats is not { } seats)
        {
            return Unsettled(list);
        }

        return seats >= Math.Min(tally.Seats, tally.Lists[i].Candidates ?? tally.Seats) ? MarginFigure.None(MarginReason.NothingToGain)
            : now.Ranges.Count > 0 ? UnknownBasisMargins.ToGain(now, i, closed)
            : MarginFigure.Of(closed is null ? new MarginSearch(rule, tally, i).FewestToGain(seats + 1) : closed.ToGain(i, seats + 1));
    }

    private static MarginFigure ToLose(Allocation now, int i, ClosedMargins? closed)
    {
        var (rule, tally, list) = (now.Rule, now.Tally, now.Lists[i]);
        if (list.Seats is not { } seats)
        {
            return Unsettled(list);
        }

        return seats == 0 ? MarginFigure.None(MarginReason.NothingToLose)
            : now.Ranges.Count > 0 ? UnknownBasisMargins.ToLose(now, i, closed)
            : MarginFigure.Of(closed is null ? new MarginSearch(rule, tally, i).FewestToLose(seats) : closed.ToLose(i, seats));
    }

    private static MarginFigure Unsettled(ListSeats list) =>
        MarginFigure.None(list.State == SeatState.RegisteredMissing ? MarginReason.DependsOnRegistered : MarginReason.Open);
}
