using Daira.Core.Seats;
using Daira.Elections;
using Daira.Elections.Exchange;
using Daira.Elections.Laws;
using Daira.Elections.Results;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Api;

/// <summary>Seats under the contest's law, and the votes that separate a list from its next or its last one.</summary>
internal static class SeatRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("contests/{id}/seats", Seats).WithSummary("Seats computed under the law beside those proclaimed, with the state of each allotment");
        api.MapGet("contests/{id}/margins", Margins).WithSummary("Fewest votes to the next seat, and fewest lost votes that lose the last one");
        api.MapGet("contests/{id}/margins/country", CountryMargins).WithSummary("Fewest votes for one seat more and one less in the whole country, where, and whose seats change then");
        api.MapGet("contests/{id}/indices", Indices).WithSummary("How far seats proclaimed are from votes: Gallagher, Loosemore-Hanby, Rae, Rose, Lijphart, Sainte-Laguë, D'Hondt, effective number of lists");
    }

    public static void MapMarginFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/download/margins/{contest}/{table}.{format}", Download).WithTags("Downloads")
            .WithSummary("Votes to the next seat as a file: constituencies country; csv, xlsx, geojson, gpkg").ProducesProblem(404);
        routes.MapGet("/download/indices/{contest}.{format}", DownloadIndices).WithTags("Downloads")
            .WithSummary("Indices of proportionality over the contests of a kind as a file: csv, xlsx").ProducesProblem(404);
    }

    private static async Task<IResult> DownloadIndices(string contest, string format, HttpContext http, CurrentElectoralData current, Reader reader, TimeProvider clock)
    {
        var data = current.Value;
        var indices = ContestIndices.Run(contest, data);
        return indices.IsDone ? await DownloadRoutes.Send(IndexTables.Of(indices.Value.Contest, data), format, data, http, reader, clock) : FailurePages.Problem(indices.Refusals, reader);
    }

    private static async Task<IResult> Download(string contest, string table, string format, HttpContext http, CurrentElectoralData current, Reader reader, TimeProvider clock)
    {
        var data = current.Value;
        var found = MarginTables.Find(table, contest, data);
        return found.IsDone ? await DownloadRoutes.Send(found.Value, format, data, http, reader, clock) : FailurePages.Problem(found.Refusals, reader);
    }

    private static Results<Ok<IndicesAnswer>, ProblemHttpResult> Indices(string id, CurrentElectoralData current, Reader reader)
    {
        var indices = ContestIndices.Run(id, current.Value);
        return indices.IsDone ? TypedResults.Ok(IndicesAnswer.Of(indices.Value)) : FailurePages.Problem(indices.Refusals, reader);
    }

    private static Results<Ok<IReadOnlyList<SeatAnswer>>, ProblemHttpResult> Seats(string id, CurrentElectoralData current, Reader reader)
    {
        var table = AllocateSeats.Run(id, current.Value);
        return table.IsDone
            ? TypedResults.Ok<IReadOnlyList<SeatAnswer>>([.. table.Value.Constituencies.SelectMany(SeatAnswer.Of)])
            : FailurePages.Problem(table.Refusals, reader);
    }

    private static Results<Ok<IReadOnlyList<MarginAnswer>>, ProblemHttpResult> Margins(string id, CurrentElectoralData current, Reader reader, string? constituency = null)
    {
        var table = SeatMargins.Run(id, current.Value, constituency);
        return table.IsDone
            ? TypedResults.Ok<IReadOnlyList<MarginAnswer>>([.. table.Value.Constituencies.SelectMany(MarginAnswer.Of)])
            : FailurePages.Problem(table.Refusals, reader);
    }

    private static Results<Ok<IReadOnlyList<CountryMarginAnswer>>, ProblemHttpResult> CountryMargins(string id, CurrentElectoralData current, Reader reader, string? list = null)
    {
        var table = MarginsOverCountry.Run(id, current.Value, list);
        return table.IsDone
            ? TypedResults.Ok<IReadOnlyList<CountryMarginAnswer>>([.. table.Value.Lists.Select(CountryMarginAnswer.Of)])
            : FailurePages.Problem(table.Refusals, reader);
    }
}

/// <summary>One list in one constituency. Null is unknown, never zero.</summary>
public sealed record SeatAnswer(string Constituency, string List, long? Votes, int? Seats, int? Proclaimed, string State)
{
    internal static IEnumerable<SeatAnswer> Of(ConstituencySeats c) =>
        c.Lists.Select(l => new SeatAnswer(c.Place.Code, l.List.Code, l.Votes, l.Seats, l.Proclaimed, l.State.Word()));
}

/// <param name="WhenGained">The other lists whose seats change then.</param>
public sealed record MarginAnswer(string Constituency, string List, long? VotesToGain, long? VotesToLose, IReadOnlyList<SeatMove> WhenGained, IReadOnlyList<SeatMove> WhenLost)
{
    internal static IEnumerable<MarginAnswer> Of(ConstituencyMargins c) =>
        c.Lists.Select(l => new MarginAnswer(c.Place.Code, l.List.Code, l.ToGain, l.ToLose, l.WhenGained, l.WhenLost));
}

/// <summary>One list over the country. Null is unknown, never zero.</summary>
public sealed record CountryMarginAnswer(string List, int? Seats, CountryFigureAnswer ToGain, CountryFigureAnswer ToLose)
{
    internal static CountryMarginAnswer Of(CountryMargin m) => new(m.List.Code, m.Seats, CountryFigureAnswer.Of(m.ToGain), CountryFigureAnswer.Of(m.ToLose));
}

/// <param name="AtMost">Votes that suffice; fewer might where a constituency's own figure is unknown.</param>
/// <param name="Where">Constituencies where they do it, with the other lists whose seats change there.</param>
public sealed record CountryFigureAnswer(long? Votes, long? AtMost, string Reason, IReadOnlyList<CountryMoveAnswer> Where)
{
    internal static CountryFigureAnswer Of(CountryFigure f) => new(f.Votes, f.AtMost, f.Reason.ToString(), [.. f.Where.Select(w => new CountryMoveAnswer(w.Place.Code, w.Others))]);
}

public sealed record CountryMoveAnswer(string Constituency, IReadOnlyList<SeatMove> Others);

/// <summary>Shares are 0…1, exact to the twelfth decimal; null where an index has no bound.</summary>
public sealed record IndicesAnswer(string Contest, long Votes, int Seats, Disproportionality Indices)
{
    internal static IndicesAnswer Of(ContestIndices c) => new(c.Contest.Id, c.Votes, c.Seats, c.Indices);
}
