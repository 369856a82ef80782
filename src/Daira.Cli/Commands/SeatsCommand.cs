using System.CommandLine;
using Daira.Cli.Output;
using Daira.Core.Seats;
using Daira.Elections.Laws;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>seats</c>: of a stored contest under its law, or of votes in a file under any method.</summary>
internal static class SeatsCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = new Option<string?>("--contest") { Description = "A stored contest, under its law." };
        var votes = new Option<string?>("--votes") { Description = "A CSV file: list,votes[,candidates]." };
        var seats = SharedOptions.AtLeast("--seats", "Seats to give, with --votes.", 1);
        var method = new Option<string?>("--method") { Description = $"With --votes: {string.Join(", ", SeatsOfFile.Methods)}." };
        var threshold = new Option<string?>("--threshold") { Description = "With --votes: least share of the file's votes, e.g. 3%." };
        var basis = new Option<long?>("--base") { Description = "With --votes --method base: what is divided by the seats, e.g. registered voters." };
        var command = new Command("seats", "Allot seats.") { contest, votes, seats, method, threshold, basis };
        return shared.Answering(command, (parsed, session, stop) => (parsed.GetValue(contest), parsed.GetValue(votes)) switch
        {
            ({ } id, null) => OfContest(session, id, stop),
            (null, { } file) => SeatsOfFile.Run(file, parsed.GetValue(seats), parsed.GetValue(method), parsed.GetValue(threshold), parsed.GetValue(basis)),
            _ => new Refusal(RefusalKind.Invalid, "contest-or-votes", new Message("cli.contest-or-votes")),
        });
    }

    private static Outcome<Sheet> OfContest(Session session, string id, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        if (Ids.Contest(data.Value, id) is { IsDone: false } unknown)
        {
            return Outcome<Sheet>.Refused(unknown.Refusals);
        }

        var table = AllocateSeats.Run(id, data.Value);
        return table.IsDone ? SheetOf(table.Value) : Outcome<Sheet>.Refused(table.Refusals);
    }

    private static Sheet SheetOf(SeatTable table) => new(
        ["constituency", "list", "votes", "seats", "proclaimed", "state"],
        [.. from constituency in table.Constituencies
            from list in constituency.Lists
            select new object?[] { constituency.Place.Code, list.List.Code, list.Votes, list.Seats, list.Proclaimed, list.State.Word() }])
    {
        Notes = [.. table.Differences.Select(d => new Message("cli.seats-differ", d.Place, d.List, (long)d.Computed, (long)d.Proclaimed))],
    };
}
