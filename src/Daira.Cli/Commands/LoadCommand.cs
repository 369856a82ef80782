using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>load morocco</c>: what ships with the project.</summary>
internal static class LoadCommand
{
    public static Command Build(SharedOptions shared)
    {
        var without = new Option<bool>("--without-unverified") { Description = "Leave out figures whose origin and licence are unknown." };
        var outlines = new Option<string?>("--outlines") { Description = "Folder of the npm package morocco-map (default: the one the web project installed)." };
        var morocco = new Command("morocco", "Places, contests and results of Morocco; reports what the program found about the sources.") { without, outlines };
        shared.Answering(morocco, (parsed, session, stop) => Run(session, parsed.GetValue(without), parsed.GetValue(outlines), stop));
        return new Command("load", "Load what ships with the project.") { morocco, InventedPartyCommand.Build(shared), MembersCommands.BuildDemo(shared) };
    }

    private static Outcome<Sheet> Run(Session session, bool withoutUnverified, string? outlines, CancellationToken stop)
    {
        var request = new LoadRequest(MoroccoTables.ShippedFolder, outlines ?? Session.Outlines, !withoutUnverified);
        var outcome = new LoadMorocco(session.Elections, session.Record, session.Clock).Run(request, Actor.Operator, session.Progress, stop);
        if (!outcome.IsDone)
        {
            return Outcome<Sheet>.Refused(outcome.Refusals);
        }

        var report = outcome.Value;
        var fates = report.Fates;
        // What a reader must know at once; notes and checks stand in `findings`.
        return FindingsCommand.SheetOf(report.Data.Findings.Where(f => f.Kind is FindingKind.Fault or FindingKind.Gap), session) with
        {
            Notes =
            [
                .. report.Notices,
                new Message(report.Changed ? "cli.loaded" : "cli.loaded-before", session.Elections.Database.Where, report.Data.Version),
                new Message("cli.loaded-counts", (long)report.Data.Atlas.Places.Count, (long)report.Data.Contests.Count, (long)report.Data.Shapes.Count),
                new Message("cli.loaded-rows", (long)fates.New, (long)fates.Same, (long)fates.Changed, (long)fates.Gone),
                new Message("cli.loaded-findings", Count(report, FindingKind.Fault), Count(report, FindingKind.Gap), Count(report, FindingKind.Note), Count(report, FindingKind.Check)),
            ],
        };
    }

    private static long Count(LoadReport report, FindingKind kind) => report.Data.Findings.Count(f => f.Kind == kind);
}
