using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>What becomes empty or ends.</summary>
public enum AheadKind
{
    /// <summary>A required office without a holder now.</summary>
    Vacant,

    /// <summary>The last holder's term ends and nobody is named for the day after.</summary>
    BecomesVacant,

    /// <summary>A term ends; the successor is named, or the office is not a required one.</summary>
    TermEnds,

    /// <summary>A preparatory or provisional body ends.</summary>
    BodyEnds,
}

/// <param name="On">The day it happens; for what is vacant now, today.</param>
public sealed record AheadRow(AheadKind Kind, DateOnly On, Body Body, OfficeType? Office, Mandate? Mandate);

/// <summary>Vacancies and ends of term before they come.</summary>
public static class Ahead
{
    /// <summary>How far ahead is looked.</summary>
    public const int MostMonths = 60;

    /// <summary>In the order of their days, from today to the last day included. Worked out once a day for a view; who asks sees a part of it.</summary>
    /// <param name="last">At most <see cref="MostMonths"/> ahead.</param>
    public static IReadOnlyList<AheadRow> Of(OrganisationData data, DateOnly today, DateOnly last, Func<Body, bool> sees) =>
        [.. All(data, today).TakeWhile(r => r.On <= last).Where(r => sees(r.Body))];

    private static AheadRow[] All(OrganisationData data, DateOnly today) => data.Remember(
        $"ahead/{today.DayNumber}", () => data.Bodies.Values.Where(b => !data.TypeOf(b).IsPublic).SelectMany(b => Of(data, b, today, today.AddMonths(MostMonths)))
            .OrderBy(r => r.On).ThenBy(r => r.Kind).ThenBy(r => r.Body.Id).ToArray());

    private static IEnumerable<AheadRow> Of(OrganisationData data, Body body, DateOnly today, DateOnly last)
    {
        if (body.On(today) is not { } state || !state.IsActive(today))
        {
            yield break;
        }

        if (state.Until is { } end && end <= last)
        {
            yield return new AheadRow(AheadKind.BodyEnds, end, body, null, null);
        }

        foreach (var vacancy in Vacancy.Of(data, body, today).Where(v => v.Office.Required))
        {
            yield return new AheadRow(AheadKind.Vacant, today, body, vacancy.Office, null);
        }

        foreach (var mandate in data.InForce(body, today).Where(m => m.Last <= last))
        {
            var office = data.TypeOf(body).Find(mandate.Office)!;
            var held = data.InForce(body, mandate.Last!.Value.AddDays(1)).Any(m => m.Office == mandate.Office);
            yield return new AheadRow(office.Required && !held ? AheadKind.BecomesVacant : AheadKind.TermEnds, mandate.Last.Value, body, office, mandate);
        }
    }
}
