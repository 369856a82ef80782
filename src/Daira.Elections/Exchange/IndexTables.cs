using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Elections.Exchange;

/// <summary>Every index of proportionality over the contests of a kind, as a file.</summary>
public static class IndexTables
{
    /// <summary>In the order of tables; null where an index has no bound.</summary>
    public static IReadOnlyList<(string Id, bool IsShare, Func<ContestIndices, decimal?> Of)> Indices { get; } =
    [
        ("gallagher", true, c => c.Indices.Gallagher),
        ("loosemore-hanby", true, c => c.Indices.LoosemoreHanby),
        ("rae", true, c => c.Indices.Rae),
        ("rose", true, c => c.Indices.Rose),
        ("lijphart", true, c => c.Indices.Lijphart),
        ("sainte-lague", false, c => c.Indices.SainteLague),
        ("dhondt", false, c => c.Indices.DHondt),
        ("effective-votes", false, c => c.Indices.EffectiveListsByVotes),
        ("effective-seats", false, c => c.Indices.EffectiveListsBySeats),
    ];

    public static Table Of(Contest contest, ElectoralData data)
    {
        var series = ContestIndices.Series(contest, data);
        return new Table(
            $"indices-{contest.Id}",
            [
                new("contest", ColumnKind.Text, new Message("indices.column.contest")), new("date", ColumnKind.Text, new Message("indices.column.date")),
                new("votes", ColumnKind.Votes, new Message("indices.column.votes")), new("seats", ColumnKind.Seats, new Message("indices.column.seats")),
                .. Indices.Select(i => new Column(i.Id.Replace('-', '_'), ColumnKind.Number, new Message($"indices.column.{i.Id}"))),
            ],
            [.. series.Select(c => new TableRow(null, [c.Contest.Id, c.Contest.Date, c.Votes, c.Seats, .. Indices.Select(i => (object?)i.Of(c))]))],
            new Origin(new Message("indices.table", contest), new Recipe("disproportionality", "1", [new("contest", contest.Id)], null, data.Version, [contest.Source]), data.Version, [.. data.Sources.Where(s => series.Any(c => c.Contest.Source == s.Id))], []));
    }
}
