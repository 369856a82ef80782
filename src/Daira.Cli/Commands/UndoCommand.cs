using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections.Imports;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>imports</c> and <c>undo</c>: what was decided about figures, and how it is taken back.</summary>
internal static class UndoCommand
{
    public static Command BuildList(SharedOptions shared) => shared.Answering(
        new Command("imports", "What was imported, added, corrected and chosen; newest first."),
        (_, session, _) => new Sheet(
            ["decision", "at", "by", "kind", "subject", "import", "file", "rows", "undone", "reason"],
            [.. DecidedImports.All(session.Record).Select(d => new object?[]
            {
                d.Id.ToString("D"), d.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), d.Actor, d.Kind, d.Subject, d.Number, d.Import?.File ?? (d.Number is null ? null : d.Subject), d.Import?.Rows, d.IsUndone ? "yes" : "no", d.Reason,
            })]));

    public static Command Build(SharedOptions shared)
    {
        var what = new Argument<string>("what") { Description = "Number of an import, or id of a decision (see imports)." };
        var reason = new Option<string?>("--reason") { Description = "Why." };
        return shared.Answering(new Command("undo", "Take back an import, an added contest, a correction or a choice of a place.") { what, reason }, (parsed, session, stop) =>
            Run(session, parsed.GetValue(what)!, parsed.GetValue(reason), stop));
    }

    private static Outcome<Sheet> Run(Session session, string what, string? reason, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var undo = new UndoDecision(session.Elections, session.Record, session.Clock);
        var version = int.TryParse(what, out var import) ? undo.Run(import, reason, Actor.Operator, stop)
            : Guid.TryParse(what, out var id) ? undo.Run(id, reason, Actor.Operator, stop)
            : new Refusal(RefusalKind.NotFound, "unknown-decision", new Message("undo.unknown", what));
        return version.IsDone ? new Sheet(["undone", "version"], [[what, version.Value]]) : Outcome<Sheet>.Refused(version.Refusals);
    }
}
