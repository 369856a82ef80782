using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Messages;

/// <summary>Where a message stands.</summary>
public enum MessageState
{
    /// <summary>To be sent, or to be tried again.</summary>
    Waiting,

    /// <summary>Somebody is handing it over, until the lease ends.</summary>
    Handing,
    Sent,

    /// <summary>Whoever handed it over was cut off: it may have left. It is never sent again by itself; a person decides.</summary>
    Uncertain,

    /// <summary>Refused too often, or the person was erased or has no address any more.</summary>
    GivenUp,
}

/// <summary>A message in the outbox. What it says and to whom lies under the person's key.</summary>
/// <param name="Key">Says what it is about; the same thing is never queued twice.</param>
/// <param name="Content"><see cref="MessageContent"/>, sealed; null once it was forgotten.</param>
/// <param name="Lease">While it is handed over: when whoever does so is held to be gone. While it waits: not before.</param>
public sealed record StoredMessage(
    Guid Id, string Key, long Member, string Channel, MessageState State, int Attempts, DateTimeOffset MadeAt, DateTimeOffset? Lease, DateTimeOffset? SettledAt, byte[]? Content);

/// <param name="To">Address or telephone.</param>
/// <param name="Subject">Empty for a short message.</param>
public sealed record MessageContent(string To, string Subject, string Text);

/// <summary>What a member said about messages; only ever added to, the last counts.</summary>
/// <param name="Version">Of the text <c>message.consent.{Version}</c>.</param>
public sealed record MessageConsent(long Member, int Number, DateTimeOffset At, int Version, bool Given);

/// <summary>The outbox and the consents to messages.</summary>
public sealed class MessagesPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<StoredMessage>(m =>
        {
            m.ToTable("messages").HasKey(x => x.Id);
            m.Property(x => x.Id).AsId().ValueGeneratedNever();
            m.Property(x => x.State).HasConversion<string>();
            m.Property(x => x.MadeAt).AsMoment();
            m.Property(x => x.Lease).AsMoment();
            m.Property(x => x.SettledAt).AsMoment();
            m.HasIndex(x => x.Key).IsUnique().HasDatabaseName("messages_key");
            m.HasIndex(x => new { x.State, x.Lease }).HasDatabaseName("messages_state");
            m.HasIndex(x => x.Member).HasDatabaseName("messages_member");
        });
        model.Entity<MessageConsent>(c =>
        {
            c.ToTable("message_consents").HasKey(x => new { x.Member, x.Number });
            c.Property(x => x.At).AsMoment();
        });
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 851;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "messages",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    key = table.Column<string>(nullable: false),
                    member = table.Column<long>(nullable: false),
                    channel = table.Column<string>(nullable: false),
                    state = table.Column<string>(nullable: false),
                    attempts = table.Column<int>(nullable: false),
                    made_at = table.Column<string>(maxLength: 24, nullable: false),
                    lease = table.Column<string>(maxLength: 24, nullable: true),
                    settled_at = table.Column<string>(maxLength: 24, nullable: true),
                    content = table.Column<byte[]>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_messages", x => x.id));
            migrationBuilder.CreateIndex("messages_key", "messages", "key", unique: true);
            migrationBuilder.CreateIndex("messages_state", "messages", ["state", "lease"]);
            migrationBuilder.CreateIndex("messages_member", "messages", "member");
            migrationBuilder.CreateTable(
                "message_consents",
                table => new
                {
                    member = table.Column<long>(nullable: false),
                    number = table.Column<int>(nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                    version = table.Column<int>(nullable: false),
                    given = table.Column<bool>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_message_consents", x => new { x.member, x.number }));
            if (ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal))
            {
                // What follows a member shows itself where the member does.
                foreach (var statement in ((string[])["member_accounts", "messages", "message_consents"]).SelectMany(t => RowPolicies.Guard(t, "exists (select 1 from members m where m.id = member)")))
                {
                    migrationBuilder.Sql(statement);
                }
            }
        }
    }
}
