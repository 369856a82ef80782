using System.Text.Json;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Foundation.Accounts;

/// <summary>The tables of accounts, passkeys, sessions, invitations and tokens.</summary>
public sealed class AccountsPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables(), new Notices()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<Account>(account =>
        {
            account.ToTable("accounts").HasKey(a => a.Id);
            account.Property(a => a.Id).AsId().ValueGeneratedNever();
            account.Property(a => a.CreatedAt).AsMoment();
            account.Property(a => a.LockoutEnd).AsMoment();
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.HasIndex(a => a.NormalizedUserName).IsUnique().HasDatabaseName("accounts_login");
            account.Ignore(a => a.Subject);
        });
        model.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("account_secrets").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            token.Property(t => t.UserId).AsId();
        });
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("account_passkeys").HasKey(p => p.CredentialId);
            passkey.Property(p => p.UserId).AsId();
            passkey.Property(p => p.Data).HasConversion(data => Write(data), text => Read(text), new ValueComparer<IdentityPasskeyData>(
                (a, b) => Write(a!) == Write(b!), data => Write(data).GetHashCode(StringComparison.Ordinal), data => Read(Write(data))));
            passkey.HasIndex(p => p.UserId).HasDatabaseName("account_passkeys_account");
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitations").HasKey(i => i.Digest);
            invitation.Property(i => i.Account).AsId();
            invitation.Property(i => i.MadeAt).AsMoment();
            invitation.Property(i => i.Until).AsMoment();
            invitation.Property(i => i.UsedAt).AsMoment();
        });
        model.Entity<Session>(session =>
        {
            session.ToTable("sessions").HasKey(s => s.Digest);
            session.Property(s => s.Account).AsId();
            session.Property(s => s.OpenedAt).AsMoment();
            session.Property(s => s.SeenAt).AsMoment();
            session.Property(s => s.Until).AsMoment();
            session.HasIndex(s => s.Account).HasDatabaseName("sessions_account");
        });
        model.Entity<AccessToken>(token =>
        {
            token.ToTable("access_tokens").HasKey(t => t.Id);
            token.Property(t => t.Id).AsId().ValueGeneratedNever();
            token.Property(t => t.Account).AsId();
            token.Property(t => t.MadeAt).AsMoment();
            token.Property(t => t.Until).AsMoment();
            token.Property(t => t.EndedAt).AsMoment();
            token.HasIndex(t => t.Digest).IsUnique().HasDatabaseName("access_tokens_digest");
        });
        model.Entity<AccountNotice>(notice =>
        {
            notice.ToTable("account_notices").HasKey(n => n.Id);
            notice.Property(n => n.Id).AsId().ValueGeneratedNever();
            notice.Property(n => n.Account).AsId();
            notice.Property(n => n.At).AsMoment();
            notice.Property(n => n.SentAt).AsMoment();
            notice.HasIndex(n => n.Account).HasDatabaseName("account_notices_account");
        });
    }

    private static string Write(IdentityPasskeyData data) => JsonSerializer.Serialize(data);

    private static IdentityPasskeyData Read(string text) => JsonSerializer.Deserialize<IdentityPasskeyData>(text)!;

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 110;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "accounts",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    display_name = table.Column<string>(nullable: false),
                    created_at = table.Column<string>(maxLength: 24, nullable: false),
                    is_locked = table.Column<bool>(nullable: false),
                    last_code = table.Column<string>(nullable: true),
                    user_name = table.Column<string>(nullable: true),
                    normalized_user_name = table.Column<string>(nullable: true),
                    email = table.Column<string>(nullable: true),
                    normalized_email = table.Column<string>(nullable: true),
                    email_confirmed = table.Column<bool>(nullable: false),
                    password_hash = table.Column<string>(nullable: true),
                    security_stamp = table.Column<string>(nullable: true),
                    concurrency_stamp = table.Column<string>(nullable: true),
                    phone_number = table.Column<string>(nullable: true),
                    phone_number_confirmed = table.Column<bool>(nullable: false),
                    two_factor_enabled = table.Column<bool>(nullable: false),
                    lockout_end = table.Column<string>(maxLength: 24, nullable: true),
                    lockout_enabled = table.Column<bool>(nullable: false),
                    access_failed_count = table.Column<int>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_accounts", x => x.id));
            migrationBuilder.CreateIndex("accounts_login", "accounts", "normalized_user_name", unique: true);
            migrationBuilder.CreateTable(
                "account_secrets",
                table => new
                {
                    user_id = table.Column<string>(maxLength: 36, nullable: false),
                    login_provider = table.Column<string>(nullable: false),
                    name = table.Column<string>(nullable: false),
                    value = table.Column<string>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_account_secrets", x => new { x.user_id, x.login_provider, x.name }));
            migrationBuilder.CreateTable(
                "account_passkeys",
                table => new
                {
                    credential_id = table.Column<byte[]>(nullable: false),
                    user_id = table.Column<string>(maxLength: 36, nullable: false),
                    data = table.Column<string>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_account_passkeys", x => x.credential_id));
            migrationBuilder.CreateIndex("account_passkeys_account", "account_passkeys", "user_id");
            migrationBuilder.CreateTable(
                "invitations",
                table => new
                {
                    digest = table.Column<string>(nullable: false),
                    account = table.Column<string>(maxLength: 36, nullable: false),
                    made_at = table.Column<string>(maxLength: 24, nullable: false),
                    until = table.Column<string>(maxLength: 24, nullable: false),
                    used_at = table.Column<string>(maxLength: 24, nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_invitations", x => x.digest));
            migrationBuilder.CreateTable(
                "sessions",
                table => new
                {
                    digest = table.Column<string>(nullable: false),
                    account = table.Column<string>(maxLength: 36, nullable: true),
                    opened_at = table.Column<string>(maxLength: 24, nullable: false),
                    seen_at = table.Column<string>(maxLength: 24, nullable: false),
                    until = table.Column<string>(maxLength: 24, nullable: false),
                    is_strong = table.Column<bool>(nullable: false),
                    agent = table.Column<string>(nullable: false),
                    ticket = table.Column<byte[]>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_sessions", x => x.digest));
            migrationBuilder.CreateIndex("sessions_account", "sessions", "account");
            migrationBuilder.CreateTable(
                "access_tokens",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    account = table.Column<string>(maxLength: 36, nullable: false),
                    name = table.Column<string>(nullable: false),
                    digest = table.Column<string>(nullable: false),
                    rights = table.Column<string>(nullable: false),
                    made_at = table.Column<string>(maxLength: 24, nullable: false),
                    until = table.Column<string>(maxLength: 24, nullable: false),
                    ended_at = table.Column<string>(maxLength: 24, nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_access_tokens", x => x.id));
            migrationBuilder.CreateIndex("access_tokens_digest", "access_tokens", "digest", unique: true);
        }
    }

    private sealed class Notices : RecordStep
    {
        public override int Version => 111;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "account_notices",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    account = table.Column<string>(maxLength: 36, nullable: false),
                    what = table.Column<string>(nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                    to = table.Column<string>(nullable: true),
                    sent_at = table.Column<string>(maxLength: 24, nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_account_notices", x => x.id));
            migrationBuilder.CreateIndex("account_notices_account", "account_notices", "account");
        }
    }
}
