using System.Text.Json;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Journal;

/// <summary>Adds to journal and decisions inside the change they belong to.</summary>
public static class Journaling
{
    public static void Journal(this RecordDb db, Actor actor, TimeProvider clock, string action, string subject, string? detail = null) =>
        db.Journal(new JournalDraft(Moment.Write(clock.GetUtcNow()), NameOf(actor), action, subject, detail));

    /// <summary>A change that was refused: whatever it added is taken back, and what was tried stands in the journal with the reasons' codes.</summary>
    public static void JournalRefusal(this RecordDb db, Actor actor, TimeProvider clock, string action, IReadOnlyList<Refusal> refusals)
    {
        db.ChangeTracker.Clear();
        db.Journal(actor, clock, "refused", action, JsonSerializer.Serialize(refusals.Select(r => r.Code)));
    }

    /// <summary>For what changes nothing and is journalled all the same: a refusal, the reading of a sealed field.</summary>
    public static void Witness(this RecordStore record, Actor actor, TimeProvider clock, string action, string subject, string? detail = null) =>
        record.Change(db =>
        {
            db.Journal(actor, clock, action, subject, detail);
            return true;
        });

    /// <summary>Entries alone, without the mapped model: nothing else is to be saved with them.</summary>
    internal static void Append(this RecordStore record, IReadOnlyList<JournalDraft> drafts)
    {
        using var connection = record.Database.Open();
        using var transaction = connection.BeginTransaction();
        Chain.Append(connection, drafts);
        transaction.Commit();
        record.HasJournalled = true;
    }

    /// <returns>The decision, with the id by which whatever applies it names it.</returns>
    public static Decision Decide(this RecordDb db, Actor actor, TimeProvider clock, string kind, string subject, string content, string? reason = null)
    {
        var decision = new Decision(Guid.CreateVersion7(clock.GetUtcNow()), 0, clock.GetUtcNow(), NameOf(actor), kind, subject, content, reason);
        return db.Decide(decision);
    }

    /// <summary>Records a decision that was made ready before, so that what rests on it could name it.</summary>
    public static Decision Decide(this RecordDb db, Decision decision)
    {
        db.Add(decision);
        return decision;
    }

    /// <summary><c>operator</c>, <c>public</c>, <c>clock</c>, or a person by account and, once known, the mandate acted in: <c>person:…/post:…</c>.</summary>
    public static string NameOf(Actor actor) => actor switch
    {
        Actor.LocalOperator => "operator",
        Actor.Public => "public",
        Actor.Timer => "clock",
        Actor.Person person => $"person:{person.Account:N}" + (person.Mandate is { } mandate ? "/" + mandate : ""),
        _ => throw new ArgumentOutOfRangeException(nameof(actor), actor.GetType().Name, "An actor is the public, the local operator, the clock or a person."),
    };
}
