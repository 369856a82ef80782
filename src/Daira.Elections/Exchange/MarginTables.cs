using System.Globalization;
using Daira.Core.Seats;
using Daira.Elections.Analyses;
using Daira.Elections.Laws;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Exchange;

/// <summary>Votes to the next seat and to lose the last, as files: <c>constituencies</c>, list by list; <c>country</c>, the fewest anywhere.</summary>
public static class MarginTables
{
    public static IReadOnlyList<string> Names { get; } = ["constituencies", "country"];

    /// <returns>Refused for an unknown contest, one without a law, and a name that is none of <see cref="Names"/>.</returns>
    public static Outcome<Table> Find(string name, string contest, ElectoralData data)
    {
        switch (name)
        {
            case "constituencies":
                var margins = SeatMargins.Run(contest, data);
                return margins.IsDone ? Constituencies(margins.Value, data) : Outcome<Table>.Refused(margins.Refusals);
            case "country":
                var country = MarginsOverCountry.Run(contest, data);
                return country.IsDone ? Country(country.Value, data) : Outcome<Table>.Refused(country.Refusals);
            default:
                return new Refusal(RefusalKind.NotFound, "unknown-table", new Message("simulation.unknown-table", name, string.Join(", ", Names)));
        }
    }

    /// <summary>E.g. <c>A +1 · B −1</c>; a question mark where the list's seats are open before or then.</summary>
    public static string Moves(IReadOnlyList<SeatMove> moves) => string.Join(" · ", moves.Select(m =>
        $"{m.List} {((m.After - m.Before)?.ToString("+0;−0", CultureInfo.InvariantCulture) ?? "?")}"));

    private static Table Constituencies(MarginTable table, ElectoralData data) => new(
        $"margins-{table.Contest.Id}",
        [.. Layers.Identity, List, Seats("seats"), Votes("votes_to_gain"), Text("when_gained"), Votes("votes_to_lose"), Text("when_lost")],
        [
            .. from place in table.Constituencies
               from l in place.Lists
               select new TableRow(place.Place, [.. Layers.IdentityOf(place.Place), l.List.Code, l.Seats, l.ToGain, Written(l.WhenGained), l.ToLose, Written(l.WhenLost)]),
        ],
        Origin(table.Contest, data));

    private static Table Country(CountryMargins table, ElectoralData data) => new(
        $"margins-country-{table.Contest.Id}",
        [List, Seats("seats"), Votes("votes_to_gain"), Text("gained_in"), Text("when_gained"), Votes("votes_to_lose"), Text("lost_in"), Text("when_lost")],
        [.. table.Lists.Select(l => new TableRow(null, [l.List.Code, l.Seats, l.ToGain.Votes, Where(l.ToGain), Moves(l.ToGain), l.ToLose.Votes, Where(l.ToLose), Moves(l.ToLose)]))],
        Origin(table.Contest, data));

    private static string? Where(CountryFigure figure) => figure.Where.Count == 0 ? null : string.Join(' ', figure.Where.Select(w => w.Place.Code));

    private static string? Moves(CountryFigure figure) => figure.Where.Count == 0 ? null : string.Join(" / ", figure.Where.Select(w => Moves(w.Others)));

    private static string? Written(IReadOnlyList<SeatMove> moves) => moves.Count == 0 ? null : Moves(moves);

    private static Origin Origin(Contests.Contest contest, ElectoralData data) => new(
        new Message("margins.table", contest), new Recipe("margins", "1", [new("contest", contest.Id), new("law", contest.Law!)], null, data.Version, [contest.Source]),
        data.Version, [.. data.Sources.Where(s => s.Id == contest.Source)], []);

    private static Column List { get; } = new("list", ColumnKind.List, new Message("margins.column.list"));

    private static Column Seats(string id) => new(id, ColumnKind.Seats, new Message($"margins.column.{id}"));

    private static Column Votes(string id) => new(id, ColumnKind.Votes, new Message($"margins.column.{id}"));

    private static Column Text(string id) => new(id, ColumnKind.Text, new Message($"margins.column.{id}"));
}
