using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Identity;

namespace Daira.Foundation.Accounts;

/// <summary>Who signed in, and whether with a passkey or a second factor; without either a mandate gives nothing.</summary>
/// <param name="NeedsCode">The password was right, and the account has an authenticator: not signed in yet.</param>
public sealed record SignedIn(Account Account, bool IsStrong, bool NeedsCode = false);

/// <summary>The way in without a passkey: password, then a one-time code where the account has an authenticator. One answer for all that is wrong: it tells nobody which accounts exist, are locked or paused.</summary>
public sealed class SignInWithPassword(RecordDb db, UserManager<Account> accounts, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    /// <summary>A hash to try against when there is no such account, so that both answers take as long.</summary>
    private static readonly Account Nobody = new() { DisplayName = "nobody" };
    private static string? nobodysHash;

    public async Task<Outcome<SignedIn>> Run(string login, string password)
    {
        var account = await accounts.FindByNameAsync(login);
        if (account?.PasswordHash is null || !await MayTry(account))
        {
            hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, Secrets.New()), password);
            return await Refused(account, "wrong-password");
        }

        if (!await accounts.CheckPasswordAsync(account, password))
        {
            await accounts.AccessFailedAsync(account);
            return await Refused(account, "wrong-password");
        }

        return account.TwoFactorEnabled ? new SignedIn(account, IsStrong: false, NeedsCode: true) : await Done(account, isStrong: false);
    }

    /// <summary>The second step. A code of the authenticator opens once; a recovery code too, and is then used up.</summary>
    public async Task<Outcome<SignedIn>> WithCode(Guid id, string code)
    {
        var account = await accounts.FindByIdAsync(id.ToString());
        if (account is null || !await MayTry(account))
        {
            return await Refused(account, "wrong-code");
        }

        if (await IsRight(account, code))
        {
            return await Done(account, isStrong: true);
        }

        await accounts.AccessFailedAsync(account);
        return await Refused(account, "wrong-code");
    }

    private async Task<bool> MayTry(Account account) => !account.IsLocked && !await accounts.IsLockedOutAsync(account);

    private async Task<bool> IsRight(Account account, string code)
    {
        var written = string.Concat(code.Where(char.IsLetterOrDigit));
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { } secret || TimeCode.StepOf(secret, written, clock.GetUtcNow()) is not { } step)
        {
            return (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code.Trim().ToUpperInvariant())).Succeeded;
        }

        return account.Use(step);
    }

    private async Task<Outcome<SignedIn>> Done(Account account, bool isStrong)
    {
        db.Journal(new Actor.Person(account.Id, Standing.None), clock, "signed-in", account.Subject, isStrong ? "{\"with\":\"password and code\"}" : "{\"with\":\"password\"}");
        await accounts.ResetAccessFailedCountAsync(account);
        await accounts.UpdateAsync(account);
        return new SignedIn(account, isStrong);
    }

    private async Task<Outcome<SignedIn>> Refused(Account? account, string code)
    {
        db.Journal(Actor.Anyone, clock, "sign-in-refused", account?.Subject ?? "account:unknown");
        await db.SaveChangesAsync();
        return new Refusal(RefusalKind.Forbidden, code, new Message("accounts." + code));
    }
}

/// <summary>Sets the password: through an invitation, or anew by its holder, who gives the old one. Other sessions end.</summary>
public sealed class SetPassword(RecordDb db, UserManager<Account> accounts, OpenInvitation invitations, EndSessions sessions, TimeProvider clock)
{
    public async Task<Outcome<SignedIn>> ByInvitation(string secret, string password)
    {
        var opened = await invitations.Run(secret);
        if (!opened.IsDone)
        {
            return Outcome<SignedIn>.Refused(opened.Refusals);
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var account = opened.Value;
        if (!await invitations.Use(secret))
        {
            return new Refusal(RefusalKind.Forbidden, "no-invitation", new Message("accounts.no-invitation"));
        }

        return await Set(account, await accounts.AddPasswordAsync(account, password), null, transaction);
    }

    /// <param name="session">The session that stays open.</param>
    public async Task<Outcome<SignedIn>> ByHolder(Actor actor, string? old, string password, string session)
    {
        if (actor is not Actor.Person person || await accounts.FindByIdAsync(person.Account.ToString()) is not { } account)
        {
            return new Refusal(RefusalKind.Forbidden, "sign-in-first", new Message("accounts.sign-in-first"));
        }

        if (FreshSignIn.Refuse(actor, clock) is { } stale)
        {
            return stale;
        }

        if (account.PasswordHash is null && !person.Standing.IsStrong)
        {
            return new Refusal(RefusalKind.Forbidden, "sign-in-first", new Message("accounts.sign-in-first"));
        }

        if (account.PasswordHash is not null && !await accounts.CheckPasswordAsync(account, old ?? string.Empty))
        {
            await accounts.AccessFailedAsync(account);
            return new Refusal(RefusalKind.Forbidden, "wrong-password", new Message("accounts.wrong-old-password"));
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = account.PasswordHash is null ? await accounts.AddPasswordAsync(account, password) : await accounts.ChangePasswordAsync(account, old!, password);
        return await Set(account, result, session, transaction);
    }

    private async Task<Outcome<SignedIn>> Set(Account account, IdentityResult result, string? session, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction)
    {
        if (!result.Succeeded)
        {
            return Outcome<SignedIn>.Refused([.. result.Errors.Select(e => new Refusal(RefusalKind.Invalid, "password-" + e.Code, Words(e.Code)))]);
        }

        db.Journal(new Actor.Person(account.Id, Standing.None), clock, "password-set", account.Subject);
        db.Notify(account, clock, "password-set");
        await db.SaveChangesAsync();
        await sessions.OfAccount(db, account.Id, session);
        await transaction.CommitAsync();
        return new SignedIn(account, IsStrong: false);
    }

    private static Message Words(string code) => code switch
    {
        "too-short" => new Message("accounts.password.too-short", PasswordRule.Shortest),
        "too-long" => new Message("accounts.password.too-long", PasswordRule.Longest),
        _ => new Message("accounts.password.common"),
    };
}
