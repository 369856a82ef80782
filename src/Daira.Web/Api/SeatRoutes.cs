using Daira.Core.Seats;
using Daira.Elections;
using Daira.Elections.Laws;
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
}

/// <summary>One list in one constituency. Null is unknown, never zero.</summary>
public sealed record SeatAnswer(string Constituency, string List, long? Votes, int? Seats, int? Proclaimed, string State)
{
    internal static IEnumerable<SeatAnswer> Of(ConstituencySeats c) =>
        c.Lists.Select(l => new SeatAnswer(c.Place.Code, l.List.Code, l.Votes, l.Seats, l.Proclaimed, l.State.Word()));
}

public sealed record MarginAnswer(string Constituency, string List, long? VotesToGain, long? VotesToLose)
{
    internal static IEnumerable<MarginAnswer> Of(ConstituencyMargins c) =>
        c.Lists.Select(l => new MarginAnswer(c.Place.Code, l.List.Code, l.ToGain, l.ToLose));
}
