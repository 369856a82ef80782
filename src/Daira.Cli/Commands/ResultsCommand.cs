using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;

namespace Daira.Cli.Commands;

/// <summary><c>results</c>: votes, shares and members elected, place by place; for programs with the origin of each figure.</summary>
internal static class ResultsCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        var level = LevelOption.Build("Sum up to a level (default: the contest's own).");
        return shared.Answering(new Command("results", "Results of a contest.") { contest, level }, (parsed, session, stop) =>
            Run(session, parsed.GetValue(contest)!, LevelOption.Of(parsed.GetValue(level)), stop));
    }

    private static Outcome<Sheet> Run(Session session, string id, PlaceLevel? level, CancellationToken stop)
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

        var figures = LevelResults.Of(contest.Value, level, data.Value.Atlas);
        return figures.IsDone
            ? SheetOf(figures.Value.Results, level is null ? Country(data.Value) : null, FigureOrigins.Read(session.Elections, contest.Value, data.Value, level))
            : Outcome<Sheet>.Refused(figures.Refusals);
    }

    private static string? Country(ElectoralData data) => data.Atlas.At(PlaceLevel.Country).FirstOrDefault()?.Code;

    private static Sheet SheetOf(ContestResults results, string? country, FigureOrigins origins) => new(
        ["place", "list", "votes", "share", "seats", "source", "line", "sha256", "import", "decision"],
        [
            .. from row in Enumerable.Range(0, results.Places.Count)
               let sum = results.ListVotes(row)
               from column in Enumerable.Range(0, results.Lists.Count)
               let votes = results.Votes(row, column)
               let seats = results.Proclaimed(row, column)
               where votes is not null || seats > 0
               let origin = origins.Of(results.Places[row].Code, results.Lists[column].Code)
               select new object?[] { results.Places[row].Code, results.Lists[column].Code, votes, Share(votes, sum), seats, origin.Source, origin.Line, origin.Sha256, origin.Import, origin.Decision },
            .. NationalSeats(results, country),
        ])
    {
        Details = 5,
    };

    private static IEnumerable<object?[]> NationalSeats(ContestResults results, string? country) =>
        country is null || results.National is not { } national
            ? []
            : national.Proclaimed.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => new object?[] { country, s.Key, null, null, s.Value, null, null, null, null, null });

    private static decimal? Share(long? votes, long? sum) => votes is { } v && sum > 0 ? decimal.Round(v / (decimal)sum.Value, 6) : null;
}
