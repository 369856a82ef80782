using Daira.Elections.Laws;
using Daira.Foundation.Languages;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Api;

/// <summary>The modelled laws, article by article, and what changed between two of them; sentences in the language of <c>lang</c>.</summary>
internal static class LawRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("laws", (Reader reader) => LawRegistry.All.Select(l => LawAnswer.Of(l, reader)).ToArray()).WithSummary("Electoral laws as modelled, oldest first");
        api.MapGet("laws/{id}", One).WithSummary("One law, and what changed from the law before it or the one named by against");
    }

    private static Results<Ok<LawComparisonAnswer>, ProblemHttpResult> One(string id, Reader reader, string? against = null)
    {
        var compared = CompareLaws.Run(id, string.IsNullOrEmpty(against) ? null : against);
        return compared.IsDone
            ? TypedResults.Ok(new LawComparisonAnswer(
                LawAnswer.Of(compared.Value.Law, reader),
                compared.Value.Against?.Id,
                [.. compared.Value.Differences.Select(d => new LawDifferenceAnswer(d.Kind?.ToString(), d.Point, reader.Plain(d.Before), reader.Plain(d.After)))]))
            : FailurePages.Problem(compared.Refusals, reader);
    }
}

public sealed record LawAnswer(string Id, string Name, DateOnly InForceFrom, IReadOnlyList<LawPartAnswer> Parts, IReadOnlyList<string> NotModelled, IReadOnlyList<OpenQuestionAnswer> Open)
{
    internal static LawAnswer Of(Law law, Reader reader) => new(
        law.Id, reader.Plain(law.Name), law.InForceFrom, [.. law.Parts.Select(p => LawPartAnswer.Of(p, reader))], [.. law.NotModelled.Select(reader.Plain)],
        [.. law.Open.Select(o => new OpenQuestionAnswer(o.Kind.ToString(), reader.Plain(o.Question)))]);
}

/// <summary>Contests whose seats are not allotted until the question is answered.</summary>
public sealed record OpenQuestionAnswer(string Kind, string Question);

/// <param name="Kind">The contests it rules; null = any.</param>
/// <param name="Points">What it says of each point, by the point's id.</param>
public sealed record LawPartAnswer(string? Kind, IReadOnlyDictionary<string, string> Points, IReadOnlyList<ProvisionAnswer> Provisions)
{
    internal static LawPartAnswer Of(LawPart part, Reader reader) => new(
        part.Kind?.ToString(),
        CompareLaws.PointsOf(part).ToDictionary(p => p.Id, p => reader.Plain(p.Says)),
        [.. part.Provisions.Select(p => new ProvisionAnswer(p.Article, p.Confidence.ToString(), reader.Plain(p.Text)))]);
}

public sealed record ProvisionAnswer(string Article, string Confidence, string Text);

/// <param name="Against">Null when there is no law before it.</param>
public sealed record LawComparisonAnswer(LawAnswer Law, string? Against, IReadOnlyList<LawDifferenceAnswer> Differences);

public sealed record LawDifferenceAnswer(string? Kind, string Point, string Before, string After);
