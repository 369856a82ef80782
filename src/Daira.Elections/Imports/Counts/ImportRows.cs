using Daira.Elections.Contests;
using Daira.Elections.Storage;

namespace Daira.Elections.Imports.Counts;

/// <summary>The rows of an import as they are stored, made one by one while they are written.</summary>
internal sealed record ImportRows(IEnumerable<VoteRow> Votes, IEnumerable<TotalsRow> Totals, IReadOnlyList<NewStation> Stations)
{
    /// <param name="undone">Choices that were taken back: their rows are doubtful again and left out.</param>
    public static ImportRows Of(MappedResults mapped, DecidedImport import, IReadOnlySet<Guid> undone)
    {
        var names = import.Names.Where(n => n.Decision is not { } id || !undone.Contains(id)).ToDictionary(n => new WrittenPlace(n.Place, n.Within, n.Station));
        var lists = import.Lists.ToDictionary(l => l.Written, l => l.List.Code);
        string?[] codes = [.. mapped.Lists.Select(l => lists.GetValueOrDefault(l))];
        DecidedName?[] places = [.. mapped.Places.Select(p => names.GetValueOrDefault(p))];
        return new ImportRows(VotesOf(mapped, import, places, codes), TotalsOf(mapped, import, places), [.. places.Select(p => p?.New).OfType<NewStation>()]);
    }

    private static IEnumerable<VoteRow> VotesOf(MappedResults mapped, DecidedImport import, DecidedName?[] places, string?[] lists)
    {
        // A row that only repeats what an earlier one said is counted once.
        var seen = new HashSet<long>();
        var columns = lists.Distinct().ToList();
        var columnOf = Array.ConvertAll(lists, l => columns.IndexOf(l));
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] indices = [.. places.Select(p => p is null ? -1 : known.TryAdd(p.Code, known.Count) ? known.Count - 1 : known[p.Code])];
        for (var i = 0; i < mapped.Rows.Count; i++)
        {
            var row = mapped.Rows[i];
            if (places[row.Place] is not { } place)
            {
                continue;
            }

            var decision = place.Decision?.ToString("D");
            for (var c = row.First; c < mapped.EndOf(i); c++)
            {
                var cell = mapped.Cells[c];
                if (lists[cell.List] is { } list && seen.Add(((long)indices[row.Place] << 32) | (uint)columnOf[cell.List]))
                {
                    yield return new VoteRow(0, import.Contest, place.Code, list, cell.Votes, import.Status, import.SourceId, row.Line, null, decision, import.Number);
                }
            }
        }
    }

    private static IEnumerable<TotalsRow> TotalsOf(MappedResults mapped, DecidedImport import, DecidedName?[] places) =>
        mapped.Rows
            .Where(r => r.Totals >= 0 && places[r.Place] is not null && IsKept(mapped.Totals[r.Totals]))
            .GroupBy(r => places[r.Place]!.Code)
            .Select(rows =>
            {
                var totals = rows.Select(r => mapped.Totals[r.Totals]).Aggregate(Together);
                return new TotalsRow(
                    import.Contest, rows.Key, null, totals.Registered, totals.Voters, totals.Spoilt, totals.Turnout, null, import.SourceId, rows.First().Line, import.Number, places[rows.First().Place]!.Decision?.ToString("D"));
            });

    private static bool IsKept(MappedTotals totals) => totals is not { Registered: null, Voters: null, Spoilt: null, Turnout: null };

    /// <summary>What several rows say of one place.</summary>
    public static MappedTotals Together(MappedTotals first, MappedTotals further) => new(
        first.Registered ?? further.Registered, first.Voters ?? further.Voters, first.Spoilt ?? further.Spoilt, first.Valid ?? further.Valid, first.Turnout ?? further.Turnout);
}
