using System.Security.Claims;
using Daira.Foundation.Access;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
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

    /// <summary>Hours after which whoever does nothing is signed out.</summary>
    private const int IdleHours = 12;

    public static void AddActors(this IServiceCollection services) =>
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "daira-session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(IdleHours);
            cookie.SlidingExpiration = true;
        });

    /// <summary>
    /// Who acts. A cookie speaks for its holder on pages only, where forms carry a token against forgery; an address for
    /// programs never acts on one.
    /// </summary>
    public static Actor Actor(this HttpContext http) =>
        !FailurePages.IsForPrograms(http.Request) && http.User.HasClaim(ClaimTypes.Role, Operator)
            ? Foundation.Access.Actor.Operator
            : Foundation.Access.Actor.Anyone;

    /// <summary>Whether the answer is for this one caller.</summary>
    internal static bool IsPersonal(this HttpContext http) =>
        http.Actor() is not Foundation.Access.Actor.Public || http.GetEndpoint()?.Metadata.GetMetadata<PersonalAttribute>() is not null;

    internal static Task SignInOperatorAsync(this HttpContext http) => http.SignInAsync(new ClaimsPrincipal(
        new ClaimsIdentity([new Claim(ClaimTypes.Role, Operator)], CookieAuthenticationDefaults.AuthenticationScheme)));

    /// <summary>Leads nowhere but into the site.</summary>
    internal static string Inside(string? address, string otherwise) =>
        address is ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) && !address.Contains('\\', StringComparison.Ordinal) ? address : otherwise;
}
