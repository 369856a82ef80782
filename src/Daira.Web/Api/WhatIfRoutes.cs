using Daira.Core.Seats;
using Daira.Elections;
using Daira.Elections.Scenarios;
using Daira.Foundation;
using Daira.Web.Pages.Scenarios;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Api;

/// <summary>What-if as JSON: the same words as the page's address, the same answer.</summary>
internal static class WhatIfRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("whatif", Ask)
        .WithSummary("Seats before and after: contest, place, law (a law or a method), threshold (%), seats, registered, turnout (%), votes.LIST, split.LIST (1/3), unit (points percent), swing.LIST, merge, withdraw");

    public static void MapWhatIfFiles(this IEndpointRouteBuilder routes) => routes.MapGet("/download/whatif/{table}.{format}", Download).WithTags("Downloads")
        .WithSummary("Seats before and after as a file: lists places; csv, xlsx, geojson, gpkg").ProducesProblem(400).ProducesProblem(404);

    private static Outcome<WhatIfAnswer> Answer(HttpContext http, ElectoralData data)
    {
        var asked = WhatIfQuery.Read(WhatIfView.WordsOf(http.Request.QueryString.Value ?? ""), WhatIfView.DefaultContest(data));
        return asked.IsDone ? AskWhatIf.Run(asked.Value, data) : Outcome<WhatIfAnswer>.Refused(asked.Refusals);
    }

    private static async Task<IResult> Download(string table, string format, HttpContext http, CurrentElectoralData current, Reader reader, TimeProvider clock)
    {
        var data = current.Value;
        var answer = Answer(http, data);
        var found = answer.IsDone ? WhatIfTables.Find(table, answer.Value, data) : Outcome<Elections.Exchange.Table>.Refused(answer.Refusals);
        return found.IsDone ? await DownloadRoutes.Send(found.Value, format, data, http, reader, clock) : FailurePages.Problem(found.Refusals, reader);
    }

    private static Results<Ok<WhatIfReply>, ProblemHttpResult> Ask(HttpContext http, CurrentElectoralData current, Reader reader)
    {
        var data = current.Value;
        var answer = Answer(http, data);
        return answer.IsDone ? TypedResults.Ok(WhatIfReply.Of(answer.Value, data.Version)) : FailurePages.Problem(answer.Refusals, reader);
    }
}

/// <summary>Null is unknown or open, never zero.</summary>
/// <param name="Asked">The words that changed something, as an address writes them.</param>
/// <param name="Lists">Over all constituencies asked about.</param>
/// <param name="Changed">Codes of the constituencies where a seat moves, or becomes open or known.</param>
/// <param name="Constituencies">The one asked about, or those that change.</param>
public sealed record WhatIfReply(
    string Asked, string Contest, string Law, string DataVersion, IReadOnlyList<WhatIfTotalReply> Lists, IReadOnlyList<string> Changed, IReadOnlyList<WhatIfPlaceReply> Constituencies)
{
    internal static WhatIfReply Of(WhatIfAnswer a, string version) => new(
        string.Join('&', WhatIfQuery.Write(a.Asked).Select(w => $"{w.Key}={w.Value}")),
        a.Contest.Id,
        a.Law.Id,
        version,
        [.. a.Lists.Select(l => new WhatIfTotalReply(l.List.Code, l.VotesBefore, l.VotesAfter, l.Before, l.After))],
        [.. a.Changed.Select(p => p.Place.Code)],
        [.. (a.Asked.Place is null ? a.Changed : a.Places).Select(p => WhatIfPlaceReply.Of(p, a.Asked.Place is not null))]);
}

/// <param name="Before">Between <c>least</c> and <c>most</c> while a constituency is open; <c>seats</c> is then null.</param>
public sealed record WhatIfTotalReply(string List, long? VotesBefore, long? VotesAfter, SeatRange Before, SeatRange After);

/// <param name="Fault">Why the changed figures cannot be allotted; null when they can.</param>
public sealed record WhatIfPlaceReply(string Constituency, int? SeatsBefore, int? SeatsAfter, string StateBefore, string StateAfter, string? Fault, IReadOnlyList<WhatIfListReply> Lists)
{
    internal static WhatIfPlaceReply Of(WhatIfPlace p, bool margins) => new(
        p.Place.Code, p.Before.Seats, p.After.Seats, p.Before.State.Word(), p.After.State.Word(), p.Fault?.ToString(),
        [.. p.Lists.Select(l => new WhatIfListReply(l.List.Code, l.VotesBefore, l.VotesAfter, l.SeatsBefore, l.SeatsAfter, margins ? p.VotesToNextSeat(l.List.Code) : null))]);
}

/// <param name="VotesToNextSeat">Afterwards; only for one constituency.</param>
public sealed record WhatIfListReply(string List, long? VotesBefore, long? VotesAfter, int? SeatsBefore, int? SeatsAfter, long? VotesToNextSeat);
