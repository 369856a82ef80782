using Daira.Elections;
using Daira.Elections.Comparisons;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Web.Pages.Scenarios;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Api;

/// <summary>Two contests side by side as JSON and as files: the same words as the page's address, the same tables.</summary>
internal static class CompareRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("compare", Ask)
        .WithSummary("Two contests: contest, against, level (station unit constituency province region nation), within, list, other, continues (A,B>C), together (A,B), bloc (name:A,B); table (lists places indices swings; without it the first three)")
        .Produces<ComparisonReply>();

    public static void MapFiles(IEndpointRouteBuilder files) => files.MapGet("compare/{table}.{format}", File)
        .WithSummary("A table of a comparison as a file: lists, places, indices, swings");

    /// <summary>The comparison that an address asks for.</summary>
    public static Outcome<ComparisonAnswer> Answer(string query, ElectoralData data) =>
        ComparisonQuery.Read(WhatIfView.WordsOf(query), data) is var asked && asked.IsDone
            ? CompareContests.Run(asked.Value, data)
            : Outcome<ComparisonAnswer>.Refused(asked.Refusals);

    private static IResult Ask(HttpContext http, CurrentElectoralData current, Reader reader, string? table = null)
    {
        var data = current.Value;
        var answer = Answer(http.Request.QueryString.Value ?? "", data);
        if (!answer.IsDone)
        {
            return FailurePages.Problem(answer.Refusals, reader);
        }

        var tables = (table is null ? ComparisonTables.All.Where(t => t != ComparisonTables.Swings) : [table])
            .Select(t => (Id: t, Table: ComparisonTables.Find(t, answer.Value, data))).ToArray();
        return tables.FirstOrDefault(t => !t.Table.IsDone) is { Table: { } refused }
            ? FailurePages.Problem(refused.Refusals, reader)
            : Results.Ok(ComparisonReply.Of(answer.Value, tables.ToDictionary(t => t.Id, t => t.Table.Value), reader.Writing));
    }

    private static async Task<IResult> File(string table, string format, HttpContext http, CurrentElectoralData current, Reader reader, TimeProvider clock)
    {
        var data = current.Value;
        var answer = Answer(http.Request.QueryString.Value ?? "", data);
        var found = answer.IsDone ? ComparisonTables.Find(table, answer.Value, data) : Outcome<Table>.Refused(answer.Refusals);
        return found.IsDone ? await DownloadRoutes.Send(found.Value, format, data, http, reader, clock) : FailurePages.Problem(found.Refusals, reader);
    }
}

/// <summary>Null is unknown, never zero.</summary>
/// <param name="Asked">The question as an address writes it.</param>
public sealed record ComparisonReply(
    string Title, string Asked, string Before, string After, string Level, RecipeAnswer Recipe, IReadOnlyList<string> Notices, IReadOnlyDictionary<string, TableReply> Tables)
{
    internal static ComparisonReply Of(ComparisonAnswer a, IReadOnlyDictionary<string, Table> tables, Writing speaker) => new(
        speaker.Say(ComparisonTables.TitleOf(a)),
        string.Join('&', ComparisonQuery.Write(a.Asked).Select(w => $"{w.Key}={Uri.EscapeDataString(w.Value)}")),
        a.Before.Id,
        a.After.Id,
        ComparisonQuery.WordOf(a.Level),
        new(a.Recipe.Method, a.Recipe.Version, a.Recipe.Settings.GroupBy(s => s.Key).ToDictionary(s => s.Key, s => string.Join(' ', s.Select(w => w.Value))), a.Recipe.Seed, a.Recipe.DataVersion, a.Recipe.Sources),
        [.. a.Notices.Select(speaker.Say)],
        tables.ToDictionary(t => t.Key, t => TableReply.Of(t.Value, speaker)));
}

public sealed record TableReply(IReadOnlyList<ColumnAnswer> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    internal static TableReply Of(Table table, Writing speaker) => new(
        [.. table.Columns.Select(c => new ColumnAnswer(c.Id, c.Kind.ToString().ToLowerInvariant(), speaker.Say(c.Name)))],
        [.. table.Rows.Select(r => (IReadOnlyList<object?>)[.. r.Cells.Select(speaker.Plain)])]);
}
