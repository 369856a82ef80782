using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Procedures;

/// <summary>
/// What may happen next in a case. Each verb answers the event to add, or why not; nothing is written here, and whoever
/// stores the event does so only if the case has not moved meanwhile.
/// </summary>
public sealed class CaseMoves(IOffices offices, WorkCalendar calendar)
{
    public const int LongestText = 4_000;

    /// <summary>Opens a case for a place.</summary>
    /// <param name="about">Whom it is about, when not whoever opens it.</param>
    /// <param name="from">The place it comes from; null where there is none but its own.</param>
    public Outcome<CaseEvent> Open(Definition definition, string place, ActingAs by, DateTimeOffset now, string? about = null, string? from = null)
    {
        if (definition.Opener is ActorRule.Office rule && !AnswersTo(rule, rule.AtOrigin ? from ?? place : place, by, now))
        {
            return Refuse(RefusalKind.Forbidden, "not-opener", definition);
        }

        var first = NextBody(definition.First, rule => rule.AtOrigin ? from ?? place : place, Day(now), NoOne);
        return first is { Actor: not ActorRule.Applicant, Body: null }
            ? Refuse(RefusalKind.Conflict, "nobody-answers", definition)
            : new Opened(now, by, place, first.Body, about, from);
    }

    /// <summary>Uses the turn.</summary>
    public Outcome<CaseEvent> Move(CaseState state, string move, GivenReason? reason, ActingAs by, DateTimeOffset now)
    {
        var turn = CheckTurn(state, by, now);
        if (turn is not null)
        {
            return turn;
        }

        if (state.Step!.Find(move) is not { } chosen)
        {
            return Refuse(RefusalKind.Invalid, "unknown-move", move, string.Join(", ", state.Step.Moves.Select(m => m.Id)));
        }

        if ((ReasonFault(chosen, reason) ?? PaperFault(state, chosen)) is { } fault)
        {
            return fault;
        }

        return chosen.SecondPerson is not null
            ? new Proposed(now, by, state.Step.Id, move, reason)
            : Done(state, chosen, reason, by, now);
    }

    /// <summary>The second person agrees to what the first proposed.</summary>
    public Outcome<CaseEvent> Confirm(CaseState state, ActingAs by, DateTimeOffset now)
    {
        if (SecondFault(state, by, now) is { } fault)
        {
            return fault;
        }

        var (proposal, proposed) = (state.Proposal!, state.Step!.Find(state.Proposal!.Move)!);
        return PaperFault(state, proposed) ?? Done(state, proposed, proposal.Reason, by, now);
    }

    /// <summary>The second person does not agree.</summary>
    public Outcome<CaseEvent> Object(CaseState state, string text, ActingAs by, DateTimeOffset now) =>
        SecondFault(state, by, now) ?? TextFault(text) ?? (Outcome<CaseEvent>)new Objected(now, by, text);

    /// <summary>A word from the applicant or from the body whose turn it is.</summary>
    public Outcome<CaseEvent> Say(CaseState state, string text, ActingAs by, DateTimeOffset now) =>
        !state.IsOpen ? Refuse(RefusalKind.Conflict, "ended")
        : by.Person != state.Applicant && !IsTurnOf(state, by, now) ? Refuse(RefusalKind.Forbidden, "not-your-turn", state.Step!)
        : TextFault(text) ?? (Outcome<CaseEvent>)new Said(now, by, text);

    /// <summary>A paper from the applicant or from the body whose turn it is.</summary>
    public Outcome<CaseEvent> AddPaper(CaseState state, PaperFacts paper, ActingAs by, DateTimeOffset now) =>
        !state.IsOpen ? Refuse(RefusalKind.Conflict, "ended")
        : by.Person != state.Applicant && !IsTurnOf(state, by, now) ? Refuse(RefusalKind.Forbidden, "not-your-turn", state.Step!)
        : new PaperAdded(now, by, paper);

    /// <summary>Steps aside; another holder of the office, else the body above, takes over.</summary>
    public Outcome<CaseEvent> Recuse(CaseState state, string text, ActingAs by, DateTimeOffset now)
    {
        if ((CheckTurn(state, by, now) ?? TextFault(text)) is { } fault)
        {
            return fault;
        }

        if (state.Step!.Actor is not ActorRule.Office rule)
        {
            return Refuse(RefusalKind.Conflict, "applicant-cannot-recuse");
        }

        var recused = state.Recused.Append(by.Person).ToHashSet();
        return offices.BodyFor(rule, state.PlaceFor(rule), Day(now), recused) is { } body
            ? new Recused(now, by, text, body)
            : Refuse(RefusalKind.Conflict, "nobody-left", state.Step);
    }

    /// <summary>Run daily by the system: passes a stranded or late turn to the body above; null when nothing is due.</summary>
    public CaseEvent? HandUp(CaseState state, ActingAs system, DateTimeOffset now)
    {
        if (state is not { Step: { Actor: ActorRule.Office rule } step, Body: { } body })
        {
            return null;
        }

        var today = Day(now);
        var vacant = !offices.IsHeld(body, rule.Offices, today, state.Recused);
        var late = Deadline.Count(state.TurnSince, step.Limit, calendar, []).DaysLeft(today) < 0;
        return (vacant || late) && offices.BodyAbove(body, rule, today, state.Recused) is { } above
            ? new HandedUp(now, system, vacant ? HandUpCause.Vacancy : HandUpCause.Late, body, above)
            : null;
    }

    /// <summary>
    /// Whether nobody is left who could act, up to the country: every holder is gone or stepped aside. Such a case is an alarm on the
    /// work list of whoever appoints; it goes on as soon as the office is filled, and the applicant may withdraw at any time.
    /// </summary>
    public bool IsStranded(CaseState state, DateOnly today) =>
        state is { Step.Actor: ActorRule.Office rule, Body: { } body }
        && !offices.IsHeld(body, rule.Offices, today, state.Recused)
        && offices.BodyAbove(body, rule, today, state.Recused) is null;

    /// <summary>The applicant gives up.</summary>
    public Outcome<CaseEvent> Withdraw(CaseState state, ActingAs by, DateTimeOffset now) =>
        !state.IsOpen ? Refuse(RefusalKind.Conflict, "ended")
        : by.Person != state.Applicant || state.IsImposed ? Refuse(RefusalKind.Forbidden, "not-applicant")
        : new Withdrew(now, by);

    /// <summary>The applicant appeals against a refusal, within its time.</summary>
    public Outcome<CaseEvent> Appeal(CaseState state, string text, ActingAs by, DateTimeOffset now)
    {
        if (by.Person != state.Applicant)
        {
            return Refuse(RefusalKind.Forbidden, "not-applicant");
        }

        if (state.Outcome?.Ending?.Appeal is not { } appeal)
        {
            return Refuse(RefusalKind.Conflict, "nothing-to-appeal");
        }

        var until = Deadline.Count(state.Outcome.On, appeal.Within, calendar, []);
        if (until.DaysLeft(Day(now)) < 0)
        {
            return Refuse(RefusalKind.Conflict, "appeal-late", until.Due);
        }

        var step = state.Definition.Find(appeal.Step)!;
        var next = NextBody(step, state.PlaceFor, Day(now), NoOne);
        return TextFault(text)
            ?? (next is { Actor: not ActorRule.Applicant, Body: null }
                ? Refuse(RefusalKind.Conflict, "nobody-answers", state.Definition)
                : (Outcome<CaseEvent>)new Appealed(now, by, text, next.Body));
    }

    private static readonly HashSet<string> NoOne = [];

    private Outcome<CaseEvent> Done(CaseState state, Move move, GivenReason? reason, ActingAs by, DateTimeOffset now)
    {
        if (move.To is null)
        {
            return new Moved(now, by, state.Step!.Id, move.Id, reason, null);
        }

        var next = NextBody(state.Definition.Find(move.To)!, state.PlaceFor, Day(now), NoOne);
        return next is { Actor: not ActorRule.Applicant, Body: null }
            ? Refuse(RefusalKind.Conflict, "nobody-answers", state.Definition)
            : new Moved(now, by, state.Step!.Id, move.Id, reason, next.Body);
    }

    private (ActorRule Actor, string? Body) NextBody(Step step, Func<ActorRule.Office, string> placeOf, DateOnly on, IReadOnlySet<string> recused) =>
        (step.Actor, step.Actor is ActorRule.Office rule ? offices.BodyFor(rule, placeOf(rule), on, recused) : null);

    private Outcome<CaseEvent>? CheckTurn(CaseState state, ActingAs by, DateTimeOffset now) =>
        !state.IsOpen ? Refuse(RefusalKind.Conflict, "ended")
        : IsTurnOf(state, by, now) ? null
        : Refuse(RefusalKind.Forbidden, "not-your-turn", state.Step!);

    private bool IsTurnOf(CaseState state, ActingAs by, DateTimeOffset now) => state.Step?.Actor switch
    {
        ActorRule.Applicant => by.Person == state.Applicant,
        ActorRule.Office rule => by.Body is not null && by.Body == state.Body && by.Person != state.Applicant
            && !state.Recused.Contains(by.Person) && offices.Holds(by.Person, by.Body, rule.Offices, Day(now)),
        _ => false,
    };

    /// <summary>Whether they hold the office in the very body that answers to the rule for the place: the same office elsewhere is another one.</summary>
    private bool AnswersTo(ActorRule.Office rule, string place, ActingAs by, DateTimeOffset now) =>
        by.Body is not null && by.Body == offices.BodyFor(rule, place, Day(now), NoOne) && offices.Holds(by.Person, by.Body, rule.Offices, Day(now));

    private Outcome<CaseEvent>? SecondFault(CaseState state, ActingAs by, DateTimeOffset now)
    {
        if (state is not { Proposal: { } proposal, Step: { } step })
        {
            return Refuse(RefusalKind.Conflict, "nothing-proposed");
        }

        if (by.Person == proposal.By.Person || by.Person == state.Applicant)
        {
            return Refuse(RefusalKind.Forbidden, "same-person");
        }

        return !state.Recused.Contains(by.Person) && step.Find(proposal.Move)!.SecondPerson is ActorRule.Office rule && AnswersTo(rule, state.PlaceFor(rule), by, now)
            ? null
            : Refuse(RefusalKind.Forbidden, "not-your-turn", step);
    }

    private static Outcome<CaseEvent>? ReasonFault(Move move, GivenReason? reason)
    {
        if (!move.NeedsReason)
        {
            return null;
        }

        if (reason is null || (string.IsNullOrWhiteSpace(reason.Text) && reason.Code is null))
        {
            return Refuse(RefusalKind.Invalid, "reason-missing", move);
        }

        if (reason.Code is { } code && move.Reasons.All(r => r.Code != code))
        {
            return Refuse(RefusalKind.Invalid, "unknown-reason", code, string.Join(", ", move.Reasons.Select(r => r.Code)));
        }

        return reason.Text.Length > LongestText ? Refuse(RefusalKind.Invalid, "text-long", reason.Text.Length, LongestText) : null;
    }

    private static Outcome<CaseEvent>? PaperFault(CaseState state, Move move) =>
        state.MissingFor(move).Select(p => new Refusal(RefusalKind.Conflict, "paper-missing", new Message("case.paper-missing", p, move))).ToList() is { Count: > 0 } missing ? Outcome<CaseEvent>.Refused(missing) : null;

    private static Outcome<CaseEvent>? TextFault(string text) =>
        string.IsNullOrWhiteSpace(text) ? Refuse(RefusalKind.Invalid, "text-missing")
        : text.Length > LongestText ? Refuse(RefusalKind.Invalid, "text-long", text.Length, LongestText)
        : null;

    private static DateOnly Day(DateTimeOffset now) => DateOnly.FromDateTime(now.DateTime);

    private static Outcome<CaseEvent> Refuse(RefusalKind kind, string code, params object[] arguments) =>
        new Refusal(kind, code, new Message($"case.{code}", arguments));
}
