using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>strong</c>: the published rule of strong areas, place by place.</summary>
internal static class StrongCommand
{
    private static readonly string[] Contract = ["level", "margin", "persistence", "cluster", "seats", "confidence"];

    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        var list = new Option<string>("--list") { Description = "Code of the list, e.g. PI.", Required = true };
        var level = LevelOption.Build("Class places of a level (default: the contest's own).");
        return shared.Answering(new Command("strong", "Where a list is strong, and why.") { contest, list, level }, (parsed, session, stop) =>
            Run(session, parsed.GetValue(contest)!, parsed.GetValue(list)!, LevelOption.Of(parsed.GetValue(level)), shared.Seed(parsed), stop));
    }

    private static Outcome<Sheet> Run(Session session, string id, string list, PlaceLevel? level, long? seed, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var contest = Ids.Contest(data.Value, id);
        if (!contest.IsDone)
        {
            return Outcome<Sheet>.Refused(contest.Refusals);
        }

        if (Ids.UnknownList(contest.Value, list) is { } unknown)
        {
            return unknown;
        }

        var settings = seed is { } chosen ? StrongAreasSettings.Default with { Seed = chosen } : StrongAreasSettings.Default;
        var answer = AskQuestion.Run(new Question(Topic.Strong, id, list, level) { Strong = settings }, data.Value);
        return answer.IsDone ? SheetOf(answer.Value) : Outcome<Sheet>.Refused(answer.Refusals);
    }

    private static Sheet SheetOf(Answer answer)
    {
        var columns = answer.Columns.Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i);
        return new Sheet(
            ["place", "class", .. Contract, "why"],
            [.. answer.Rows.Select(row => (object?[])[row.Place.Code, row.Class, .. Contract.Select(c => Plain(row.Cells[columns[c]])), row.Why])])
        {
            Notes = [answer.Summary, .. answer.Notices],
        };
    }

    private static object? Plain(object? cell) => cell switch
    {
        Share share => share.Value,
        Points points => points.Value,
        INamed named => named.NameIn("en").Text,
        _ => cell,
    };
}
