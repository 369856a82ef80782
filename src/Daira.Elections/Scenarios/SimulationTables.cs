using System.Globalization;
using Daira.Elections.Analyses;
using Daira.Elections.Exchange;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>Every table of a simulation as a file, with the recipe that repeats it: <c>lists distribution seats places</c>.</summary>
public static class SimulationTables
{
    public const string Version = "1";

    public static IReadOnlyList<string> Names { get; } = ["lists", "distribution", "seats", "places"];

    /// <returns>Refused for a name that is none of <see cref="Names"/>.</returns>
    public static Outcome<Table> Find(string name, SimulatedContest of, ElectoralData data) => name switch
    {
        "lists" => Lists(of, data),
        "distribution" => Distribution(of, data),
        "seats" => Seats(of, data),
        "places" => PlacesOf(of, data),
        _ => new Refusal(RefusalKind.NotFound, "unknown-table", new Message("simulation.unknown-table", name, string.Join(", ", Names))),
    };

    /// <summary>Method, settings, seed and data: with them anyone has the same figures again.</summary>
    public static Recipe RecipeOf(SimulatedContest of, ElectoralData data) => new(
        "simulation", Version,
        [
            .. SimulationQuery.Write(of.Asked),
            .. of.Before is null ? [] : new[] { KeyValuePair.Create("shocks", $"{of.Before.Id}..{of.After!.Id}") },
            KeyValuePair.Create("deviations", string.Create(CultureInfo.InvariantCulture, $"{of.Shocks.National[0]:0.####} {of.Shocks.Regional[0]:0.####} {of.Shocks.Local.Min():0.####}-{of.Shocks.Local.Max():0.####}")),
        ],
        of.Asked.Seed, data.Version, [of.Contest.Source]);

    private static Table Lists(SimulatedContest of, ElectoralData data) => new(
        Id(of, "lists"),
        [
            new("list", ColumnKind.List, Column("list")), Number("mean"), Seat("p025"), Seat("p05"), Seat("p10"), Seat("p25"), Seat("p50"), Seat("p75"), Seat("p90"), Seat("p95"), Seat("p975"),
            Share("first_in_seats"), Share("first_in_votes"),
        ],
        [
            .. of.Lists.Select(l => new TableRow(null,
            [
                l.List.Code, Rounded(l.Mean), l.Quantile(0.025), l.Quantile(0.05), l.Quantile(0.1), l.Quantile(0.25), l.Median, l.Quantile(0.75), l.Quantile(0.9), l.Most, l.Quantile(0.975),
                ShareOf(l.First), ShareOf(l.FirstInVotes),
            ])),
        ],
        Origin(of, data));

    private static Table Distribution(SimulatedContest of, ElectoralData data) => new(
        Id(of, "distribution"),
        [new("list", ColumnKind.List, Column("list")), Seat("seats"), new("elections", ColumnKind.Votes, Column("elections")), Share("share")],
        [
            .. from list in of.Lists
               from seats in Enumerable.Range(0, of.Totals.House + 1)
               let elections = list.Elections(seats)
               where elections > 0
               select new TableRow(null, [list.List.Code, seats, elections, ShareOf((double)elections / of.Totals.Elections)]),
        ],
        Origin(of, data));

    /// <summary>The chance of each seat: list by list, place by place.</summary>
    private static Table Seats(SimulatedContest of, ElectoralData data) => new(
        Id(of, "seats"),
        [.. Layers.Identity, new("list", ColumnKind.List, Column("list")), Seat("seat"), Share("chance")],
        [
            .. from p in Enumerable.Range(0, of.Places.Count)
               from list in of.Lists
               where of.Totals.Model.Places[p].Votes[list.Index] is not null
               from n in Enumerable.Range(1, of.Totals.Model.Places[p].Seats)
               let chance = of.Chance(p, list.Index, n)
               where n == 1 || chance > 0
               select new TableRow(of.Places[p], [.. Layers.IdentityOf(of.Places[p]), list.List.Code, n, ShareOf(chance)]),
        ],
        Origin(of, data));

    private static Table PlacesOf(SimulatedContest of, ElectoralData data) => new(
        Id(of, "places"),
        [.. Layers.Identity, Seat("seats"), Number("mean"), Share("chance"), Number("seats_by_more"), Share("pivotal")],
        [.. of.Places.Select((p, i) => new TableRow(p, [.. Layers.IdentityOf(p), of.Totals.Model.Places[i].Seats, .. FiguresAt(of, i)]))],
        Origin(of, data));

    private static IEnumerable<object?> FiguresAt(SimulatedContest of, int place)
    {
        var stands = of.SeatsByMoreVotes?[place] is not null;
        return
        [
            stands ? Rounded(of.MeanAt(place, of.OwnIndex)) : null,
            stands ? ShareOf(of.Chance(place, of.OwnIndex, 1)) : null,
            stands ? Rounded(of.SeatsByMoreVotes![place]!.Value) : null,
            of.Majority is null ? null : ShareOf(of.Pivotal(place)),
        ];
    }

    private static string Id(SimulatedContest of, string table) => $"simulation-{table}-{of.Contest.Id}-{of.Asked.Seed.ToString(CultureInfo.InvariantCulture)}";

    private static Origin Origin(SimulatedContest of, ElectoralData data) => new(
        new Message("simulation.of", of.Contest), RecipeOf(of, data), data.Version, [.. data.Sources.Where(s => s.Id == of.Contest.Source)],
        [new Message("simulation.notice")]);

    private static decimal Rounded(double mean) => decimal.Round((decimal)mean, 4);

    private static Share ShareOf(double share) => new(decimal.Round((decimal)share, 6));

    private static Message Column(string id) => new($"simulation.column.{id}");

    private static Column Seat(string id) => new(id, ColumnKind.Seats, Column(id));

    private static Column Number(string id) => new(id, ColumnKind.Number, Column(id));

    private static Column Share(string id) => new(id, ColumnKind.Share, Column(id));
}
