using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Demo;
using Daira.Organisation.Members;
using Daira.Organisation.Statistics;

namespace Daira.Cli.Commands;

/// <summary><c>members</c>: how many stand in each state, found by any spelling, listed by place, one shown. Lists with names leave as files only under two persons, on the site.</summary>
internal static class MembersCommands
{
    public static Command Build(SharedOptions shared)
    {
        var within = new Option<string?>("--within") { Description = "Code of a place, with all below it (default: everywhere)." };
        var command = new Command("members", "How many members, applicants and former members there are, by state.") { within, MembersImportCommand.Build(shared), Find(shared), List(shared), Show(shared) };
        return shared.Answering(command, (parsed, session, stop) => Run(session, parsed.GetValue(within), stop));
    }

    private static Command Find(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "Words of a name in any spelling and script." };
        var within = new Option<string?>("--within") { Description = "Code of a place, with all below it (default: everywhere)." };
        var command = new Command("find", "Members by any spelling of the name, the nearest first.") { name, within };
        return shared.Answering(command, (parsed, session, stop) => Lines(session, new MemberQuestion(parsed.GetValue(name), parsed.GetValue(within)), withNames: true, stop));
    }

    private static Command List(SharedOptions shared)
    {
        var within = new Option<string>("--within") { Description = "Code of a place, with all below it.", Required = true };
        var page = SharedOptions.AtLeast("--page", "Which page of 2,000 (default: 1).", 1);
        var command = new Command("list", "Members of a place in the order of entry, without their names.") { within, page };
        return shared.Answering(command, (parsed, session, stop) => Lines(
            session, new MemberQuestion(null, parsed.GetValue(within), MemberState.Member, parsed.GetValue(page) ?? 1, FindMembers.LongestPage), withNames: false, stop));
    }

    private static Command Show(SharedOptions shared)
    {
        var entry = new Argument<long>("entry") { Description = "Number of the entry in the register." };
        var command = new Command("show", "What happened to a membership; the name, and no contacts.") { entry };
        return shared.Answering(command, (parsed, session, _) =>
        {
            var seen = new ReadMember(session.Record, session.Organisation).Run(parsed.GetValue(entry), Sensitivity.Internal, Actor.Operator);
            return seen.Then<Sheet>(s => new Sheet(
                ["entry", "number", "name_ar", "name_latin", "place", "on", "event", "act"],
                [.. s.Events.Select(e => new object?[] { s.Row.Id, s.Row.Number, s.Data?.Arabic, s.Data?.Latin, s.Row.Place, Day(e.On), e.GetType().Name.ToLowerInvariant(), e.Act?.Reference })]));
        });
    }

    private static Outcome<Sheet> Lines(Session session, MemberQuestion question, bool withNames, CancellationToken stop) => session.Data(stop).Then(data =>
    {
        using var directory = new MemberDirectory(session.Record, session.Organisation);
        var found = new FindMembers(session.Record, session.Organisation, directory, () => data.Atlas).Run(question, Actor.Operator);
        return found.Then<Sheet>(f => new Sheet(
            withNames ? ["entry", "number", "state", "place", "since", "name_ar", "name_latin"] : ["entry", "number", "state", "place", "since"],
            [.. f.Lines.Select(l => (object?[])[l.Row.Id, l.Row.Number, l.Row.State.ToString().ToLowerInvariant(), l.Row.Place, Day(l.Row.Since), .. withNames ? (object?[])[l.Name?.Arabic, l.Name?.Latin] : []])]));
    });

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

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
        var published = loaded.IsDone ? new PublishStatistics(session.Record, session.Organisation, () => data.Value.Atlas).Run(Actor.Operator, stop) : 0;
        return !published.IsDone ? Outcome<Sheet>.Refused(published.Refusals)
            : loaded.IsDone ? Run(session, null, stop) : Outcome<Sheet>.Refused(loaded.Refusals);
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
