using Daira.Elections.Places;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>Why something stands on a work list.</summary>
public enum WorkKind
{
    /// <summary>A case in which it is one's turn.</summary>
    CaseTurn,

    /// <summary>A case in which nobody is left who could act.</summary>
    CaseStranded,

    /// <summary>A preparatory or provisional body that ends within sixty days, or has ended.</summary>
    BodyExpires,

    /// <summary>A planned body whose day has come.</summary>
    BodyDue,

    /// <summary>A required office without a holder.</summary>
    Vacancy,

    /// <summary>A mandate that ends within ninety days.</summary>
    MandateEnds,

    /// <summary>A mandate not accepted yet.</summary>
    NotAccepted,

    /// <summary>A body of which nothing was heard for longer than its type allows.</summary>
    Dormant,
}

/// <param name="Due">The day that counts: of the deadline, the end, or since when.</param>
/// <param name="DaysLeft">Negative when late; for what has no deadline, days since as a negative number.</param>
public sealed record WorkItem(WorkKind Kind, DateOnly Due, int DaysLeft, Body? Body, Mandate? Mandate = null, OfficeType? Office = null, StoredCase? Case = null)
{
    /// <summary>How much it presses: late or within a week, within a month, later.</summary>
    public Urgency Urgency => Kind is WorkKind.Vacancy or WorkKind.NotAccepted or WorkKind.Dormant ? Urgency.Open
        : DaysLeft < 0 ? Urgency.Late : DaysLeft <= 7 ? Urgency.Week : DaysLeft <= 30 ? Urgency.Month : Urgency.Open;
}

/// <summary>The alerts of an expiry: sixty, thirty and seven days before, and after.</summary>
public enum Urgency
{
    Late,
    Week,
    Month,
    Open,
}

/// <summary>What waits for somebody and what expires, in the bodies they answer for.</summary>
public static class WorkList
{
    public const int BodyAhead = 60;
    public const int MandateAhead = 90;

    /// <param name="bodies">Those whose affairs are the reader's.</param>
    /// <param name="turns">Bodies in whose name the reader acts in cases.</param>
    public static IReadOnlyList<WorkItem> Of(
        OrganisationData data, Atlas atlas, WorkCalendar calendar, DateOnly today, IReadOnlyCollection<Body> bodies, IReadOnlySet<long> turns)
    {
        var mine = bodies.Select(b => b.Id).ToHashSet();
        return Merged([.. Cases(data, atlas, calendar, today, turns, mine).OrderBy(Order)], OfBodies(data, today).Where(i => mine.Contains(i.Body!.Id)));
    }

    /// <summary>Whoever asks sees a part of the same list, which is worked out and put in order once a day for a view.</summary>
    private static WorkItem[] OfBodies(OrganisationData data, DateOnly today) => data.Remember(
        $"work/{today.DayNumber}", () => data.Bodies.Values.Where(b => !data.TypeOf(b).IsPublic).SelectMany(b => Of(data, b, today)).OrderBy(Order).ToArray());

    private static (Urgency Urgency, WorkKind Kind, int DaysLeft, long? Body) Order(WorkItem item) => (item.Urgency, item.Kind, item.DaysLeft, item.Body?.Id);

    /// <summary>Two lists in order as one.</summary>
    private static List<WorkItem> Merged(List<WorkItem> few, IEnumerable<WorkItem> many)
    {
        var (merged, next) = (new List<WorkItem>(), 0);
        foreach (var item in many)
        {
            for (; next < few.Count && Comparer<(Urgency, WorkKind, int, long?)>.Default.Compare(Order(few[next]), Order(item)) <= 0; next++)
            {
                merged.Add(few[next]);
            }

            merged.Add(item);
        }

        merged.AddRange(few[next..]);
        return merged;
    }

    private static IEnumerable<WorkItem> Of(OrganisationData data, Body body, DateOnly today)
    {
        var (state, type) = (body.On(today), data.TypeOf(body));
        if (state is null || state.Stage is BodyStage.Dissolved or BodyStage.Suspended)
        {
            yield break;
        }

        if (state.DaysLeft(today) is { } left && left <= BodyAhead)
        {
            yield return new WorkItem(WorkKind.BodyExpires, state.Until!.Value, left, body);
        }

        if (state.Stage == BodyStage.Planned && body.Due is { } due && due.DayNumber - today.DayNumber <= BodyAhead)
        {
            yield return new WorkItem(WorkKind.BodyDue, due, due.DayNumber - today.DayNumber, body);
        }

        if (!state.IsActive(today))
        {
            yield break;
        }

        var quiet = today.DayNumber - state.LastActivity.DayNumber;
        if (quiet > type.DormantDays)
        {
            yield return new WorkItem(WorkKind.Dormant, state.LastActivity, -quiet, body);
        }

        foreach (var vacancy in Vacancy.Of(data, body, today).Where(v => v.Office.Required))
        {
            yield return new WorkItem(WorkKind.Vacancy, vacancy.Since, vacancy.Since.DayNumber - today.DayNumber, body, Office: vacancy.Office);
        }

        foreach (var mandate in data.InForce(body, today))
        {
            if (mandate.Last is { } last && last.DayNumber - today.DayNumber <= MandateAhead)
            {
                yield return new WorkItem(WorkKind.MandateEnds, last, last.DayNumber - today.DayNumber, body, mandate, type.Find(mandate.Office));
            }

            if (mandate.Acceptance is null)
            {
                yield return new WorkItem(WorkKind.NotAccepted, mandate.From, mandate.From.DayNumber - today.DayNumber, body, mandate, type.Find(mandate.Office));
            }
        }
    }

    private static IEnumerable<WorkItem> Cases(
        OrganisationData data, Atlas atlas, WorkCalendar calendar, DateOnly today, IReadOnlySet<long> turns, HashSet<long> mine)
    {
        var offices = new OfficesInForce(data, atlas);
        var moves = new CaseMoves(offices, calendar);
        foreach (var open in data.Cases.Values.Where(c => c.State is { IsOpen: true, Body: not null }))
        {
            var body = offices.Find(open.State.Body)!;
            var due = CaseClocks.Of(open.State, calendar, today).Turn!;
            if (mine.Contains(body.Id) && moves.IsStranded(open.State, today))
            {
                yield return new WorkItem(WorkKind.CaseStranded, due.Due, due.DaysLeft(today), body, Case: open);
            }
            else if (turns.Contains(body.Id))
            {
                yield return new WorkItem(WorkKind.CaseTurn, due.Due, due.DaysLeft(today), body, Case: open);
            }
        }
    }
}
