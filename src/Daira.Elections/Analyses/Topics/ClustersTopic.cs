using Daira.Core.Space.Association;
using Daira.Elections.Analyses.StrongAreas;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>Where high and low shares of a list gather beyond chance. Method: docs/methods/strong-areas, “Neighbourhood”.</summary>
internal static class ClustersTopic
{
    public static Outcome<Answer> Answer(Asked asked)
    {
        var settings = asked.Question.Strong;
        var around = Neighbourhood.Of(asked, settings);
        var standings = asked.Standings();
        var rows = asked.ShownRows().Select(r => Row(asked, r, standings[r], around.Local[r])).ToArray();
        return new Answer(
            asked.Question,
            asked.Recipe("clusters", around.Settings()) with { Seed = settings.Seed },
            asked.Title(),
            Summary(asked, rows),
            Legend.Of(Rules, rows, asked.VotesOfList),
            Columns,
            rows)
        {
            Notices = [.. asked.Notices(), .. around.Notices(asked.Level)],
        };
    }

    private static IReadOnlyList<Column> Columns { get; } =
    [
        new("class", ColumnKind.Class, Words.Column("class")),
        new("share", ColumnKind.Share, Words.Column("share")) { Essential = true },
        new("neighbours", ColumnKind.Number, Words.Column("neighbours")),
        new("statistic", ColumnKind.Number, Words.Column("statistic")),
        new("p", ColumnKind.Number, Words.Column("p")),
        new("q", ColumnKind.Number, Words.Column("q")) { Essential = true },
    ];

    private static ClassRule[] Rules { get; } =
    [
        Rule("high-high", "cluster-0"),
        Rule("low-high", "cluster-1"),
        Rule("high-low", "cluster-2"),
        Rule("low-low", "cluster-3"),
        Rule("not-significant", "not-significant"),
        Rule("no-neighbours", "undefined"),
        Rule("undefined", "undefined"),
        ClassRule.NoList,
        ClassRule.NoData,
    ];

    private static ClassRule Rule(string id, string swatch) => new(id, swatch, new($"clusters.{id}"), new($"clusters.{id}.rule"));

    private static AnswerRow Row(Asked asked, int row, StandingAt? standing, LocalUnit local)
    {
        if (standing is not { } s)
        {
            return asked.UnknownRow(row, Columns.Count);
        }

        var id = local.Class.Id();
        return new AnswerRow(asked.Results.Places[row], id, s.Share,
            [id, new Share(s.Share), (decimal)local.Neighbours, Rounded(local.Statistic), Rounded(local.P), Rounded(local.Q)],
            new Message($"clusters.why.{id}", new Code(asked.List!.Code), new Share(s.Share), local.Neighbours, Rounded(local.Q) ?? 1m));
    }

    /// <summary>Five decimals: what 99,999 permutations can tell.</summary>
    private static decimal? Rounded(double? figure) => figure is { } f ? Math.Round((decimal)f, 5) : null;

    private static Message Summary(Asked asked, AnswerRow[] rows) => new(
        "clusters.summary",
        asked.List!,
        rows.Count(r => r.Class == "high-high"),
        rows.Count(r => r.Class == "low-low"),
        rows.Count(r => r.Figure is not null),
        Words.Level(asked.Level));
}
