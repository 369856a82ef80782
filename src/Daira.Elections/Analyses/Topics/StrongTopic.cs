using System.Globalization;
using Daira.Core.Space.Association;
using Daira.Elections.Analyses.StrongAreas;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>Where a list is strong: the published rule, place by place. Method: docs/methods/strong-areas.</summary>
internal static class StrongTopic
{
    public static Outcome<Answer> Answer(Asked asked)
    {
        if (NationalShare.Of(asked.Results, asked.Column) is not (> 0 and { } national))
        {
            return Errors.NoFigures(asked.Contest, asked.Level);
        }

        var signs = new Signs(asked, national);
        var rows = asked.ShownRows().Select(r => signs.RowOf(r)).ToArray();
        var s = asked.Question.Strong;
        return new Answer(
            asked.Question,
            asked.Recipe("strong-areas", [.. Settings(s), .. signs.Around.Settings()], [.. signs.OtherSources]) with { Seed = s.Seed },
            asked.Title(),
            Summary(asked, rows),
            Legend.Of(StrongWords.Rules(s), rows, asked.VotesOfList),
            Columns,
            rows)
        {
            Notices = [.. asked.Notices(), .. signs.Around.Notices(asked.Level), .. signs.Notices()],
        };
    }

    internal static IReadOnlyList<Column> Columns { get; } =
    [
        new("class", ColumnKind.Class, Words.Column("class")) { Essential = true },
        new("level", ColumnKind.Share, Words.Column("share")) { Essential = true },
        new("margin", ColumnKind.Points, Words.Column("margin")) { Essential = true },
        new("persistence", ColumnKind.Share, Words.Column("persistence")),
        new("cluster", ColumnKind.Text, Words.Column("cluster")),
        new("seats", ColumnKind.Votes, Words.Column("votes_to_gain")),
        new("confidence", ColumnKind.Number, Words.Column("confidence")),
        new("why", ColumnKind.Sentence, Words.Column("why")),
        new("adjusted", ColumnKind.Points, Words.Column("adjusted")),
        new("votes", ColumnKind.Votes, Words.Column("votes")),
        new("rival", ColumnKind.List, Words.Column("rival")),
        new("level_points", ColumnKind.Points, Words.Column("level_points")),
        new("neighbourhood_points", ColumnKind.Points, Words.Column("neighbourhood_points")),
        new("persistence_points", ColumnKind.Points, Words.Column("persistence_points")),
        new("seats_points", ColumnKind.Points, Words.Column("seats_points")),
        new("seat_distance", ColumnKind.Votes, Words.Column("seat_distance")),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Settings(StrongAreasSettings s)
    {
        (string, decimal)[] settings =
        [
            ("stronghold", s.StrongholdMargin), ("strong", s.StrongMargin), ("winnable", s.WinnableMargin),
            ("weight-level", s.LevelWeight), ("weight-margin", s.MarginWeight), ("weight-neighbourhood", s.NeighbourhoodWeight),
            ("weight-persistence", s.PersistenceWeight), ("weight-seats", s.SeatsWeight), ("reach", s.EvidenceReach), ("seats-full", s.SeatsFull),
        ];
        return settings.Select(x => KeyValuePair.Create(x.Item1, x.Item2.ToString(CultureInfo.InvariantCulture)));
    }

    private static Message Summary(Asked asked, AnswerRow[] rows) => new(
        "strong.summary",
        asked.List!,
        rows.Count(r => r.Class == StrongAreasRule.Stronghold),
        rows.Count(r => r.Class == StrongAreasRule.Strong),
        rows.Count(r => r.Class == StrongAreasRule.Contested),
        rows.Length,
        Words.Level(asked.Level));
}

/// <summary>The five components, gathered for one list over all places.</summary>
internal sealed class Signs(Asked asked, decimal national)
{
    private readonly StandingAt?[] standings = asked.Standings();
    private readonly PastContests past = new(asked);
    private readonly SeatDistances seats = new(asked);

    public Neighbourhood Around { get; } = Neighbourhood.Of(asked, asked.Question.Strong);

    public IEnumerable<string> OtherSources => past.Sources.Concat(seats.Contest is { } c ? [c.Source] : []);

    public IEnumerable<Message> Notices()
    {
        if (asked.Level == PlaceLevel.Commune)
        {
            yield return new Message("strong.notice.inherited");
        }

        if (seats.Contest is { } contest && contest.Id != asked.Contest.Id)
        {
            yield return new Message("strong.notice.seats-of", contest);
        }
    }

    public AnswerRow RowOf(int row)
    {
        if (standings[row] is not { } standing)
        {
            return Unknown(row);
        }

        var place = asked.Results.Places[row];
        var settings = asked.Question.Strong;
        var (history, seat) = (past.At(place), seats.At(place));
        var evidence = new Evidence(
            standing.Margin,
            Math.Clamp((standing.Share - national) / national, -1m, 1m),
            Around.EvidenceAt(row),
            history?.Evidence,
            seat?.Evidence(settings.SeatsFull),
            asked.Level == PlaceLevel.Commune);
        var verdict = StrongAreasRule.Judge(evidence, settings);
        var why = StrongWords.Why(asked, standing, verdict);
        return new AnswerRow(
            place,
            verdict.Class,
            standing.Margin,
            [
                verdict.Class, new Share(standing.Share), new Points(standing.Margin),
                history is { } h ? new Share(h.Share) : null, Around.Local[row].Class.Id(), seat?.ToGain, Math.Round(verdict.Confidence, 3), why,
                new Points(verdict.Adjusted), standing.Votes, standing.Rival < 0 ? null : asked.Results.Lists[standing.Rival].Code,
                Shown(verdict.Points.Level), Shown(verdict.Points.Neighbourhood), Shown(verdict.Points.Persistence), Shown(verdict.Points.Seats), seat?.Distance,
            ],
            why)
        {
            Components = StrongWords.Components(standing, Around.Local[row], history, seat, verdict, settings),
        };
    }

    private AnswerRow Unknown(int row)
    {
        var unknown = asked.UnknownRow(row, StrongTopic.Columns.Count);
        return unknown with { Cells = [.. unknown.Cells.Select((cell, i) => StrongTopic.Columns[i].Id == "why" ? unknown.Why : cell)] };
    }

    private static object? Shown(decimal? points) => points is { } p ? new Points(p) : null;
}
