using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Pages.Shell;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Safety;

/// <summary>Failures in the caller's own terms: a page for readers, problem details (RFC 9457) for programs.</summary>
public static class FailurePages
{
    /// <summary>Addresses that programs use.</summary>
    private static readonly string[] ForPrograms = ["/api", "/ogc", "/tiles", "/download", "/built", "/health"];

    public static IApplicationBuilder UseFailurePages(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            ExceptionHandler = http => Answer(http, http.Response.StatusCode),
            AllowStatusCode404Response = true,
        })
        .UseStatusCodePages(context => Answer(context.HttpContext, context.HttpContext.Response.StatusCode));

    public static bool IsForPrograms(HttpRequest request) => ForPrograms.Any(p => request.Path.StartsWithSegments(p));

    /// <summary>The status a refusal is answered with.</summary>
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The reasons of a use case as problem details, in the reader's language.</summary>
    public static ProblemHttpResult Problem(IReadOnlyList<Refusal> refusals, Reader reader) => TypedResults.Problem(new ProblemDetails
    {
        Status = StatusOf(refusals[0].Kind),
        Title = reader.Plain(new Message($"failure.{StatusOf(refusals[0].Kind)}.title")),
        Detail = string.Join(" ", refusals.Select(r => reader.Plain(r.Message))),
        Extensions = { ["codes"] = refusals.Select(r => r.Code).ToArray() },
    });

    internal static Task Answer(HttpContext http, int status) => IsForPrograms(http.Request)
        ? AsProblem(http, status).ExecuteAsync(http)
        : AsPage(http, status);

    private static ProblemHttpResult AsProblem(HttpContext http, int status)
    {
        var reader = http.RequestServices.GetRequiredService<Reader>();
        return TypedResults.Problem(statusCode: status, title: reader.Plain(new Message(TitleOf(status))));
    }

    /// <summary>Rendered in a scope of its own: the one of the request may have begun a page already.</summary>
    private static async Task AsPage(HttpContext http, int status)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Reader>().Read(http.Request);
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        var page = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<FailurePage>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(FailurePage.Status)] = status }))).ToHtmlString());
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(page);
    }

    /// <summary>Id of the words for a status; those without words of their own are said in general.</summary>
    public static string TitleOf(int status) => status is 400 or 403 or 404 or 409 or 413 or 500 ? $"failure.{status}.title" : "failure.other.title";
}
