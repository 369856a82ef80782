using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Safety;

/// <summary>
/// The one way by which a refused right comes into the journal: whatever page or address said 403 to somebody who signed in, it is written who
/// asked for what. What the public may not do is no news; refused sign-ins are journalled where they are refused.
/// </summary>
public static class RefusalsWitnessed
{
    public const string Action = "right-refused";

    private const int Longest = 200;

    public static IApplicationBuilder UseRefusalsWitnessed(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden && http.Actor() is Actor.Person person && http.RequestServices.GetService<JournalQueue>() is { } journal)
        {
            await journal.Witness(person, Action, Subject(http.Request));
        }
    });

    /// <summary>The path alone: what stands after the question mark may be somebody's.</summary>
    private static string Subject(HttpRequest request)
    {
        var subject = $"{request.Method} {request.Path.Value}";
        return subject.Length <= Longest ? subject : subject[..Longest];
    }
}
