using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Statistics;

/// <summary>A published move of an account (<see cref="SteppedCounts"/>); only ever added.</summary>
/// <param name="On">Day of publication.</param>
/// <param name="Topic">One of <see cref="StatisticTopic"/>, in lower case.</param>
/// <param name="Step">Persons, 10 or more either way.</param>
public sealed record StatisticStep(DateOnly On, string Topic, string Category, string Place, int Step);

/// <summary>When a place was last looked at, by the sequence of members' changes.</summary>
public sealed record StatisticTurn(string Place, long Seq);

/// <summary>A day on which counts were published.</summary>
/// <param name="Members">Members counted, rounded down to ten.</param>
public sealed record StatisticDay(DateOnly On, int Members);

/// <summary>The tables of published statistics: no data of anybody, and the database itself refuses a step of fewer than ten.</summary>
public sealed class StatisticsPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<StatisticStep>(s =>
        {
            s.ToTable("statistic_steps").HasKey(x => new { x.Topic, x.On, x.Category, x.Place });
            s.Property(x => x.On).AsDay();
        });
        model.Entity<StatisticTurn>(t => t.ToTable("statistic_turns").HasKey(x => x.Place));
        model.Entity<StatisticDay>(d =>
        {
            d.ToTable("statistic_days").HasKey(x => x.On);
            d.Property(x => x.On).AsDay();
        });
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 831;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "statistic_steps",
                table => new
                {
                    topic = table.Column<string>(nullable: false),
                    on = table.Column<string>(maxLength: 10, nullable: false),
                    category = table.Column<string>(nullable: false),
                    place = table.Column<string>(nullable: false),
                    step = table.Column<int>(nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statistic_steps", x => new { x.topic, x.on, x.category, x.place });
                    table.CheckConstraint("statistic_steps_ten", $"abs(step) >= {SteppedCounts.Least}");
                });
            migrationBuilder.CreateTable(
                "statistic_turns",
                table => new
                {
                    place = table.Column<string>(nullable: false),
                    seq = table.Column<long>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_statistic_turns", x => x.place));
            migrationBuilder.CreateTable(
                "statistic_days",
                table => new
                {
                    on = table.Column<string>(maxLength: 10, nullable: false),
                    members = table.Column<int>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_statistic_days", x => x.on));
            foreach (var statement in AppendOnly.Statements(ActiveProvider!, "statistic_steps", "statistic_days"))
            {
                migrationBuilder.Sql(statement);
            }
        }
    }
}
