using System.Buffers.Text;
using System.Collections.Concurrent;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Daira.Foundation.Accounts;

/// <summary>What a page hands to the browser's passkey dialogue: the options, and what the answer will be checked against, sealed and good for five minutes.</summary>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>Seals the state of a passkey question into the page that asks it. An answer is taken once.</summary>
public sealed class PasskeyStates(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Daira.Passkeys").ToTimeLimitedDataProtector();
    private readonly ConcurrentDictionary<string, DateTimeOffset> answered = new(StringComparer.Ordinal);

    public string Seal(string state) => protector.Protect(state, Patience);

    /// <summary>Null when it is not ours, is too old, or was answered before.</summary>
    public string? Open(string? seal)
    {
        var now = clock.GetUtcNow();
        foreach (var (digest, until) in answered)
        {
            if (until < now)
            {
                answered.TryRemove(digest, out _);
            }
        }

        try
        {
            var state = protector.Unprotect(seal ?? string.Empty);
            return answered.TryAdd(Secrets.DigestOf(seal!), now + Patience) ? state : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Signs in with a passkey: the browser finds the account, nothing is typed.</summary>
public sealed class SignInWithPasskey(RecordDb db, UserManager<Account> accounts, IPasskeyHandler<Account> passkeys, PasskeyStates states, TimeProvider clock)
{
    public async Task<PasskeyQuestion> Ask(HttpContext http)
    {
        var asked = await passkeys.MakeRequestOptionsAsync(null, http);
        return new PasskeyQuestion(asked.RequestOptionsJson, states.Seal(asked.AssertionState!));
    }

    public async Task<Outcome<SignedIn>> Run(HttpContext http, string? credential, string? state)
    {
        if (states.Open(state) is not { } opened || string.IsNullOrEmpty(credential))
        {
            return await Refused(null);
        }

        var result = await passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = opened });
        if (!result.Succeeded || result.User is not { IsLocked: false } account || !result.Passkey.IsUserVerified)
        {
            return await Refused(result.User);
        }

        db.Journal(new Actor.Person(account.Id, Standing.None), clock, "signed-in", account.Subject, "{\"with\":\"passkey\"}");
        await accounts.AddOrUpdatePasskeyAsync(account, result.Passkey);
        return new SignedIn(account, IsStrong: true);
    }

    private async Task<Outcome<SignedIn>> Refused(Account? account)
    {
        db.Journal(Actor.Anyone, clock, "sign-in-refused", account?.Subject ?? "account:unknown");
        await db.SaveChangesAsync();
        return new Refusal(RefusalKind.Forbidden, "wrong-passkey", new Message("accounts.wrong-passkey"));
    }
}

/// <summary>Adds a passkey to an account: by whoever was invited to it, or by its holder.</summary>
public sealed class AddPasskey(RecordDb db, UserManager<Account> accounts, IPasskeyHandler<Account> passkeys, PasskeyStates states, OpenInvitation invitations, TimeProvider clock)
{
    /// <summary>Passkeys of one account at most.</summary>
    public const int Most = 10;

    public async Task<PasskeyQuestion> Ask(HttpContext http, Account account)
    {
        var entity = new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.DisplayName };
        var asked = await passkeys.MakeCreationOptionsAsync(entity, http);
        return new PasskeyQuestion(asked.CreationOptionsJson, states.Seal(asked.AttestationState!));
    }

    public async Task<Outcome<SignedIn>> ByInvitation(HttpContext http, string secret, string? credential, string? state)
    {
        var opened = await invitations.Run(secret);
        if (!opened.IsDone)
        {
            return Outcome<SignedIn>.Refused(opened.Refusals);
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var added = await Add(http, opened.Value, credential, state);
        if (!added.IsDone || !await invitations.Use(secret))
        {
            return added.IsDone ? new Refusal(RefusalKind.Forbidden, "no-invitation", new Message("accounts.no-invitation")) : added;
        }

        await transaction.CommitAsync();
        return added;
    }

    /// <summary>Only who signed in with two factors, or has none to sign in with yet, adds one: a stolen password must not become a passkey.</summary>
    public async Task<Outcome<SignedIn>> ByHolder(HttpContext http, Actor actor, string? credential, string? state)
    {
        var account = actor is Actor.Person person ? await accounts.FindByIdAsync(person.Account.ToString()) : null;
        return account is null ? new Refusal(RefusalKind.Forbidden, "sign-in-first", new Message("accounts.sign-in-first"))
            : FreshSignIn.Refuse(actor, clock) is { } stale ? stale
            : !((Actor.Person)actor).Standing.IsStrong && (account.TwoFactorEnabled || (await accounts.GetPasskeysAsync(account)).Count > 0)
                ? new Refusal(RefusalKind.Forbidden, "second-factor-first", new Message("accounts.second-factor-first"))
            : await Add(http, account, credential, state);
    }

    private async Task<Outcome<SignedIn>> Add(HttpContext http, Account account, string? credential, string? state)
    {
        if (states.Open(state) is not { } opened || string.IsNullOrEmpty(credential))
        {
            return new Refusal(RefusalKind.Invalid, "passkey-not-made", new Message("accounts.passkey-not-made"));
        }

        if ((await accounts.GetPasskeysAsync(account)).Count >= Most)
        {
            return new Refusal(RefusalKind.Conflict, "too-many-passkeys", new Message("accounts.too-many-passkeys", Most));
        }

        var result = await passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = opened });
        if (!result.Succeeded || result.UserEntity.Id != account.Id.ToString() || !result.Passkey.IsUserVerified)
        {
            return new Refusal(RefusalKind.Invalid, "passkey-not-made", new Message("accounts.passkey-not-made"));
        }

        db.Journal(new Actor.Person(account.Id, Standing.None), clock, "passkey-added", account.Subject);
        db.Notify(account, clock, "passkey-added");
        await accounts.AddOrUpdatePasskeyAsync(account, result.Passkey);
        return new SignedIn(account, IsStrong: true);
    }
}

/// <summary>Takes a passkey away; never the last way in.</summary>
public sealed class RemovePasskey(RecordDb db, UserManager<Account> accounts, TimeProvider clock)
{
    /// <param name="id">The credential's id in base 64 for addresses.</param>
    public async Task<Outcome<Account>> Run(string id, Actor actor)
    {
        if (actor is not Actor.Person { Standing.IsStrong: true } person || await accounts.FindByIdAsync(person.Account.ToString()) is not { } account)
        {
            return new Refusal(RefusalKind.Forbidden, "second-factor-first", new Message("accounts.second-factor-first"));
        }

        if (FreshSignIn.Refuse(actor, clock) is { } stale)
        {
            return stale;
        }

        var held = await accounts.GetPasskeysAsync(account);
        if (held.FirstOrDefault(p => Base64Url.EncodeToString(p.CredentialId) == id) is not { } passkey)
        {
            return new Refusal(RefusalKind.NotFound, "no-such-passkey", new Message("accounts.no-such-passkey"));
        }

        if (held.Count == 1 && (account.PasswordHash is null || !account.TwoFactorEnabled))
        {
            return new Refusal(RefusalKind.Conflict, "last-way-in", new Message("accounts.last-way-in"));
        }

        db.Journal(actor, clock, "passkey-removed", account.Subject);
        db.Notify(account, clock, "passkey-removed");
        await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
        await db.SaveChangesAsync();
        return account;
    }
}
