using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Foundation.Journal;

/// <summary>The journal gains its chain: entries written before it are numbered without gaps in their order, and chained.</summary>
internal sealed class ChainedTables : RecordStep
{
    public override int Version => 2;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.RenameTable("journal", newName: "journal_unchained");
        migrationBuilder.CreateTable(
            "journal",
            table => new
            {
                id = table.Column<long>(nullable: false),
                at = table.Column<string>(maxLength: 24, nullable: false),
                actor = table.Column<string>(nullable: false),
                action = table.Column<string>(nullable: false),
                subject = table.Column<string>(nullable: false),
                detail = table.Column<string>(nullable: true),
                hash = table.Column<string>(maxLength: 64, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_journal_chained", x => x.id));
        migrationBuilder.CreateTable(
            "journal_checkpoints",
            table => new
            {
                size = table.Column<long>(nullable: false),
                previous = table.Column<long>(nullable: false),
                root = table.Column<string>(maxLength: 64, nullable: false),
                at = table.Column<string>(maxLength: 24, nullable: false),
                key = table.Column<string>(nullable: false),
                signature = table.Column<string>(nullable: false),
                frontier = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_journal_checkpoints", x => x.size));
    }

    protected override void Move(RecordDb db)
    {
        var connection = db.Database.GetDbConnection();
        Chain.Append(connection, connection.Read(
            "select at, actor, action, subject, detail from journal_unchained order by id",
            r => new JournalDraft(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4))));

        // The old table takes its triggers with it, whose names are then free on either engine.
        connection.Run("drop table journal_unchained");
        foreach (var statement in AppendOnly.Statements(ActiveProvider!, "journal", "journal_checkpoints"))
        {
            connection.Run(statement);
        }
    }
}
