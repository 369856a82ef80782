using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections.Laws;
using Daira.Foundation;

namespace Daira.Cli.Commands;

/// <summary><c>margins</c>: votes to the next seat, and votes to lose before the last one goes.</summary>
internal static class MarginsCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        var constituency = new Option<string?>("--constituency") { Description = "Only one constituency, e.g. 530." };
        return shared.Answering(new Command("margins", "Votes to gain the next seat and to lose the last.") { contest, constituency }, (parsed, session, stop) =>
            Run(session, parsed.GetValue(contest)!, parsed.GetValue(constituency), stop));
    }

    private static Outcome<Sheet> Run(Session session, string id, string? constituency, CancellationToken stop)
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

        var margins = SeatMargins.Run(id, data.Value, constituency);
        return margins.IsDone ? SheetOf(margins.Value) : Outcome<Sheet>.Refused(margins.Refusals);
    }

    private static Sheet SheetOf(MarginTable table) => new(
        ["constituency", "list", "votes_to_gain", "votes_to_lose", "seats"],
        [.. from constituency in table.Constituencies
            from list in constituency.Lists
            select new object?[] { constituency.Place.Code, list.List.Code, list.ToGain, list.ToLose, list.Seats }]);
}
