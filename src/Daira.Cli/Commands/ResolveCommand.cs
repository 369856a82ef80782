using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Core.Seats;
using Daira.Elections.Laws;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>resolve</c>: how equal figures were settled, by birth dates or by lots, as it is written somewhere.</summary>
internal static class ResolveCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        var place = new Option<string>("--place") { Description = "Code of the constituency.", Required = true };
        var order = new Option<string?>("--order") { Description = "A,B: lists in the order drawn by lots; the first takes the seat." };
        var born = new Option<string[]>("--born") { Description = "LIST=1990-01-31: birth date of the candidate who would take the seat." };
        var reference = new Option<string>("--reference") { Description = "Minutes or ruling where it is written.", Required = true };
        var command = new Command("resolve", "Record how a tie was settled; the seat is given accordingly.") { contest, place, order, born, reference };
        return shared.Answering(command, (parsed, session, stop) =>
        {
            var dates = Dates(parsed.GetValue(born) ?? []);
            return dates.IsDone
                ? Run(session, new(parsed.GetValue(contest)!, parsed.GetValue(place)!, new(Lists(parsed.GetValue(order)), dates.Value, parsed.GetValue(reference)!)), stop)
                : Outcome<Sheet>.Refused(dates.Refusals);
        });
    }

    private static string[] Lists(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Outcome<Dictionary<string, DateOnly>> Dates(string[] written)
    {
        var dates = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var text in written)
        {
            if (text.Split('=') is not [{ Length: > 0 } list, var date] || !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || !dates.TryAdd(list, day))
            {
                return new Refusal(RefusalKind.Invalid, "born", new Message("cli.born", text));
            }
        }

        return dates;
    }

    private static Outcome<Sheet> Run(Session session, TieToResolve request, CancellationToken stop)
    {
        var outcome = new ResolveTie(session.Elections, session.Record, session.Clock).Run(request, Actor.Operator);
        if (!outcome.IsDone)
        {
            return Outcome<Sheet>.Refused(outcome.Refusals);
        }

        var data = session.Data(stop);
        return data.IsDone ? SheetOf(AllocateSeats.Run(request.Contest, data.Value).Value.Find(request.Place)!) : Outcome<Sheet>.Refused(data.Refusals);
    }

    private static Sheet SheetOf(ConstituencySeats here) => new(
        ["constituency", "list", "votes", "seats", "proclaimed", "state"],
        [.. here.Lists.Select(l => new object?[] { here.Place.Code, l.List.Code, l.Votes, l.Seats, l.Proclaimed, l.State.Word() })]);
}
