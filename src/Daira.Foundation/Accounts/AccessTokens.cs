using System.Collections.Concurrent;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Accounts;

/// <param name="Days">1 … 366.</param>
/// <param name="Rights">Rights the token may use, of those its maker holds; empty for reading only.</param>
public sealed record TokenRequest(string Name, int Days, IReadOnlyList<Right> Rights);

/// <summary>A token just made, with its secret, which is shown this once.</summary>
public sealed record TokenMade(AccessToken Token, string Secret);

/// <summary>Personal access tokens: made and ended by their holder, found by their secret.</summary>
public sealed class AccessTokens(RecordStore record, TimeProvider clock)
{
    /// <summary>So that a token found in the wrong place can be recognised for what it is.</summary>
    public const string Prefix = "daira_";

    public const int MostDays = 366;

    public const int Most = 50;

    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, AccessToken? Token)> read = new(StringComparer.Ordinal);

    public Outcome<TokenMade> Make(TokenRequest request, Actor actor)
    {
        if (actor is not Actor.Person { Standing.IsStrong: true } person)
        {
            return new Refusal(RefusalKind.Forbidden, "second-factor-first", new Message("accounts.second-factor-first"));
        }

        if ((FreshSignIn.Refuse(actor, clock) ?? Refuse(request, person)) is { } refusal)
        {
            return refusal;
        }

        var (secret, now) = (Prefix + Secrets.New(), clock.GetUtcNow());
        var token = new AccessToken(
            Guid.CreateVersion7(now), person.Account, request.Name.Trim(), Secrets.DigestOf(secret), string.Join(' ', request.Rights), now, now.AddDays(request.Days), null);
        record.Change(db =>
        {
            db.Add(token);
            db.Notify(db.Rows<Account>().Single(a => a.Id == person.Account), clock, "token-made");
            db.Journal(actor, clock, "token-made", $"account:{person.Account:N}/{token.Id:N}", token.Rights.Length == 0 ? null : System.Text.Json.JsonSerializer.Serialize(token.Rights));
            return true;
        });
        return new TokenMade(token, secret);
    }

    public IReadOnlyList<AccessToken> Of(Guid account)
    {
        var now = clock.GetUtcNow();
        return record.Read(db => db.Rows<AccessToken>().AsNoTracking().Where(t => t.Account == account && t.EndedAt == null).AsEnumerable().Where(t => now < t.Until).OrderBy(t => t.MadeAt).ToList());
    }

    public Outcome<bool> End(Guid id, Actor actor)
    {
        var now = clock.GetUtcNow();
        var ended = actor is Actor.Person person && record.Change(db =>
        {
            var rows = db.Rows<AccessToken>().Where(t => t.Id == id && t.Account == person.Account && t.EndedAt == null).ExecuteUpdate(set => set.SetProperty(t => t.EndedAt, now));
            if (rows > 0)
            {
                db.Journal(actor, clock, "token-ended", $"account:{person.Account:N}/{id:N}");
            }

            return rows > 0;
        });
        read.Clear();
        return ended ? true : new Refusal(RefusalKind.NotFound, "no-such-token", new Message("accounts.no-such-token"));
    }

    /// <summary>The token of this secret while it holds: not ended, not run out, its account not locked.</summary>
    public AccessToken? Find(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var (digest, now) = (Secrets.DigestOf(secret), clock.GetUtcNow());
        if (!read.TryGetValue(digest, out var known) || known.Until <= now)
        {
            known = (now + Believed, record.Read(db => db.Rows<AccessToken>().AsNoTracking()
                .SingleOrDefault(t => t.Digest == digest && t.EndedAt == null && db.Rows<Account>().Any(a => a.Id == t.Account && !a.IsLocked))));
            if (known.Token is not null)
            {
                // Wrong secrets are not remembered: they would fill the memory of whoever is tried.
                read[digest] = known;
            }
        }

        return known.Token is { } token && now < token.Until ? token : null;
    }

    private Refusal? Refuse(TokenRequest request, Actor.Person person) =>
        request.Name.Trim() is not { Length: > 0 and <= 60 }
            ? new Refusal(RefusalKind.Invalid, "bad-token-name", new Message("accounts.bad-token-name"))
        : request.Days is < 1 or > MostDays
            ? new Refusal(RefusalKind.Invalid, "bad-token-days", new Message("accounts.bad-token-days", MostDays))
        : request.Rights.FirstOrDefault(r => !person.Standing.HoldsSomewhere(r)) is { Id: not null } missing
            ? new Refusal(RefusalKind.Forbidden, "no-right", new Message("access.no-right", new Message("right." + missing.Id)))
        : Of(person.Account).Count >= Most
            ? new Refusal(RefusalKind.Conflict, "too-many-tokens", new Message("accounts.too-many-tokens", Most))
        : null;
}
