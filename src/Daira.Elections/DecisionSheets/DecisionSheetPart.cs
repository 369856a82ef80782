using System.Text.Json;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Elections.DecisionSheets;

/// <summary>The tables of saved views, decision sheets and their exhibits. A sheet that is decided the database itself refuses to change.</summary>
public sealed class DecisionSheetPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<SavedView>(view =>
        {
            view.ToTable("saved_views").HasKey(v => v.Id);
            view.Property(v => v.Id).AsId().ValueGeneratedNever();
            view.Property(v => v.At).AsMoment();
            view.HasIndex(v => v.Name).IsUnique().HasDatabaseName("saved_views_name");
        });
        model.Entity<DecisionSheet>(sheet =>
        {
            sheet.ToTable("decision_sheets").HasKey(s => s.Id);
            sheet.Property(s => s.Id).AsId().ValueGeneratedNever();
            sheet.Property(s => s.Replaces).AsId();
            sheet.Property(s => s.OpenedAt).AsMoment();
            sheet.Property(s => s.DecidedAt).AsMoment();
            sheet.Property(s => s.Options).HasConversion(
                options => JsonSerializer.Serialize(options, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<List<string>>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<string>>((a, b) => a!.SequenceEqual(b!), options => options.Count));
            sheet.Ignore(s => s.IsDecided).Ignore(s => s.Label);
            sheet.HasIndex(s => new { s.Number, s.Version }).IsUnique().HasDatabaseName("decision_sheets_number");
        });
        model.Entity<Exhibit>(exhibit =>
        {
            exhibit.ToTable("decision_exhibits").HasKey(e => e.Id);
            exhibit.Property(e => e.Id).AsId().ValueGeneratedNever();
            exhibit.Property(e => e.Sheet).AsId();
            exhibit.Property(e => e.TakenAt).AsMoment();
            exhibit.HasIndex(e => e.Sheet).HasDatabaseName("decision_exhibits_sheet");
        });
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 401;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "saved_views",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                    actor = table.Column<string>(nullable: false),
                    name = table.Column<string>(nullable: false),
                    address = table.Column<string>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_saved_views", x => x.id));
            migrationBuilder.CreateIndex("saved_views_name", "saved_views", "name", unique: true);
            migrationBuilder.CreateTable(
                "decision_sheets",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    number = table.Column<int>(nullable: false),
                    version = table.Column<int>(nullable: false),
                    replaces = table.Column<string>(maxLength: 36, nullable: true),
                    opened_at = table.Column<string>(maxLength: 24, nullable: false),
                    actor = table.Column<string>(nullable: false),
                    question = table.Column<string>(nullable: false),
                    background = table.Column<string>(nullable: false),
                    options = table.Column<string>(nullable: false),
                    choice = table.Column<int>(nullable: true),
                    decided_by = table.Column<string>(nullable: true),
                    reason = table.Column<string>(nullable: true),
                    decided_at = table.Column<string>(maxLength: 24, nullable: true),
                    hash = table.Column<string>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_decision_sheets", x => x.id));
            migrationBuilder.CreateIndex("decision_sheets_number", "decision_sheets", ["number", "version"], unique: true);
            migrationBuilder.CreateTable(
                "decision_exhibits",
                table => new
                {
                    id = table.Column<string>(maxLength: 36, nullable: false),
                    sheet = table.Column<string>(maxLength: 36, nullable: false),
                    position = table.Column<int>(nullable: false),
                    taken_at = table.Column<string>(maxLength: 24, nullable: false),
                    address = table.Column<string>(nullable: false),
                    note = table.Column<string>(nullable: false),
                    data_version = table.Column<string>(nullable: false),
                    content = table.Column<string>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_decision_exhibits", x => x.id));
            migrationBuilder.CreateIndex("decision_exhibits_sheet", "decision_exhibits", "sheet");
            foreach (var statement in DecidedForGood.Statements(ActiveProvider!))
            {
                migrationBuilder.Sql(statement);
            }
        }
    }
}
