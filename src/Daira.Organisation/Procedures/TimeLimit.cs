namespace Daira.Organisation.Procedures;

/// <summary>A length of time that a person or body is given.</summary>
/// <param name="Amount">1…3,650.</param>
/// <param name="Basis">What sets it: an article, the statutes, a decision. Shown with the deadline.</param>
public sealed record TimeLimit(int Amount, TimeUnit Unit, string Basis)
{
    public const int Most = 3_650;
}

public enum TimeUnit
{
    /// <summary>Days of the calendar; a last day that is not a working day moves to the next one.</summary>
    CalendarDays,

    /// <summary>Only working days count.</summary>
    WorkingDays,

    /// <summary>To the day of the same number, or the month's last; then as calendar days.</summary>
    Months,
}
