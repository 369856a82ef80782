using System.Globalization;
using System.Text;
using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Web.Pages.Imports;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Api;

/// <summary>Where figures come from, for programs; and imports, for whoever may change data.</summary>
internal static class ImportRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("contests/{id}/origin", Origin).WithSummary("Provenance of one figure: file, line, checksum, import, decision; every row ever said of it, the one in force last");
        api.MapGet("contests/{id}/imports", Imports).WithSummary("Imports that a contest rests on, newest first");
        api.MapPost("contests/{id}/imports", Commit).WithSummary("Import results (body: the file; query: mapping as place, place-name, within, station, list, votes, lists, registered, voters, spoilt, sheet, accept, dry-run). For a token with the right import-results.")
            .ProducesProblem(403).ProducesProblem(409).ProducesProblem(413);
        api.MapPost("places/imports", CommitPlaces).WithSummary("Import places or official boundaries (body: the file; query: code, level, parent, name-ar, name-fr, name-en, population, layer, crs, country, valid-from, attribution, publisher, accept, dry-run). For a token with the right import-results.")
            .ProducesProblem(403).ProducesProblem(409).ProducesProblem(413);
        api.MapDelete("imports/{number:int}", Undo).WithSummary("Take an import back: every figure and boundary is as if it had never been. For a token with the right import-results.").ProducesProblem(403).ProducesProblem(409);
    }

    /// <summary>The address of a begun import's report: every row's fate.</summary>
    public static void MapReport(IEndpointRouteBuilder routes) => routes.MapGet("/{lang}/import/{id:guid}/report", Report).WithMetadata(new PersonalAttribute()).ExcludeFromDescription();

    private static Results<Ok<IReadOnlyList<OriginOfFigure>>, ProblemHttpResult> Origin(string id, string place, IServiceProvider services, CurrentElectoralData current, Reader reader, string? list = null)
    {
        var origin = services.GetService<ElectionsStore>() is { } elections
            ? TraceFigure.Run(elections, id, place, list, current.Value)
            : new Refusal(RefusalKind.NotFound, "unknown-contest", new Message("ask.refused.unknown-contest", id));
        return origin.IsDone ? TypedResults.Ok(origin.Value) : FailurePages.Problem(origin.Refusals, reader);
    }

    private static Results<Ok<IReadOnlyList<ImportAnswer>>, ProblemHttpResult> Imports(string id, HttpContext http, IServiceProvider services, CurrentElectoralData current, Reader reader)
    {
        if (current.Value.Find(id) is null)
        {
            return ApiRoutes.UnknownContest(id, http, current.Value, reader);
        }

        IReadOnlyList<DecisionTaken> taken = services.GetService<RecordStore>() is { } record ? DecidedImports.All(record) : [];
        return TypedResults.Ok<IReadOnlyList<ImportAnswer>>([.. taken.Where(d => d.Import?.Contest == id).Select(ImportAnswer.Of)]);
    }

    private static async Task<Results<Ok<ImportedAnswer>, ProblemHttpResult>> Commit(string id, HttpContext http, IServiceProvider services, SiteSettings settings, Reader reader, CancellationToken stop)
    {
        if (Rights.Refuse(http.Actor(), Rights.ImportResults) is { } forbidden)
        {
            return FailurePages.Problem([forbidden], reader);
        }

        var staged = services.GetRequiredService<StagedImports>();
        var received = await staged.Receive(http.Request.Body, http.Request.Query["name"].FirstOrDefault() ?? "upload.csv", settings.LargestUpload, http.Actor(), stop);
        if (!received.IsDone)
        {
            return FailurePages.Problem(received.Refusals, reader);
        }

        try
        {
            return Import(id, received.Value, http, services, reader, stop);
        }
        finally
        {
            staged.Remove(received.Value.Id, http.Actor());
        }
    }

    private static Results<Ok<ImportedAnswer>, ProblemHttpResult> Import(string id, StagedImport received, HttpContext http, IServiceProvider services, Reader reader, CancellationToken stop)
    {
        var query = http.Request.Query;
        string? Word(string name) => query[name].FirstOrDefault() is { Length: > 0 } text ? text : null;
        var mapping = new ResultsMapping
        {
            Place = Word("place") ?? "place",
            Name = Word("place-name"),
            Within = Word("within"),
            Station = Word("station"),
            List = Word("list"),
            Votes = Word("votes"),
            Lists = Word("lists")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Registered = Word("registered"),
            Voters = Word("voters"),
            Spoilt = Word("spoilt"),
            Sheet = Word("sheet"),
        };
        var request = services.GetRequiredService<StagedImports>().RequestOf(received with { Contest = id, Mapping = mapping, Accepted = [.. query["accept"].OfType<string>()] })!;
        var import = new ImportResults(services.GetRequiredService<ElectionsStore>(), services.GetRequiredService<RecordStore>(), services.GetRequiredService<TimeProvider>());
        var preview = import.Preview(request, Unheard.Instance, stop);
        if (!preview.IsDone)
        {
            return FailurePages.Problem(preview.Refusals, reader);
        }

        if (Word("dry-run") is not null)
        {
            return TypedResults.Ok(ImportedAnswer.Of(preview.Value, null, preview.Value.Version, reader));
        }

        var done = import.Commit(request, preview.Value, http.Actor(), Unheard.Instance, stop);
        if (!done.IsDone)
        {
            return FailurePages.Problem(done.Refusals, reader);
        }

        services.GetRequiredService<CurrentElectoralData>().Reload();
        return TypedResults.Ok(ImportedAnswer.Of(preview.Value, done.Value.Number, done.Value.Version, reader));
    }

    private static async Task Report(Guid id, HttpContext http, IServiceProvider services, CurrentElectoralData current, Reader reader)
    {
        var staged = Rights.Refuse(http.Actor(), Rights.ImportResults) is null ? services.GetService<StagedImports>() : null;
        var rows = staged?.Find(id) is { } import ? await Rows(import, staged, services, current, http.RequestAborted) : null;
        if (rows is null)
        {
            http.Response.StatusCode = staged is null ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=report.csv";
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(false)) { NewLine = "\n" };
        await writer.WriteLineAsync("line,row,fate,code,reason,remedy,rule");
        foreach (var row in rows)
        {
            await writer.WriteLineAsync(string.Join(',', row.Line.ToString(CultureInfo.InvariantCulture), row.Row.ToString(CultureInfo.InvariantCulture), row.Fate.ToString().ToLowerInvariant(), Quoted(row.Code), Quoted(row.Reason, reader), Quoted(row.Remedy, reader), row.Rule));
        }
    }

    private static async Task<IEnumerable<ImportedRow>?> Rows(StagedImport import, StagedImports staged, IServiceProvider services, CurrentElectoralData current, CancellationToken stop)
    {
        if (import.Places is not null)
        {
            return staged.PlacesRequestOf(import) is { } places ? (await (await services.GetRequiredService<ImportRuns>().Preview(import, places)).Ending.WaitAsync(stop)) is { IsDone: true } looked ? looked.Value.Rows : null : null;
        }

        var preview = staged.RequestOf(import) is { } request
            ? new ImportResults(services.GetRequiredService<ElectionsStore>(), services.GetRequiredService<RecordStore>(), services.GetRequiredService<TimeProvider>()).Preview(request, current.Value, Unheard.Instance, stop)
            : null;
        return preview is { IsDone: true } ? preview.Value.Rows : null;
    }

    private static async Task<Results<Ok<PlacesImportedAnswer>, ProblemHttpResult>> CommitPlaces(HttpContext http, IServiceProvider services, SiteSettings settings, Reader reader, CancellationToken stop)
    {
        if (Rights.Refuse(http.Actor(), Rights.ImportResults) is { } forbidden)
        {
            return FailurePages.Problem([forbidden], reader);
        }

        var staged = services.GetRequiredService<StagedImports>();
        var received = await staged.Receive(http.Request.Body, http.Request.Query["name"].FirstOrDefault() ?? "upload", settings.LargestUpload, http.Actor(), stop);
        if (!received.IsDone)
        {
            return FailurePages.Problem(received.Refusals, reader);
        }

        try
        {
            var import = new ImportPlaces(services.GetRequiredService<ElectionsStore>(), services.GetRequiredService<RecordStore>(), services.GetRequiredService<TimeProvider>());
            var done = Asked(http.Request.Query).Said(received.Value)
                .Then(said => Outcome<PlacesRequest>.Of(staged.PlacesRequestOf(said with { Accepted = [.. http.Request.Query["accept"].OfType<string>()] })!))
                .Then(request => import.Preview(request, Unheard.Instance, stop).Then(preview => http.Request.Query.ContainsKey("dry-run")
                    ? new PlacesDone(preview, null, services.GetRequiredService<CurrentElectoralData>().Value.Version)
                    : import.Commit(request, preview, http.Actor(), Unheard.Instance, stop)));
            if (done.IsDone)
            {
                services.GetRequiredService<CurrentElectoralData>().Reload();
            }

            return done.IsDone ? TypedResults.Ok(PlacesImportedAnswer.Of(done.Value, reader)) : FailurePages.Problem(done.Refusals, reader);
        }
        finally
        {
            staged.Remove(received.Value.Id, http.Actor());
        }
    }

    private static PlacesForm Asked(IQueryCollection query)
    {
        string? Word(string name) => query[name].FirstOrDefault();
        return new PlacesForm
        {
            Code = Word("code") ?? "code",
            Level = Word("level"),
            Parent = Word("parent"),
            Arabic = Word("name-ar"),
            French = Word("name-fr"),
            English = Word("name-en"),
            Population = Word("population"),
            Layer = Word("layer"),
            Crs = Word("crs"),
            Country = Word("country"),
            ValidFrom = Word("valid-from"),
            Attribution = Word("attribution"),
            Publisher = Word("publisher"),
            Licence = Word("licence"),
        };
    }

    private static Results<Ok<string>, ProblemHttpResult> Undo(int number, HttpContext http, IServiceProvider services, CurrentElectoralData current, Reader reader, CancellationToken stop, string? reason = null)
    {
        var undone = services.GetService<ElectionsStore>() is { } elections
            ? new UndoDecision(elections, services.GetRequiredService<RecordStore>(), services.GetRequiredService<TimeProvider>()).Run(number, reason, http.Actor(), stop)
            : Rights.Refuse(Actor.Anyone, Rights.ImportResults)!;
        if (undone.IsDone)
        {
            current.Reload();
        }

        return undone.IsDone ? TypedResults.Ok(undone.Value) : FailurePages.Problem(undone.Refusals, reader);
    }

    private static string Quoted(Message? message, Reader reader) => message is null ? "" : Quoted(reader.Plain(message));

    private static string Quoted(string? text) => text is null ? "" : text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed class Unheard : IProgress<Message>
    {
        public static Unheard Instance { get; } = new();

        public void Report(Message value)
        {
            // The answer is all that is said.
        }
    }
}

public sealed record ImportAnswer(int Number, string Contest, string File, string Sha256, long Rows, DateTimeOffset At, string By, bool Undone, string Decision)
{
    internal static ImportAnswer Of(DecisionTaken d) => new(d.Import!.Number, d.Import.Contest, d.Import.File, d.Import.Sha256, d.Import.Rows, d.At, d.Actor, d.IsUndone, d.Id.ToString("D"));
}

/// <param name="Import">The import's number; null for a dry run and when everything was known.</param>
/// <param name="Problems">The first hundred rows that break a rule.</param>
public sealed record ImportedAnswer(int? Import, string DataVersion, IReadOnlyDictionary<string, int> Rows, long Votes, IReadOnlyList<ImportRowAnswer> Problems)
{
    internal static ImportedAnswer Of(ResultsPreview p, int? number, string version, Reader reader) => new(
        number,
        version,
        Enum.GetValues<RowFate>().ToDictionary(f => f.ToString().ToLowerInvariant(), f => p.Counts.GetValueOrDefault(f)),
        p.Votes,
        [.. p.Rows.Where(r => r.Rule is not null).Take(100).Select(r => new ImportRowAnswer(r.Line, r.Row, r.Fate.ToString().ToLowerInvariant(), r.Code, r.Rule, reader.Plain(r.Reason!), reader.Plain(r.Remedy!)))]);
}

/// <param name="Import">The import's number; null for a dry run and when everything was known.</param>
/// <param name="Missing">Places of the same kind of which the file says nothing.</param>
/// <param name="Problems">The first hundred rows that break a rule.</param>
public sealed record PlacesImportedAnswer(int? Import, string DataVersion, IReadOnlyDictionary<string, int> Rows, int Boundaries, int Repaired, int Overlaps, int Gaps, int Missing, IReadOnlyList<ImportRowAnswer> Problems)
{
    internal static PlacesImportedAnswer Of(PlacesDone done, Reader reader) => new(
        done.Number,
        done.Version,
        Enum.GetValues<RowFate>().ToDictionary(f => f.ToString().ToLowerInvariant(), done.Preview.Count),
        done.Preview.Shapes,
        done.Preview.Repaired,
        done.Preview.Overlaps,
        done.Preview.Gaps,
        done.Preview.Missing,
        [.. done.Preview.Rows.Where(r => r.Rule is not null).Take(100).Select(r => new ImportRowAnswer(r.Line, r.Row, r.Fate.ToString().ToLowerInvariant(), r.Code, r.Rule, reader.Plain(r.Reason!), reader.Plain(r.Remedy!)))]);
}

public sealed record ImportRowAnswer(int Line, int Row, string Fate, string? Code, string? Rule, string Reason, string Remedy);
