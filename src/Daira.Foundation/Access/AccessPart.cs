using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Foundation.Access;

/// <summary>The tables of rights, posts and acts of two persons.</summary>
public sealed class AccessPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables(), new Readers()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<OfficeRight>(row =>
        {
            row.ToTable("office_rights").HasKey(r => new { r.Office, r.Right });
            row.Property(r => r.Right).HasConversion(right => right.Id, id => new Right(id));
            row.Property(r => r.UpTo).HasConversion<string>();
        });
        model.Entity<Post>(post =>
        {
            post.ToTable("posts").HasKey(p => p.Id);
            post.Property(p => p.Id).AsId().ValueGeneratedNever();
            post.Property(p => p.Account).AsId();
            post.Property(p => p.From).AsDay();
            post.Property(p => p.Until).AsDay();
            post.Property(p => p.AppointedAt).AsMoment();
            post.HasIndex(p => p.Account).HasDatabaseName("posts_account");
            post.Ignore(p => p.AsMandate);
        });
        model.Entity<JointAct>(act =>
        {
            act.ToTable("joint_acts").HasKey(a => a.Id);
            act.Property(a => a.Id).AsId().ValueGeneratedNever();
            act.Property(a => a.AskedAt).AsMoment();
            act.Property(a => a.Until).AsMoment();
            act.Property(a => a.SettledAt).AsMoment();
        });
        model.Entity<RowReader>(reader => reader.ToTable("row_readers").HasKey(r => r.Role));
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 101;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "office_rights",
                table => new
                {
                    office = table.Column<string>(nullable: false),
                    right = table.Column<string>(nullable: false),
                    up_to = table.Column<string>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_office_rights", x => new { x.office, x.right }));
            migrationBuilder.CreateTable(
                "posts",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    account = table.Column<string>(maxLength: 36, nullable: false),
                    office = table.Column<string>(nullable: false),
                    from = table.Column<string>(maxLength: 10, nullable: false),
                    until = table.Column<string>(maxLength: 10, nullable: true),
                    appointed_by = table.Column<string>(nullable: false),
                    appointed_at = table.Column<string>(maxLength: 24, nullable: false),
                    ended_by = table.Column<string>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_posts", x => x.id));
            migrationBuilder.CreateIndex("posts_account", "posts", "account");
            migrationBuilder.CreateTable(
                "joint_acts",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    kind = table.Column<string>(nullable: false),
                    subject = table.Column<string>(nullable: false),
                    content = table.Column<string>(nullable: false),
                    right = table.Column<string>(nullable: false),
                    scope = table.Column<string>(nullable: false),
                    reason = table.Column<string>(nullable: false),
                    asked_by = table.Column<string>(nullable: false),
                    asked_at = table.Column<string>(maxLength: 24, nullable: false),
                    until = table.Column<string>(maxLength: 24, nullable: false),
                    settled_by = table.Column<string>(nullable: true),
                    settled_at = table.Column<string>(maxLength: 24, nullable: true),
                    settlement = table.Column<string>(nullable: true),
                    settled_reason = table.Column<string>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_joint_acts", x => x.id));
            foreach (var row in InstallationOffices.Preset)
            {
                migrationBuilder.Sql($"insert into office_rights (office, \"right\", up_to) values ('{row.Office}', '{row.Right.Id}', '{row.UpTo}')");
            }
        }
    }

    /// <summary>Who else reads rows on the server; see <see cref="RowPolicies"/>.</summary>
    private sealed class Readers : RecordStep
    {
        public override int Version => 102;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "row_readers",
                table => new
                {
                    role = table.Column<string>(nullable: false),
                    bodies = table.Column<string>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_row_readers", x => x.role));
            if (ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal))
            {
                migrationBuilder.Sql(RowPolicies.ReachFunction);
            }
        }
    }
}
