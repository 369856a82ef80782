using System.Globalization;
using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Counts;

/// <summary>Reads a sheet's rows by a mapping. Faults become rows of the report; only a mapping that does not fit the sheet is refused.</summary>
internal sealed class MapResults
{
    private readonly Sheet sheet;
    private readonly MappedColumns columns;
    private readonly bool rounds;
    private readonly NumberForm form;
    private readonly MappedResults mapped = new();
    private readonly Dictionary<(string, string?, string?), int> places = [];
    private readonly Dictionary<string, int> lists = new(StringComparer.Ordinal);
    private readonly List<string> unclear = [];
    private (string[] Fields, int Place) last = ([], -1);

    private MapResults(Sheet sheet, MappedColumns columns, bool rounds, NumberForm form) => (this.sheet, this.columns, this.rounds, this.form) = (sheet, columns, rounds, form);

    /// <param name="accepted">Rules that were accepted: fractional votes are rounded then, half to even.</param>
    public static Outcome<MappedResults> Run(Sheet sheet, ResultsMapping mapping, IReadOnlySet<string> accepted, CancellationToken stop, Pace? pace = null)
    {
        var found = MappedColumns.Of(sheet, mapping);
        if (!found.IsDone)
        {
            return Outcome<MappedResults>.Refused(found.Refusals);
        }

        var isRounding = accepted.Contains(ImportRules.FractionalVotes);
        var first = new MapResults(sheet, found.Value, isRounding, default);
        var plain = first.Map(pace?.Over(sheet.Rows) ?? sheet.Rows, stop);

        // A separator that is unclear in one cell is clear from the others: 1.234 beside 0.5 has decimals.
        return NumberForm.Of(first.unclear) is { Decimal: not null } shown ? new MapResults(sheet, found.Value, isRounding, shown).Map(sheet.Rows, stop) : plain;
    }

    private MappedResults Map(IEnumerable<SheetRow> rows, CancellationToken stop)
    {
        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();
            if (columns.Takes(row))
            {
                Take(row);
            }
            else
            {
                mapped.PassedOver++;
            }
        }

        return mapped;
    }

    private void Take(SheetRow row)
    {
        var index = mapped.Rows.Count;
        var place = PlaceOf(row);
        mapped.Rows.Add(new MappedRow(row.Line, place, mapped.Cells.Count, -1));
        if (row.IsTooLong)
        {
            Fault(index, ImportRules.ColumnsSlipped, new Message("import.columns-slipped"));
        }

        if (mapped.Places[place].Place.Length == 0)
        {
            Fault(index, ImportRules.PlaceMissing, new Message("import.place-missing", columns.Place.Name));
        }

        TakeVotes(row, index);
        if (columns.HasTotals && TotalsOf(row, index) is { IsEmpty: false } totals)
        {
            mapped.Rows[index] = mapped.Rows[index] with { Totals = mapped.Totals.Count };
            mapped.Totals.Add(totals);
        }
    }

    private int PlaceOf(SheetRow row)
    {
        // In a long file the rows of one place follow each other.
        if (last.Place >= 0 && IsAsBefore(row, columns.Place) && IsAsBefore(row, columns.Within) && IsAsBefore(row, columns.Station))
        {
            return last.Place;
        }

        var key = (Text(row, columns.Place) ?? "", Text(row, columns.Within), Text(row, columns.Station));
        if (!places.TryGetValue(key, out var place))
        {
            places[key] = place = mapped.Places.Count;
            mapped.Places.Add(new WrittenPlace(key.Item1, key.Item2, key.Item3));
            mapped.Names.Add(Text(row, columns.Name));
        }

        last = (row.Fields, place);
        return place;
    }

    private bool IsAsBefore(SheetRow row, MappedColumn? column) =>
        column is null || string.Equals(row.Fields[column.Index], last.Fields[column.Index], StringComparison.Ordinal);

    private static string? Text(SheetRow row, MappedColumn? column) => column is null || Written.Clean(row.Fields[column.Index]) is not { Length: > 0 } text ? null : text;

    private void TakeVotes(SheetRow row, int index)
    {
        if (columns.List is not { } list)
        {
            foreach (var (column, name) in columns.Lists)
            {
                Cell(row, index, column, name);
            }
        }
        else if (row.Fields[list.Index] is { Length: > 0 } written)
        {
            Cell(row, index, columns.Votes!, written);
        }
    }

    private void Cell(SheetRow row, int index, MappedColumn column, string list)
    {
        if (Count(row, index, column, canRound: true) is { } votes)
        {
            mapped.Cells.Add(new MappedCell(IndexOf(list), votes));
        }
    }

    private int IndexOf(string written)
    {
        if (lists.TryGetValue(written, out var index))
        {
            return index;
        }

        var list = Written.Clean(written);
        index = mapped.Lists.IndexOf(list);
        if (index < 0)
        {
            index = mapped.Lists.Count;
            mapped.Lists.Add(list);
        }

        return lists[written] = index;
    }

    private long? Count(SheetRow row, int index, MappedColumn? column, bool canRound = false)
    {
        if (column is null)
        {
            return null;
        }

        var cell = row.Fields[column.Index];
        var read = CellNumbers.ReadCount(cell, form);
        if (form.Decimal is null && cell.AsSpan().IndexOfAny('.', ',') >= 0)
        {
            unclear.Add(cell);
        }

        return read.Fault is null ? read.Value
            : canRound && read.Fault == "number.not-whole" ? Rounded(cell, index, column)
            : Unreadable(index, column, cell, read.Fault);
    }

    private long? Rounded(string cell, int index, MappedColumn column)
    {
        if (!rounds || CellNumbers.ReadQuantity(cell, form.Decimal is null ? NumberForm.Point : form) is not { Value: { } exact })
        {
            Fault(index, ImportRules.FractionalVotes, new Message("import.fractional-votes", column.Name, Written.Short(cell)));
            return null;
        }

        var whole = Math.Round(exact, MidpointRounding.ToEven);
        mapped.Rounded += whole - exact;
        return (long)whole;
    }

    private long? Unreadable(int index, MappedColumn column, string cell, string fault)
    {
        Fault(index, ImportRules.UnreadableNumber, new Message("import.unreadable-number", column.Name, new Message(fault, Written.Short(cell))));
        return null;
    }

    private MappedTotals TotalsOf(SheetRow row, int index) => new(
        Count(row, index, columns.Registered),
        Count(row, index, columns.Voters),
        Count(row, index, columns.Spoilt),
        Count(row, index, columns.Valid),
        Share(row, index, columns.Turnout));

    /// <summary>A share with the digits it was written with.</summary>
    private string? Share(SheetRow row, int index, MappedColumn? column)
    {
        if (column is null || CellNumbers.IsUnknown(row.Fields[column.Index]))
        {
            return null;
        }

        var cell = row.Fields[column.Index];
        var read = CellNumbers.ReadQuantity(cell, NumberForm.Of([cell]) is { Decimal: not null } shown ? shown : NumberForm.Point);
        var share = read.Value > 1 ? read.Value / 100 : read.Value;
        if (share is >= 0 and <= 1)
        {
            return share.Value.ToString(CultureInfo.InvariantCulture);
        }

        Unreadable(index, column, cell, read.Fault ?? "number.not-a-number");
        return null;
    }

    private void Fault(int row, string rule, Message reason) => mapped.Faults.Add(new RowFault(row, rule, reason));
}
