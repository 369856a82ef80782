using Daira.Elections.Analyses.Classes;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>What share of the votes a list won, place by place. Method: docs/methods/shares.</summary>
internal static class ShareTopic
{
    public static Outcome<Answer> Answer(Asked asked)
    {
        var standings = asked.Standings();
        var scale = Breaks.Cut([.. standings.Where(s => s is not null).Select(s => s!.Value.Share)], asked.Question.Classification, ScaleKind.Shares);
        var rows = asked.ShownRows().Select(r => Row(asked, r, standings[r], scale)).ToArray();
        var legend = Legend.Of([.. scale.Rules(), ClassRule.NoList, ClassRule.NoData], rows, asked.VotesOfList);
        return new Answer(asked.Question, asked.Recipe("shares", Breaks.Settings(asked.Question.Classification, scale)), asked.Title(), Summary(asked, rows), legend, Columns, rows)
        {
            Notices = asked.Notices(),
        };
    }

    private static IReadOnlyList<Column> Columns { get; } =
    [
        new("class", ColumnKind.Class, Words.Column("class")),
        new("votes", ColumnKind.Votes, Words.Column("votes")),
        new("share", ColumnKind.Share, Words.Column("share")) { Essential = true },
        new("margin", ColumnKind.Points, Words.Column("margin")) { Essential = true },
        new("rank", ColumnKind.Number, Words.Column("rank")),
        new("rival", ColumnKind.List, Words.Column("rival")),
        new("total", ColumnKind.Votes, Words.Column("total")),
    ];

    private static AnswerRow Row(Asked asked, int row, StandingAt? standing, Scale scale)
    {
        var place = asked.Results.Places[row];
        if (standing is not { } s)
        {
            return asked.UnknownRow(row, Columns.Count);
        }

        var id = scale.ClassOf(s.Share);
        var rank = StandingAt.Rank(asked.Results, row, asked.Column);
        return new AnswerRow(place, id, s.Share,
            [id, s.Votes, new Share(s.Share), new Points(s.Margin), (decimal)rank, s.Rival < 0 ? null : asked.Results.Lists[s.Rival].Code, s.Total],
            new Message("share.why", new Code(asked.List!.Code), s.Votes, s.Total, new Share(s.Share), rank));
    }

    private static Message Summary(Asked asked, AnswerRow[] rows)
    {
        var known = rows.Where(r => r.Figure is not null).ToArray();
        var (votes, total) = (known.Sum(r => (long)r.Cells[1]!), known.Sum(r => (long)r.Cells[6]!));
        return total == 0
            ? new Message("ask.summary.nothing-known", asked.Contest)
            : new Message("share.summary", asked.List!, votes, new Share((decimal)votes / total), known.Length, Words.Level(asked.Level));
    }
}
