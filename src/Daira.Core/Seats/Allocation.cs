using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>Who got what, how it ended, and every step of the way as data.</summary>
/// <param name="State">
/// How the whole ended: <see cref="SeatState.Elected"/> when every seat found its list, else the first thing in its way.
/// </param>
/// <param name="Lists">One per list of the tally, in its order.</param>
/// <param name="Steps">What was computed, in the order a person with a calculator would do it.</param>
public sealed record Allocation(SeatRule Rule, Tally Tally, SeatState State, IReadOnlyList<ListSeats> Lists, IReadOnlyList<Step> Steps)
{
    /// <summary>Seats that no list could take (all exhausted or below the threshold).</summary>
    public int Vacant { get; init; }

    /// <summary>Seats that wait for a decision, a birth date, lots or a figure.</summary>
    public int Undecided { get; init; }

    /// <summary>Outcomes by range of the unknown basis, ascending and without gaps, when it was unknown; else empty.</summary>
    public IReadOnlyList<BasisRange> Ranges { get; init; } = [];

    /// <summary>The drawing of lots or other decision that was supplied and used; null when none was needed.</summary>
    public TieDecision? Decision { get; init; }

    /// <summary>True when every list's number of seats is known.</summary>
    public bool IsDecided => Lists.All(l => l.Seats is not null);

    /// <summary>The outcome of one list.</summary>
    /// <exception cref="KeyNotFoundException">No list of that code stood.</exception>
    public ListSeats this[string code] => Lists.FirstOrDefault(l => l.Code == code)
        ?? throw new KeyNotFoundException($"No list '{code}' in this tally.");
}

/// <summary>One list's outcome.</summary>
/// <param name="AtLeast">Seats that are the list's whatever the open question's answer.</param>
/// <param name="AtMost">Seats that it can have at most.</param>
public sealed record ListSeats(string Code, long Votes, SeatState State, int AtLeast, int AtMost)
{
    /// <summary>The list's seats; null while open.</summary>
    public int? Seats => AtLeast == AtMost && State != SeatState.RegisteredMissing ? AtLeast : null;

    /// <summary>Seats won by full quotas; 0 for methods without a quota.</summary>
    public int ByQuotient { get; init; }

    /// <summary>Votes left after the full quotas, exact; null for methods without a quota and for lists that took no part.</summary>
    public Fraction? Remainder { get; init; }

    /// <summary>Place of the remainder, 1 = largest, equal remainders share the better place; null where there is none.</summary>
    public int? RemainderRank { get; init; }

    /// <summary>The list's seats in the order won.</summary>
    public IReadOnlyList<SeatWon> Won { get; init; } = [];
}

/// <summary>How one seat was won.</summary>
/// <param name="Nth">Which of the list's seats, from 1.</param>
/// <param name="By">By what.</param>
/// <param name="Figure">The quota paid, the remainder, the bid (squared for Huntington-Hill) or the votes; null where the divisor is zero.</param>
/// <param name="Next">The best list that did not get this seat (the best loser of the whole for remainders); null when none.</param>
/// <param name="NextFigure">Its figure.</param>
public sealed record SeatWon(int Nth, SeatSource By, Fraction? Figure, string? Next, Fraction? NextFigure);

/// <summary>By what a seat is won.</summary>
public enum SeatSource
{
    /// <summary>A full quota of votes.</summary>
    Quotient,

    /// <summary>One of the largest remainders.</summary>
    Remainder,

    /// <summary>One of the highest averages.</summary>
    Average,

    /// <summary>Most votes.</summary>
    Plurality,

    /// <summary>Held before the allocation (districts, guarantees).</summary>
    Held,
}

/// <summary>What was decided outside the arithmetic, e.g. by drawing lots, and is recorded with the result.</summary>
/// <param name="Order">Codes in the order drawn; among equal lists the earlier takes the seat.</param>
/// <param name="Reference">Where it is written: minutes, date.</param>
public sealed record TieDecision(IReadOnlyList<string> Order, string Reference);

/// <summary>The outcome for every basis (registered voters) from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
/// <param name="To">Null = and every larger number.</param>
/// <param name="State">The outcome's state for those numbers.</param>
/// <param name="Seats">Per list of the tally; null = open there.</param>
public sealed record BasisRange(long From, long? To, SeatState State, IReadOnlyList<int?> Seats);
