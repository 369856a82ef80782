using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>In which capacity somebody acts in a case: a mandate they hold, or as the applicant.</summary>
/// <param name="Mandate">Number of the mandate; null = as applicant.</param>
/// <param name="Person">Only for the operator, who enters what reached the party on paper: whose act it is.</param>
public sealed record Capacity(long? Mandate, long? Person = null);

/// <summary>What is done in a case.</summary>
public abstract record CaseAct
{
    private CaseAct() { }

    /// <summary>Uses the turn.</summary>
    public sealed record Move(string Id, GivenReason? Reason, IReadOnlyDictionary<string, string>? Form) : CaseAct;

    public sealed record Confirm : CaseAct;

    public sealed record Object(string Text) : CaseAct;

    public sealed record Say(string Text) : CaseAct;

    public sealed record Recuse(string Text) : CaseAct;

    public sealed record Withdraw : CaseAct;

    public sealed record Appeal(string Text) : CaseAct;
}

/// <param name="Seen">How many events of the case the actor saw; null = whatever stands.</param>
public sealed record CaseRequest(long Case, CaseAct Act, Capacity As, int? Seen = null);

/// <summary>Does one thing in a case: the kernel says whether it may be done, and what is granted takes effect at once.</summary>
public sealed class ActInCase(OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<StoredCase> Run(CaseRequest request, Actor actor) => store.Change(actor, "case-moved", change => Run(change, request, atlas()));

    private static Outcome<StoredCase> Run(OrganisationChange change, CaseRequest request, Atlas atlas)
    {
        var by = Acting.In(change, request.As);
        return by.IsDone || !change.Data.Cases.ContainsKey(request.Case) ? Run(change, request, by.IsDone ? by.Value : null, atlas) : Outcome<StoredCase>.Refused(by.Refusals);
    }

    /// <summary>For whoever is known already.</summary>
    /// <param name="by">Null only where there is no such case.</param>
    internal static Outcome<StoredCase> Run(OrganisationChange change, CaseRequest request, ActingAs? by, Atlas atlas)
    {
        if (!change.Data.Cases.TryGetValue(request.Case, out var standing))
        {
            return new Refusal(RefusalKind.NotFound, "unknown-case", new Message("case.unknown", new Code(request.Case.ToString(CultureInfo.InvariantCulture))));
        }

        if (request.Seen is { } seen && seen != standing.Entries.Count)
        {
            return new Refusal(RefusalKind.Conflict, "seen-before", new Message("organisation.seen-before", seen, standing.Entries.Count));
        }

        var sealedAct = MemberTexts.Seal(change, standing, request.Act);
        if (!sealedAct.IsDone)
        {
            return Outcome<StoredCase>.Refused(sealedAct.Refusals);
        }

        var moves = new CaseMoves(new OfficesInForce(change.Data, atlas), Calendars.Morocco(change.Today));
        var form = FormOf(standing, request.Act);
        if (TextOf(request.Act) is { Length: > 0 } text && CleanText.Words(text, "field.reason", CaseMoves.LongestText) is { IsDone: false } unclean)
        {
            return Outcome<StoredCase>.Refused(unclean.Refusals);
        }

        var happened = form.IsDone ? Happened(moves, standing.State, sealedAct.Value, by!, change.Now) : Outcome<CaseEvent>.Refused(form.Refusals);
        return happened.IsDone ? Store(change, standing, happened.Value, form.Value, atlas) : Outcome<StoredCase>.Refused(happened.Refusals);
    }

    private static Outcome<StoredCase> Store(OrganisationChange change, StoredCase standing, CaseEvent happened, IReadOnlyDictionary<string, string> form, Atlas atlas)
    {
        change.Add(standing.Id, new CaseEntry(happened, Form: form.Count == 0 ? null : form));
        var after = change.Data.Cases[standing.Id];
        if (after.State.Outcome is { } outcome && CaseEffects.Apply(change, after, outcome, atlas) is { } impossible)
        {
            return impossible;
        }

        TellMember(change, standing, after);
        change.Journal($"case/{standing.Id.ToString(CultureInfo.InvariantCulture)}", new { what = happened.GetType().Name, as_ = happened.By });
        return change.Data.Cases[standing.Id];
    }

    /// <summary>A member is told when a case about them is decided, or when it is their turn; what was decided stands on their own page.</summary>
    private static void TellMember(OrganisationChange change, StoredCase before, StoredCase after)
    {
        var template = after.State.Outcome is { Kind: not EndingKind.Withdrawn } && before.State.IsOpen ? "decision" : after.State.IsApplicantsTurn && !before.State.IsApplicantsTurn ? "turn" : null;
        if (template is not null && MemberRow.Of(after.State.Applicant) is { } id && change.Members.Find(id) is { } member)
        {
            Messages.Outbox.Tell(change, member, template, string.Create(CultureInfo.InvariantCulture, $"case/{after.Id}/{after.Entries.Count}"));
        }
    }

    /// <summary>People's own words in an act; null when there are none. What must not be empty, the kernel says.</summary>
    private static string? TextOf(CaseAct act) => act switch
    {
        CaseAct.Move { Reason.Text: { } reason } => reason.Trim(),
        CaseAct.Object o => o.Text.Trim(),
        CaseAct.Say s => s.Text.Trim(),
        CaseAct.Recuse r => r.Text.Trim(),
        CaseAct.Appeal a => a.Text.Trim(),
        _ => null,
    };

    private static Outcome<IReadOnlyDictionary<string, string>> FormOf(StoredCase standing, CaseAct act) => act is CaseAct.Move move
        ? CaseForms.Check(standing.State.Step?.Form ?? [], move.Form)
        : Outcome<IReadOnlyDictionary<string, string>>.Of(new Dictionary<string, string>());

    private static Outcome<CaseEvent> Happened(CaseMoves moves, CaseState state, CaseAct act, ActingAs by, DateTimeOffset now) => act switch
    {
        CaseAct.Move move => moves.Move(state, move.Id, move.Reason, by, now),
        CaseAct.Confirm => moves.Confirm(state, by, now),
        CaseAct.Object o => moves.Object(state, o.Text, by, now),
        CaseAct.Say say => moves.Say(state, say.Text, by, now),
        CaseAct.Recuse recuse => moves.Recuse(state, recuse.Text, by, now),
        CaseAct.Withdraw => moves.Withdraw(state, by, now),
        CaseAct.Appeal appeal => moves.Appeal(state, appeal.Text, by, now),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act.GetType().Name, "Acts are those of CaseAct."),
    };
}

/// <summary>Who acts in a case, found from the account that signed in and a mandate in force.</summary>
internal static class Acting
{
    public static Outcome<ActingAs> In(OrganisationChange change, Capacity capacity)
    {
        var person = change.Actor is Actor.Person signed ? change.Data.PersonOf(signed.Account)?.Id
            : change.Actor is Actor.LocalOperator ? capacity.Person ?? change.Data.Mandates.GetValueOrDefault(capacity.Mandate ?? 0)?.Person
            : null;
        if (person is not { } id || !change.Data.Persons.ContainsKey(id))
        {
            return new Refusal(RefusalKind.Forbidden, "nobody-acts", new Message("case.nobody-acts"));
        }

        if (capacity.Mandate is not { } number)
        {
            return ActingAs.Applicant(Text(id));
        }

        return change.Data.Mandates.TryGetValue(number, out var mandate) && mandate.Person == id && mandate.IsInForce(change.Today)
            ? new ActingAs(Text(id), mandate.Office, Text(mandate.Body))
            : new Refusal(RefusalKind.Forbidden, "not-your-mandate", new Message("case.not-your-mandate", new Code(Text(number))));
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
