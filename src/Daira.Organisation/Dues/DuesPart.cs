using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Dues;

/// <summary>The ledger's tables in <c>record</c>: all of them are only ever added to.</summary>
public sealed class DuesPart : IRecordPart
{
    private static readonly string[] Tables = ["ledger_transactions", "ledger_postings", "receipts", "dues_calls", "bank_lines"];

    public IReadOnlyList<RecordStep> Steps { get; } = [new FirstTables()];

    public void Describe(ModelBuilder model)
    {
        model.Entity<LedgerTransaction>(t =>
        {
            t.ToTable("ledger_transactions").HasKey(x => x.Number);
            t.Property(x => x.Number).ValueGeneratedNever();
            t.Property(x => x.At).AsMoment();
            t.Property(x => x.Day).AsDay();
            t.HasIndex(x => x.Reverses).IsUnique().HasDatabaseName("ledger_transactions_reverses");
        });
        model.Entity<Posting>(p =>
        {
            p.ToTable("ledger_postings").HasKey(x => new { x.Transaction, x.Line });
            p.Property(x => x.Day).AsDay();
        });
        model.Entity<Receipt>(r =>
        {
            r.ToTable("receipts").HasKey(x => new { x.Body, x.Year, x.Number });
            r.Property(x => x.Day).AsDay();
            r.Property(x => x.Method).HasConversion<string>();
            r.Ignore(x => x.Money).Ignore(x => x.Code);
        });
        model.Entity<DuesCall>(c => c.ToTable("dues_calls").HasKey(x => new { x.Payer, x.Year, x.Category }));
        model.Entity<BankLine>(l =>
        {
            l.ToTable("bank_lines").HasKey(x => new { x.Body, x.Mark });
            l.Property(x => x.Day).AsDay();
        });
    }

    private sealed class FirstTables : RecordStep
    {
        public override int Version => 751;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                "ledger_transactions",
                table => new
                {
                    number = table.Column<long>(nullable: false),
                    at = table.Column<string>(maxLength: 24, nullable: false),
                    day = table.Column<string>(maxLength: 10, nullable: false),
                    body = table.Column<long>(nullable: false),
                    kind = table.Column<string>(nullable: false),
                    actor = table.Column<string>(nullable: false),
                    reason = table.Column<string>(nullable: true),
                    reverses = table.Column<long>(nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_ledger_transactions", x => x.number));
            migrationBuilder.CreateIndex("ledger_transactions_reverses", "ledger_transactions", "reverses", unique: true);
            migrationBuilder.CreateIndex("ledger_transactions_body", "ledger_transactions", ["body", "day"]);
            migrationBuilder.CreateTable(
                "ledger_postings",
                table => new
                {
                    transaction = table.Column<long>(nullable: false),
                    line = table.Column<int>(nullable: false),
                    account = table.Column<string>(nullable: false, collation: ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal) ? null : "C"),
                    day = table.Column<string>(maxLength: 10, nullable: false),
                    amount = table.Column<long>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_ledger_postings", x => new { x.transaction, x.line }));
            migrationBuilder.CreateIndex("ledger_postings_account", "ledger_postings", ["account", "day", "amount"]);
            migrationBuilder.CreateTable(
                "receipts",
                table => new
                {
                    body = table.Column<long>(nullable: false),
                    year = table.Column<int>(nullable: false),
                    number = table.Column<int>(nullable: false),
                    transaction = table.Column<long>(nullable: false),
                    payer = table.Column<string>(nullable: false),
                    amount = table.Column<long>(nullable: false),
                    day = table.Column<string>(maxLength: 10, nullable: false),
                    method = table.Column<string>(nullable: false),
                    key = table.Column<string>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_receipts", x => new { x.body, x.year, x.number }));
            migrationBuilder.CreateIndex("receipts_key", "receipts", ["body", "key"], unique: true);
            migrationBuilder.CreateIndex("receipts_transaction", "receipts", "transaction", unique: true);
            migrationBuilder.CreateIndex("receipts_payer", "receipts", "payer");
            migrationBuilder.CreateTable(
                "dues_calls",
                table => new
                {
                    payer = table.Column<string>(nullable: false),
                    year = table.Column<int>(nullable: false),
                    category = table.Column<string>(nullable: false),
                    body = table.Column<long>(nullable: false),
                    amount = table.Column<long>(nullable: false),
                    transaction = table.Column<long>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_dues_calls", x => new { x.payer, x.year, x.category }));
            migrationBuilder.CreateIndex("dues_calls_body", "dues_calls", ["body", "year"]);
            migrationBuilder.CreateTable(
                "bank_lines",
                table => new
                {
                    body = table.Column<long>(nullable: false),
                    mark = table.Column<string>(nullable: false),
                    checksum = table.Column<string>(nullable: false),
                    day = table.Column<string>(maxLength: 10, nullable: false),
                    amount = table.Column<long>(nullable: false),
                    words = table.Column<string>(nullable: false),
                    transaction = table.Column<long>(nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_bank_lines", x => new { x.body, x.mark }));
            migrationBuilder.CreateIndex("bank_lines_transaction", "bank_lines", "transaction", unique: true);
            foreach (var statement in AppendOnly.Statements(ActiveProvider!, Tables))
            {
                migrationBuilder.Sql(statement);
            }

            foreach (var row in DuesRights.Preset)
            {
                migrationBuilder.Sql($"insert into office_rights (office, \"right\", up_to) values ('{row.Office}', '{row.Right.Id}', '{row.UpTo}')");
            }
        }
    }
}
