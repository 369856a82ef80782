using System.Runtime.InteropServices;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Counts;

/// <summary>What a file writes of a place: each combination once.</summary>
internal sealed record WrittenPlace(string Place, string? Within, string? Station);

/// <summary>One row of the file.</summary>
/// <param name="Place">Index of the written place.</param>
/// <param name="First">Index of its first cell; the next row's first ends them.</param>
/// <param name="Totals">Index of its totals, −1 without.</param>
internal readonly record struct MappedRow(int Line, int Place, int First, int Totals);

/// <param name="List">Index of the list.</param>
internal readonly record struct MappedCell(int List, long Votes);

/// <summary>Totals of one row; null = not reported.</summary>
internal sealed record MappedTotals(long? Registered, long? Voters, long? Spoilt, long? Valid, string? Turnout)
{
    public bool IsEmpty => this is { Registered: null, Voters: null, Spoilt: null, Valid: null, Turnout: null };
}

/// <summary>Something wrong in one row.</summary>
internal sealed record RowFault(int Row, string Rule, Message Reason);

/// <summary>The second step: a file's rows with numbers read and columns understood, in few objects, so that a million rows fit.</summary>
internal sealed class MappedResults
{
    public List<MappedRow> Rows { get; } = [];

    public List<MappedCell> Cells { get; } = [];

    public List<MappedTotals> Totals { get; } = [];

    public List<WrittenPlace> Places { get; } = [];

    /// <summary>For each written place the name beside its code; null where the file gives none.</summary>
    public List<string?> Names { get; } = [];

    /// <summary>Lists as the file names them.</summary>
    public List<string> Lists { get; } = [];

    public List<RowFault> Faults { get; } = [];

    /// <summary>Rows that the mapping does not ask for.</summary>
    public int PassedOver { get; set; }

    /// <summary>What rounding added to fractional votes in all; negative when it took away.</summary>
    public decimal Rounded { get; set; }

    /// <summary>Where the cells of a row end.</summary>
    public int EndOf(int row) => row + 1 < Rows.Count ? Rows[row + 1].First : Cells.Count;

    public ReadOnlySpan<MappedCell> CellsOf(int row) => CollectionsMarshal.AsSpan(Cells)[Rows[row].First..EndOf(row)];
}
