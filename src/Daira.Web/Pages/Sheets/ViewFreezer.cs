using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Comparisons;
using Daira.Elections.DecisionSheets;
using Daira.Elections.Exchange;
using Daira.Elections.Scenarios;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Map.Drawing;
using Daira.Web.Pages.Compare;
using Daira.Web.Pages.Map;
using Daira.Web.Pages.Scenarios;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Daira.Web.Pages.Sheets;

/// <summary>What an address of the map, a comparison or a what-if shows now, frozen in every language with its pictures.</summary>
public sealed class ViewFreezer(Prepared prepared, Texts texts)
{
    private readonly Freezer freezer = new([.. Language.All.Select(l => WritingIn(l, texts))]);

    /// <param name="address">As <see cref="ViewAddress"/> keeps it.</param>
    /// <returns>Refused as the page itself would.</returns>
    public Outcome<Snapshot> Freeze(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..] : "";
        return ViewAddress.KindOf(address) switch
        {
            "compare" => Compare(query),
            "whatif" => WhatIf(query),
            _ => Map(query),
        };
    }

    private Outcome<Snapshot> Map(string query)
    {
        var data = prepared.Data;
        var view = MapView.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), data);
        var asked = view.IsDone ? AskQuestion.Run(view.Value.Question, data) : Outcome<Answer>.Refused(view.Refusals);
        if (!asked.IsDone)
        {
            return Outcome<Snapshot>.Refused(asked.Refusals);
        }

        if (RowOrder.Fault(view.Value.Sort, asked.Value) is { } fault)
        {
            return fault;
        }

        // In the order the reader saw, which ought not to depend on the language it was frozen in: names are ordered as in Arabic.
        var answer = asked.Value with { Rows = [.. RowOrder.Of(view.Value.Sort, asked.Value, Language.Arabic.Code).Apply(asked.Value.Rows)] };
        return freezer.Freeze(
            answer.Title, answer.Summary, answer.Recipe, data, answer.Notices, [AnswerTable.From(answer, data)], [answer.Legend],
            speaker => MapPictures(view.Value, answer, speaker));
    }

    private IReadOnlyList<FrozenPicture> MapPictures(MapView view, Answer answer, Writing speaker)
    {
        var (data, drawings, language) = (prepared.Data, prepared.Get(d => new MapDrawings(d)), Language.Of(speaker.Language));
        var within = view.Question.Within is { } code ? data.Atlas.Find(code) : null;
        var words = new PictureWords(language, speaker.Say(answer.Title), speaker.Say(answer.Summary), _ => null, km => speaker.Say(new Message("map.kilometres", km)), data.Atlas.AncestorAt);
        var selected = view.Selected is { } place ? data.Atlas.Find(place) : null;
        if (view.Picture is { } kind && DrawCartogram.Run(view.Question, kind, data) is { IsDone: true } cartogram)
        {
            return [new FrozenPicture(words.Title, CartogramPicture.Draw(cartogram.Value, answer, view.Hidden, selected, words))];
        }

        if (drawings.Of(within) is not { } drawing)
        {
            return [];
        }

        return [new FrozenPicture(words.Title, MapPicture.Draw(drawing, answer, view.Hidden, selected, drawings.Furniture, drawing.IsWhole ? drawings.Windows(language) : [], data.Atlas.Find, words))];
    }

    private Outcome<Snapshot> Compare(string query)
    {
        var data = prepared.Data;
        var view = new CompareView(query, data);
        if (view.Answer is not { } answer)
        {
            return Outcome<Snapshot>.Refused(view.Refusals);
        }

        var layers = ComparisonMaps.Of(answer, view.Subject);
        var tables = new[] { ComparisonTables.Lists, ComparisonTables.Indices, ComparisonTables.Places }.Select(t => ComparisonTables.Find(t, Ordered(answer), data).Value).Where(t => t.Rows.Count > 0);
        var drawing = layers.Count == 0 ? null : prepared.Get(d => new MapDrawings(d)).Of(answer.Within);
        return freezer.Freeze(
            ComparisonTables.TitleOf(answer), ComparisonTables.SummaryOf(answer), answer.Recipe, data, answer.Notices, [.. tables], CompareView.LegendsOf(layers),
            speaker => drawing is null ? [] : ComparePictures(view, answer, layers, drawing, speaker));
    }

    private static IReadOnlyList<FrozenPicture> ComparePictures(CompareView view, ComparisonAnswer answer, IReadOnlyList<MapLayer> layers, CountryDrawing drawing, Writing speaker)
    {
        var language = Language.Of(speaker.Language);
        string[] titles = [.. layers.Select(l => speaker.Say(l.Title))];
        var words = new LinkedWords(
            p => p.NameIn(language.Code).Text, cell => cell.Figure is { } figure ? Texts.Figure(figure, language) : speaker.Say(new Message($"class.{cell.Class}")), _ => null);
        return [.. titles.Zip(LinkedPictures.Draw(drawing, answer.Level, layers, titles, view.Selected, words), (title, svg) => new FrozenPicture(title, svg))];
    }

    /// <summary>Places where the list won most first.</summary>
    private static ComparisonAnswer Ordered(ComparisonAnswer answer) =>
        answer with { Places = [.. answer.Places.OrderByDescending(p => p.Figures[answer.Shown].Swing ?? decimal.MinValue).ThenBy(p => p.Place!.Index)] };

    private Outcome<Snapshot> WhatIf(string query)
    {
        var data = prepared.Data;
        var view = new WhatIfView(query, data);
        if (view.Answer is not { } answer)
        {
            return Outcome<Snapshot>.Refused(view.Refusals);
        }

        var recipe = new Recipe("what-if", "1.0", [.. WhatIfQuery.Write(answer.Asked)], null, data.Version, [answer.Contest.Source]);
        var title = new Message("whatif.of", answer.Asked.Place is null ? answer.Contest : answer.Places[0].Place);
        var moved = answer.Asked.Place is null ? new Message("whatif.changed", answer.Changed.Count(), answer.Places.Count) : null;
        return freezer.Freeze(
            title, moved, recipe, data, [.. WhatIfAssumed.AssumptionsOf(answer)], [SeatsOf(answer, new Origin(title, recipe, data.Version, [], []))], [], _ => []);
    }

    private static Table SeatsOf(WhatIfAnswer answer, Origin origin) => new(
        "what-if-" + answer.Contest.Id,
        [
            new("list", ColumnKind.List, new Message("compare.column.list")), new("votes_before", ColumnKind.Votes, new Message("whatif.votes.counted")), new("votes", ColumnKind.Votes, new Message("whatif.votes.assumed")),
            new("seats_before", ColumnKind.Text, new Message("whatif.seats.counted")), new("seats", ColumnKind.Text, new Message("whatif.seats.assumed")),
        ],
        [.. answer.Lists.Select(l => new TableRow(null, [l.List.Code, l.VotesBefore, l.VotesAfter, Between(l.Before), Between(l.After)]))],
        origin);

    private static string Between(SeatRange range) => range.Seats is { } known
        ? known.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"{range.Least}–{range.Most}");

    private static Writing WritingIn(Language language, Texts texts) => new(language.Code, message => texts.Format(message, language));
}
