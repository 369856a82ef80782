using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Foundation.Journal;

/// <summary>The tables of journal and decisions.</summary>
public sealed class JournalPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables(), new ChainedTables()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<JournalEntry>(entry =>
        {
            entry.ToTable("journal").HasKey(e => e.Id);
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.Hash).HasMaxLength(64);
            entry.Property(e => e.At).AsMoment();
        });
        model.Entity<Checkpoint>(checkpoint =>
        {
            checkpoint.ToTable("journal_checkpoints").HasKey(c => c.Size);
            checkpoint.Property(c => c.Size).ValueGeneratedNever();
            checkpoint.Property(c => c.Root).HasMaxLength(64);
            checkpoint.Property(c => c.At).AsMoment();
        });
        model.Entity<Decision>(decision =>
        {
            decision.ToTable("decisions").HasKey(d => d.Number);
            decision.Property(d => d.Number).ValueGeneratedOnAdd();
            decision.HasIndex(d => d.Id).IsUnique().HasDatabaseName("decisions_id");
            decision.Property(d => d.Id).AsId();
            decision.Property(d => d.At).AsMoment();
        });
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 1;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "journal",
                table => new
                {
                    id = Number(table),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                    actor = table.Column<string>(nullable: false),
                    action = table.Column<string>(nullable: false),
                    subject = table.Column<string>(nullable: false),
                    detail = table.Column<string>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_journal", x => x.id));
            migrationBuilder.CreateTable(
                "decisions",
                table => new
                {
                    number = Number(table),
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                    actor = table.Column<string>(nullable: false),
                    kind = table.Column<string>(nullable: false),
                    subject = table.Column<string>(nullable: false),
                    content = table.Column<string>(nullable: false),
                    reason = table.Column<string>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_decisions", x => x.number));
            migrationBuilder.CreateIndex("decisions_id", "decisions", "id", unique: true);
            foreach (var statement in AppendOnly.Statements(ActiveProvider!, "journal", "decisions"))
            {
                migrationBuilder.Sql(statement);
            }
        }

        private Microsoft.EntityFrameworkCore.Migrations.Operations.Builders.OperationBuilder<Microsoft.EntityFrameworkCore.Migrations.Operations.AddColumnOperation> Number(
            Microsoft.EntityFrameworkCore.Migrations.Operations.Builders.ColumnsBuilder table) =>
            table.Column<long>(nullable: false)
                .Annotation("Sqlite:Autoincrement", true)
                .Annotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
    }
}
