using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Members;

/// <summary>The tables of members. Events are only ever added; keys are what erasure destroys.</summary>
public sealed class MembersPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<MemberRow>(m =>
        {
            m.ToTable("members").HasKey(x => x.Id);
            m.Property(x => x.Id).ValueGeneratedNever();
            m.Property(x => x.State).HasConversion<string>();
            m.Property(x => x.Since).AsDay();
            m.HasIndex(x => x.Number).IsUnique().HasDatabaseName("members_number");
            m.HasIndex(x => x.Seq).HasDatabaseName("members_seq");
            m.Ignore(x => x.Subject);
        });
        model.Entity<StoredMemberEvent>(e =>
        {
            e.ToTable("member_events").HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedNever();
            e.Property(x => x.At).AsMoment();
            e.HasIndex(x => new { x.Member, x.Number }).IsUnique().HasDatabaseName("member_events_member");
        });
        model.Entity<PersonKey>(k =>
        {
            k.ToTable("person_keys").HasKey(x => x.Member);
            k.Property(x => x.Member).ValueGeneratedNever();
        });
        model.Entity<MemberAccess>(a =>
        {
            a.ToTable("member_access").HasKey(x => x.Reference);
            a.Property(x => x.At).AsMoment();
            a.HasIndex(x => x.Member).HasDatabaseName("member_access_member");
        });
        model.Entity<SealedText>(t =>
        {
            t.ToTable("sealed_texts").HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.Member).HasDatabaseName("sealed_texts_member");
        });
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 601;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "members",
                table => new
                {
                    id = table.Column<long>(nullable: false),
                    place = table.Column<string>(nullable: false),
                    state = table.Column<string>(nullable: false),
                    since = table.Column<string>(maxLength: 10, nullable: false),
                    number = table.Column<long>(nullable: true),
                    @sealed = table.Column<byte[]>(nullable: true),
                    version = table.Column<int>(nullable: false),
                    seq = table.Column<long>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_members", x => x.id));
            migrationBuilder.CreateIndex("members_number", "members", "number", unique: true);
            migrationBuilder.CreateIndex("members_seq", "members", "seq");
            migrationBuilder.CreateTable(
                "member_events",
                table => new
                {
                    seq = table.Column<long>(nullable: false),
                    member = table.Column<long>(nullable: false),
                    number = table.Column<int>(nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                    actor = table.Column<string>(nullable: false),
                    content = table.Column<string>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_member_events", x => x.seq));
            migrationBuilder.CreateIndex("member_events_member", "member_events", ["member", "number"], unique: true);
            migrationBuilder.CreateTable(
                "person_keys",
                table => new
                {
                    member = table.Column<long>(nullable: false),
                    wrapped = table.Column<byte[]>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_person_keys", x => x.member));
            migrationBuilder.CreateTable(
                "member_access",
                table => new
                {
                    reference = table.Column<string>(nullable: false),
                    member = table.Column<long>(nullable: false),
                    digest = table.Column<string>(nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_member_access", x => x.reference));
            migrationBuilder.CreateIndex("member_access_member", "member_access", "member");
            migrationBuilder.CreateTable(
                "sealed_texts",
                table => new
                {
                    id = table.Column<long>(nullable: false),
                    member = table.Column<long>(nullable: false),
                    content = table.Column<byte[]>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_sealed_texts", x => x.id));
            migrationBuilder.CreateIndex("sealed_texts_member", "sealed_texts", "member");
            foreach (var statement in AppendOnly.Statements(ActiveProvider!, "member_events"))
            {
                migrationBuilder.Sql(statement);
            }

            foreach (var row in MemberRights.Preset)
            {
                migrationBuilder.Sql($"insert into office_rights (office, \"right\", up_to) values ('{row.Office}', '{row.Right.Id}', '{row.UpTo}')");
            }
        }
    }
}
