using System.Globalization;
using Daira.Elections.Analyses;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>A back-test as files: <c>coverage lists surprises shares</c>.</summary>
public static class BackTestTables
{
    public static IReadOnlyList<string> Names { get; } = ["coverage", "lists", "surprises", "shares"];

    /// <returns>Refused for a name that is none of <see cref="Names"/>.</returns>
    public static Outcome<Table> Find(string name, BackTestedContest test, ElectoralData data) => name switch
    {
        "coverage" => Of(name, test, data, [Text("facts"), Text("registered"), Number("count"), Share("within_50"), Share("within_80"), Share("within_95")], Coverages(test)),
        "lists" => Of(name, test, data, [Text("registered"), List, Seats("won"), Number("mean"), Seats("low_50"), Seats("high_50"), Seats("low_80"), Seats("high_80"), Seats("low_95"), Seats("high_95")], Lists(test)),
        "surprises" => Of(name, test, data, [.. Layers.Identity, Text("registered"), List, Seats("won"), Number("mean"), Share("chance")], Surprises(test)),
        "shares" => Of(name, test, data, [.. Layers.Identity, List, Share("share"), Share("low_95"), Share("high_95")], Missed(test)),
        _ => new Refusal(RefusalKind.NotFound, "unknown-table", new Message("simulation.unknown-table", name, string.Join(", ", Names))),
    };

    private static IEnumerable<TableRow> Coverages(BackTestedContest t)
    {
        foreach (var s in t.Seats)
        {
            yield return Coverage("seats", Word(s.Rolls), s.Counted.Count(), new(s.Test.Coverage.Half, s.Test.Coverage.FourFifths, s.Test.Coverage.Most));
        }

        yield return Coverage("shares-in-country", null, t.Shares.Country.Count, t.Shares.CoverageInCountry);
        yield return Coverage("shares-in-constituencies", null, t.Shares.Places, t.Shares.CoverageInPlaces);
    }

    private static TableRow Coverage(string facts, string? rolls, int count, Coverage c) => new(null, [facts, rolls, (decimal)count, Rounded(c.Half), Rounded(c.FourFifths), Rounded(c.Most)]);

    private static IEnumerable<TableRow> Lists(BackTestedContest t) =>
        from s in t.Seats
        from l in s.Counted
        select new TableRow(null, [Word(s.Rolls), l.List.Code, l.Test.Seats, Mean(l.Test.Mean), l.Test.Half.Low, l.Test.Half.High, l.Test.FourFifths.Low, l.Test.FourFifths.High, l.Test.Most.Low, l.Test.Most.High]);

    private static IEnumerable<TableRow> Surprises(BackTestedContest t) =>
        from s in t.Seats
        from x in s.Surprises
        select new TableRow(x.Place, [.. Layers.IdentityOf(x.Place), Word(s.Rolls), x.List.Code, x.Seats, Mean(x.Mean), Rounded(x.Chance)]);

    private static IEnumerable<TableRow> Missed(BackTestedContest t) => t.Shares.Missed
        .Select(m => new TableRow(m.Place, [.. Layers.IdentityOf(m.Place!), m.List.Code, Rounded(m.Actual), Rounded(m.Intervals[2].Low), Rounded(m.Intervals[2].High)]));

    private static Table Of(string name, BackTestedContest t, ElectoralData data, IReadOnlyList<Column> columns, IEnumerable<TableRow> rows) => new(
        $"backtest-{name}-{t.Contest.Id}", columns, [.. rows],
        new Origin(
            new Message("backtest.table", t.Contest, t.From),
            new Recipe(
                "simulation", SimulationTables.Version,
                [
                    new("contest", t.Contest.Id), new("from", t.From.Id), new("shocks", $"{t.ShocksBefore.Id}..{t.ShocksAfter.Id}"),
                    new("elections", BackTestContest.Elections.ToString(CultureInfo.InvariantCulture)), new("elections_of_votes", BackTestContest.ElectionsOfVotes.ToString(CultureInfo.InvariantCulture)),
                ],
                BackTestContest.Seed, data.Version, [t.Contest.Source, t.From.Source]),
            data.Version, [.. data.Sources.Where(s => s.Id == t.Contest.Source || s.Id == t.From.Source)], []));

    private static string Word(UnknownRolls rolls) => rolls == UnknownRolls.Unknown ? "published" : rolls.ToString().ToLowerInvariant();

    private static Share Rounded(double share) => new(decimal.Round((decimal)share, 6));

    private static decimal Mean(double mean) => decimal.Round((decimal)mean, 4);

    private static Column List { get; } = new("list", ColumnKind.List, new Message("simulation.column.list"));

    private static Message Name(string id) => new($"backtest.column.{id}");

    private static Column Text(string id) => new(id, ColumnKind.Text, Name(id));

    private static Column Number(string id) => new(id, ColumnKind.Number, Name(id));

    private static Column Seats(string id) => new(id, ColumnKind.Seats, Name(id));

    private static Column Share(string id) => new(id, ColumnKind.Share, Name(id));
}
