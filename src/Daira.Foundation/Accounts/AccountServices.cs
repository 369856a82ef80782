using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Daira.Foundation.Accounts;

/// <summary>Puts accounts together: the framework's Identity on <c>record</c>, passkeys included.</summary>
public static class AccountServices
{
    /// <summary>Rounds of PBKDF2 with HMAC-SHA-512; about a tenth of a second on the machine it was set on.</summary>
    public const int Rounds = 300_000;

    /// <param name="services">Must already know <see cref="RecordStore"/>, prepared, the clock and data protection; <see cref="IScopes"/> and further <see cref="IMandateSource"/> where there are bodies.</param>
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddScoped(provider => provider.GetRequiredService<RecordStore>().Context());
        services.AddIdentityCore<Account>(o =>
        {
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            o.User.RequireUniqueEmail = false;
            o.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@";
            o.Lockout.MaxFailedAccessAttempts = 5;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);

            // The one rule is PasswordRule.
            (o.Password.RequiredLength, o.Password.RequiredUniqueChars) = (1, 0);
            o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
        }).AddUserStore<AccountStore>().AddUserManager<AccountManager>().AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton(provider => new KnownPasswords(Path.Combine(provider.GetRequiredService<RecordStore>().Database.Folder, KnownPasswords.FileName)));
        services.AddScoped<IPasswordValidator<Account>, PasswordRule>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = Rounds);
        services.Configure<IdentityPasskeyOptions>(o => (o.UserVerificationRequirement, o.ResidentKeyRequirement) = ("required", "required"));
        services.AddSingleton<Sessions>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<PasskeyStates>();
        services.AddSingleton<EndSessions>();
        services.AddSingleton<AppointToPost>();
        services.AddSingleton<EndPost>();
        services.AddSingleton<IMandateSource, PostsOfInstallation>();
        services.TryAddSingleton(OnlyInstallation.Instance);
        services.AddSingleton(provider => new Standings(
            [.. provider.GetServices<IMandateSource>()],
            () => provider.GetRequiredService<RecordStore>().Read(ChangeRightsTable.Table),
            provider.GetRequiredService<IScopes>(),
            provider.GetRequiredService<TimeProvider>()));
        foreach (var useCase in (Type[])[typeof(InviteAccount), typeof(RenewInvitation), typeof(OpenInvitation), typeof(LockAccount), typeof(SignInWithPassword), typeof(SetPassword),
            typeof(SignInWithPasskey), typeof(AddPasskey), typeof(RemovePasskey), typeof(SetUpAuthenticator), typeof(SetNoticeAddress)])
        {
            services.AddScoped(useCase);
        }
    }
}
