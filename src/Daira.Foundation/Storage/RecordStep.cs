using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Foundation.Storage;

/// <summary>One hand-written step of the schema of <c>record</c>, the same on both engines; never edited once released.</summary>
public abstract class RecordStep : Migration
{
    /// <summary>
    /// The part's own hundred and a running number in it, e.g. 201, 202, 203: journal 1–99, accounts 101–199, and so on. Steps run in
    /// ascending order; a part's hundred is taken once and for all.
    /// </summary>
    public abstract int Version { get; }

    /// <summary>Runs the step inside the caller's transaction.</summary>
    public void Run(RecordDb db)
    {
        ActiveProvider = db.Database.ProviderName!;
        var generator = db.GetService<IMigrationsSqlGenerator>();

        // Built anew: the operations that a migration keeps are those of the engine it first ran on.
        var builder = new MigrationBuilder(ActiveProvider);
        Up(builder);
        foreach (var command in generator.Generate(builder.Operations))
        {
            db.Database.ExecuteSqlRaw(command.CommandText.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        }

        Move(db);
    }

    /// <summary>Rows that must be worked out by the program, once the tables are there; in the same transaction.</summary>
    protected virtual void Move(RecordDb db)
    {
    }
}