using Daira.Elections.Analyses.Classes;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>How a list's share changed between two contests. Method: docs/methods/change.</summary>
internal static class ChangeTopic
{
    public static Outcome<Answer> Answer(Asked asked)
    {
        var before = Earlier(asked);
        return before.IsDone ? Answer(asked, before.Value) : Outcome<Answer>.Refused(before.Refusals);
    }

    private static Outcome<LevelResults> Earlier(Asked asked)
    {
        var earlier = asked.Question.Against is { } id ? asked.Data.Find(id) : Latest(asked);
        if (earlier is null)
        {
            return asked.Question.Against is { } unknown ? Errors.UnknownContest(unknown) : Errors.NothingComparable(asked.Contest);
        }

        if (earlier.Contest.Date >= asked.Contest.Date)
        {
            return Errors.NotEarlier(asked.Contest, earlier.Contest);
        }

        if (!AreComparable(asked.Contest, earlier.Contest, asked.Level))
        {
            return Errors.NotComparable(asked.Contest, earlier.Contest);
        }

        return earlier.ColumnOf(asked.List!.Code) < 0
            ? Errors.ListNotInBoth(asked.List.Code, earlier.Contest)
            : AskQuestion.FiguresAt(earlier, asked.Level, asked.Data);
    }

    /// <summary>The same set of places on both dates; the whole country is always the same.</summary>
    private static bool AreComparable(Contest a, Contest b, PlaceLevel level) =>
        a.Country == b.Country && (level == PlaceLevel.Country || (a.Comparable is not null && a.Comparable == b.Comparable));

    private static ContestResults? Latest(Asked asked) => asked.Data.Contests.FirstOrDefault(c =>
        c.Contest.Date < asked.Contest.Date
        && c.Contest.Kind == asked.Contest.Kind
        && AreComparable(asked.Contest, c.Contest, asked.Level)
        && c.ColumnOf(asked.List!.Code) >= 0);

    private static Answer Answer(Asked asked, LevelResults before)
    {
        var earlier = before.Results;
        var column = earlier.ColumnOf(asked.List!.Code);
        var now = asked.Standings();
        var then = asked.Results.Places.Select(p => earlier.RowOf(p.Code)).Select(r => r < 0 ? null : StandingAt.Of(earlier, r, column)).ToArray();
        var changes = now.Zip(then, (n, t) => n?.Share - t?.Share).ToArray();
        var scale = Breaks.Cut([.. changes.OfType<decimal>()], asked.Question.Classification, ScaleKind.Changes);
        var rows = asked.ShownRows().Select(r => Row(asked, r, now[r], then[r], scale, earlier.Contest)).ToArray();
        return new Answer(
            asked.Question,
            asked.Recipe("change", [new("against", earlier.Contest.Id), .. Breaks.Settings(asked.Question.Classification, scale)], earlier.Contest.Source),
            new Message("change.title.list", asked.List!, earlier.Contest, asked.Contest, Words.Level(asked.Level)),
            Summary(asked, rows, earlier.Contest),
            Legend.Of([.. scale.Rules(), new ClassRule(ClassIds.NoList, "no-list", new("class.no-list"), new("change.no-list.rule")), ClassRule.NoData], rows, asked.VotesOfList),
            Columns,
            rows)
        {
            Notices = [.. asked.Notices(), .. earlier.Contest.Kind == asked.Contest.Kind ? Array.Empty<Message>() : [new Message("change.notice.kinds")]],
        };
    }

    private static IReadOnlyList<Column> Columns { get; } =
    [
        new("class", ColumnKind.Class, Words.Column("class")),
        new("change", ColumnKind.Points, Words.Column("change")) { Essential = true },
        new("share", ColumnKind.Share, Words.Column("share")) { Essential = true },
        new("share_before", ColumnKind.Share, Words.Column("share_before")) { Essential = true },
        new("votes", ColumnKind.Votes, Words.Column("votes")),
        new("votes_before", ColumnKind.Votes, Words.Column("votes_before")),
    ];

    private static AnswerRow Row(Asked asked, int row, StandingAt? now, StandingAt? then, Scale scale, Contest earlier)
    {
        var place = asked.Results.Places[row];
        object?[] known = [null, null, now is { } n ? new Share(n.Share) : null, then is { } t ? new Share(t.Share) : null, now?.Votes, then?.Votes];
        if (now is not { } after || then is not { } before)
        {
            var unknown = asked.WhyUnknown(row);
            return new AnswerRow(place, unknown, null, known.With(0, unknown), new Message("change.why.unknown", new Code(asked.List!.Code), now is null ? asked.Contest : earlier));
        }

        var change = after.Share - before.Share;
        var id = scale.ClassOf(change);
        return new AnswerRow(place, id, change, known.With(0, id).With(1, new Points(change)),
            new Message("change.why", new Code(asked.List!.Code), new Share(before.Share), new Share(after.Share), new Points(change)));
    }

    private static Message Summary(Asked asked, AnswerRow[] rows, Contest earlier)
    {
        var known = rows.Where(r => r.Figure is not null).ToArray();
        return known.Length == 0
            ? new Message("ask.summary.nothing-known", asked.Contest)
            : new Message("change.summary", asked.List!, known.Count(r => r.Figure > 0), known.Count(r => r.Figure < 0), known.Length, earlier, Words.Level(asked.Level));
    }
}
