using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.DataRights;

/// <summary>What rights over data need in <c>record</c>: the link of an account to a membership, and ways into what is asked every night or by a person.</summary>
public sealed class DataRightsPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<MemberAccount>(a =>
        {
            a.ToTable("member_accounts").HasKey(x => x.Account);
            a.Property(x => x.Account).AsId().ValueGeneratedNever();
            a.Property(x => x.At).AsMoment();
            a.HasIndex(x => x.Member).IsUnique().HasDatabaseName("member_accounts_member");
        });
        model.Entity<MemberRow>().HasIndex(m => new { m.State, m.Since }).HasDatabaseName("members_state");
        model.Entity<JournalEntry>().HasIndex(e => e.Subject).HasDatabaseName("journal_subject");
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 801;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "member_accounts",
                table => new
                {
                    account = table.Column<string>(maxLength: 36, nullable: false),
                    member = table.Column<long>(nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_member_accounts", x => x.account));
            migrationBuilder.CreateIndex("member_accounts_member", "member_accounts", "member", unique: true);
            migrationBuilder.CreateIndex("members_state", "members", ["state", "since"]);
            migrationBuilder.CreateIndex("journal_subject", "journal", "subject");
            foreach (var row in PrivacyRights.Preset)
            {
                migrationBuilder.Sql($"insert into office_rights (office, \"right\", up_to) values ('{row.Office}', '{row.Right.Id}', '{row.UpTo}')");
            }
        }
    }
}
