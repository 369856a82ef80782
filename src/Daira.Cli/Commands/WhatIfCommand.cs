using System.CommandLine;
using Daira.Cli.Output;
using Daira.Core.Seats;
using Daira.Elections.Scenarios;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>what-if</c>: seats before and after votes, lists, seats, threshold or law are changed. Options are the words of the page's address.</summary>
internal static class WhatIfCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        Option<string?>[] words =
        [
            new("--place") { Description = "One constituency, e.g. 530; needed for --votes, --seats and --registered." },
            new("--law") { Description = "Another law, or the name of a method." },
            new("--threshold") { Description = "Percent of the valid votes that a list must reach; 0 = none." },
            new("--seats") { Description = "Seats of the constituency." },
            new("--registered") { Description = "Persons on its roll." },
            new("--turnout") { Description = "Percent more, or fewer, votes for every list." },
            new("--unit") { Description = "What --swing counts: points or percent." },
        ];
        Option<string[]>[] byList =
        [
            new("--votes") { Description = "LIST=N: votes of a list in the constituency." },
            new("--swing") { Description = "LIST=X: change of its votes wherever it stood." },
            new("--split") { Description = "LIST=1/3: that share of its votes goes to a new list, LIST.2." },
        ];
        Option<string[]>[] lists =
        [
            new("--merge") { Description = "A,B: lists that stand as one." },
            new("--withdraw") { Description = "A: lists that do not stand." },
        ];
        var places = new Option<bool>("--by-constituency") { Description = "Rows for every list of every constituency instead of the whole." };
        var command = new Command("what-if", "Seats under other votes, lists, seats, threshold or law.") { contest, places };
        Array.ForEach([.. words, .. byList, .. lists], (Option option) => command.Add(option));
        return shared.Answering(command, (parsed, session, stop) =>
        {
            var asked = words.Select(o => (o.Name, Value: parsed.GetValue(o))).Where(w => w.Value is not null).Select(w => KeyValuePair.Create(w.Name[2..], w.Value!))
                .Concat(byList.SelectMany(o => (parsed.GetValue(o) ?? []).Select(v => OfList(o.Name[2..], v))))
                .Concat(lists.SelectMany(o => (parsed.GetValue(o) ?? []).Select(v => KeyValuePair.Create(o.Name[2..], v))));
            return Run(session, parsed.GetValue(contest)!, [.. asked], parsed.GetValue(places), stop);
        });
    }

    /// <summary><c>swing</c> and <c>PI=2.5</c> is the address's word <c>swing.PI</c>; without a value it is refused as one.</summary>
    private static KeyValuePair<string, string> OfList(string word, string written) =>
        written.Split('=', 2) is [var list, var value] && value.Length > 0 ? new($"{word}.{list}", value) : new($"{word}.{written}", "?");

    private static Outcome<Sheet> Run(Session session, string id, KeyValuePair<string, string>[] words, bool byConstituency, CancellationToken stop)
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

        var asked = WhatIfQuery.Read(words, id);
        if (!asked.IsDone)
        {
            return Outcome<Sheet>.Refused(asked.Refusals);
        }

        var answer = AskWhatIf.Run(asked.Value, data.Value);
        return answer.IsDone ? SheetOf(answer.Value, byConstituency || asked.Value.Place is not null) : Outcome<Sheet>.Refused(answer.Refusals);
    }

    /// <summary>Seats that are open stand empty, with the fewest and the most they can be beside them.</summary>
    private static Sheet SheetOf(WhatIfAnswer answer, bool byConstituency) => new(
        ["constituency", "list", "votes_before", "votes_after", "seats_before", "seats_after", "move", "seats_after_least", "seats_after_most", "state"],
        byConstituency
            ? [.. from place in answer.Places
                from list in place.Lists
                select new object?[]
                {
                    place.Place.Code, list.List.Code, list.VotesBefore, list.VotesAfter, list.SeatsBefore, list.SeatsAfter, list.Move,
                    list.After.Least, list.After.Most, place.After.Find(list.List.Code)?.State.Word() ?? "",
                }]
            : [.. from list in answer.Lists
                select new object?[]
                {
                    null, list.List.Code, list.VotesBefore, list.VotesAfter, list.Before.Seats, list.After.Seats, list.Move, list.After.Least, list.After.Most, "",
                }])
    {
        Notes = [.. answer.Places.Where(p => p.Fault is not null).Select(p => new Message("cli.what-if.fault", p.Place, new Code(p.Fault!.Value.ToString())))],
    };
}
