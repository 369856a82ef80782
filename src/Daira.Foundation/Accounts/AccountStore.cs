using Daira.Foundation.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Daira.Foundation.Accounts;

/// <summary>
/// The framework's store on <c>record</c>. What opens an account (the authenticator's secret, the digests of recovery codes) lies there encrypted
/// under the keys that are kept and backed up apart: a stolen database signs nobody in.
/// </summary>
public sealed class AccountStore(RecordDb db, IDataProtectionProvider protection)
    : UserOnlyStore<Account, RecordDb, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>(db)
{
    private readonly IDataProtector protector = protection.CreateProtector("Daira.AccountSecrets");

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? protector.Unprotect(value) : null;

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(RecoveryCode.DigestOf), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) =>
        await base.RedeemCodeAsync(user, RecoveryCode.DigestOf(code), cancellationToken)
        || (RecoveryCode.IsEarlier(code) && await base.RedeemCodeAsync(user, code, cancellationToken));
}
