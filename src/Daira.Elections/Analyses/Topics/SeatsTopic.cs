using System.Globalization;
using Daira.Core.Seats;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>Seats by the law of the day, and votes to the next one. Methods: docs/methods/seats-morocco and margins-on-the-map.</summary>
internal static class SeatsTopic
{
    /// <summary>Lacking at most this share of the constituency's votes, a seat is within reach.</summary>
    private const decimal Reach = 0.05m;

    public static Outcome<Answer> Answer(Asked asked)
    {
        var seats = AllocateSeats.Run(asked.Contest.Id, asked.Data);
        if (!seats.IsDone)
        {
            return Outcome<Answer>.Refused(seats.Refusals);
        }

        if (asked.Level != (seats.Value.Part.IsNationwide ? PlaceLevel.Country : Words.AsAsked(asked.Contest.Level)))
        {
            return Errors.SeatsElsewhere(asked.Contest);
        }

        return asked.List is null ? OfAll(asked, seats.Value) : OfList(asked, seats.Value, SeatMargins.Run(asked.Contest.Id, asked.Data, list: asked.List.Code).Value);
    }

    private static Answer OfAll(Asked asked, SeatTable table)
    {
        Column[] columns =
        [
            new("class", ColumnKind.Class, Words.Column("class")),
            new("first", ColumnKind.List, Words.Column("most_seats")) { Essential = true },
            new("seats", ColumnKind.Seats, Words.Column("seats_at_stake")) { Essential = true },
            new("computed", ColumnKind.Text, Words.Column("computed")) { Essential = true },
            new("proclaimed", ColumnKind.Text, Words.Column("proclaimed")),
            new("state", ColumnKind.Text, Words.Column("state")) { Essential = true },
        ];
        var rows = asked.ShownRows().Select(r => RowOfAll(table.Find(asked.Results.Places[r].Code)!)).ToArray();
        return Build(asked, table, rows, columns, RulesOfAll(rows, asked), new Message("seats.summary.all", rows.Sum(r => (int?)r.Cells[2] ?? 0), table.Differences.Count(), rows.Length, Words.Level(asked.Level)));
    }

    private static AnswerRow RowOfAll(ConstituencySeats here)
    {
        var firsts = here.Lists.Where(l => SeatsOf(l) > 0).GroupBy(SeatsOf).OrderByDescending(g => g.Key).FirstOrDefault()?.ToArray() ?? [];
        var id = firsts.Length switch
        {
            0 => ClassIds.NoData,
            1 => firsts[0].List.Slot == LeaderTopic.OthersSlot ? ClassIds.Others : firsts[0].List.Code,
            _ => ClassIds.Tie,
        };
        return new AnswerRow(here.Place, id, firsts.Length == 0 ? null : SeatsOf(firsts[0]),
            [id, firsts.Length == 1 ? firsts[0].List.Code : null, here.Seats, InLetters(here, l => l.Seats), InLetters(here, l => l.Proclaimed), here.State.Word()],
            new Message($"seats.why.{here.State.Word()}", here.Place, here.Seats ?? 0));
    }

    /// <summary>Seats as they can be shown: computed, or where nothing is computed as proclaimed.</summary>
    private static int? SeatsOf(ListOutcome l) => l.Seats ?? l.Proclaimed;

    private static string? InLetters(ConstituencySeats here, Func<ListOutcome, int?> seats)
    {
        var won = here.Lists.Where(l => seats(l) > 0).Select(l => $"{l.List.Code} {seats(l)}").ToArray();
        return won.Length == 0 ? null : string.Join(", ", won);
    }

    private static List<ClassRule> RulesOfAll(AnswerRow[] rows, Asked asked)
    {
        var shown = rows.Select(r => r.Class).ToHashSet();
        return
        [
            .. asked.Results.Lists.Where(l => shown.Contains(l.Code)).OrderByDescending(l => rows.Count(r => r.Class == l.Code))
                .Select(l => new ClassRule(l.Code, $"list-{l.Slot}", new("class.list", l), new("seats.most.rule", l))),
            new ClassRule(ClassIds.Others, $"list-{LeaderTopic.OthersSlot}", new("class.others"), new("class.others.rule")),
            new ClassRule(ClassIds.Tie, "undefined", new("seats.shared"), new("seats.shared.rule")),
            ClassRule.NoData,
        ];
    }

    private static Answer OfList(Asked asked, SeatTable table, MarginTable margins)
    {
        Column[] columns =
        [
            new("class", ColumnKind.Class, Words.Column("class")),
            new("votes", ColumnKind.Votes, Words.Column("votes")),
            new("seats", ColumnKind.Seats, Words.Column("seats_won")) { Essential = true },
            new("proclaimed", ColumnKind.Seats, Words.Column("proclaimed")),
            new("votes_to_gain", ColumnKind.Votes, Words.Column("votes_to_gain")) { Essential = true },
            new("votes_to_lose", ColumnKind.Votes, Words.Column("votes_to_lose")) { Essential = true },
            new("state", ColumnKind.Text, Words.Column("state")),
        ];
        var rows = asked.ShownRows().Select(r => RowOfList(asked, r, table, margins)).ToArray();
        return Build(asked, table, rows, columns, RulesOfList, new Message("seats.summary.list", asked.List!, rows.Sum(r => (int?)r.Cells[2] ?? 0), rows.Count(r => r.Class == "within-reach"), rows.Length, Words.Level(asked.Level)));
    }

    private static ClassRule[] RulesOfList { get; } =
    [
        new("two-or-more", "strength-0", new("seats.two-or-more"), new("seats.two-or-more.rule")),
        new("one", "strength-1", new("seats.one"), new("seats.one.rule")),
        new("within-reach", "strength-2", new("seats.within-reach"), new("seats.within-reach.rule", new Share(Reach))),
        new("far", "strength-4", new("seats.far"), new("seats.far.rule", new Share(Reach))),
        new("open", "undefined", new("seats.open"), new("seats.open.rule")),
        ClassRule.NoList,
        ClassRule.NoData,
    ];

    private static AnswerRow RowOfList(Asked asked, int row, SeatTable table, MarginTable margins)
    {
        var place = asked.Results.Places[row];
        var here = table.Find(place.Code)!;
        if (here.Find(asked.List!.Code) is not { } list)
        {
            return asked.UnknownRow(row, 7);
        }

        var margin = margins.Find(place.Code)!;
        var own = margin.Find(list.List.Code);
        var id = ClassOf(list, own, margin.Votes);
        return new AnswerRow(place, id, SeatsOf(list),
            [id, list.Votes, list.Seats, list.Proclaimed, own?.ToGain, own?.ToLose, list.State.Word()],
            WhyOf(list, own, here));
    }

    private static string ClassOf(ListOutcome list, ListMargin? margin, long votes) => (SeatsOf(list), margin?.ToGain) switch
    {
        (null, _) => "open",
        ( >= 2, _) => "two-or-more",
        (1, _) => "one",
        (_, { } lacking) => (decimal)lacking / votes <= Reach ? "within-reach" : "far",
        _ => list.Seats is null ? "open" : "far",
    };

    private static Message WhyOf(ListOutcome list, ListMargin? margin, ConstituencySeats here) => (list.Seats, margin) switch
    {
        (null, _) => new Message($"seats.why.{here.State.Word()}", here.Place, here.Seats ?? 0),
        (0, { ToGain: { } lacking }) => new Message("seats.why.lacks", new Code(list.List.Code), lacking),
        (0, _) => new Message("seats.why.none", new Code(list.List.Code)),
        ({ } won, { ToLose: { } above }) => new Message("seats.why.holds", new Code(list.List.Code), won, above),
        ({ } won, _) => new Message("seats.why.won", new Code(list.List.Code), won),
    };

    private static Answer Build(Asked asked, SeatTable table, AnswerRow[] rows, Column[] columns, IReadOnlyList<ClassRule> rules, Message summary) => new(
        asked.Question,
        asked.Recipe("seats-morocco", [new("law", table.Law.Id), new("within-reach", Reach.ToString(CultureInfo.InvariantCulture))]),
        asked.Title(),
        summary,
        Legend.Of(rules, rows, p => asked.List is null ? asked.Results.ListVotes(asked.Results.RowOf(p.Code)) : asked.VotesOfList(p)),
        columns,
        rows)
    {
        Notices =
        [
            .. asked.Contest.Verified ? Array.Empty<Message>() : [new Message("ask.notice.unverified", asked.Contest)],
            .. rows.GroupBy(r => (string)r.Cells[^1]!).Where(g => g.Key is not (null or "elected"))
                .OrderByDescending(g => g.Count()).Select(g => new Message($"seats.notice.{g.Key}", g.Count())),
            .. table.Differences.Any() ? [new Message("seats.notice.differences", table.Differences.Count())] : Array.Empty<Message>(),
        ],
    };
}
