using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Demo;
using Daira.Organisation.Members;

namespace Daira.Cli.Commands;

/// <summary><c>members</c>: how many stand in each state. Names are shown on pages to those who may see them, never printed by a command.</summary>
internal static class MembersCommands
{
    public static Command Build(SharedOptions shared)
    {
        var within = new Option<string?>("--within") { Description = "Code of a place, with all below it (default: everywhere)." };
        var command = new Command("members", "How many members, applicants and former members there are, by state.") { within, MembersImportCommand.Build(shared) };
        return shared.Answering(command, (parsed, session, stop) => Run(session, parsed.GetValue(within), stop));
    }

    public static Command BuildDemo(SharedOptions shared)
    {
        var count = SharedOptions.AtLeast("--count", "How many members (default: 20,000).", 1);
        var applicants = SharedOptions.AtLeast("--applicants", "Applications that wait for a decision (default: 12).", 0);
        var command = new Command("demo-members", "Invented members over the invented party; only into an empty register.") { count, applicants };
        return shared.Answering(command, (parsed, session, stop) => Load(
            session, new MembersSize(parsed.GetValue(count) ?? 20_000, parsed.GetValue(applicants) ?? 12, (int)(shared.Seed(parsed) ?? PartySize.DefaultSeed)), stop));
    }

    private static Outcome<Sheet> Load(Session session, MembersSize size, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var loaded = new LoadInventedMembers(session.Record, session.Organisation, () => data.Value.Atlas).Run(size, Actor.Operator, stop);
        return loaded.IsDone ? Run(session, null, stop) : Outcome<Sheet>.Refused(loaded.Refusals);
    }

    private static Outcome<Sheet> Run(Session session, string? within, CancellationToken stop)
    {
        var (data, ready) = (session.Data(stop), session.Organisation.Prepare());
        if (!data.IsDone || !ready.IsDone)
        {
            return Outcome<Sheet>.Refused([.. data.Refusals, .. ready.Refusals]);
        }

        using var directory = new MemberDirectory(session.Record, session.Organisation);
        var counts = new FindMembers(session.Record, session.Organisation, directory, () => data.Value.Atlas).Count(within, Actor.Operator);
        return counts.IsDone
            ? new Sheet(["state", "members"], [.. counts.Value.OrderBy(c => c.Key).Select(c => new object?[] { c.Key.ToString().ToLowerInvariant(), c.Value })])
            : Outcome<Sheet>.Refused(counts.Refusals);
    }
}
