using System.Globalization;
using System.Security.Claims;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Readers;

/// <summary>On a page: it is written for the one who asks (a form, what a person keeps), so it is never cached or shared.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PersonalAttribute : Attribute;

/// <summary>How an actor is known from a request.</summary>
public static class Actors
{
    private const string Operator = "operator";
    private const string Strong = "strong";
    private const string At = "at";
    private const string Bearer = "Bearer ";
    private const string Cookie = "daira-session";

    /// <summary>The same cookie by another handler, which has read none: the framework's own would go on under the secret of the session before.</summary>
    private const string Fresh = "daira-fresh";

    /// <summary>Hours after which whoever does nothing is signed out.</summary>
    private const int IdleHours = 12;

    public static void AddActors(this IServiceCollection services, bool isKept)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Describe).AddCookie(Fresh, Describe);
        if (isKept)
        {
            services.AddSingleton<SessionTickets>();
        }

        foreach (var scheme in (string[])[CookieAuthenticationDefaults.AuthenticationScheme, Fresh])
        {
            services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<IServiceProvider>((cookie, provider) =>
            {
                cookie.TicketDataFormat = new TicketDataFormat(provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Daira.Sessions"));
                cookie.SessionStore = provider.GetService<SessionTickets>();
            });
        }
    }

    private static void Describe(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = Cookie;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(IdleHours);
        cookie.SlidingExpiration = true;
    }

    /// <summary>
    /// Who acts. A cookie speaks for its holder on pages, where forms carry a token against forgery; an address for
    /// programs changes nothing, and knows its caller by an access token, or by the cookie where it only reads.
    /// </summary>
    public static Actor Actor(this HttpContext http)
    {
        if (http.Items.TryGetValue(typeof(Actor), out var known))
        {
            return (Actor)known!;
        }

        var actor = FailurePages.IsForPrograms(http.Request) ? Program(http) : Person(http);
        http.Items[typeof(Actor)] = actor;
        return actor;
    }

    /// <summary>Whether anyone at all is signed in, for what is only read: on a private site a download link on a page works with the page's session.</summary>
    internal static bool IsKnown(this HttpContext http) =>
        http.Actor() is not Foundation.Access.Actor.Public || (HttpMethods.IsGet(http.Request.Method) && Person(http) is not Foundation.Access.Actor.Public);

    private static Actor Person(HttpContext http) =>
        http.User.HasClaim(ClaimTypes.Role, Operator) ? Foundation.Access.Actor.Operator
        : AccountOf(http.User) is { } account && http.RequestServices.GetService<Standings>() is { } standings
            ? new Actor.Person(account, standings.Of(account, IsStrong(http.User)), SignedInAt: SignedInAt(http.User))
        : Foundation.Access.Actor.Anyone;

    private static Actor Program(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || http.RequestServices.GetService<AccessTokens>()?.Find(header[Bearer.Length..].Trim()) is not { } token)
        {
            return Foundation.Access.Actor.Anyone;
        }

        var rights = token.Rights.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => new Right(id)).ToHashSet();
        return new Actor.Person(token.Account, http.RequestServices.GetRequiredService<Standings>().Of(token.Account, isStrong: true).OnlyFor(rights));
    }

    internal static Guid? AccountOf(ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var account) ? account : null;

    /// <summary>When the session was opened: busy sessions are prolonged, this moment is not.</summary>
    private static DateTimeOffset? SignedInAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(At), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    internal static bool IsStrong(ClaimsPrincipal principal) => principal.HasClaim(ClaimTypes.AuthenticationMethod, Strong) || principal.HasClaim(ClaimTypes.Role, Operator);

    /// <summary>Whether the answer is for this one caller.</summary>
    internal static bool IsPersonal(this HttpContext http) =>
        http.Actor() is not Foundation.Access.Actor.Public || http.GetEndpoint()?.Metadata.GetMetadata<PersonalAttribute>() is not null;

    internal static Task SignInOperatorAsync(this HttpContext http) => http.EnterAsync([new Claim(ClaimTypes.Role, Operator)]);

    internal static Task SignInAsync(this HttpContext http, SignedIn signedIn)
    {
        var account = new Claim(ClaimTypes.NameIdentifier, signedIn.Account.Id.ToString());
        var at = new Claim(At, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return http.EnterAsync(signedIn.IsStrong ? [account, at, new Claim(ClaimTypes.AuthenticationMethod, Strong)] : [account, at]);
    }

    /// <summary>A new session under a new secret; the one the browser had is ended, so that a cookie planted in it never becomes somebody's.</summary>
    private static async Task EnterAsync(this HttpContext http, IEnumerable<Claim> claims)
    {
        if (http.Request.Cookies.ContainsKey(Cookie))
        {
            await http.SignOutAsync();
        }

        http.Request.Headers.Cookie = string.Join("; ", http.Request.Cookies.Where(c => !c.Key.StartsWith(Cookie, StringComparison.Ordinal)).Select(c => $"{c.Key}={Uri.EscapeDataString(c.Value)}"));
        await http.SignInAsync(Fresh, new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
    }

    /// <summary>Leads nowhere but into the site.</summary>
    internal static string Inside(string? address, string otherwise) =>
        address is ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) && !address.Contains('\\', StringComparison.Ordinal) ? address : otherwise;
}
