using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Identity;

namespace Daira.Foundation.Accounts;

/// <summary>What an authenticator program needs: the secret to type, and the address that its camera reads (RFC 6238).</summary>
public sealed record AuthenticatorSecret(string Secret, string Address);

/// <summary>Sets up the second factor for who signs in with a password: shown, then confirmed with a first code; answered with the recovery codes.</summary>
public sealed class SetUpAuthenticator(RecordDb db, UserManager<Account> accounts, TimeProvider clock)
{
    public const int RecoveryCodes = 10;

    private const string Issuer = "Daira";

    /// <summary>A new secret while none is confirmed; null once one is.</summary>
    public async Task<AuthenticatorSecret?> Show(Account account)
    {
        if (account.TwoFactorEnabled)
        {
            return null;
        }

        if (await accounts.GetAuthenticatorKeyAsync(account) is not { Length: > 0 } secret)
        {
            await accounts.ResetAuthenticatorKeyAsync(account);
            secret = (await accounts.GetAuthenticatorKeyAsync(account))!;
        }

        var label = Uri.EscapeDataString($"{Issuer}:{account.UserName}");
        return new AuthenticatorSecret(secret, $"otpauth://totp/{label}?secret={secret}&issuer={Issuer}&digits=6&period=30");
    }

    public async Task<Outcome<IReadOnlyList<string>>> Confirm(Actor actor, string? code)
    {
        if (actor is not Actor.Person person || await accounts.FindByIdAsync(person.Account.ToString()) is not { } account)
        {
            return new Refusal(RefusalKind.Forbidden, "sign-in-first", new Message("accounts.sign-in-first"));
        }

        if (FreshSignIn.Refuse(actor, clock) is { } stale)
        {
            return stale;
        }

        var written = string.Concat((code ?? string.Empty).Where(char.IsAsciiDigit));
        if (account.TwoFactorEnabled || await accounts.GetAuthenticatorKeyAsync(account) is not { } secret || TimeCode.StepOf(secret, written, clock.GetUtcNow()) is not { } step)
        {
            return new Refusal(RefusalKind.Invalid, "wrong-code", new Message("accounts.wrong-code"));
        }

        account.Use(step);
        db.Journal(actor, clock, "authenticator-set-up", account.Subject);
        db.Notify(account, clock, "authenticator-set-up");
        await accounts.SetTwoFactorEnabledAsync(account, enabled: true);
        return Outcome<IReadOnlyList<string>>.Of([.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!]);
    }

    /// <summary>New recovery codes; the old ones open nothing any more.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> Renew(Actor actor)
    {
        if (actor is not Actor.Person { Standing.IsStrong: true } person || await accounts.FindByIdAsync(person.Account.ToString()) is not { TwoFactorEnabled: true } account)
        {
            return new Refusal(RefusalKind.Forbidden, "second-factor-first", new Message("accounts.second-factor-first"));
        }

        if (FreshSignIn.Refuse(actor, clock) is { } stale)
        {
            return stale;
        }

        db.Journal(actor, clock, "recovery-codes-renewed", account.Subject);
        db.Notify(account, clock, "recovery-codes-renewed");
        return Outcome<IReadOnlyList<string>>.Of([.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!]);
    }
}
