using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Elections.Exchange;

/// <summary>Rows on their way out: to a page, a spreadsheet, a map program. One table, many writers.</summary>
/// <param name="Id">Name of the file and of the layer, e.g. <c>strong-ma-communal-2021-PI</c>; letters, digits and hyphens.</param>
/// <param name="Rows">Each with one cell per column, of the column's kind; null = unknown.</param>
/// <param name="Origin">What must travel with the figures.</param>
public sealed record Table(string Id, IReadOnlyList<Column> Columns, IReadOnlyList<TableRow> Rows, Origin Origin)
{
    /// <summary>The same figures one by one, where a row holds several and each has an origin of its own: a workbook carries them on a sheet of their own.</summary>
    public Table? Figures { get; init; }
}

/// <param name="Place">The place whose shape belongs to the row; null for a row without one.</param>
public sealed record TableRow(Place? Place, IReadOnlyList<object?> Cells);

/// <summary>Where the rows come from, and how to ask for them again.</summary>
/// <param name="Title">The question the table answers.</param>
/// <param name="Recipe">Null where figures are shown as received.</param>
/// <param name="Notices">What a reader must know (unverified, approximate, eight lists only…).</param>
public sealed record Origin(Message Title, Recipe? Recipe, string DataVersion, IReadOnlyList<Contests.Source> Sources, IReadOnlyList<Message> Notices);

/// <summary>How an <see cref="Answer"/> becomes a table that a stranger understands: codes and names first, then the figures, the class and why.</summary>
public static class AnswerTable
{
    public static Table From(Answer answer, ElectoralData data)
    {
        var own = answer.Columns.Where(c => Layers.Identity.All(i => i.Id != c.Id)).ToArray();
        var kept = own.Select(c => answer.Columns.ToList().IndexOf(c)).ToArray();
        var hasClass = own.Any(c => c.Id == "class");
        var hasWhy = own.Any(c => c.Id == "why");
        Column[] columns =
        [
            .. Layers.Identity,
            .. own,
            .. hasClass ? Array.Empty<Column>() : [new Column("class", ColumnKind.Class, new Message("exchange.class"))],
            .. hasWhy ? Array.Empty<Column>() : [new Column("why", ColumnKind.Sentence, new Message("exchange.why"))],
        ];
        var rows = answer.Rows.Select(row => new TableRow(
            row.Place,
            [
                .. Layers.IdentityOf(row.Place),
                .. kept.Select(k => row.Cells[k]),
                .. hasClass ? Array.Empty<object?>() : [row.Class],
                .. hasWhy ? Array.Empty<object?>() : [row.Why],
            ])).ToArray();
        return new Table(IdOf(answer.Question), columns, rows, OriginOf(answer, data));
    }

    private static string IdOf(Question q)
    {
        var parts = new[] { q.Topic.ToString().ToLowerInvariant(), q.Contest, q.List, q.Within };
        return string.Join('-', parts.Where(p => p is not null).Select(Plain!));
    }

    private static string Plain(string part) => new([.. part.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')]);

    private static Origin OriginOf(Answer answer, ElectoralData data) => new(
        answer.Title,
        answer.Recipe,
        data.Version,
        [.. data.Sources.Where(s => answer.Recipe.Sources.Contains(s.Id))],
        answer.Notices);
}
