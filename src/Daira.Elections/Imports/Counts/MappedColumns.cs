using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Counts;

internal sealed record MappedColumn(string Name, int Index);

/// <summary>The columns of a mapping, found in a sheet.</summary>
internal sealed record MappedColumns(
    MappedColumn Place,
    MappedColumn? Name,
    MappedColumn? Within,
    MappedColumn? Station,
    MappedColumn? List,
    MappedColumn? Votes,
    IReadOnlyList<(MappedColumn Column, string List)> Lists,
    MappedColumn? Registered,
    MappedColumn? Voters,
    MappedColumn? Spoilt,
    MappedColumn? Valid,
    MappedColumn? Turnout,
    IReadOnlyList<(MappedColumn Column, string Value)> Where)
{
    public bool HasTotals { get; } = (Registered ?? Voters ?? Spoilt ?? Valid ?? Turnout) is not null;

    /// <summary>Whether the mapping asks for a row.</summary>
    public bool Takes(SheetRow row)
    {
        foreach (var (column, value) in Where)
        {
            if (!row.Fields[column.Index].Trim().Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>Refused with every column that the sheet does not have.</returns>
    public static Outcome<MappedColumns> Of(Sheet sheet, ResultsMapping mapping)
    {
        var faults = new List<Refusal>();
        MappedColumn Need(string name)
        {
            if (sheet.Column(name) is { } index)
            {
                return new MappedColumn(name, index);
            }

            faults.Add(new Refusal(RefusalKind.Invalid, "unknown-column", new Message("import.unknown-column", sheet.File, name, string.Join(", ", sheet.Header))));
            return new MappedColumn(name, -1);
        }

        MappedColumn? May(string? name) => string.IsNullOrEmpty(name) ? null : Need(name);
        if (mapping.IsWide == (mapping.List is not null && mapping.Votes is not null))
        {
            faults.Add(new Refusal(RefusalKind.Invalid, "wide-or-long", new Message("import.wide-or-long")));
        }

        var columns = new MappedColumns(
            Need(mapping.Place),
            May(mapping.Name),
            May(mapping.Within),
            May(mapping.Station),
            May(mapping.List),
            May(mapping.Votes),
            [.. mapping.Lists.Select(ResultsMapping.ListOf).Select(l => (Need(l.Column), l.List))],
            May(mapping.Registered),
            May(mapping.Voters),
            May(mapping.Spoilt),
            May(mapping.Valid),
            May(mapping.Turnout),
            [.. mapping.Where.Select(ResultsMapping.ListOf).Select(w => (Need(w.Column), w.List))]);
        return faults.Count > 0 ? Outcome<MappedColumns>.Refused(faults) : columns;
    }
}
