using Daira.Core.Space.Association;
using Daira.Elections.Analyses.StrongAreas;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>Where high and low shares of a list gather beyond chance. Method: docs/methods/clusters.</summary>
internal static class ClustersTopic
{
    public static Outcome<Answer> Answer(Asked asked)
    {
        if (asked.Question.Clusters.Statistic != ClusterStatistic.Bivariate)
        {
            return Answer(asked, null);
        }

        var beside = SecondFigure.Of(asked);
        return beside.IsDone ? Answer(asked, beside.Value) : Outcome<Answer>.Refused(beside.Refusals);
    }

    private static Answer Answer(Asked asked, SecondFigure? beside)
    {
        var (settings, clusters) = (asked.Question.Strong, asked.Question.Clusters);
        var around = Neighbourhood.Of(asked, settings, clusters, beside);
        var standings = asked.Standings();
        var rows = asked.ShownRows().Select(r => Row(asked, r, standings[r], around.Local[r])).ToArray();
        return new Answer(
            asked.Question,
            asked.Recipe("clusters", [.. Settings(clusters, beside), .. around.Settings()]) with { Seed = settings.Seed },
            asked.Title(),
            Summary(asked, rows, around.Local),
            Legend.Of(Rules(clusters.Statistic), rows, asked.VotesOfList),
            Columns(clusters.Statistic),
            rows)
        {
            Notices = [.. asked.Notices(), .. around.Notices(asked.Level), .. beside is null ? Array.Empty<Message>() : [new("clusters.notice.beside", beside.Name)]],
        };
    }

    internal static IEnumerable<KeyValuePair<string, string>> Settings(ClusterSettings clusters, SecondFigure? beside) =>
    [
        new("statistic", clusters.Statistic switch { ClusterStatistic.GStar => "g-star", ClusterStatistic.Bivariate => "bivariate-moran", _ => "local-moran" }),
        .. beside is null ? Array.Empty<KeyValuePair<string, string>>() : [new("beside", beside.Id)],
    ];

    private static Column[] Columns(ClusterStatistic statistic) =>
    [
        new("class", ColumnKind.Class, Words.Column("class")),
        new("share", ColumnKind.Share, Words.Column("share")) { Essential = true },
        new("neighbours", ColumnKind.Number, Words.Column("neighbours")),
        new("statistic", ColumnKind.Number, Words.Column(statistic == ClusterStatistic.GStar ? "statistic-g" : "statistic")),
        new("p", ColumnKind.Number, Words.Column("p")),
        new("q", ColumnKind.Number, Words.Column("q")) { Essential = true },
    ];

    private static IReadOnlyList<ClassRule> Rules(ClusterStatistic statistic) =>
    [
        .. statistic == ClusterStatistic.GStar
            ? (ClassRule[])[Rule("hot", "cluster-0"), Rule("cold", "cluster-3")]
            : [Rule("high-high", "cluster-0"), Rule("low-high", "cluster-1"), Rule("high-low", "cluster-2"), Rule("low-low", "cluster-3")],
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
            return asked.UnknownRow(row, Columns(asked.Question.Clusters.Statistic).Length);
        }

        var id = local.Class.Id();
        return new AnswerRow(asked.Results.Places[row], id, s.Share,
            [id, new Share(s.Share), (decimal)local.Neighbours, Rounded(local.Statistic), Rounded(local.P), Rounded(local.Q)],
            new Message($"clusters.why.{id}", new Code(asked.List!.Code), new Share(s.Share), local.Neighbours, Rounded(local.Q) ?? 1m));
    }

    /// <summary>Five decimals: what 99,999 permutations can tell.</summary>
    private static decimal? Rounded(double? figure) => figure is { } f ? Math.Round((decimal)f, 5) : null;

    private static Message Summary(Asked asked, AnswerRow[] rows, LocalAssociation local)
    {
        var (high, low) = asked.Question.Clusters.Statistic == ClusterStatistic.GStar ? ("hot", "cold") : ("high-high", "low-low");
        return new Message(
            asked.Question.Clusters.Statistic == ClusterStatistic.GStar ? "clusters.summary.hot" : "clusters.summary",
            asked.List!,
            rows.Count(r => r.Class == high),
            rows.Count(r => r.Class == low),
            rows.Count(r => r.Figure is not null),
            Words.Level(asked.Level),
            Chance.Of(local));
    }
}
