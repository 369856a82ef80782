using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Card;

/// <summary>A card that was issued; what it says is signed anew whenever it is drawn.</summary>
/// <param name="Serial">Eight bytes as sixteen hexadecimal signs.</param>
/// <param name="Replaced">The day another took its place; null while it is the member's card.</param>
public sealed record IssuedCard(string Serial, long Member, long Number, DateOnly Issued, DateOnly Until, DateOnly? Replaced);

/// <summary>The table of cards.</summary>
public sealed class CardPart : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables()];

    public void Describe(ModelBuilder model) => model.Entity<IssuedCard>(c =>
    {
        c.ToTable("cards").HasKey(x => x.Serial);
        c.Property(x => x.Issued).AsDay();
        c.Property(x => x.Until).AsDay();
        c.Property(x => x.Replaced).AsDay();
        c.HasIndex(x => x.Member).HasDatabaseName("cards_member");
    });

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 701;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "cards",
                table => new
                {
                    serial = table.Column<string>(maxLength: 16, nullable: false),
                    member = table.Column<long>(nullable: false),
                    number = table.Column<long>(nullable: false),
                    issued = table.Column<string>(maxLength: 10, nullable: false),
                    until = table.Column<string>(maxLength: 10, nullable: false),
                    replaced = table.Column<string>(maxLength: 10, nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_cards", x => x.serial));
            migrationBuilder.CreateIndex("cards_member", "cards", "member");
        }
    }
}
