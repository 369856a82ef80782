using Daira.Elections.Analyses;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Map;

/// <summary>In which order the table stands. Unknown figures come last, whichever way.</summary>
/// <param name="Column">Position of the column; −1 = the place's name, −2 = the figure behind the class.</param>
/// <param name="Language">Names stand in the order of this language's letters.</param>
public sealed record RowOrder(int Column, bool Descending, string Language)
{
    private const int ByName = -1;
    private const int ByFigure = -2;

    /// <summary>Why an order cannot be taken, or null.</summary>
    public static Refusal? Fault(string? sort, Answer answer)
    {
        string[] allowed = ["place", .. answer.Columns.Where(c => c.Kind != ColumnKind.Sentence).Select(c => c.Id)];
        return sort is null || allowed.Contains(sort.TrimStart('-'))
            ? null
            : new Refusal(RefusalKind.Invalid, "unknown-sort", new Message("question.one-of", "sort", sort, string.Join(", ", allowed)));
    }

    /// <param name="sort">Id of a column or <c>place</c>, with a minus from the largest; null = by the figure behind the class.</param>
    public static RowOrder Of(string? sort, Answer answer, string language)
    {
        var descending = sort?.StartsWith('-') ?? true;
        var id = sort?.TrimStart('-');
        var column = answer.Columns.Select((c, i) => (c.Id, i)).Where(c => c.Id == id).Select(c => c.i).DefaultIfEmpty(ByFigure).First();
        return id == "place" ? new RowOrder(ByName, descending, language) : new RowOrder(column, column == ByFigure || descending, language);
    }

    /// <summary>The column that shows the figure behind the class, if one does: the table first stands in its order.</summary>
    public static Column? FigureColumn(Answer answer) =>
        answer.Rows.FirstOrDefault(r => r.Figure is not null) is { } row
            ? answer.Columns.Where((_, i) => Plain(row.Cells[i]) is decimal d && d == row.Figure).FirstOrDefault()
            : null;

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
        ByName => row.Place.Names.In(Language).Text,
        ByFigure => row.Figure,
        _ => Plain(row.Cells[Column]),
    };

    private static object? Plain(object? cell) => cell switch
    {
        Share s => s.Value,
        Points p => p.Value,
        int n => (decimal)n,
        long n => (decimal)n,
        Message m => m.Id,
        var x => x,
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
