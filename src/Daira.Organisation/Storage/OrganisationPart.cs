using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Storage;

/// <summary>One event of the organisation as it is kept: of a body, a mandate, a case, or a version of data that rules them.</summary>
/// <param name="Seq">1, 2, 3… over all; the version of the organisation is the highest.</param>
/// <param name="Kind">One of <see cref="EventKinds"/>.</param>
/// <param name="Subject">Which body, mandate or case; or which type, rule or definition.</param>
/// <param name="Number">1, 2, 3… inside the subject; two persons who change the same thing at once meet here.</param>
public sealed record StoredEvent(long Seq, string Kind, string Subject, int Number, DateTimeOffset At, string Actor, string Content);

/// <summary>What events are about.</summary>
public static class EventKinds
{
    public const string Body = "body";
    public const string Mandate = "mandate";
    public const string Case = "case";
    public const string Type = "type";
    public const string Target = "target";
    public const string Charter = "charter";
    public const string Rule = "rule";
    public const string Procedure = "procedure";
    public const string Person = "person";
    public const string Organisation = "organisation";
}

/// <summary>The organisation's tables in <c>record</c>: events, which are only ever added, and persons, who can be erased.</summary>
public sealed class OrganisationPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables(), new OrganisationPolicies(), new PaperTable(), new SealedPapers()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<StoredEvent>(e =>
        {
            e.ToTable("organisation_events").HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedNever();
            e.Property(x => x.At).AsMoment();
            e.HasIndex(x => new { x.Kind, x.Subject, x.Number }).IsUnique().HasDatabaseName("organisation_events_subject");
        });
        model.Entity<Person>(p =>
        {
            p.ToTable("persons").HasKey(x => x.Id);
            p.Property(x => x.Id).ValueGeneratedNever();
            p.Property(x => x.Sex).HasConversion<string>();
            p.Property(x => x.Account).AsId();
            p.HasIndex(x => x.Account).IsUnique().HasDatabaseName("persons_account");
            p.Ignore(x => x.IsErased);
        });
        model.Entity<StoredPaper>(p =>
        {
            p.ToTable("case_papers").HasKey(x => new { x.Case, x.Number });
            p.Property(x => x.Case).ValueGeneratedNever();
            p.Property(x => x.Number).ValueGeneratedNever();
        });
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 301;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "organisation_events",
                table => new
                {
                    seq = table.Column<long>(nullable: false),
                    kind = table.Column<string>(nullable: false),
                    subject = table.Column<string>(nullable: false),
                    number = table.Column<int>(nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                    actor = table.Column<string>(nullable: false),
                    content = table.Column<string>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_organisation_events", x => x.seq));
            migrationBuilder.CreateIndex("organisation_events_subject", "organisation_events", ["kind", "subject", "number"], unique: true);
            migrationBuilder.CreateTable(
                "persons",
                table => new
                {
                    id = table.Column<long>(nullable: false),
                    arabic = table.Column<string>(nullable: true),
                    latin = table.Column<string>(nullable: true),
                    sex = table.Column<string>(nullable: true),
                    birth_year = table.Column<int>(nullable: true),
                    account = table.Column<string>(maxLength: 36, nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_persons", x => x.id));
            migrationBuilder.CreateIndex("persons_account", "persons", "account", unique: true);
            foreach (var statement in AppendOnly.Statements(ActiveProvider!, "organisation_events"))
            {
                migrationBuilder.Sql(statement);
            }

            foreach (var row in OrganisationRights.Preset)
            {
                migrationBuilder.Sql($"insert into office_rights (office, \"right\", up_to) values ('{row.Office}', '{row.Right.Id}', '{row.UpTo}')");
            }
        }
    }

    private sealed class PaperTable : RecordStep
    {
        public override int Version => 303;

        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
            "case_papers",
            table => new
            {
                @case = table.Column<long>(nullable: false),
                number = table.Column<int>(nullable: false),
                content = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_case_papers", x => new { x.@case, x.number }));
    }

    private sealed class SealedPapers : RecordStep
    {
        public override int Version => 304;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>("wrapped", "case_papers", nullable: true);
            migrationBuilder.AddColumn<byte[]>("name", "case_papers", nullable: true);
        }
    }
}
