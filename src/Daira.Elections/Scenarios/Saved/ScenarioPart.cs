using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Daira.Elections.Scenarios.Saved;

/// <summary>The table of saved scenarios in <c>record</c>.</summary>
public sealed class ScenarioPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTable()];

    public void Describe(ModelBuilder model) => model.Entity<SavedScenario>(scenario =>
    {
        scenario.ToTable("saved_scenarios").HasKey(s => s.Id);
        scenario.Property(s => s.Id).HasConversion(new ValueConverter<Guid, string>(id => id.ToString("D"), text => Guid.Parse(text))).HasMaxLength(36);
        scenario.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
        scenario.Property(s => s.SavedAt).HasConversion(new ValueConverter<DateTimeOffset, string>(m => Moment.Write(m), t => Moment.Read(t))).HasMaxLength(24);
    });

    private sealed class FirstTable : RecordStep
    {
        public override int Version => 501;

        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
            "saved_scenarios",
            table => new
            {
                id = table.Column<string>(maxLength: 36, nullable: false),
                name = table.Column<string>(nullable: false),
                kind = table.Column<string>(maxLength: 20, nullable: false),
                words = table.Column<string>(nullable: false),
                data_version = table.Column<string>(nullable: false),
                saved_at = table.Column<string>(maxLength: 24, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_saved_scenarios", x => x.id));
    }
}
