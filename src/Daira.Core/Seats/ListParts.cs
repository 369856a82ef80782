using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>A part of a list with seats of its own: women and youth of a national list, seats reserved for women in a council.</summary>
/// <param name="Name">Unique among the parts.</param>
/// <param name="Rule">The part's own rule; its quotient is its own.</param>
/// <param name="Seats">≥ 1.</param>
public sealed record ListPart(string Name, SeatRule Rule, int Seats);

/// <summary>Lists in parts: the same votes allot each part's seats apart, then the parts are added.</summary>
public static class ListParts
{
    /// <summary>Allots each part.</summary>
    /// <param name="tally">Votes; its own number of seats must be the parts' sum.</param>
    /// <param name="parts">At least one; names differ.</param>
    public static CombinedAllocation Allocate(Tally tally, IReadOnlyList<ListPart> parts, TieDecision? decision = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tally.Seats, parts.Sum(p => p.Seats));
        var allocations = parts.ToDictionary(p => p.Name, p => Allocator.Allocate(p.Rule, tally with { Seats = p.Seats }, decision), StringComparer.Ordinal);
        return new(allocations[parts[0].Name], allocations, [.. tally.Lists.Select((list, i) => Sum(list, [.. allocations.Values.Select(a => a.Lists[i])]))]);
    }

    /// <summary>Seats reserved out of a council: a share rounded up (Morocco 2021: one third of prefectural and provincial councils).</summary>
    /// <param name="seats">≥ 1.</param>
    /// <param name="share">0…1.</param>
    public static int Reserved(int seats, Fraction share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seats);
        ArgumentOutOfRangeException.ThrowIfLessThan(share, Fraction.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return (int)(share * seats).Ceiling();
    }

    /// <summary>The state of a sum is the first thing that stands in any part's way.</summary>
    private static CombinedSeats Sum(ListTally list, List<ListSeats> parts)
    {
        var open = parts.Find(p => p.Seats is null);
        return new(list.Code, list.Votes, open is null ? parts.Sum(p => p.Seats) : null, (open ?? parts.MaxBy(p => p.State)!).State);
    }
}
