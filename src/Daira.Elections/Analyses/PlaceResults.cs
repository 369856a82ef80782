using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses;

/// <summary>Every contest of a place's country as seen from the place: its figures there, or the reason why there are none.</summary>
public static class PlaceResults
{
    /// <returns>Newest first; refused for an unknown place.</returns>
    public static Outcome<IReadOnlyList<PlaceResult>> Run(string place, ElectoralData data)
    {
        if (data.Atlas.Find(place) is not { } found)
        {
            return Errors.UnknownPlace(place);
        }

        var country = data.Atlas.PathTo(found)[0].Code;
        return Outcome<IReadOnlyList<PlaceResult>>.Of(
            [.. data.Contests.Where(c => IsHeldIn(c, country, data.Atlas)).Select(c => At(found, c, data))]);
    }

    private static bool IsHeldIn(ContestResults contest, string country, Atlas atlas) =>
        contest.Places.Count > 0 && atlas.PathTo(contest.Places[0])[0].Code == country;

    private static PlaceResult At(Place place, ContestResults contest, ElectoralData data)
    {
        var level = place.Level == PlaceLevel.Commune && !place.IsUnit ? null : (PlaceLevel?)Words.AsAsked(place.Level);
        var figures = level is null ? OfDividedCity(place, contest) : AskQuestion.FiguresAt(contest, level, data);
        if (!figures.IsDone)
        {
            return new PlaceResult(contest.Contest, null, null, [], 0, figures.Refusals[0].Message);
        }

        var row = figures.Value.Results.RowOf(place.Code);
        return row < 0 || figures.Value.Results.ListVotes(row) is not { } total
            ? new PlaceResult(contest.Contest, null, null, [], 0, new Message("ask.why.no-data", place))
            : new PlaceResult(contest.Contest, total, figures.Value.Results.Totals[row], [.. ListsAt(figures.Value.Results, row, total)], figures.Value.PartsWithoutFigures[row], null);
    }

    /// <summary>A city that is divided into arrondissements is the sum of those.</summary>
    private static Outcome<LevelResults> OfDividedCity(Place city, ContestResults contest) =>
        contest.Contest.Level is PlaceLevel.Commune or PlaceLevel.Arrondissement
            ? LevelResults.SumInto(contest, city, p => p.Parent == city.Code)
            : Errors.BelowOwnLevel(contest.Contest, PlaceLevel.Commune);

    private static IEnumerable<PlaceList> ListsAt(ContestResults results, int row, long total) =>
        results.Lists
            .Select((list, c) => (List: list, Votes: results.Votes(row, c), Proclaimed: results.Proclaimed(row, c)))
            .Where(l => l.Votes is not null || l.Proclaimed > 0)
            .OrderByDescending(l => l.Votes ?? -1).ThenBy(l => l.List.Code, StringComparer.Ordinal)
            .Select(l => new PlaceList(l.List, l.Votes, l.Votes is { } v && total > 0 ? new Share((decimal)v / total) : null, l.Proclaimed));
}

/// <param name="Votes">Of all lists in the source; null when there is nothing.</param>
/// <param name="Totals">Seats, registered, voters; null when there is nothing.</param>
/// <param name="Lists">Most votes first.</param>
/// <param name="PartsWithoutFigures">Counted places inside that the source has nothing for.</param>
/// <param name="WhyNot">Why there are no figures; null when there are.</param>
public sealed record PlaceResult(Contest Contest, long? Votes, PlaceTotals? Totals, IReadOnlyList<PlaceList> Lists, int PartsWithoutFigures, Message? WhyNot);

/// <param name="Votes">Null when the source has none for it here.</param>
/// <param name="Proclaimed">Members elected here as published.</param>
public sealed record PlaceList(ElectoralList List, long? Votes, Share? Share, int? Proclaimed);
