using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Recruitment;

/// <summary>What may be done with campaigns; the rights table can change it.</summary>
public static class RecruitmentRights
{
    /// <summary>Set campaigns and see how they go, in counts. Nobody reads a registration but its own person.</summary>
    public static readonly Right Recruit = new("recruit-members");

    public static IReadOnlyList<Right> All { get; } = [Recruit];

    /// <summary>Offices of the Moroccan preset.</summary>
    public static IReadOnlyList<OfficeRight> Preset { get; } =
        [.. ((string[])["general-secretariat/secretary-general", "general-secretariat/deputy", "secretariat/secretary", "secretariat/membership"]).Select(o => new OfficeRight(o, Recruit, Sensitivity.Internal))];
}

/// <summary>The table of those who registered themselves; kept apart from members, and emptied.</summary>
public sealed class RecruitmentPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables()];

    public void Describe(ModelBuilder model) => model.Entity<InterestedPerson>(r =>
    {
        r.ToTable("registrations").HasKey(x => x.Id);
        r.Property(x => x.Id).ValueGeneratedNever();
        r.Property(x => x.On).AsDay();
        r.HasIndex(x => x.Reference).IsUnique().HasDatabaseName("registrations_reference");
        r.Ignore(x => x.Subject);
    });

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 651;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "registrations",
                table => new
                {
                    id = table.Column<long>(nullable: false),
                    campaign = table.Column<string>(nullable: false),
                    place = table.Column<string>(nullable: false),
                    on = table.Column<string>(maxLength: 10, nullable: false),
                    reference = table.Column<string>(nullable: false),
                    digest = table.Column<string>(nullable: false),
                    wrapped = table.Column<byte[]>(nullable: true),
                    @sealed = table.Column<byte[]>(nullable: true),
                    member = table.Column<long>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_registrations", x => x.id));
            migrationBuilder.CreateIndex("registrations_reference", "registrations", "reference", unique: true);
            migrationBuilder.CreateIndex("registrations_campaign", "registrations", "campaign");
            foreach (var row in RecruitmentRights.Preset)
            {
                migrationBuilder.Sql($"insert into office_rights (office, \"right\", up_to) values ('{row.Office}', '{row.Right.Id}', '{row.UpTo}')");
            }
        }
    }
}
