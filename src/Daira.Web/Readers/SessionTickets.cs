using System.Security.Claims;
using Daira.Foundation.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Readers;

/// <summary>Keeps what the session cookie stands for in <c>record</c>: the cookie carries a secret, the record its digest, so that a session can be listed and ended.</summary>
public sealed class SessionTickets(Sessions sessions, TimeProvider clock) : ITicketStore
{
    /// <summary>However busy, a session ends.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    private const string Item = "daira-session";

    /// <summary>The digest of the session that asks; null without one.</summary>
    public static string? Of(HttpContext http) => http.Items[Item] as string;

    public Task<string> StoreAsync(AuthenticationTicket ticket) => Task.FromResult(Store(ticket, string.Empty));

    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var key = Store(ticket, Agents.Of(httpContext.Request.Headers.UserAgent.ToString()));
        httpContext.Items[Item] = Secrets.DigestOf(key);
        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        sessions.Renew(Secrets.DigestOf(key), TicketSerializer.Default.Serialize(ticket), Until(ticket));
        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(Retrieve(Secrets.DigestOf(key)));

    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var digest = Secrets.DigestOf(key);
        var ticket = Retrieve(digest);
        httpContext.Items[Item] = ticket is null ? null : digest;
        return Task.FromResult(ticket);
    }

    public Task RemoveAsync(string key)
    {
        sessions.End(Secrets.DigestOf(key));
        return Task.CompletedTask;
    }

    private string Store(AuthenticationTicket ticket, string agent)
    {
        var (key, now) = (Secrets.New(), clock.GetUtcNow());
        sessions.Open(new Session(
            Secrets.DigestOf(key), Actors.AccountOf(ticket.Principal), now, now, Until(ticket), Actors.IsStrong(ticket.Principal), agent, TicketSerializer.Default.Serialize(ticket)));
        return key;
    }

    private AuthenticationTicket? Retrieve(string digest) =>
        sessions.Find(digest) is { } session && clock.GetUtcNow() < session.OpenedAt + Longest ? TicketSerializer.Default.Deserialize(session.Ticket) : null;

    private DateTimeOffset Until(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc ?? clock.GetUtcNow() + TimeSpan.FromHours(1);
}

/// <summary>Two words by which a person knows their own browser again; the whole line it sends is not kept.</summary>
internal static class Agents
{
    private static readonly string[] Browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"];
    private static readonly string[] Systems = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"];

    public static string Of(string agent) => string.Join(" · ", ((string?[])[First(Browsers, agent), First(Systems, agent)]).OfType<string>());

    private static string? First(string[] words, string agent) =>
        Array.Find(words, w => agent.Contains(w, StringComparison.OrdinalIgnoreCase)) switch { "Edg" => "Edge", "OPR" => "Opera", var word => word };
}
