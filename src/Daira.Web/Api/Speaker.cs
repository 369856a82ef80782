using Daira.Elections.Exchange;
using Daira.Foundation.Languages;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Api;

/// <summary>The language a program is answered in: <c>?lang=</c>, else its Accept-Language, else English.</summary>
internal static class Speaker
{
    public static Writing Of(HttpContext http, Texts texts) => Of(
        Language.Find(http.Request.Query["lang"]) ?? Language.Accepted(http.Request.Headers.AcceptLanguage) ?? Language.English,
        texts);

    public static Writing Of(Language language, Texts texts) => new(language.Code, m => texts.Format(m, language));
}
