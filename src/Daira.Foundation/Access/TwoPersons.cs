using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Access;

/// <summary>An act that one person asked for and another must allow. What is allowed is exactly what was asked: the content does not change between.</summary>
/// <param name="Kind">What is to be done, e.g. <c>rights-table</c>.</param>
/// <param name="Right">The right both persons need, in <paramref name="Scope"/>.</param>
/// <param name="Content">What is needed to do it, as JSON; the second person is shown the same.</param>
/// <param name="Until">After this moment it must be asked again.</param>
/// <param name="SettledBy">Who allowed, refused or withdrew it; null while it waits.</param>
/// <param name="Settlement"><c>allowed</c>, <c>refused</c> or <c>withdrawn</c>.</param>
public sealed record JointAct(
    Guid Id, string Kind, string Subject, string Content, string Right, string Scope, string Reason, string AskedBy, DateTimeOffset AskedAt, DateTimeOffset Until,
    string? SettledBy, DateTimeOffset? SettledAt, string? Settlement, string? SettledReason);

/// <summary>
/// The rule of two persons, for mass export, erasure, override and the rights table. One asks with a reason; another, who
/// holds the same right, allows or refuses with a reason. The operator of the machine counts as one person.
/// </summary>
public sealed class TwoPersons(TimeProvider clock)
{
    /// <summary>How long a request waits for its second person.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    public Outcome<JointAct> Ask(RecordDb db, Actor actor, Right right, Scope scope, string kind, string subject, string content, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal(RefusalKind.Invalid, "reason-missing", new Message("access.reason-missing"));
        }

        var acting = Rights.Acting(actor, right, scope);
        if (!acting.IsDone)
        {
            return Outcome<JointAct>.Refused(acting.Refusals);
        }

        var now = clock.GetUtcNow();
        var act = new JointAct(
            Guid.CreateVersion7(now), kind, subject, content, right.Id, scope.Id, reason.Trim(), Journaling.NameOf(acting.Value), now, now + Patience, null, null, null, null);
        db.Add(act);
        db.Journal(acting.Value, clock, "joint-act-asked", $"{kind}/{act.Id:N}", content);
        return act;
    }

    /// <summary>Allows it; the caller does the act in the same transaction.</summary>
    public Outcome<JointAct> Allow(RecordDb db, Actor actor, Guid id) => Settle(db, actor, id, "allowed", null);

    /// <summary>Refuses it, or withdraws one's own.</summary>
    public Outcome<JointAct> Decline(RecordDb db, Actor actor, Guid id, string reason) => string.IsNullOrWhiteSpace(reason)
        ? new Refusal(RefusalKind.Invalid, "reason-missing", new Message("access.reason-missing"))
        : Settle(db, actor, id, "refused", reason.Trim());

    /// <summary>Those still open, oldest first.</summary>
    public IReadOnlyList<JointAct> Waiting(RecordDb db)
    {
        var now = clock.GetUtcNow();
        return [.. db.Rows<JointAct>().AsNoTracking().Where(a => a.SettledAt == null).AsEnumerable().Where(a => now <= a.Until).OrderBy(a => a.AskedAt)];
    }

    private Outcome<JointAct> Settle(RecordDb db, Actor actor, Guid id, string settlement, string? reason)
    {
        var act = db.Rows<JointAct>().AsNoTracking().SingleOrDefault(a => a.Id == id);
        if (act is null)
        {
            return new Refusal(RefusalKind.NotFound, "no-such-request", new Message("access.no-such-request", new Code(id.ToString("N"))));
        }

        var acting = Rights.Acting(actor, new Right(act.Right), new Scope(act.Scope));
        if (!acting.IsDone)
        {
            return Outcome<JointAct>.Refused(acting.Refusals);
        }

        var isOwn = PersonOf(Journaling.NameOf(actor)) == PersonOf(act.AskedBy);
        return Refuse(act, isOwn && settlement == "allowed") is { } refusal ? refusal : Close(db, acting.Value, act, isOwn ? "withdrawn" : settlement, reason);
    }

    private Refusal? Refuse(JointAct act, bool allowsOwn) =>
        act.SettledAt is not null
            ? new Refusal(RefusalKind.Conflict, "settled-already", new Message("access.settled-already"))
        : clock.GetUtcNow() > act.Until
            ? new Refusal(RefusalKind.Conflict, "request-expired", new Message("access.request-expired", DateOnly.FromDateTime(act.Until.UtcDateTime)))
        : allowsOwn
            ? new Refusal(RefusalKind.Forbidden, "second-person-needed", new Message("access.second-person-needed"))
        : null;

    private Outcome<JointAct> Close(RecordDb db, Actor actor, JointAct act, string settlement, string? reason)
    {
        var (by, now) = (Journaling.NameOf(actor), clock.GetUtcNow());

        // Two second persons at once: the database lets one of them through.
        var closed = db.Rows<JointAct>().Where(a => a.Id == act.Id && a.SettledAt == null).ExecuteUpdate(set => set
            .SetProperty(a => a.SettledBy, by).SetProperty(a => a.SettledAt, now).SetProperty(a => a.Settlement, settlement).SetProperty(a => a.SettledReason, reason));
        if (closed == 0)
        {
            return new Refusal(RefusalKind.Conflict, "settled-already", new Message("access.settled-already"));
        }

        db.Journal(actor, clock, "joint-act-" + settlement, $"{act.Kind}/{act.Id:N}");
        return act with { SettledBy = by, SettledAt = now, Settlement = settlement, SettledReason = reason };
    }

    /// <summary>The person without the mandate: nobody becomes a second person by holding a second office.</summary>
    private static string PersonOf(string name) => name.Split('/')[0];
}
