using Daira.Elections.Places;

namespace Daira.Organisation.Procedures;

/// <summary>Which days are worked. Dated data: religious holidays follow the moon and are known year by year.</summary>
/// <param name="WeeklyRest">Days of the week without work.</param>
/// <param name="Holidays">Public holidays by date.</param>
/// <param name="KnownUntil">Last day for which all holidays are known; deadlines beyond it say so.</param>
public sealed record WorkCalendar(IReadOnlySet<DayOfWeek> WeeklyRest, IReadOnlyDictionary<DateOnly, Names> Holidays, DateOnly KnownUntil)
{
    public bool IsWorked(DateOnly day) => !WeeklyRest.Contains(day.DayOfWeek) && !Holidays.ContainsKey(day);

    /// <exception cref="ArgumentException">A week without any working day.</exception>
    public WorkCalendar Checked() => WeeklyRest.Count < 7
        ? this
        : throw new ArgumentException("A calendar needs at least one working day a week.");
}
