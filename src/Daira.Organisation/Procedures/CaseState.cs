namespace Daira.Organisation.Procedures;

/// <summary>Where a case stands, computed from its events alone.</summary>
/// <param name="Step">The step it is at; null when it has ended.</param>
/// <param name="Body">Whose turn it is; null when it is the applicant's or when the case has ended.</param>
/// <param name="Outcome">How it ended; null while it is open.</param>
public sealed record CaseState(
    Definition Definition,
    string Place,
    string Applicant,
    DateOnly OpenedOn,
    Step? Step,
    string? Body,
    DateOnly TurnSince,
    CaseOutcome? Outcome,
    Proposed? Proposal,
    IReadOnlySet<string> Recused,
    IReadOnlyList<Pause> Pauses,
    DateOnly? LawSince,
    DateOnly? LawStopped)
{
    public bool IsOpen => Outcome is null;

    /// <summary>The place it comes from; null where there is none but its own.</summary>
    public string? From { get; init; }

    /// <summary>Those of the definition's papers that were handed in, by id.</summary>
    public IReadOnlySet<string> Papers { get; init; } = new HashSet<string>();

    /// <summary>Papers that must be handed in before the move of this step may be made.</summary>
    public IEnumerable<Paper> MissingFor(Move move) => Definition.Needs(Step!, move) ? Definition.Papers.Where(p => p.Required && !Papers.Contains(p.Id)) : [];

    /// <summary>Whether somebody else opened it about the applicant, who then cannot withdraw it.</summary>
    public bool IsImposed { get; init; }

    /// <summary>Where the body of a rule is looked for.</summary>
    public string PlaceFor(ActorRule.Office rule) => rule.AtOrigin && From is { } origin ? origin : Place;

    public bool IsApplicantsTurn => Step?.Actor is ActorRule.Applicant;

    /// <summary>Whether the party's clock stands still since <see cref="TurnSince"/>.</summary>
    public bool ClockStandsStill => Step?.SuspendsClock == true;

    /// <summary>The state after these events.</summary>
    /// <exception cref="ArgumentException">The events do not begin with an opening, or name what the definition does not know.</exception>
    public static CaseState Of(Definition definition, IEnumerable<CaseEvent> events)
    {
        CaseState? state = null;
        foreach (var happened in events)
        {
            state = state is null ? Begin(definition, happened) : state.After(happened);
        }

        return state ?? throw new ArgumentException("A case begins with its opening.", nameof(events));
    }

    /// <summary>The state one event later.</summary>
    public CaseState After(CaseEvent happened) => happened switch
    {
        Opened => throw new ArgumentException("A case is opened once.", nameof(happened)),
        Moved moved => AfterMove(moved),
        Proposed proposed => this with { Proposal = proposed },
        Objected => this with { Proposal = null },
        Said => this,
        PaperAdded added => this with { Papers = Papers.Append(added.Paper.Paper).ToHashSet() },
        Recused recused => TurnTo(recused.Body, recused.Day) with { Recused = Recused.Append(recused.By.Person).ToHashSet(), Proposal = null },

        // What the body below proposed was its own: whoever has the turn now decides it anew.
        HandedUp up => TurnTo(up.Body, up.Day) with { Proposal = null },
        Withdrew w => Ended(w.Day, new CaseOutcome(EndingKind.Withdrawn, w.Day, Body, null, null)),
        Appealed appealed => AfterAppeal(appealed),
        _ => throw new ArgumentException($"Unknown event {happened.GetType().Name}.", nameof(happened)),
    };

    private static CaseState Begin(Definition definition, CaseEvent first) => first is Opened opened
        ? new CaseState(
            definition, opened.Place, opened.About ?? opened.By.Person, opened.Day, definition.First, opened.Body, opened.Day, null, null,
            new HashSet<string>(), [], null, null) { From = opened.From, IsImposed = opened.About is { } about && about != opened.By.Person }
        : throw new ArgumentException("A case begins with its opening.", nameof(first));

    private CaseState AfterMove(Moved moved)
    {
        var move = Definition.Find(moved.Step)?.Find(moved.Move)
            ?? throw new ArgumentException($"{Definition.Id} {Definition.Version} has no move {moved.Step}/{moved.Move}.", nameof(moved));
        var clocked = this with
        {
            Proposal = null,
            LawSince = Definition.Law?.StartsAt == move.Id ? moved.Day : LawSince,
            LawStopped = Definition.Law?.StopsAt == move.Id ? moved.Day : LawStopped,
        };
        return move.Ending is { } ending
            ? clocked.Ended(moved.Day, new CaseOutcome(ending.Kind, moved.Day, Body, moved.Reason, ending))
            : clocked.AtStep(Definition.Find(move.To!)!, moved.Body, moved.Day);
    }

    private CaseState AfterAppeal(Appealed appealed)
    {
        var appeal = Outcome?.Ending?.Appeal ?? throw new ArgumentException("Only a refusal that allows an appeal is appealed.", nameof(appealed));
        return (this with { Outcome = null }).AtStep(Definition.Find(appeal.Step)!, appealed.Body, appealed.Day);
    }

    private CaseState AtStep(Step step, string? body, DateOnly day) =>
        WithPauseUntil(day) with { Step = step, Body = body, TurnSince = day, Recused = new HashSet<string>() };

    private CaseState TurnTo(string body, DateOnly day) => this with { Body = body, TurnSince = day };

    private CaseState Ended(DateOnly day, CaseOutcome outcome) => WithPauseUntil(day) with { Step = null, Body = null, TurnSince = day, Outcome = outcome };

    // The day on which the turn comes back counts again.
    private CaseState WithPauseUntil(DateOnly day) => ClockStandsStill && day > TurnSince
        ? this with { Pauses = [.. Pauses, new Pause(TurnSince, day.AddDays(-1))] }
        : this;
}

/// <param name="Body">The body that decided; null when the applicant withdrew.</param>
/// <param name="Reason">Compulsory for refusals.</param>
/// <param name="Ending">What the definition says of this ending; null for a withdrawal.</param>
public sealed record CaseOutcome(EndingKind Kind, DateOnly On, string? Body, GivenReason? Reason, Ending? Ending)
{
    public bool IsNegative => Kind is EndingKind.Refused or EndingKind.Closed;
}
