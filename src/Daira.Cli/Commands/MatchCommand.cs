using System.CommandLine;
using Daira.Cli.Output;
using Daira.Core.Names;
using Daira.Elections.Imports;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using Daira.Foundation;

namespace Daira.Cli.Commands;

/// <summary><c>match</c>: which place each name of a file denotes; <c>names</c>: the choices that people made.</summary>
internal static class MatchCommand
{
    public static Command Build(SharedOptions shared)
    {
        var file = new Argument<string>("file") { Description = "CSV, XLSX or XLS." };
        var column = new Option<string>("--column") { Description = "Column of the names.", Required = true };
        var within = new Option<string?>("--within") { Description = "Column of the place each lies in, by name or code." };
        var level = SharedOptions.Only(new Option<string?>("--level") { Description = "Kind of place (default: unit)." }, [.. LevelNames.All]);
        return shared.Answering(new Command("match", "Find the place of every name in a file.") { file, column, within, level }, (parsed, session, stop) =>
            Run(session, new MatchRequest(parsed.GetValue(file)!, parsed.GetValue(column)!, parsed.GetValue(within), parsed.GetValue(level)), stop));
    }

    public static Command BuildNames(SharedOptions shared) => shared.Answering(
        new Command("names", "Choices of places that stand, as a file for import results --decisions."),
        (_, session, _) => new Sheet(
            [.. ChoicesFile.Columns],
            [.. DecidedImports.Choices(session.Record).Select(c => new object?[]
            {
                c.Written, c.Within, c.Place, c.Level, c.Reason, c.Actor, c.At?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            })]));

    private static Outcome<Sheet> Run(Session session, MatchRequest request, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var matched = MatchNames.Run(request, data.Value.Atlas, stop);
        return !matched.IsDone ? Outcome<Sheet>.Refused(matched.Refusals) : new Sheet(
            ["line", "written", "code", "score", "fate", "candidates", "doubt", "evidence"],
            [.. matched.Value.Select(m => new object?[]
            {
                m.Line, m.Written, m.Match.Best, Score(m.Match), m.Match.Fate.ToString().ToLowerInvariant(), Candidates(m.Match), m.Match.Doubt == NameDoubt.No ? null : m.Match.Doubt.ToString(), string.Join(' ', m.Match.Rules),
            })]);
    }

    /// <summary>Scores are likenesses of spelling with three decimals, not probabilities.</summary>
    private static decimal? Score(NameMatch match) => match.Candidates.Count == 0 ? null : Math.Round((decimal)match.Score, 3);

    private static string Candidates(NameMatch match) =>
        string.Join(' ', match.Candidates.Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.Id}:{c.Score:0.000}")));
}
