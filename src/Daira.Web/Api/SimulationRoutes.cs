using Daira.Elections;
using Daira.Elections.Scenarios;
using Daira.Elections.Scenarios.Saved;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Pages.Scenarios;
using Daira.Web.Pages.Simulations;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Api;

/// <summary>Simulations as JSON and as files: the same words as the page's address, the same answer. One that takes longer is answered with how far it is (202).</summary>
internal static class SimulationRoutes
{
    private const string Runs = "/api/v1/simulate/runs/";

    /// <summary>Answers that depend on the data alone.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("simulate", Ask)
            .WithSummary("Simulates a contest: contest, elections, seed, own, more, coalition, swing.LIST, poll.LIST, turnout, list=NEW:%, flow=FROM>TO:%, shock.LEVEL, rolls (lowest highest), registered.CODE")
            .Produces<SimulationReply>().Produces<RunReply>(202);
        api.MapGet("simulate/back-tests/{contest}", BackTest).WithSummary("A contest forecast from the one before it, held against the facts").Produces<BackTestReply>();
    }

    /// <summary>Answers of the moment, and files.</summary>
    public static void MapSimulations(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup(Runs).WithTags("Daira").ProducesProblem(404);
        runs.MapGet("{id}", OneRun).WithSummary("How far a simulation is").Produces<RunReply>();
        runs.MapDelete("{id}", Stop).WithSummary("Stops a simulation; nothing of it is kept").Produces<RunReply>();
        routes.MapGet("/download/simulation/{table}.{format}", Download).WithTags("Downloads").WithSummary("A table of a simulation as a file: lists distribution seats places; csv, xlsx, geojson, gpkg").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/download/backtest/{contest}/{table}.{format}", DownloadBackTest).WithTags("Downloads").WithSummary("A table of a back-test as a file: coverage lists surprises shares; csv, xlsx, geojson, gpkg").ProducesProblem(404);
        routes.MapGet("/download/scenario.csv", Scenario).WithTags("Downloads").WithSummary("The assumptions of a simulation as the file that the command line reads").ProducesProblem(400);
        routes.MapGet("/download/scenario.json", SavedFile).WithTags("Downloads").WithSummary("A question under a name as a file: kind (WhatIf Simulation), name, question").ProducesProblem(400);
    }

    /// <summary>The question that an address asks.</summary>
    public static Outcome<Simulation> Read(HttpContext http, ElectoralData data) =>
        SimulationQuery.Read(WhatIfView.WordsOf(http.Request.QueryString.Value ?? ""), WhatIfView.DefaultContest(data));

    private static async Task<IResult> Ask(HttpContext http, CurrentElectoralData current, SimulationRuns runs, Reader reader)
    {
        var run = await RunOf(http, current.Value, runs);
        if (!run.IsDone)
        {
            return FailurePages.Problem(run.Refusals, reader);
        }

        if (run.Value.State != RunState.Ended)
        {
            return Results.Accepted(Runs + run.Value.Id, RunReply.Of(run.Value));
        }

        var answer = await run.Value.Ending;
        return answer.IsDone ? Results.Ok(SimulationReply.Of(answer.Value, current.Value)) : FailurePages.Problem(answer.Refusals, reader);
    }

    private static async Task<Outcome<SimulationRun>> RunOf(HttpContext http, ElectoralData data, SimulationRuns runs)
    {
        var asked = Read(http, data);
        var run = asked.IsDone ? runs.Ask(asked.Value) : Outcome<SimulationRun>.Refused(asked.Refusals);
        if (run.IsDone)
        {
            await runs.EndsSoon(run.Value);
        }

        return run;
    }

    private static IResult OneRun(string id, HttpContext http, SimulationRuns runs, Reader reader)
    {
        http.Response.Headers.CacheControl = "no-store";
        return runs.Find(id) is { } run ? Results.Ok(RunReply.Of(run)) : Unknown(id, reader);
    }

    private static IResult Stop(string id, SimulationRuns runs, Reader reader)
    {
        if (runs.Find(id) is not { } run)
        {
            return Unknown(id, reader);
        }

        run.Stop();
        return Results.Ok(RunReply.Of(run));
    }

    private static IResult Unknown(string id, Reader reader) =>
        FailurePages.Problem([new(RefusalKind.NotFound, "unknown-run", new Message("simulation.unknown-run", id))], reader);

    private static IResult BackTest(string contest, CurrentElectoralData current, Prepared prepared, Reader reader)
    {
        var test = prepared.Get(data => new BackTests(data)).Of(contest);
        return test.IsDone ? Results.Ok(BackTestReply.Of(test.Value, current.Value.Version)) : FailurePages.Problem(test.Refusals, reader);
    }

    private static async Task<IResult> Download(string table, string format, HttpContext http, CurrentElectoralData current, SimulationRuns runs, Reader reader, TimeProvider clock)
    {
        var data = current.Value;
        var run = await RunOf(http, data, runs);
        if (!run.IsDone || run.Value.State != RunState.Ended)
        {
            return FailurePages.Problem(run.IsDone ? [new(RefusalKind.Conflict, "simulation-running", new Message("simulation.still-running", run.Value.Done, run.Value.Work))] : run.Refusals, reader);
        }

        var answer = await run.Value.Ending;
        var found = answer.IsDone ? SimulationTables.Find(table, answer.Value, data) : Outcome<Elections.Exchange.Table>.Refused(answer.Refusals);
        return found.IsDone ? await DownloadRoutes.Send(found.Value, format, data, http, reader, clock) : FailurePages.Problem(found.Refusals, reader);
    }

    private static async Task<IResult> DownloadBackTest(string contest, string table, string format, HttpContext http, Prepared prepared, Reader reader, TimeProvider clock)
    {
        var test = prepared.Get(data => new BackTests(data)).Of(contest);
        var found = test.IsDone ? BackTestTables.Find(table, test.Value, prepared.Data) : Outcome<Elections.Exchange.Table>.Refused(test.Refusals);
        return found.IsDone ? await DownloadRoutes.Send(found.Value, format, prepared.Data, http, reader, clock) : FailurePages.Problem(found.Refusals, reader);
    }

    private static IResult Scenario(HttpContext http, CurrentElectoralData current, Reader reader)
    {
        var asked = Read(http, current.Value);
        return asked.IsDone ? Results.Text(ScenarioFile.Write(asked.Value.Scenario), "text/csv; charset=utf-8") : FailurePages.Problem(asked.Refusals, reader);
    }

    private static IResult SavedFile(string kind, string name, string question, HttpContext http, CurrentElectoralData current, Reader reader)
    {
        var data = current.Value;
        if (!Enum.TryParse<ScenarioKind>(kind, out var known) || !Enum.IsDefined(known))
        {
            return FailurePages.Problem([new(RefusalKind.Invalid, "unknown-kind", new Message("question.one-of", "kind", kind, string.Join(", ", Enum.GetNames<ScenarioKind>())))], reader);
        }

        var words = ScenarioWords.RefuseName(name) is { } unnamed ? unnamed : ScenarioWords.Checked(known, question, data);
        if (!words.IsDone)
        {
            return FailurePages.Problem(words.Refusals, reader);
        }

        http.Response.Headers.ContentDisposition = "attachment; filename=\"scenario.json\"";
        return Results.Text(new SavedScenarioFile(name.Trim(), known, words.Value, data.Version).Write(), "application/json; charset=utf-8");
    }
}

/// <param name="State"><c>waiting running ended stopped</c>; when ended, ask the question again for its answer.</param>
/// <param name="Done">Elections counted, of <paramref name="Work"/>.</param>
public sealed record RunReply(string Id, string State, long Done, long Work)
{
    internal static RunReply Of(SimulationRun run) => new(run.Id, run.State.ToString().ToLowerInvariant(), run.Done, run.Work);
}

/// <summary>Shares are 0…1. Null is unknown or not asked, never zero.</summary>
/// <param name="Recipe">With it anyone has the same figures again.</param>
/// <param name="Majority">Of the coalition asked about.</param>
public sealed record SimulationReply(RecipeAnswer Recipe, string Contest, string Law, long Elections, long Seed, double? Majority, IReadOnlyList<SimulatedListReply> Lists, IReadOnlyList<SimulatedPlaceReply> Constituencies)
{
    internal static SimulationReply Of(SimulatedContest s, ElectoralData data)
    {
        var recipe = SimulationTables.RecipeOf(s, data);
        return new(
            new(recipe.Method, recipe.Version, recipe.Settings.GroupBy(w => w.Key).ToDictionary(g => g.Key, g => string.Join(',', g.Select(w => w.Value))), recipe.Seed, recipe.DataVersion, recipe.Sources),
            s.Contest.Id, s.Law.Id, s.Asked.Elections, s.Asked.Seed, s.Majority,
            [.. s.Lists.Select(l => SimulatedListReply.Of(l, s))],
            [.. s.Places.Select((p, i) => SimulatedPlaceReply.Of(s, i))]);
    }
}

/// <param name="Seats">Elections by number of seats.</param>
public sealed record SimulatedListReply(string List, double Mean, int P025, int P05, int P25, int P50, int P75, int P95, int P975, double FirstInSeats, double FirstInVotes, IReadOnlyDictionary<int, long> Seats)
{
    internal static SimulatedListReply Of(SimulatedList l, SimulatedContest s) => new(
        l.List.Code, l.Mean, l.Quantile(0.025), l.Least, l.Quantile(0.25), l.Median, l.Quantile(0.75), l.Most, l.Quantile(0.975), l.First, l.FirstInVotes,
        Enumerable.Range(0, s.Totals.House + 1).Where(n => l.Elections(n) > 0).ToDictionary(n => n, l.Elections));
}

/// <param name="Chances">Of the list asked about: of its first, second… seat there.</param>
/// <param name="SeatsByMore">Mean seats that the further votes bring it there.</param>
/// <param name="Pivotal">Share of the elections in which the place decides the coalition's majority.</param>
public sealed record SimulatedPlaceReply(string Constituency, int Seats, IReadOnlyList<double>? Chances, double? SeatsByMore, double? Pivotal)
{
    internal static SimulatedPlaceReply Of(SimulatedContest s, int i)
    {
        var seats = s.Totals.Model.Places[i].Seats;
        var stands = s.SeatsByMoreVotes?[i] is not null;
        return new(s.Places[i].Code, seats, stands ? [.. Enumerable.Range(1, seats).Select(n => s.Chance(i, s.OwnIndex, n))] : null, s.SeatsByMoreVotes?[i], s.Majority is null ? null : s.Pivotal(i));
    }
}
