using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Map;

/// <summary>A view with its answer: what every part of the page shows a piece of.</summary>
public sealed class MapSight(MapView view, Answer answer, ElectoralData data, Language language)
{
    public const int RowsOnAPage = 20;
    private IReadOnlyList<AnswerRow>? shown;

    public MapView View { get; } = view;

    public Answer Answer { get; } = answer;

    public ElectoralData Data { get; } = data;

    public ContestResults Results { get; } = data.Find(answer.Question.Contest)!;

    public Contest Contest => Results.Contest;

    public ElectoralList? List => View.Question.List is { } code && Results.ColumnOf(code) is var column and >= 0 ? Results.Lists[column] : null;

    /// <summary>Level of the rows.</summary>
    public PlaceLevel Level => View.Question.Level ?? Contest.Level;

    public Place? Within => View.Question.Within is { } code ? Data.Atlas.Find(code) : null;

    public Place? Selected => View.Selected is { } code ? Data.Atlas.Find(code) : null;

    public AnswerRow? SelectedRow => View.Selected is { } code ? Answer.Rows.FirstOrDefault(r => r.Place.Code == code) : null;

    /// <summary>Rows in classes that are ticked, in the order asked for.</summary>
    public IReadOnlyList<AnswerRow> Rows => shown ??= [.. RowOrder.Of(View.Sort, Answer, language.Code).Apply(Answer.Rows.Where(r => !View.Hidden.Contains(r.Class)))];

    public int Pages => Math.Max(1, (Rows.Count + RowsOnAPage - 1) / RowsOnAPage);

    public int Page => Math.Min(View.TablePage, Pages);

    public IEnumerable<AnswerRow> RowsHere => Rows.Skip((Page - 1) * RowsOnAPage).Take(RowsOnAPage);

    public LegendClass? ClassOf(string id) => Answer.Legend.FirstOrDefault(c => c.Id == id);

    /// <summary>Letters of the list that a class stands for: a list is never told by its colour alone.</summary>
    public string? LettersOf(LegendClass item) => item.Swatch.StartsWith("list-", StringComparison.Ordinal) && Results.ColumnOf(item.Id) >= 0 ? item.Id : null;

    /// <summary>Colours of a scale depend on how many of its steps there are.</summary>
    public string ScaleClass => Answer.Legend.Count(c => c.Swatch.StartsWith("sequential-", StringComparison.Ordinal)) is var steps and > 0 ? $"steps-{steps}" : "";
}
