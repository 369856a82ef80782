using Daira.Elections.Contests;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>Which list came first, place by place. Method: docs/methods/leader.</summary>
internal static class LeaderTopic
{
    /// <summary>The palette's last slot means “others”: those lists share a class.</summary>
    internal const int OthersSlot = 7;

    public static Outcome<Answer> Answer(Asked asked)
    {
        var rows = asked.ShownRows().Select(r => Row(asked, r)).ToArray();
        var rules = Rules(asked, rows);
        var legend = Legend.Of(rules, rows, p => asked.Results.ListVotes(asked.Results.RowOf(p.Code)));
        return new Answer(asked.Question, asked.Recipe("leader"), asked.Title(), Summary(asked, rows), legend, Columns, rows)
        {
            Notices = asked.Notices(),
        };
    }

    private static IReadOnlyList<Column> Columns { get; } =
    [
        new("class", ColumnKind.Class, Words.Column("class")),
        new("first", ColumnKind.List, Words.Column("first")) { Essential = true },
        new("votes", ColumnKind.Votes, Words.Column("votes")),
        new("share", ColumnKind.Share, Words.Column("share")) { Essential = true },
        new("second", ColumnKind.List, Words.Column("second")),
        new("margin", ColumnKind.Points, Words.Column("margin")) { Essential = true },
        new("total", ColumnKind.Votes, Words.Column("total")),
    ];

    private static AnswerRow Row(Asked asked, int row)
    {
        var place = asked.Results.Places[row];
        var firsts = StandingAt.Firsts(asked.Results, row);
        if (firsts.Count == 0 || StandingAt.Of(asked.Results, row, firsts[0]) is not { } first)
        {
            return new AnswerRow(place, ClassIds.NoData, null, new object?[Columns.Count].With(0, ClassIds.NoData), new Message("leader.why.no-data", place));
        }

        var second = first.Rival < 0 ? null : asked.Results.Lists[first.Rival];
        var leader = asked.Results.Lists[firsts[0]];
        var id = firsts.Count > 1 ? ClassIds.Tie : ClassOf(leader);
        return new AnswerRow(place, id, first.Margin,
            [
                id, firsts.Count > 1 ? null : leader.Code, first.Votes, new Share(first.Share), firsts.Count > 1 ? null : second?.Code,
                new Points(first.Margin), first.Total,
            ],
            Why(asked, firsts, leader, second, first));
    }

    private static Message Why(Asked asked, IReadOnlyList<int> firsts, ElectoralList leader, ElectoralList? second, StandingAt first) =>
        firsts.Count > 1
            ? new Message("leader.why.tie", new Code(leader.Code), new Code(asked.Results.Lists[firsts[1]].Code), first.Votes)
            : second is null
                ? new Message("leader.why.alone", new Code(leader.Code), first.Votes)
                : new Message("leader.why.first", new Code(leader.Code), new Share(first.Share), new Code(second.Code), new Points(first.Margin));

    private static string ClassOf(ElectoralList list) => list.Slot == OthersSlot ? ClassIds.Others : list.Code;

    private static List<ClassRule> Rules(Asked asked, AnswerRow[] rows)
    {
        var leading = rows.Select(r => r.Class).ToHashSet();
        return
        [
            .. asked.Results.Lists.Where(l => l.Slot != OthersSlot && leading.Contains(l.Code)).OrderByDescending(l => rows.Count(r => r.Class == l.Code))
                .Select(l => new ClassRule(l.Code, $"list-{l.Slot}", new("class.list", l), new("leader.rule", l))),
            new ClassRule(ClassIds.Others, $"list-{OthersSlot}", new("class.others"), new("class.others.rule")),
            new ClassRule(ClassIds.Tie, "undefined", new("class.tie"), new("class.tie.rule")),
            ClassRule.NoData,
        ];
    }

    private static Message Summary(Asked asked, AnswerRow[] rows)
    {
        var most = rows.Where(r => r.Cells[1] is not null).GroupBy(r => (string)r.Cells[1]!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault();
        return most is null
            ? new Message("ask.summary.nothing-known", asked.Contest)
            : new Message("leader.summary", asked.Results.Lists[asked.Results.ColumnOf(most.Key)], most.Count(), rows.Length, rows.Count(r => r.Class == ClassIds.Tie), Words.Level(asked.Level));
    }
}
