using Daira.Elections.Analyses;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Map;

/// <summary>In which order the table stands. Unknown figures come last, whichever way.</summary>
/// <param name="Column">Position of the column; −1 = the place's name, −2 = the figure behind the class.</param>
public sealed record RowOrder(int Column, bool Descending)
{
    private const int ByName = -1;
    private const int ByFigure = -2;

    /// <param name="sort">Id of a column or <c>place</c>, with a minus from the largest; what is not one of the answer's columns counts as none.</param>
    public static RowOrder Of(string? sort, Answer answer)
    {
        var descending = sort?.StartsWith('-') ?? true;
        var id = sort?.TrimStart('-');
        var column = answer.Columns.Select((c, i) => (c.Id, i)).Where(c => c.Id == id).Select(c => c.i).DefaultIfEmpty(ByFigure).First();
        return id == "place" ? new RowOrder(ByName, descending) : new RowOrder(column, column == ByFigure || descending);
    }

    public IEnumerable<AnswerRow> Apply(IEnumerable<AnswerRow> rows)
    {
        var known = rows.Select(r => (Row: r, Key: KeyOf(r))).OrderBy(r => r.Key is null);
        var ordered = Descending
            ? known.ThenByDescending(r => r.Key, KeyComparer.Instance)
            : known.ThenBy(r => r.Key, KeyComparer.Instance);
        return ordered.ThenBy(r => r.Row.Place.Index).Select(r => r.Row);
    }

    private object? KeyOf(AnswerRow row) => Column switch
    {
        ByName => row.Place.Names.In("fr").Text,
        ByFigure => row.Figure,
        _ => row.Cells[Column] switch
        {
            Share s => s.Value,
            Points p => p.Value,
            int n => (decimal)n,
            long n => (decimal)n,
            Message m => m.Id,
            var x => x,
        },
    };

    private sealed class KeyComparer : IComparer<object?>
    {
        public static KeyComparer Instance { get; } = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (decimal a, decimal b) => a.CompareTo(b),
            (null, null) => 0,
            _ => StringComparer.InvariantCulture.Compare(x?.ToString(), y?.ToString()),
        };
    }
}
