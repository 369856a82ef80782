using System.Collections.Concurrent;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Accounts;

/// <summary>
/// Open sessions. One that was read is believed for twenty seconds, so that ending one is felt everywhere well within a minute,
/// on machines that did not hear of it too.
/// </summary>
public sealed class Sessions(RecordStore record, TimeProvider clock)
{
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, Session? Session)> read = new(StringComparer.Ordinal);

    public void Open(Session session) => Change(session.Digest, db => db.Add(session));

    /// <summary>Null when it never was, has ended, or ran out.</summary>
    public Session? Find(string digest)
    {
        var now = clock.GetUtcNow();
        if (!read.TryGetValue(digest, out var known) || known.Until <= now)
        {
            Forget(now);
            known = (now + Believed, record.Read(db => db.Rows<Session>().AsNoTracking().SingleOrDefault(s => s.Digest == digest)));
            read[digest] = known;
        }

        return known.Session is { } session && now < session.Until ? session : null;
    }

    public void Renew(string digest, byte[] ticket, DateTimeOffset until) => Change(digest, db =>
    {
        var now = clock.GetUtcNow();
        db.Rows<Session>().Where(s => s.Digest == digest).ExecuteUpdate(set => set.SetProperty(s => s.Ticket, ticket).SetProperty(s => s.SeenAt, now).SetProperty(s => s.Until, until));
    });

    public void End(string digest) => Change(digest, db => db.Rows<Session>().Where(s => s.Digest == digest).ExecuteDelete());

    /// <summary>Those of an account that have not run out, the latest first.</summary>
    public IReadOnlyList<Session> Of(Guid account)
    {
        var now = clock.GetUtcNow();
        return record.Read(db => db.Rows<Session>().AsNoTracking().Where(s => s.Account == account).AsEnumerable().Where(s => now < s.Until).OrderByDescending(s => s.SeenAt).ToList());
    }

    /// <summary>Read afresh at the next request.</summary>
    public void Forget() => read.Clear();

    private void Change(string digest, Action<RecordDb> change)
    {
        record.Change(db =>
        {
            var now = clock.GetUtcNow();
            db.Rows<Session>().Where(s => s.Until < now).ExecuteDelete();
            change(db);
            return true;
        });
        read.TryRemove(digest, out _);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (digest, known) in read)
        {
            if (known.Until <= now)
            {
                read.TryRemove(digest, out _);
            }
        }
    }
}

/// <summary>Ends sessions: one of one's own, or all of an account when its keys change hands.</summary>
public sealed class EndSessions(Sessions sessions, RecordStore record, TimeProvider clock)
{
    /// <summary>Ends one of the actor's own sessions.</summary>
    public Outcome<bool> Run(string digest, Actor actor) => End(actor, s => s.Digest == digest);

    /// <summary>Ends all of the actor's own sessions but this one.</summary>
    public Outcome<bool> Others(string digest, Actor actor) => End(actor, s => s.Digest != digest);

    private Outcome<bool> End(Actor actor, Func<Session, bool> which)
    {
        var ended = actor is Actor.Person person ? sessions.Of(person.Account).Where(which).ToList() : [];
        if (ended.Count == 0)
        {
            return new Refusal(RefusalKind.NotFound, "no-such-session", new Message("accounts.no-such-session"));
        }

        if (FreshSignIn.Refuse(actor, clock) is { } stale)
        {
            return stale;
        }

        ended.ForEach(s => sessions.End(s.Digest));
        record.Witness(actor, clock, "session-ended", $"account:{ended[0].Account:N}");
        return true;
    }

    /// <summary>All of them but one, inside the caller's transaction.</summary>
    internal async Task OfAccount(RecordDb db, Guid account, string? but = null)
    {
        await db.Rows<Session>().Where(s => s.Account == account && s.Digest != (but ?? "")).ExecuteDeleteAsync();
        sessions.Forget();
    }
}
