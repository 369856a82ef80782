using System.Text.Json;
using Daira.Elections;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Api;

/// <summary>The JSON interface for other programs, under <c>/api/v1</c>, described at <c>/openapi/v1.json</c>.</summary>
internal static class ApiRoutes
{
    public const int MostRows = 10_000;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            o.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        });
        return services.AddOpenApi("v1", o => o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Daira";
            document.Info.Description = "Places, contests, results, seats and analyses. Every answer carries the version of the data as its ETag; null means unknown, never zero.";
            return Task.CompletedTask;
        }));
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        var api = routes.MapGroup("/api/v1").WithTags("Daira").WithDataVersion().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("places", Places).WithSummary("Places by level and parent");
        api.MapGet("places/{code}", OnePlace).WithSummary("One place by its official code");
        api.MapGet("contests", (CurrentElectoralData data) => data.Value.Contests.Select(ContestAnswer.Of)).WithSummary("Contests, newest first");
        api.MapGet("contests/{id}", OneContest).WithSummary("One contest with its lists");
        api.MapGet("contests/{id}/results", ResultsOf).WithSummary("Votes, shares and proclaimed seats at the contest's own level, each with where it comes from");
        AnswerRoutes.Map(api);
        SeatRoutes.Map(api);
        WhatIfRoutes.Map(api);
        CompareRoutes.Map(api);
        LawRoutes.Map(api);
        ImportRoutes.Map(api);
        SheetRoutes.Map(api);
        SimulationRoutes.Map(api);
        api.MapFallback((HttpContext http, Reader reader) => NotFound("api.unknown-address", http, reader, http.Request.Path.ToString())).ExcludeFromDescription();
    }

    private static Results<Ok<PageAnswer<PlaceAnswer>>, ProblemHttpResult> Places(
        HttpContext http, CurrentElectoralData current, Reader reader, string? level = null, string? within = null, int offset = 0, int limit = 100)
    {
        var atlas = current.Value.Atlas;
        var faults = new List<Refusal>();
        if (level is not null && !LevelNames.TryRead(level, out _))
        {
            faults.Add(new(RefusalKind.Invalid, "unknown-level", new Message("api.unknown-level", level, string.Join(", ", LevelNames.All))));
        }

        var parent = within is null ? null : atlas.Find(within);
        if (within is not null && parent is null)
        {
            faults.Add(new(RefusalKind.NotFound, "unknown-place", new Message("api.unknown-place", within)));
        }

        if (offset < 0 || limit is < 1 or > MostRows)
        {
            faults.Add(new(RefusalKind.Invalid, "page", new Message("api.page", (long)MostRows)));
        }

        if (faults.Count > 0)
        {
            return FailurePages.Problem(faults, reader);
        }

        var matched = atlas.Places.Where(p => LevelNames.Matches(p, level) && (parent is null || atlas.PathTo(p).Contains(parent))).ToArray();
        var page = matched.Skip(offset).Take(limit).Select(PlaceAnswer.Of).ToArray();
        return TypedResults.Ok(new PageAnswer<PlaceAnswer>(matched.Length, offset, page, current.Value.Version));
    }

    private static Results<Ok<PlaceAnswer>, ProblemHttpResult> OnePlace(string code, HttpContext http, CurrentElectoralData current, Reader reader) =>
        current.Value.Atlas.Find(code) is { } place
            ? TypedResults.Ok(PlaceAnswer.Of(place))
            : NotFound("api.unknown-place", http, reader, code);

    private static Results<Ok<ContestAnswer>, ProblemHttpResult> OneContest(string id, HttpContext http, CurrentElectoralData current, Reader reader) =>
        current.Value.Find(id) is { } results
            ? TypedResults.Ok(ContestAnswer.Of(results))
            : UnknownContest(id, http, current.Value, reader);

    private static Results<Ok<ContestResultsAnswer>, ProblemHttpResult> ResultsOf(string id, HttpContext http, IServiceProvider services, CurrentElectoralData current, Reader reader)
    {
        if (current.Value.Find(id) is not { } results)
        {
            return UnknownContest(id, http, current.Value, reader);
        }

        var totals = results.Places.Select((p, r) => TotalsOf(results, p, r)).ToArray();
        var origins = DownloadRoutes.Stored(services) is { } elections ? FigureOrigins.Read(elections, results, current.Value) : null;
        var rows = results.Places.SelectMany((p, r) => RowsOf(results, p, r, origins)).ToArray();
        return TypedResults.Ok(new ContestResultsAnswer(id, current.Value.Version, totals, rows));
    }

    private static TotalsAnswer TotalsOf(ContestResults results, Place place, int row)
    {
        var t = results.Totals[row];
        return new(place.Code, t.Seats, t.Registered, t.Voters, t.Spoilt, t.Turnout, t.SpoiltShare, results.ListVotes(row));
    }

    private static IEnumerable<ResultAnswer> RowsOf(ContestResults results, Place place, int row, FigureOrigins? origins)
    {
        var sum = results.ListVotes(row);
        for (var c = 0; c < results.Lists.Count; c++)
        {
            if (results.Votes(row, c) is { } votes)
            {
                yield return new(place.Code, results.Lists[c].Code, votes, sum > 0 ? Math.Round((decimal)votes / sum.Value, 6) : null, results.Proclaimed(row, c), origins?.Of(place.Code, results.Lists[c].Code));
            }
        }
    }

    internal static ProblemHttpResult UnknownContest(string id, HttpContext http, ElectoralData data, Reader reader) =>
        NotFound("api.unknown-contest", http, reader, id, string.Join(", ", data.Contests.Select(c => c.Contest.Id)));

    private static ProblemHttpResult NotFound(string text, HttpContext http, Reader reader, params object[] arguments) =>
        FailurePages.Problem([new(RefusalKind.NotFound, text["api.".Length..], new Message(text, arguments))], reader);
}
