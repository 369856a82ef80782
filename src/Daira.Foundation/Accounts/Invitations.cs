using System.Globalization;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Accounts;

/// <param name="Login">What the person will type: letters, digits and <c>. - _ @</c>.</param>
/// <param name="Office">An office of the installation to give at once; null for none.</param>
public sealed record InviteRequest(string Login, string DisplayName, string? Office = null);

/// <summary>An account to be taken over, and the secret of the link, which is shown this once.</summary>
public sealed record Invited(Guid Account, string Secret);

/// <summary>Makes an account that nobody can sign in to yet, and the link by which its person takes it over.</summary>
public sealed class InviteAccount(RecordDb db, UserManager<Account> accounts, AppointToPost appoint, TimeProvider clock)
{
    /// <summary>How long a link waits for its person.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    private const int LongestName = 100;

    public async Task<Outcome<Invited>> Run(InviteRequest request, Actor actor)
    {
        var acting = Rights.Acting(actor, Rights.ManageAccounts, Scope.Installation);
        if (!acting.IsDone)
        {
            return Outcome<Invited>.Refused(acting.Refusals);
        }

        if (await Refuse(request) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var account = new Account { Id = Guid.CreateVersion7(clock.GetUtcNow()), UserName = request.Login.Trim(), DisplayName = request.DisplayName.Trim(), CreatedAt = clock.GetUtcNow() };
        var made = await accounts.CreateAsync(account);
        if (!made.Succeeded)
        {
            return new Refusal(RefusalKind.Conflict, "login-taken", new Message("accounts.login-taken", request.Login));
        }

        if (request.Office is { } office && appoint.Run(db, new Appointment(account.Id, office), actor) is { IsDone: false } unappointed)
        {
            return Outcome<Invited>.Refused(unappointed.Refusals);
        }

        var secret = Make(db, account.Id, clock);
        db.Journal(acting.Value, clock, "account-made", account.Subject);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Invited(account.Id, secret);
    }

    internal static string Make(RecordDb db, Guid account, TimeProvider clock)
    {
        var secret = Secrets.New();
        db.Add(new Invitation(Secrets.DigestOf(secret), account, clock.GetUtcNow(), clock.GetUtcNow() + Patience, null));
        return secret;
    }

    private async Task<Refusal?> Refuse(InviteRequest request) =>
        !IsName(request.DisplayName)
            ? new Refusal(RefusalKind.Invalid, "bad-name", new Message("accounts.bad-name", LongestName))
        : request.Login.Trim() is not { Length: >= 3 and <= 60 } login || !login.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@')
            ? new Refusal(RefusalKind.Invalid, "bad-login", new Message("accounts.bad-login"))
        : await accounts.FindByNameAsync(login) is not null
            ? new Refusal(RefusalKind.Conflict, "login-taken", new Message("accounts.login-taken", login))
        : null;

    /// <summary>Control and direction signs would let one name pass for another.</summary>
    private static bool IsName(string name) => name.Trim() is { Length: > 0 and <= LongestName } trimmed
        && !trimmed.Any(c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse);
}

/// <summary>A fresh link for an account whose person lost every way in. What they had is ended: passkeys, password, authenticator, sessions, tokens.</summary>
public sealed class RenewInvitation(RecordDb db, UserManager<Account> accounts, EndSessions sessions, TimeProvider clock)
{
    public async Task<Outcome<Invited>> Run(Guid id, Actor actor)
    {
        var acting = Rights.Acting(actor, Rights.ManageAccounts, Scope.Installation);
        if (!acting.IsDone)
        {
            return Outcome<Invited>.Refused(acting.Refusals);
        }

        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return new Refusal(RefusalKind.NotFound, "no-such-account", new Message("accounts.no-such-account"));
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        account.PasswordHash = null;
        account.TwoFactorEnabled = false;
        await accounts.UpdateSecurityStampAsync(account);
        await db.Rows<IdentityUserPasskey<Guid>>().Where(p => p.UserId == id).ExecuteDeleteAsync();
        await db.Rows<IdentityUserToken<Guid>>().Where(t => t.UserId == id).ExecuteDeleteAsync();
        await db.Rows<AccessToken>().Where(t => t.Account == id).ExecuteDeleteAsync();
        await db.Rows<Invitation>().Where(i => i.Account == id).ExecuteDeleteAsync();
        await sessions.OfAccount(db, id);
        var secret = InviteAccount.Make(db, id, clock);
        db.Journal(acting.Value, clock, "account-invited-again", account.Subject);
        db.Notify(account, clock, "account-invited-again");
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Invited(id, secret);
    }
}

/// <summary>Whose account a link opens; asked when it is shown and again when it is used.</summary>
public sealed class OpenInvitation(RecordDb db, UserManager<Account> accounts, TimeProvider clock)
{
    public async Task<Outcome<Account>> Run(string? secret)
    {
        var digest = Secrets.DigestOf(secret ?? string.Empty);
        var invitation = await db.Rows<Invitation>().AsNoTracking().SingleOrDefaultAsync(i => i.Digest == digest);
        var account = invitation is null ? null : await accounts.FindByIdAsync(invitation.Account.ToString());
        return account is { IsLocked: false } && invitation!.UsedAt is null && clock.GetUtcNow() <= invitation.Until
            ? account
            : new Refusal(RefusalKind.Forbidden, "no-invitation", new Message("accounts.no-invitation"));
    }

    /// <summary>It opens nothing any more; two uses at once are one.</summary>
    internal async Task<bool> Use(string secret)
    {
        var (digest, now) = (Secrets.DigestOf(secret), clock.GetUtcNow());
        return await db.Rows<Invitation>().Where(i => i.Digest == digest && i.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, now)) == 1;
    }
}

/// <summary>Locks an account out, or lets it in again. Locking ends its sessions at once.</summary>
public sealed class LockAccount(RecordDb db, UserManager<Account> accounts, EndSessions sessions, TimeProvider clock)
{
    public async Task<Outcome<Account>> Run(Guid id, bool locked, Actor actor)
    {
        var acting = Rights.Acting(actor, Rights.ManageAccounts, Scope.Installation);
        if (!acting.IsDone)
        {
            return Outcome<Account>.Refused(acting.Refusals);
        }

        if (actor is Actor.Person person && person.Account == id)
        {
            return new Refusal(RefusalKind.Conflict, "not-oneself", new Message("accounts.not-oneself"));
        }

        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return new Refusal(RefusalKind.NotFound, "no-such-account", new Message("accounts.no-such-account"));
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        account.IsLocked = locked;
        db.Journal(acting.Value, clock, locked ? "account-locked" : "account-unlocked", account.Subject);
        await accounts.UpdateAsync(account);
        await sessions.OfAccount(db, id);
        await transaction.CommitAsync();
        return account;
    }
}
