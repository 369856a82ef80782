using System.Globalization;
using Daira.Core.Space.Association;
using Daira.Elections.Analyses.StrongAreas;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Lasting = Daira.Core.Space.Association.Persistence;

namespace Daira.Elections.Analyses.Topics;

/// <summary>Where high shares of a list gathered in contest after contest. Method: docs/methods/persistence.</summary>
internal static class PersistenceTopic
{
    public static Outcome<Answer> Answer(Asked asked)
    {
        var contests = Contests(asked).ToArray();
        return contests.Length < 2 ? Errors.OneContestOnly(asked.Contest, asked.Level) : Answer(asked, contests);
    }

    /// <summary>Contests of the same kind over the same places, up to the one asked about, oldest first.</summary>
    private static IEnumerable<Tested> Contests(Asked asked)
    {
        foreach (var results in asked.Data.Contests.Where(c => IsComparable(c.Contest, asked.Contest)).Reverse())
        {
            var column = results.ColumnOf(asked.List!.Code);
            var figures = column < 0 ? null : AskQuestion.FiguresAt(results, asked.Level, asked.Data);
            if (figures is { IsDone: true })
            {
                var then = new Asked(asked.Question with { Contest = results.Contest.Id }, asked.Data, figures.Value, results.Lists[column], column);
                yield return new Tested(results.Contest, figures.Value, Neighbourhood.Of(then, asked.Question.Strong, asked.Question.Clusters));
            }
        }
    }

    private static bool IsComparable(Contest contest, Contest asked) =>
        contest.Country == asked.Country && contest.Kind == asked.Kind && contest.Date <= asked.Date
        && contest.Comparable is not null && contest.Comparable == asked.Comparable;

    private static Answer Answer(Asked asked, Tested[] contests)
    {
        var standings = asked.Standings();
        var rows = asked.ShownRows().Select(r => Row(asked, r, standings[r], contests)).ToArray();
        return new Answer(
            asked.Question,
            asked.Recipe(
                "persistence",
                [.. ClustersTopic.Settings(asked.Question.Clusters, null), new("contests", string.Join(' ', contests.Select(c => c.Contest.Id))), .. contests[^1].Around.Settings()],
                [.. contests.Select(c => c.Contest.Source)]) with { Seed = asked.Question.Strong.Seed },
            asked.Title(),
            Summary(asked, rows, contests),
            Legend.Of(Rules, rows, asked.VotesOfList),
            Columns(contests),
            rows)
        {
            Notices =
            [
                .. asked.Notices(), .. contests[^1].Around.Notices(asked.Level),
                .. contests.Select(c => new Message("persistence.notice.contest", c.Contest, c.Count(Hot(asked)), c.Count(Cold(asked)), Chance.Of(c.Around.Local))),
            ],
        };
    }

    private static ClusterClass Hot(Asked asked) => asked.Question.Clusters.Statistic == ClusterStatistic.GStar ? ClusterClass.Hot : ClusterClass.HighHigh;

    private static ClusterClass Cold(Asked asked) => asked.Question.Clusters.Statistic == ClusterStatistic.GStar ? ClusterClass.Cold : ClusterClass.LowLow;

    private static ClassRule[] Rules { get; } =
    [
        Rule("lasting", "strength-0"),
        Rule("current", "strength-2"),
        Rule("past", "strength-3"),
        Rule("never", "not-significant"),
        Rule("lasting-cold", "cluster-3"),
        Rule("undefined", "undefined"),
        ClassRule.NoList,
        ClassRule.NoData,
    ];

    private static ClassRule Rule(string id, string swatch) => new(id, swatch, new($"persistence.{id}"), new($"persistence.{id}.rule"));

    private static Column[] Columns(Tested[] contests) =>
    [
        new("class", ColumnKind.Class, Words.Column("class")),
        new("hot", ColumnKind.Number, Words.Column("hot")) { Essential = true },
        new("known", ColumnKind.Number, Words.Column("tested")) { Essential = true },
        new("latest", ColumnKind.Number, Words.Column("run")),
        new("cold", ColumnKind.Number, Words.Column("cold")),
        new("share", ColumnKind.Share, Words.Column("share")) { Essential = true },
        .. contests.Select(c => new Column($"class_{c.Contest.Date.Year.ToString(CultureInfo.InvariantCulture)}", ColumnKind.Text, new Message("column.cluster-in", new Year(c.Contest.Date.Year)))),
    ];

    private static AnswerRow Row(Asked asked, int row, StandingAt? standing, Tested[] contests)
    {
        var place = asked.Results.Places[row];
        ClusterClass[] classes = [.. contests.Select(c => c.At(place))];
        var (hot, cold) = (Lasting.OfUnit(classes, Hot(asked)), Lasting.OfUnit(classes, Cold(asked)));
        var id = standing is null && hot.Known == 0 ? asked.WhyUnknown(row) : ClassOf(hot, cold);
        return new AnswerRow(place, id, hot.Known == 0 ? null : hot.Hot,
            [
                id, hot.Known == 0 ? null : (decimal)hot.Hot, (decimal)hot.Known, hot.Known == 0 ? null : (decimal)hot.Latest, hot.Known == 0 ? null : (decimal)cold.Hot,
                standing is { } s ? new Share(s.Share) : null, .. classes.Select(c => (object?)c.Id()),
            ],
            hot.Known == 0
                ? new Message("persistence.why.unknown", new Code(asked.List!.Code), place)
                : new Message("persistence.why", new Code(asked.List!.Code), hot.Hot, hot.Known, hot.Latest, cold.Hot));
    }

    private static string ClassOf(Lasting hot, Lasting cold) => (hot, cold) switch
    {
        ({ Known: 0 }, _) => "undefined",
        ({ IsLasting: true }, _) => "lasting",
        ({ Latest: > 0 }, _) => "current",
        ({ Hot: > 0 }, _) => "past",
        (_, { IsLasting: true }) => "lasting-cold",
        _ => "never",
    };

    private static Message Summary(Asked asked, AnswerRow[] rows, Tested[] contests) => new(
        "persistence.summary",
        asked.List!,
        contests.Length,
        new Year(contests[0].Contest.Date.Year),
        new Year(contests[^1].Contest.Date.Year),
        rows.Count(r => r.Class == "lasting"),
        rows.Count(r => r.Class == "current"),
        rows.Count(r => r.Class == "past"),
        rows.Count(r => r.Figure is not null),
        Words.Level(asked.Level));

    /// <summary>One contest, tested by itself.</summary>
    private sealed record Tested(Contest Contest, LevelResults Figures, Neighbourhood Around)
    {
        public ClusterClass At(Place place) => Figures.Results.RowOf(place.Code) is var row and >= 0 ? Around.Local[row].Class : ClusterClass.Undefined;

        public int Count(ClusterClass wanted) => Around.Local.Units.Count(u => u.Class == wanted);
    }
}
