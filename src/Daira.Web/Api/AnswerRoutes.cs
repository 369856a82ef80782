using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Api;

/// <summary>Questions as JSON: the same words as the map page's address, the same answer.</summary>
internal static class AnswerRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("answer", Answer).WithSummary("Asks a question: topic (strong leader share turnout change clusters seats persistence bivariate zones), contest, list, level (unit constituency province region), against, within, beside, method, classes, breaks, statistic, correction, zones, count, least")
            .Produces<AnswerAnswer>();
        CartogramRoute.Map(api);
    }

    /// <summary>The question that an address asks; without a contest the newest one that knows units.</summary>
    public static Outcome<Answer> Ask(HttpContext http, ElectoralData data) =>
        QuestionQuery.Read(name => http.Request.Query[name], DefaultContest(data)) is var question && question.IsDone
            ? AskQuestion.Run(question.Value, data)
            : Outcome<Answer>.Refused(question.Refusals);

    private static string DefaultContest(ElectoralData data) => data.Contests.Count == 0 ? "" : data.Contests[0].Contest.Id;

    private static IResult Answer(HttpContext http, CurrentElectoralData current, Reader reader)
    {
        var answer = Ask(http, current.Value);
        return answer.IsDone ? Results.Ok(AnswerAnswer.Of(answer.Value, reader.Writing)) : FailurePages.Problem(answer.Refusals, reader);
    }
}

/// <summary>An answer in one language; figures plain.</summary>
public sealed record AnswerAnswer(
    string Title,
    string Summary,
    IReadOnlyDictionary<string, string> Question,
    RecipeAnswer Recipe,
    IReadOnlyList<string> Notices,
    IReadOnlyList<LegendAnswer> Legend,
    IReadOnlyList<ColumnAnswer> Columns,
    IReadOnlyList<RowAnswer> Rows)
{
    internal static AnswerAnswer Of(Answer a, Writing speaker) => new(
        speaker.Say(a.Title),
        speaker.Say(a.Summary),
        QuestionQuery.Write(a.Question).ToDictionary(q => q.Key, q => q.Value),
        new(a.Recipe.Method, a.Recipe.Version, a.Recipe.Settings.ToDictionary(s => s.Key, s => s.Value), a.Recipe.Seed, a.Recipe.DataVersion, a.Recipe.Sources),
        [.. a.Notices.Select(speaker.Say)],
        [.. a.Legend.Select(l => new LegendAnswer(l.Id, speaker.Say(l.Name), speaker.Say(l.Rule), l.Places, l.ShareOfVotes?.Value))],
        [.. a.Columns.Select(c => new ColumnAnswer(c.Id, c.Kind.ToString().ToLowerInvariant(), speaker.Say(c.Name)))],
        [.. a.Rows.Select(r => new RowAnswer(r.Place.Code, r.Class, r.Figure, [.. r.Cells.Select(speaker.Plain)], speaker.Say(r.Why)))]);
}

public sealed record RecipeAnswer(string Method, string Version, IReadOnlyDictionary<string, string> Settings, long? Seed, string DataVersion, IReadOnlyList<string> Sources);

public sealed record LegendAnswer(string Id, string Name, string Rule, int Places, decimal? ShareOfVotes);

public sealed record ColumnAnswer(string Id, string Kind, string Name);

/// <param name="Cells">One per column; null is unknown.</param>
public sealed record RowAnswer(string Place, string Class, decimal? Figure, IReadOnlyList<object?> Cells, string Why);
