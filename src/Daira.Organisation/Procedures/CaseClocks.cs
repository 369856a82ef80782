namespace Daira.Organisation.Procedures;

/// <summary>The clocks of a case: of the step, of the party's promise, of the law, of an open appeal.</summary>
/// <param name="Turn">By when whoever's turn it is must move; null when the case has ended.</param>
/// <param name="Promise">By when the party promised the whole; null when the case has ended.</param>
/// <param name="Law">The law's own clock; null while it does not run.</param>
/// <param name="Appeal">Until when the applicant may appeal; null when there is nothing to appeal.</param>
public sealed record CaseClocks(Deadline? Turn, Deadline? Promise, Deadline? Law, Deadline? Appeal)
{
    /// <summary>A pure function of the state, the calendar and the day asked about.</summary>
    public static CaseClocks Of(CaseState state, WorkCalendar calendar, DateOnly today)
    {
        var definition = state.Definition;
        IReadOnlyList<Pause> pauses = state.ClockStandsStill && today > state.TurnSince
            ? [.. state.Pauses, new Pause(state.TurnSince, today)]
            : state.Pauses;
        return new CaseClocks(
            state.Step is { } step ? Deadline.Count(state.TurnSince, step.Limit, calendar, []) : null,
            state.IsOpen ? Deadline.Count(state.OpenedOn, definition.Promise, calendar, pauses) : null,
            state is { LawSince: { } since, LawStopped: null } ? Deadline.Count(since, definition.Law!.Limit, calendar, []) : null,
            state.Outcome is { Ending.Appeal: { } appeal } outcome ? Deadline.Count(outcome.On, appeal.Within, calendar, []) : null);
    }
}
