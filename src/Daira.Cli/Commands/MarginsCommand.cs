using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Core.Seats;
using Daira.Elections.Laws;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>margins</c>: votes to the next seat, and votes to lose before the last one goes; in each constituency, or over the country.</summary>
internal static class MarginsCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        var constituency = new Option<string?>("--constituency") { Description = "Only one constituency, e.g. 530." };
        var country = new Option<bool>("--country") { Description = "One row per list: the fewest votes in the whole country, where, and who moves then." };
        return shared.Answering(new Command("margins", "Votes to gain the next seat and to lose the last.") { contest, constituency, country }, (parsed, session, stop) =>
            Run(session, parsed.GetValue(contest)!, parsed.GetValue(constituency), parsed.GetValue(country), stop));
    }

    private static Outcome<Sheet> Run(Session session, string id, string? constituency, bool country, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var contest = Ids.Contest(data.Value, id);
        if (!contest.IsDone)
        {
            return Outcome<Sheet>.Refused(contest.Refusals);
        }

        if (constituency is not null && Ids.UnknownPlace("--constituency", contest.Value, constituency) is { } unknown)
        {
            return unknown;
        }

        if (country)
        {
            return constituency is null
                ? OverCountry(MarginsOverCountry.Run(id, data.Value))
                : new Refusal(RefusalKind.Invalid, "country-or-constituency", new Message("cli.country-or-constituency"));
        }

        var margins = SeatMargins.Run(id, data.Value, constituency);
        return margins.IsDone ? SheetOf(margins.Value) : Outcome<Sheet>.Refused(margins.Refusals);
    }

    private static Outcome<Sheet> OverCountry(Outcome<CountryMargins> margins) => margins.IsDone ? SheetOf(margins.Value) : Outcome<Sheet>.Refused(margins.Refusals);

    private static Sheet SheetOf(MarginTable table) => new(
        ["constituency", "list", "votes_to_gain", "votes_to_lose", "seats", "when_gained", "when_lost"],
        [.. from constituency in table.Constituencies
            from list in constituency.Lists
            select new object?[] { constituency.Place.Code, list.List.Code, list.ToGain, list.ToLose, list.Seats, Moves(list.WhenGained), Moves(list.WhenLost) }]);

    /// <summary>The first column says where: for a gain and a loss they are mostly two places, so it stands empty and each has its own.</summary>
    private static Sheet SheetOf(CountryMargins table) => new(
        ["constituency", "list", "votes_to_gain", "votes_to_lose", "seats", "gain_at_most", "gained_in", "when_gained", "loss_at_most", "lost_in", "when_lost"],
        [.. from list in table.Lists
            select new object?[]
            {
                null, list.List.Code, list.ToGain.Votes, list.ToLose.Votes, list.Seats,
                list.ToGain.AtMost, Places(list.ToGain), Moves(list.ToGain), list.ToLose.AtMost, Places(list.ToLose), Moves(list.ToLose),
            }]);

    private static string Places(CountryFigure figure) => string.Join(' ', figure.Where.Select(w => w.Place.Code));

    private static string Moves(CountryFigure figure) => string.Join(" / ", figure.Where.Select(w => Moves(w.Others)));

    /// <summary>E.g. <c>A:-1 B:+1</c>; <c>?</c> where the list's seats are open then.</summary>
    private static string Moves(IReadOnlyList<SeatMove> moves) =>
        string.Join(' ', moves.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.List}:{(m.After is null || m.Before is null ? "?" : (m.After - m.Before).Value.ToString("+0;-0", CultureInfo.InvariantCulture))}")));
}
