using Daira.Elections.Contests;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Reconciliation;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.Imports;

/// <summary>One decision about figures, for whoever looks through them or takes one back.</summary>
/// <param name="Kind">Word of the kind: <c>results-imported contest-added correct-result name-decided</c>.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Import">The import's number, with its file, and the rules accepted; null for other kinds.</param>
/// <param name="Choice">The chosen place; null for other kinds.</param>
public sealed record DecisionTaken(Guid Id, DateTimeOffset At, string Actor, string Kind, string Subject, string? Reason, bool IsUndone, ImportTaken? Import, NameChoice? Choice)
{
    /// <summary>Number of the import, of results or of places; null for other kinds.</summary>
    public int? Number { get; init; }
}

/// <param name="Rows">Vote and total rows that were written.</param>
public sealed record ImportTaken(int Number, string Contest, string File, string Sha256, long Rows, ResultsMapping Mapping, IReadOnlyList<string> Accepted);

/// <summary>Reads back what was decided about figures.</summary>
public static class DecidedImports
{
    /// <summary>Newest first.</summary>
    public static IReadOnlyList<DecisionTaken> All(RecordStore record)
    {
        var decisions = DecidedChanges.All(record);
        var undone = DecidedChanges.UndoneOf(decisions);
        return [.. decisions.Where(d => d.Kind != DecidedChanges.Undo).Reverse().Select(d => new DecisionTaken(
            d.Id, d.At, d.Actor, d.Kind, d.Subject, d.Reason, undone.Contains(d.Id), ImportOf(d), d.Kind == PlaceNamed.Name ? PlaceNamed.Read(d) : null) { Number = ImportNumbers.Of(d) })];
    }

    /// <summary>Choices of places that stand, the latest of each case.</summary>
    public static IReadOnlyList<NameChoice> Choices(RecordStore record) =>
        [.. NameChoices.Of(DecidedChanges.All(record), []).All.OrderBy(c => c.Level, StringComparer.Ordinal).ThenBy(c => c.Within, StringComparer.Ordinal).ThenBy(c => c.Written, StringComparer.Ordinal)];

    private static ImportTaken? ImportOf(Decision decision)
    {
        if (decision.Kind != ResultsImported.Name)
        {
            return null;
        }

        var import = DecidedImport.Read(decision);
        return new ImportTaken(import.Number, import.Contest, import.Source.File, import.Source.Sha256, import.Rows, import.Mapping, import.Accepted);
    }
}
