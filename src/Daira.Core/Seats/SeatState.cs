namespace Daira.Core.Seats;

/// <summary>How an allocation, or one list in it, ended. Nothing is ever picked silently.</summary>
public enum SeatState
{
    /// <summary>Nothing stands in the way: the number of seats is final, zero included.</summary>
    Elected,

    /// <summary>Below the threshold (or a single list below its required share): takes no part.</summary>
    Threshold,

    /// <summary>The list has no further candidate; what it could have won went to others or stays vacant.</summary>
    Exhausted,

    /// <summary>The basis of the quotient (registered voters) is unknown, but every possible number gives these seats.</summary>
    IndependentOfRegistered,

    /// <summary>The basis of the quotient is unknown and the outcome depends on it: no seats are given, see the ranges.</summary>
    RegisteredMissing,

    /// <summary>The source lacks lists that stood: no seats are given.</summary>
    IncompleteLists,

    /// <summary>Equal figures at the boundary; the text looks at birth dates, which are not known.</summary>
    TieNeedsBirthDates,

    /// <summary>Equal figures at the boundary; only lots can decide, and no drawing has been recorded.</summary>
    DrawingOfLots,

    /// <summary>The text does not say what happens: more seats left than lists to take them, or more quotients filled than seats.</summary>
    UndeterminedByText,

    /// <summary>The exact quotient and the truncated quotient printed in minutes elect different lists; the seats shown are the exact ones.</summary>
    RoundingSensitive,
}

/// <summary>The words programs see.</summary>
public static class SeatStates
{
    private static readonly string[] Words =
    [
        "elected", "threshold", "exhausted", "independent-of-registered", "registered-missing", "incomplete-lists",
        "tie-needs-birth-dates", "drawing-of-lots", "undetermined-by-text", "rounding-sensitive",
    ];

    /// <summary>Stable word, e.g. <c>tie-needs-birth-dates</c>.</summary>
    public static string Word(this SeatState state) => Words[(int)state];
}
