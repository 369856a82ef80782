using System.Data.Common;
using System.Text.Json;
using Daira.Elections.Imports;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.Storage;

/// <summary>
/// A commit over two databases is not atomic. Whoever opens both calls this first: what was decided but not yet applied
/// is applied, a load committed but not yet journalled is journalled.
/// </summary>
public sealed class RepairAfterCut(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    /// <returns>How many cut changes were completed.</returns>
    public int Run()
    {
        if (elections.State is not SchemaState.Current || record.Look() is not SchemaState.Current)
        {
            return 0;
        }

        try
        {
            return Complete();
        }
        catch (DbException e) when (SchemaState.IsDamage(e))
        {
            // Reading goes on; whoever changes something next is told what is damaged and what to do.
            return 0;
        }
    }

    private int Complete()
    {
        // Plain statements: nearly always nothing is to be repaired, and a site that starts waits for the answer.
        var (unapplied, unjournalled) = (HasUnapplied(), Unjournalled());
        if ((!unapplied && unjournalled.Count == 0) || record.Prepare() is { IsDone: false })
        {
            return 0;
        }

        foreach (var import in unjournalled)
        {
            record.Change(db =>
            {
                Journalled(db, import, clock);
                return true;
            });
        }

        return unjournalled.Count + (unapplied ? ApplyMissing() : 0);
    }

    private int ApplyMissing()
    {
        var decisions = DecidedChanges.All(record);
        var files = new SourceFiles(record.Database.Folder);
        return elections.Change((connection, db) => DecidedChanges.ApplyMissing(new Applying(connection, db, files, decisions, CancellationToken.None)));
    }

    /// <summary>Writes that an import was committed, and the decision by which it can be asked again.</summary>
    internal static void Journalled(RecordDb db, ImportRow import, TimeProvider clock)
    {
        db.Journal(Actor.Operator, clock, LoadAction, import.What, JsonSerializer.Serialize(new { import.Content, import.RowCount, import.At }));
        db.Decide(Actor.Operator, clock, "load", import.What, import.Request);
    }

    internal const string LoadAction = "elections-loaded";

    private bool HasUnapplied()
    {
        using var connection = elections.Database.Open(readOnly: true);
        using var decided = record.Database.Open(readOnly: true);
        var latest = decided.Read("select kind, max(number) from decisions group by kind", r => (Kind: r.GetString(0), Number: r.GetInt64(1)));
        return latest.Exists(d => DecidedChanges.ChangesFigures(d.Kind) && d.Number > DecidedChanges.ReachedBy(connection));
    }

    private List<ImportRow> Unjournalled()
    {
        using var connection = elections.Database.Open(readOnly: true);
        var imports = connection.Read("select id, at, actor, what, content, request, row_count from imports where what = 'morocco' order by id", r =>
            new ImportRow(r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetInt32(6)));
        using var journal = record.Database.Open(readOnly: true);
        var known = journal.Read("select detail from journal where action = @action", r => r.GetString(0), ("@action", LoadAction));
        return [.. imports.Where(i => !known.Exists(detail => detail.Contains(i.At, StringComparison.Ordinal) && detail.Contains(i.Content, StringComparison.Ordinal)))];
    }
}
