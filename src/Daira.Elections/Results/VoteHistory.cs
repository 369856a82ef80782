using System.Runtime.InteropServices;
using Daira.Elections.Storage;

namespace Daira.Elections.Results;

/// <summary>What a file says of a cell against what is stored.</summary>
public enum CellFate
{
    New,
    Same,
    Changed,
}

/// <summary>
/// Everything that was ever said of the votes of one contest, in order: rows of sources name the row they follow, corrections the
/// figure they correct. A correction stands above a source that still says the corrected figure, and yields to one that says another.
/// </summary>
internal sealed class VoteHistory(string contest, long firstId)
{
    private long nextId = firstId;
    private readonly Dictionary<(string Place, string List), Cell> cells = [];
    private readonly List<VoteRow> rows = [];
    private readonly HashSet<int> repointed = [];
    private int stored;

    private struct Cell
    {
        /// <summary>Index of what a source said last.</summary>
        public int Asserted;

        /// <summary>Index of the first correction above it, or −1.</summary>
        public int Corrected;

        /// <summary>Index of the row in force.</summary>
        public int Standing;
    }

    /// <summary>All rows, in order.</summary>
    public IReadOnlyList<VoteRow> Rows => rows;

    /// <summary>Whether nothing was ever said.</summary>
    public bool IsEmpty => rows.Count == 0;

    /// <summary>The first figures of a contest, each cell once: they follow none, so that millions need not be kept to find out.</summary>
    public IEnumerable<VoteRow> First(IEnumerable<VoteRow> said) => said.Select(row => row with { Id = nextId++, Replaces = null });

    /// <summary>Rows that were added to what was stored.</summary>
    public IEnumerable<VoteRow> Added => rows.Skip(stored);

    /// <summary>Stored corrections that now name another row.</summary>
    public IEnumerable<VoteRow> Repointed => repointed.Where(i => i < stored).Select(i => rows[i]);

    public static bool IsCorrection(VoteRow row) => row is { Import: null, Decision: not null };

    /// <summary>Takes a row as it is stored; in the order of ids.</summary>
    public void Take(VoteRow row)
    {
        var key = (row.Place, row.List);
        var index = rows.Count;
        rows.Add(row);
        stored = rows.Count;
        if (!cells.TryGetValue(key, out var cell))
        {
            cells[key] = new Cell { Asserted = index, Corrected = -1, Standing = index };
        }
        else if (IsCorrection(row))
        {
            cells[key] = cell with { Corrected = cell.Corrected < 0 ? index : cell.Corrected, Standing = index };
        }
        else
        {
            cells[key] = cell.Corrected >= 0 && rows[cell.Corrected].Replaces == row.Id
                ? cell with { Asserted = index }
                : new Cell { Asserted = index, Corrected = -1, Standing = index };
        }
    }

    public CellFate Compare(string place, string list, long? votes) =>
        !cells.TryGetValue((place, list), out var cell) ? CellFate.New
        : rows[cell.Asserted].Votes == votes || rows[cell.Standing].Votes == votes ? CellFate.Same
        : CellFate.Changed;

    /// <summary>The votes in force; null when unknown or never said.</summary>
    public long? Standing(string place, string list) => cells.TryGetValue((place, list), out var cell) ? rows[cell.Standing].Votes : null;

    /// <summary>Adds what a source says.</summary>
    public void Add(VoteRow row)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, (row.Place, row.List), out var known);
        var index = rows.Count;
        if (!known)
        {
            rows.Add(row with { Id = nextId++, Replaces = null });
            cell = new Cell { Asserted = index, Corrected = -1, Standing = index };
        }
        else if (cell.Corrected >= 0 && rows[cell.Asserted].Votes == row.Votes)
        {
            rows.Add(row with { Id = nextId++, Replaces = rows[cell.Asserted].Id });
            rows[cell.Corrected] = rows[cell.Corrected] with { Replaces = rows[index].Id };
            repointed.Add(cell.Corrected);
            cell.Asserted = index;
        }
        else
        {
            rows.Add(row with { Id = nextId++, Replaces = rows[cell.Standing].Id });
            cell = new Cell { Asserted = index, Corrected = -1, Standing = index };
        }
    }

    /// <returns>False when the figure in force is not the one that was corrected: the correction is doubtful and not applied.</returns>
    public bool Correct(DecidedCorrection correction)
    {
        var key = (correction.Place, correction.List);
        if (!cells.TryGetValue(key, out var cell) || rows[cell.Standing].Votes != correction.Old)
        {
            return false;
        }

        var old = rows[cell.Standing];
        rows.Add(new VoteRow(nextId++, contest, correction.Place, correction.List, correction.Votes, old.Status, old.Source, 0, old.Id, correction.Decision));
        cells[key] = cell with { Corrected = cell.Corrected < 0 ? rows.Count - 1 : cell.Corrected, Standing = rows.Count - 1 };
        return true;
    }
}
