using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;

namespace Daira.Elections.Laws;

/// <summary>How many votes, wherever they are cast, separate each list from one seat more and one seat less in the whole country; where, and who moves then.</summary>
public static class MarginsOverCountry
{
    /// <param name="list">Null = every list that stood.</param>
    public static Outcome<CountryMargins> Run(string contest, ElectoralData data, string? list = null)
    {
        var seats = AllocateSeats.Run(contest, data);
        if (!seats.IsDone)
        {
            return Outcome<CountryMargins>.Refused(seats.Refusals);
        }

        if (list is not null && data.Find(contest)!.ColumnOf(list) < 0)
        {
            return Errors.UnknownList(list, seats.Value.Contest);
        }

        return data.Parts.GetOrAdd($"country-margins|{contest}|{list}", () => Of(seats.Value, list));
    }

    private static CountryMargins Of(SeatTable table, string? list)
    {
        var places = table.Constituencies.SelectMany(c => c.Allocations.Select(_ => c)).ToArray();
        var allocations = table.Constituencies.SelectMany(c => c.Allocations).ToArray();
        var stood = table.Constituencies.SelectMany(c => c.Lists).Where(l => l.Votes is not null && (list is null || l.List.Code == list)).Select(l => l.List).DistinctBy(l => l.Code).ToArray();
        var margins = new CountryMargin[stood.Length];
        Parallel.For(0, stood.Length, n =>
        {
            var margin = MarginsOverContests.Of(stood[n].Code, allocations);
            var outcomes = table.Constituencies.Select(c => c.Find(stood[n].Code)).OfType<ListOutcome>().ToArray();
            margins[n] = new CountryMargin(
                stood[n],
                outcomes.Any(o => o.Seats is null) ? null : outcomes.Sum(o => o.Seats),
                Figure(stood[n].Code, margin.ToGain, places, +1),
                Figure(stood[n].Code, margin.ToLose, places, -1));
        });
        return new CountryMargins(table.Contest, [.. margins.OrderByDescending(m => m.Seats ?? -1).ThenBy(m => m.List.Code, StringComparer.Ordinal)]);
    }

    private static CountryFigure Figure(string list, FigureOverContests figure, ConstituencySeats[] places, int sign) => new(
        figure.Figure.Votes,
        figure.AtMost,
        figure.Figure.Reason,
        [.. figure.Contests.Select(c => places[c]).Distinct().Select(c => new CountryMove(c.Place, c.OthersMoved(list, sign * figure.AtMost!.Value)))]);
}

public sealed record CountryMargins(Contest Contest, IReadOnlyList<CountryMargin> Lists)
{
    public CountryMargin? Find(string list) => Lists.FirstOrDefault(l => l.List.Code == list);
}

/// <param name="Seats">In all constituencies; null while one is open.</param>
public sealed record CountryMargin(ElectoralList List, int? Seats, CountryFigure ToGain, CountryFigure ToLose);

/// <param name="Votes">The fewest; null for the reason given.</param>
/// <param name="AtMost">Votes that suffice although, where a constituency's own figure is unknown, fewer might.</param>
/// <param name="Where">Each constituency where <paramref name="AtMost"/> votes do it.</param>
public sealed record CountryFigure(long? Votes, long? AtMost, MarginReason Reason, IReadOnlyList<CountryMove> Where);

/// <param name="Others">The other lists whose seats change there then.</param>
public sealed record CountryMove(Place Place, IReadOnlyList<SeatMove> Others);
