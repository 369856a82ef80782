using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Organisation.Procedures;

namespace Daira.Cli.Commands;

/// <summary><c>procedures</c>: the digitised services, each with its steps, time limit and appeal.</summary>
internal static class ProceduresCommand
{
    public static Command Build(SharedOptions shared) =>
        shared.Answering(new Command("procedures", "The procedures in force: steps, promised time, where a refusal is appealed."), (_, session, _) => Run(session));

    private static Outcome<Sheet> Run(Session session)
    {
        var ready = session.Organisation.Prepare();
        return !ready.IsDone ? Outcome<Sheet>.Refused(ready.Refusals) : new Sheet(
            ["id", "version", "steps", "time_limit", "appeal", "name"],
            [.. session.Organisation.Current.Procedures.Values.Select(p => p.Definition).OrderBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Version).Select(d => new object?[]
            {
                d.Id, d.Version, d.Steps.Count, $"{d.Promise.Amount} {UnitOf(d.Promise.Unit)}", AppealOf(d), d.Names.In(session.Language.Code).Text,
            })]);
    }

    private static string UnitOf(TimeUnit unit) => unit switch { TimeUnit.WorkingDays => "working-days", TimeUnit.CalendarDays => "days", _ => "months" };

    /// <summary>Body and level of every step that a refusal is taken to.</summary>
    private static string AppealOf(Definition definition) => string.Join(" ", definition.Steps.SelectMany(s => s.Moves).Select(m => m.Ending?.Appeal?.Step).OfType<string>().Distinct()
        .Select(s => definition.Find(s)!.Actor is ActorRule.Office office ? $"{office.BodyType}@{office.Level.ToString().ToLowerInvariant()}" : s));
}
