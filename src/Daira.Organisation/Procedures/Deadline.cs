using Daira.Foundation.Languages;

namespace Daira.Organisation.Procedures;

/// <summary>A day by which something is due, with the sentence that proves it.</summary>
/// <param name="From">The day of the event; it is not counted (dies a quo).</param>
/// <param name="Due">The last day; counted, until midnight local time.</param>
/// <param name="NotCounted">Days between that did not count: rest and holidays for working days, and suspended days.</param>
/// <param name="Suspended">How many of them because the clock stood still.</param>
/// <param name="Moved">Whether the last day was moved to the next working day.</param>
/// <param name="HolidaysUnknown">Whether it lies beyond the last day for which the holidays are known.</param>
public sealed record Deadline(DateOnly From, DateOnly Due, TimeLimit Limit, int NotCounted, int Suspended, bool Moved, bool HolidaysUnknown)
{
    /// <summary>
    /// Counts a limit from the day of an event: that day is not counted, the last one is. A pure function of its arguments.
    /// </summary>
    /// <param name="pauses">Days on which the clock stood still, both ends included; an open end is the day asked about.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit outside 1…3,650.</exception>
    public static Deadline Count(DateOnly from, TimeLimit limit, WorkCalendar calendar, IReadOnlyList<Pause> pauses)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit.Amount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit.Amount, TimeLimit.Most);
        var (day, notCounted, suspended) = limit.Unit == TimeUnit.Months
            ? CountMonths(from, limit.Amount, pauses)
            : CountDays(from, limit, calendar, pauses);
        var due = NextWorked(day, calendar);
        return new Deadline(from, due, limit, notCounted, suspended, due != day, due > calendar.KnownUntil);
    }

    /// <summary>Days left on a day: 0 on the last one, negative when late.</summary>
    public int DaysLeft(DateOnly today) => Due.DayNumber - today.DayNumber;

    /// <summary>The deadline in sentences that a reader can check with a calendar.</summary>
    public IEnumerable<Message> Explain()
    {
        yield return new Message($"deadline.{Limit.Unit.ToString().ToLowerInvariant()}", Limit.Amount, From, Due, Limit.Basis);
        if (NotCounted > Suspended)
        {
            yield return new Message("deadline.not-worked", NotCounted - Suspended);
        }

        if (Suspended > 0)
        {
            yield return new Message("deadline.suspended", Suspended);
        }

        if (Moved)
        {
            yield return new Message("deadline.moved", Due);
        }

        if (HolidaysUnknown)
        {
            yield return new Message("deadline.holidays-unknown");
        }
    }

    private static (DateOnly Day, int NotCounted, int Suspended) CountDays(DateOnly from, TimeLimit limit, WorkCalendar calendar, IReadOnlyList<Pause> pauses)
    {
        var (day, counted, notCounted, suspended) = (from, 0, 0, 0);
        while (counted < limit.Amount)
        {
            day = day.AddDays(1);
            var paused = pauses.Any(p => p.Contains(day));
            if (paused || (limit.Unit == TimeUnit.WorkingDays && !calendar.IsWorked(day)))
            {
                notCounted++;
                suspended += paused ? 1 : 0;
            }
            else
            {
                counted++;
            }
        }

        return (day, notCounted, suspended);
    }

    // Months run by the calendar; each day of pause before the end moves it by one.
    private static (DateOnly Day, int NotCounted, int Suspended) CountMonths(DateOnly from, int months, IReadOnlyList<Pause> pauses)
    {
        var end = from.AddMonths(months);
        var suspended = 0;
        for (var day = from.AddDays(1); day <= end; day = day.AddDays(1))
        {
            if (pauses.Any(p => p.Contains(day)))
            {
                suspended++;
                end = end.AddDays(1);
            }
        }

        return (end, suspended, suspended);
    }

    private static DateOnly NextWorked(DateOnly day, WorkCalendar calendar)
    {
        while (!calendar.IsWorked(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }
}

/// <summary>Days on which a clock stood still, both included.</summary>
public readonly record struct Pause(DateOnly From, DateOnly To)
{
    public bool Contains(DateOnly day) => day >= From && day <= To;
}
