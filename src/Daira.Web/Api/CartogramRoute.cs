using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Api;

/// <summary>The symbols of a cartogram, for programs that draw it themselves.</summary>
internal static class CartogramRoute
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("cartogram", Draw).WithSummary("Places as circles by votes or hexagons by seats: contest, level, within, view (circles hexagons)")
            .Produces<CartogramAnswer>();

    private static IResult Draw(HttpContext http, CurrentElectoralData current, Reader reader, string view = "circles")
    {
        if (!Enum.TryParse<CartogramKind>(view, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
        {
            return FailurePages.Problem([new(RefusalKind.Invalid, "unknown-view", new Message("question.one-of", "view", view, "circles, hexagons"))], reader);
        }

        var question = QuestionQuery.Read(name => name is "contest" or "level" or "within" ? http.Request.Query[name] : (string?)null, current.Value.Contests.Count == 0 ? "" : current.Value.Contests[0].Contest.Id);
        var drawn = question.IsDone ? DrawCartogram.Run(question.Value, kind, current.Value) : Outcome<Cartogram>.Refused(question.Refusals);
        return drawn.IsDone ? Results.Ok(CartogramAnswer.Of(drawn.Value, current.Value.Version)) : FailurePages.Problem(drawn.Refusals, reader);
    }
}

/// <summary>Metres on the plane of web maps (EPSG 3857). Places without a size or a known point are left out, and named.</summary>
public sealed record CartogramAnswer(string View, string DataVersion, IReadOnlyList<SymbolAnswer> Symbols, IReadOnlyList<string> LeftOut)
{
    internal static CartogramAnswer Of(Cartogram c, string version) => new(
        c.Kind.ToString().ToLowerInvariant(),
        version,
        [.. c.Symbols.Select(s => new SymbolAnswer(s.Place.Code, Math.Round(s.X, 1), Math.Round(s.Y, 1), Math.Round(s.Radius, 1)))],
        [.. c.LeftOut.Select(p => p.Code)]);
}

/// <param name="Radius">Of a circle; of a hexagon to its corners, one of which is up.</param>
public sealed record SymbolAnswer(string Place, double X, double Y, double Radius);
