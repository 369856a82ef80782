using Daira.Elections.Exchange;
using Daira.Foundation;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Api;

/// <summary>Refusals as programs read them: RFC 9457, one <c>detail</c> and every fault under <c>errors</c>.</summary>
internal static class Problems
{
    public static IResult Of(IReadOnlyList<Refusal> refusals, Writing speaker) => Results.Problem(
        statusCode: StatusOf(refusals[0].Kind),
        title: refusals[0].Code,
        detail: string.Join(" ", refusals.Select(r => speaker.Say(r.Message))),
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = refusals.Select(r => new { code = r.Code, message = speaker.Say(r.Message) }).ToArray(),
        });

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Kinds of refusal: not found, invalid, conflict, forbidden, too large."),
    };
}
