using System.Globalization;
using Daira.Elections.Places;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>
/// The working days of Morocco. Civil holidays fall on the same day every year; religious ones follow the moon and are not shipped,
/// so every deadline later than the last year that is fully known says that it may still move.
/// </summary>
public static class Calendars
{
    private const int YearsBack = 2;
    private const int YearsAhead = 10;

    /// <param name="today">Deadlines around this day can be counted: two years back, ten ahead.</param>
    public static WorkCalendar Morocco(DateOnly today)
    {
        var file = OrganisationJson.Preset<CalendarFile>("morocco.calendar.json");
        var holidays = new Dictionary<DateOnly, Names>();
        for (var year = today.Year - YearsBack; year <= today.Year + YearsAhead; year++)
        {
            foreach (var (day, names) in file.Yearly)
            {
                holidays[DateOnly.ParseExact($"{year:0000}-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture)] = names;
            }
        }

        return new WorkCalendar(file.WeeklyRest.ToHashSet(), holidays, file.KnownUntil).Checked();
    }

    private sealed record CalendarFile(IReadOnlyList<DayOfWeek> WeeklyRest, DateOnly KnownUntil, IReadOnlyDictionary<string, Names> Yearly);
}
