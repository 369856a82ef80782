using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Map;

/// <summary>A year on the line of contests.</summary>
/// <param name="Reason">Why the question cannot be put to it at this level; the link then leads to it at its own level.</param>
public sealed record ContestStop(Contest Contest, string Address, Message? Reason)
{
    /// <summary>One contest a year, in order of time: of the kind now shown where there is one, else of the House's local lists.</summary>
    public static IReadOnlyList<ContestStop> Along(MapSight sight) =>
        [.. sight.Data.Contests
            .Where(c => c.Contest.Country == sight.Contest.Country)
            .GroupBy(c => c.Contest.Date.Year)
            .Select(year => year.OrderByDescending(c => Nearness(c.Contest, sight.Contest)).First())
            .OrderBy(c => c.Contest.Date)
            .Select(c => Of(c, sight))];

    private static int Nearness(Contest contest, Contest shown) =>
        contest.Id == shown.Id ? 3
        : contest.Kind == shown.Kind ? 2
        : contest.Kind == ContestKind.HouseLocal ? 1
        : 0;

    private static ContestStop Of(ContestResults results, MapSight sight)
    {
        var asked = sight.View.Question with { Contest = results.Contest.Id, Against = null };
        var refusal = results.Contest.Id == sight.Contest.Id ? null : RefusalOf(asked with { Level = sight.Level }, sight);
        var question = refusal is null ? asked with { Level = sight.Level } : asked with { Level = null };
        return new ContestStop(results.Contest, sight.View.Asking(question).Address(), refusal);
    }

    /// <summary>Asked by a cheap question at the same level: what it is refused for, every other would be.</summary>
    private static Message? RefusalOf(Question question, MapSight sight)
    {
        var cheap = question with { Topic = question.List is null ? Topic.Leader : Topic.Share, Classification = Classification.Default };
        var answer = AskQuestion.Run(cheap, sight.Data);
        return answer.IsDone ? null : answer.Refusals[0].Message;
    }
}
