using Daira.Elections.Exchange;
using Daira.Foundation.Languages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Readers;

/// <summary>Who reads this answer: the language of the address, and where the reader stands in the site. One per request.</summary>
public sealed class Reader(Texts texts)
{
    public Language Language { get; private set; } = Language.Arabic;

    /// <summary>Whether the address itself names a language: <c>/ar/places</c> does, <c>/api/places</c> does not.</summary>
    public bool IsAddressed { get; private set; }

    /// <summary>The address without its language, e.g. <c>/places/1591</c>.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>With its question mark, or empty.</summary>
    public string Query { get; private set; } = string.Empty;

    /// <summary>
    /// The status a page answers with. Set here and written when the answer starts, because the framework drops what a component
    /// renders once the response itself says 404.
    /// </summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>An address of the site in the reader's language.</summary>
    /// <param name="path">Without language, e.g. <c>/places</c>.</param>
    public string To(string path) => $"/{Language.Code}{path}";

    /// <summary>This same page in another language.</summary>
    public string Here(Language other) => $"/{other.Code}{(Path == "/" ? string.Empty : Path)}{Query}";

    /// <summary>The text as markup: figures and foreign words marked.</summary>
    public MarkupString Say(Message message) => new(texts.FormatHtml(message, Language));

    /// <summary>The text for an attribute, a title or a label in a drawing.</summary>
    public string Plain(Message message) => texts.Format(message, Language);

    /// <summary>How tables and files are written for this reader.</summary>
    public Writing Writing => new(Language.Code, Plain);

    /// <summary>Whether a text exists at all, e.g. the word of an open set of kinds.</summary>
    public bool Knows(string id) => texts.Has(id);

    internal void Read(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        var end = path.IndexOf('/', 1) is var slash && slash < 0 ? path.Length : slash;
        Query = request.QueryString.Value ?? string.Empty;
        if (path.Length > 1 && Language.Find(path[1..end]) is { } named)
        {
            (Language, IsAddressed, Path) = (named, true, end == path.Length ? "/" : path[end..]);
        }
        else
        {
            (Language, Path) = (Preference.Of(request), path);
        }
    }
}

/// <summary>The language a reader who names none is answered in: <c>?lang=</c>, else chosen before, else asked for by the browser, else Arabic.</summary>
public static class Preference
{
    private const string Cookie = "daira-language";

    public static Language Of(HttpRequest request) =>
        Language.Find(request.Query["lang"])
        ?? Language.Find(request.Cookies[Cookie])
        ?? Language.Accepted(request.Headers.AcceptLanguage)
        ?? Language.Arabic;

    /// <summary>Each answer remembers the language of its address, when it is another than would be guessed.</summary>
    public static IApplicationBuilder UseReader(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var reader = http.RequestServices.GetRequiredService<Reader>();
        reader.Read(http.Request);
        if (reader.IsAddressed && Of(http.Request) != reader.Language)
        {
            http.Response.Cookies.Append(Cookie, reader.Language.Code, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
                Path = "/",
            });
        }

        return next(http);
    });
}
