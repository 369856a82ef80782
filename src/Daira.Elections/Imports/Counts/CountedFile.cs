using System.Runtime.InteropServices;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Counts;

/// <summary>What a file says of one place, all its rows together.</summary>
internal sealed class CountedPlace(string code, string stored, int firstRow)
{
    public string Code { get; } = code;

    /// <summary>The place itself, or the one that holds it when it is a station to be added.</summary>
    public string Stored { get; } = stored;

    public int FirstRow { get; } = firstRow;

    /// <summary>Sum of the lists' votes; null without any.</summary>
    public long? Votes { get; set; }

    /// <summary>How many lists have a figure.</summary>
    public int Lists { get; set; }

    public MappedTotals Totals { get; set; } = new(null, null, null, null, null);

    public bool HasTotals { get; set; }
}

/// <summary>The rows of a file gathered by the places they were found to mean; says which rows repeat or contradict others.</summary>
internal sealed class CountedFile
{
    private readonly MappedResults mapped;
    private readonly int[] placeOf;
    private readonly List<CountedPlace> places = [];
    private readonly Dictionary<long, (int Row, long Votes)> cells;

    /// <param name="answers">One per written place.</param>
    /// <param name="lists">The list of each column.</param>
    /// <param name="pace">Of the rows.</param>
    public CountedFile(MappedResults mapped, IReadOnlyList<PlaceAnswer> answers, string[] lists, Pace pace)
    {
        this.mapped = mapped;
        cells = new Dictionary<long, (int, long)>(mapped.Cells.Count);
        placeOf = new int[answers.Count];
        Array.Fill(placeOf, -1);
        Lists = [.. lists.Distinct()];
        var listOf = lists.Select(l => Array.IndexOf(Lists, l)).ToArray();
        Gather(answers, listOf, pace);
    }

    /// <summary>Codes of the lists, each once.</summary>
    public string[] Lists { get; }

    public IReadOnlyList<CountedPlace> Places => places;

    /// <summary>Rows that say again what an earlier one said, with that row.</summary>
    public List<(int Row, int Earlier)> Repeated { get; } = [];

    /// <summary>Rows that say otherwise, with what they say and what was said.</summary>
    public List<(int Row, int Earlier, string List, long Said, long Before)> Contradicting { get; } = [];

    public long VotesWritten { get; private set; }

    /// <summary>Rows of votes and totals that an import of this file writes.</summary>
    public long RowsWritten => cells.Count + places.Count(p => p.HasTotals);

    /// <summary>The place of a row; null where none was found.</summary>
    public string? CodeOf(int row) => placeOf[mapped.Rows[row].Place] is >= 0 and var place ? places[place].Code : null;

    /// <summary>Votes by list at a place.</summary>
    public long? Votes(int place, int list) => cells.TryGetValue(Key(place, list), out var cell) ? cell.Votes : null;

    /// <summary>Places of a contest of which neither the file nor what is stored says anything.</summary>
    public IEnumerable<Place> Without(ContestResults results, ElectoralData data)
    {
        var scope = new Contests.ContestScope(results.Contest, data.Atlas);
        var here = places.Select(p => data.Atlas.Find(p.Stored) is { } place ? scope.OwnOf(place)?.Code : null).OfType<string>().ToHashSet();
        return results.Places.Where((p, row) => !here.Contains(p.Code) && results.ListVotes(row) is null);
    }

    private void Gather(IReadOnlyList<PlaceAnswer> answers, int[] listOf, Pace pace)
    {
        var byCode = new Dictionary<string, int>();
        foreach (var i in pace.Over(Enumerable.Range(0, mapped.Rows.Count)))
        {
            var row = mapped.Rows[i];
            if (answers[row.Place].Code is not { } code)
            {
                continue;
            }

            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(byCode, code, out var known);
            if (!known)
            {
                place = places.Count;
                places.Add(new CountedPlace(code, answers[row.Place].Station?.Parent ?? code, i));
            }

            placeOf[row.Place] = place;
            TakeCells(i, place, listOf);
            TakeTotals(i, places[place]);
        }
    }

    private void TakeCells(int row, int place, int[] listOf)
    {
        var counted = places[place];
        var repeats = -1;
        foreach (var cell in mapped.CellsOf(row))
        {
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, Key(place, listOf[cell.List]), out var known);
            if (!known)
            {
                first = (row, cell.Votes);
                counted.Votes = (counted.Votes ?? 0) + cell.Votes;
                counted.Lists++;
                VotesWritten += cell.Votes;
            }
            else if (first.Votes != cell.Votes)
            {
                Contradicting.Add((row, first.Row, Lists[listOf[cell.List]], cell.Votes, first.Votes));
            }
            else
            {
                repeats = first.Row;
            }
        }

        if (repeats >= 0)
        {
            Repeated.Add((row, repeats));
        }
    }

    private void TakeTotals(int row, CountedPlace place)
    {
        if (mapped.Rows[row].Totals is not (>= 0 and var index))
        {
            return;
        }

        var said = mapped.Totals[index];
        foreach (var (before, now) in ((long?, long?)[])[(place.Totals.Registered, said.Registered), (place.Totals.Voters, said.Voters), (place.Totals.Spoilt, said.Spoilt), (place.Totals.Valid, said.Valid)])
        {
            if (before is { } b && now is { } n && b != n)
            {
                Contradicting.Add((row, place.FirstRow, "", n, b));
            }
        }

        place.Totals = ImportRows.Together(place.Totals, said);
        place.HasTotals |= said is not { Registered: null, Voters: null, Spoilt: null, Turnout: null };
    }

    private static long Key(int place, int list) => ((long)place << 24) | (uint)list;
}
