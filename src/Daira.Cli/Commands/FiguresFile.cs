using System.CommandLine;
using System.Globalization;
using Daira.Elections.Imports;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary>A CSV file of figures by unit: <c>id,…</c>. An empty cell is unknown.</summary>
internal static class FiguresFile
{
    private const int Named = 10;

    public static Option<string> Option() => new("--values") { Description = "A CSV file: id,… with one line per unit; an empty cell is unknown.", Required = true };

    /// <param name="ids">Every unit; each has one line in the file, and the file no other.</param>
    /// <param name="flags">Whether figures are 0 or 1.</param>
    /// <returns>Per column one figure per id, in their order; NaN is unknown.</returns>
    public static Outcome<double[][]> Read(string file, IReadOnlyList<string> columns, IReadOnlyList<string> ids, bool flags = false)
    {
        try
        {
            var table = CsvTable.Read(file);
            var id = table.Column("id");
            int[] at = [.. columns.Select(table.Column)];
            if (table.Records.GroupBy(r => r.Fields[id], StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            {
                throw new InvalidDataException($"line {twice.ElementAt(1).Line}: the id “{twice.Key}” stands twice.");
            }

            var rows = table.Records.ToDictionary(r => r.Fields[id], StringComparer.Ordinal);
            Refusal[] strangers = [.. Missing("cli.values-without-unit", rows.Keys.Except(ids)), .. Missing("cli.units-without-value", ids.Except(rows.Keys))];
            return strangers.Length > 0
                ? Outcome<double[][]>.Refused(strangers)
                : at.Select(column => ids.Select(unit => Figure(rows[unit], column, flags)).ToArray()).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new Refusal(RefusalKind.Invalid, "values-file", new Message("cli.values-file", file, e.Message));
        }
    }

    /// <summary>Events and those among whom they happened, known together or not at all.</summary>
    public static Outcome<double[][]> Rates(string file, string events, string population, IReadOnlyList<string> ids)
    {
        var read = Read(file, [events, population], ids);
        return read.IsDone && ImpossibleRate(read.Value) is >= 0 and var unit
            ? new Refusal(RefusalKind.Invalid, "rate", new Message("cli.rate", ids[unit], events, Written(read.Value[0][unit]), population, Written(read.Value[1][unit])))
            : read;
    }

    /// <summary>The figures of a column, whatever stands beside them; NaN is unknown.</summary>
    public static Outcome<double[]> Column(string file, string column)
    {
        try
        {
            var table = CsvTable.Read(file);
            var at = table.Column(column);
            return table.Records.Select(r => Figure(r, at, flags: false)).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new Refusal(RefusalKind.Invalid, "values-file", new Message("cli.values-file", file, e.Message));
        }
    }

    private static Code Written(double figure) => new(figure.ToString(CultureInfo.InvariantCulture));

    private static int ImpossibleRate(double[][] figures) =>
        Array.FindIndex(figures[0].Zip(figures[1]).ToArray(), f => !double.IsNaN(f.First + f.Second) && !(f.First >= 0 && f.Second > 0));

    private static IEnumerable<Refusal> Missing(string text, IEnumerable<string> found)
    {
        var all = found.Distinct(StringComparer.Ordinal).ToArray();
        if (all.Length > 0)
        {
            yield return new Refusal(RefusalKind.Conflict, "ids-differ", new Message(text, all.Length, string.Join(", ", all.Length <= Named ? all : all.Take(Named).Append("…"))));
        }
    }

    private static double Figure(CsvRecord record, int column, bool flags)
    {
        var text = record.Fields[column];
        if (text.Length == 0)
        {
            return double.NaN;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure) || !double.IsFinite(figure))
        {
            throw new InvalidDataException($"line {record.Line}: “{text}” is not a number; leave the cell empty where the figure is unknown.");
        }

        return !flags || figure is 0 or 1
            ? figure
            : throw new InvalidDataException($"line {record.Line}: “{text}” is neither 0 nor 1; leave the cell empty where it is unknown.");
    }
}
