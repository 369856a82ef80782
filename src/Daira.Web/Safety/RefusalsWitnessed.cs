using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Safety;

/// <summary>
/// The one way by which a refused right comes into the journal: whatever page or address said 403 to somebody who signed in, it is written who
/// asked for what; so is a form that did not come from a page of ours. What the public may not do is no news; refused sign-ins are journalled where
/// they are refused.
/// </summary>
public static class RefusalsWitnessed
{
    public const string Action = "right-refused";

    /// <summary>A form without the token that our pages give it.</summary>
    public const string Forged = "form-refused";

    private const int Longest = 200;

    public static IApplicationBuilder UseRefusalsWitnessed(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // Before the first byte goes out: nobody is told no without its standing in the journal.
        http.Response.OnStarting(() => Witness(http));
        return next(http);
    });

    private static Task Witness(HttpContext http) =>
        ActionOf(http) is { } action && http.Actor() is Actor.Person person && http.RequestServices.GetService<JournalQueue>() is { } journal
            ? journal.Witness(person, action, Subject(http.Request))
            : Task.CompletedTask;

    private static string? ActionOf(HttpContext http) =>
        http.Response.StatusCode == StatusCodes.Status403Forbidden ? Action
        : http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } ? Forged
        : null;

    /// <summary>The path alone: what stands after the question mark may be somebody's.</summary>
    private static string Subject(HttpRequest request)
    {
        var subject = $"{request.Method} {request.Path.Value}";
        return subject.Length <= Longest ? subject : subject[..Longest];
    }
}
