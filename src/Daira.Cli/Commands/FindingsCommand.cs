using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections.Results;
using Daira.Foundation;

namespace Daira.Cli.Commands;

/// <summary><c>findings</c>: faults, gaps and checks of the data, found by the program.</summary>
internal static class FindingsCommand
{
    private static readonly string[] Kinds = [.. Enum.GetNames<FindingKind>().Select(n => n.ToLowerInvariant())];

    public static Command Build(SharedOptions shared)
    {
        var kind = new Option<string?>("--kind") { Description = "Only one kind." };
        SharedOptions.Only(kind, Kinds);
        var contest = new Option<string?>("--contest") { Description = "Only about one contest." };
        return shared.Answering(new Command("findings", "What the program found about the data: faults, gaps, notes, checks.") { kind, contest }, (parsed, session, stop) =>
            Run(session, parsed.GetValue(kind), parsed.GetValue(contest), stop));
    }

    public static Sheet SheetOf(IEnumerable<Finding> findings, Session session) => new(
        ["kind", "code", "contest", "place", "list", "message"],
        [.. findings.Select(f => new object?[] { f.Kind.ToString().ToLowerInvariant(), f.Code, f.Contest, f.Place, f.List, session.Say(f.Message) })]);

    private static Outcome<Sheet> Run(Session session, string? kind, string? contest, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        if (contest is not null && Ids.Contest(data.Value, contest) is { IsDone: false } unknown)
        {
            return Outcome<Sheet>.Refused(unknown.Refusals);
        }

        return SheetOf(
            data.Value.Findings.Where(f => (kind is null || f.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase)) && (contest is null || f.Contest == contest)), session);
    }
}
