using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;

namespace Daira.Cli.Commands;

/// <summary><c>contests</c>: the contests that are loaded, newest first.</summary>
internal static class ContestsCommand
{
    public static Command Build(SharedOptions shared) =>
        shared.Answering(new Command("contests", "The contests that are loaded."), (_, session, stop) => Run(session, stop));

    private static Outcome<Sheet> Run(Session session, CancellationToken stop)
    {
        var data = session.Data(stop);
        return !data.IsDone ? Outcome<Sheet>.Refused(data.Refusals) : new Sheet(
            ["id", "name", "date", "law", "lists", "places", "status", "verified", "source"],
            [.. data.Value.Contests.Select(c => new object?[]
            {
                c.Contest.Id,
                c.Contest.Names.In(session.Language.Code).Text,
                c.Contest.Date,
                c.Contest.Law,
                c.Lists.Count,
                c.Places.Count,
                c.Contest.Status.ToString().ToLowerInvariant(),
                c.Contest.Verified ? "yes" : "no",
                c.Contest.Source,
            })]);
    }
}
