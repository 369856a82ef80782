using Daira.Elections.Analyses.Classes;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>How many of the registered voted. Method: docs/methods/turnout.</summary>
internal static class TurnoutTopic
{
    public static Outcome<Answer> Answer(Asked asked)
    {
        var turnouts = asked.Results.Totals.Select(TurnoutOf).ToArray();
        if (turnouts.All(t => t is null))
        {
            return Errors.TurnoutNotReported(asked.Contest, asked.Level);
        }

        var scale = Breaks.Cut([.. turnouts.OfType<decimal>()], asked.Question.Classification, ScaleKind.Turnout);
        var rows = asked.ShownRows().Select(r => Row(asked, r, turnouts[r], scale)).ToArray();
        var legend = Legend.Of([.. scale.Rules(), ClassRule.NoData], rows, _ => null);
        return new Answer(asked.Question, asked.Recipe("turnout", Breaks.Settings(asked.Question.Classification, scale)), asked.Title(), Summary(asked, rows), legend, Columns, rows)
        {
            Notices = asked.Notices(),
        };
    }

    /// <summary>Voters ÷ registered where both are reported, else as published; else unknown. Never valid votes ÷ something.</summary>
    public static decimal? TurnoutOf(PlaceTotals totals) =>
        totals is { Voters: { } voters, Registered: > 0 and { } registered } ? (decimal)voters / registered : totals.Turnout;

    private static IReadOnlyList<Column> Columns { get; } =
    [
        new("class", ColumnKind.Class, Words.Column("class")),
        new("turnout", ColumnKind.Share, Words.Column("turnout")) { Essential = true },
        new("registered", ColumnKind.Votes, Words.Column("registered")) { Essential = true },
        new("voters", ColumnKind.Votes, Words.Column("voters")),
        new("spoilt_share", ColumnKind.Share, Words.Column("spoilt_share")),
    ];

    private static AnswerRow Row(Asked asked, int row, decimal? turnout, Scale scale)
    {
        var (place, totals) = (asked.Results.Places[row], asked.Results.Totals[row]);
        var id = turnout is { } t ? scale.ClassOf(t) : ClassIds.NoData;
        return new AnswerRow(place, id, turnout,
            [id, turnout is { } known ? new Share(known) : null, totals.Registered, totals.Voters, totals.SpoiltShare is { } spoilt ? new Share(spoilt) : null],
            (turnout, totals) switch
            {
                (null, _) => new Message("turnout.why.unknown", place),
                ({ } share, { Voters: { } voters, Registered: { } registered }) => new Message("turnout.why.counted", voters, registered, new Share(share)),
                ({ } share, _) => new Message("turnout.why.published", new Share(share)),
            });
    }

    private static Message Summary(Asked asked, AnswerRow[] rows)
    {
        var known = rows.Where(r => r.Figure is not null).OrderBy(r => r.Figure).ToArray();
        return known.Length == 0
            ? new Message("ask.summary.nothing-known", asked.Contest)
            : new Message("turnout.summary", known[0].Place, new Share(known[0].Figure!.Value), known[^1].Place, new Share(known[^1].Figure!.Value), known.Length, Words.Level(asked.Level));
    }
}
