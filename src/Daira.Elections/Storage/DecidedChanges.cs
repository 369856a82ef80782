using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Daira.Elections.Contests;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Laws;
using Daira.Elections.Reconciliation;
using Daira.Elections.Results;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Elections.Storage;

/// <summary>One kind of decision that changes what <c>elections</c> holds. It is applied by the same steps the first time, after a cut, and when everything is built again.</summary>
internal interface IDecidedChange
{
    string Kind { get; }

    void Apply(Decision decision, Applying to);

    /// <summary>Takes back what <see cref="Apply"/> did, so that everything is as if it had never been decided.</summary>
    void TakeBack(Decision decision, Applying to);
}

/// <summary>What a decision is applied to, in the caller's transaction.</summary>
/// <param name="Decisions">All that were ever made, in order.</param>
internal sealed record Applying(DbConnection Connection, ElectionsDb Db, SourceFiles Files, IReadOnlyList<Decision> Decisions, CancellationToken Stop)
{
    /// <summary>Ids of decisions that were taken back.</summary>
    public IReadOnlySet<Guid> Undone { get; } = DecidedChanges.UndoneOf(Decisions);

    /// <summary>Told of the votes that are written; null when nobody waits.</summary>
    public Pace? Pace { get; init; }
}

/// <summary>
/// Everything people decided that figures rest on. What <c>elections</c> holds is what ships, and then each decision that stands, in order.
/// </summary>
internal static class DecidedChanges
{
    public const string Undo = "undo";

    private const string Reached = "decided";

    private static readonly Dictionary<string, IDecidedChange> Kinds = ((IDecidedChange[])[new ContestAdded(), new ResultsImported(), new PlacesImported(), new ResultCorrected(), new PlaceNamed(), new TieResolved()]).ToDictionary(k => k.Kind);

    /// <summary>Whether decisions of this kind change figures by themselves; a named place only does through imports.</summary>
    public static bool ChangesFigures(string kind) => kind == Undo || (Kinds.ContainsKey(kind) && kind != PlaceNamed.Name);

    private sealed record UndoContent(Guid Decision);

    public static string Undoing(Guid decision) => JsonSerializer.Serialize(new UndoContent(decision));

    public static Guid UndoneBy(Decision undo) => JsonSerializer.Deserialize<UndoContent>(undo.Content)!.Decision;

    public static HashSet<Guid> UndoneOf(IEnumerable<Decision> decisions) => [.. decisions.Where(d => d.Kind == Undo).Select(UndoneBy)];

    /// <summary>In order; none while <c>record</c> does not exist yet.</summary>
    public static IReadOnlyList<Decision> All(RecordStore record)
    {
        string[] kinds = [Undo, .. Kinds.Keys];
        return record.Look() is SchemaState.Missing
            ? []
            : record.Read(db => db.Rows<Decision>().AsNoTracking().Where(d => kinds.Contains(d.Kind)).OrderBy(d => d.Number).ToList());
    }

    public static IDecidedChange Of(Decision decision) => Kinds[decision.Kind];

    /// <summary>Applies everything that stands, onto freshly written tables.</summary>
    public static void ApplyAll(Applying to)
    {
        foreach (var decision in to.Decisions.Where(d => ChangesFigures(d.Kind)))
        {
            to.Stop.ThrowIfCancellationRequested();
            if (decision.Kind != Undo && !to.Undone.Contains(decision.Id))
            {
                Of(decision).Apply(decision, to);
            }

            Note(to.Connection, decision);
        }
    }

    /// <summary>Applies what was decided but cut before it reached <c>elections</c>.</summary>
    /// <returns>How many decisions were missing.</returns>
    public static int ApplyMissing(Applying to)
    {
        var reached = ReachedBy(to.Connection);
        var missing = to.Decisions.Where(d => d.Number > reached && ChangesFigures(d.Kind)).ToList();
        foreach (var decision in missing)
        {
            if (decision.Kind == Undo)
            {
                TakeBackApplied(decision, reached, to);
            }
            else if (!to.Undone.Contains(decision.Id))
            {
                Of(decision).Apply(decision, to);
            }

            Note(to.Connection, decision);
        }

        return missing.Count;
    }

    /// <summary>The last decision that <c>elections</c> knows of.</summary>
    public static long ReachedBy(DbConnection connection) =>
        connection.One("select value from state where name = @name", ("@name", Reached)) is string number ? long.Parse(number, CultureInfo.InvariantCulture) : 0;

    /// <summary>Moves the version of the data on, and says that the decision is in it.</summary>
    /// <returns>The new version.</returns>
    public static string Note(DbConnection connection, Decision decision)
    {
        connection.Run("delete from state where name = @name", ("@name", Reached));
        connection.Run("insert into state (name, value) values (@name, @value)", ("@name", Reached), ("@value", decision.Number.ToString(CultureInfo.InvariantCulture)));
        return DataVersion.MoveOn(connection, decision.Id.ToString("D"));
    }

    private static void TakeBackApplied(Decision undo, long reached, Applying to)
    {
        var target = to.Decisions.First(d => d.Id == UndoneBy(undo));
        if (target.Number <= reached)
        {
            Of(target).TakeBack(target, to);
        }
    }
}
