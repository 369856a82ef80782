using System.Globalization;
using System.Text;
using Daira.Elections;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Api;

/// <summary>What falls due for an office-holder, as a calendar (RFC 5545) to subscribe to with a personal access token. It names bodies and numbers of cases, never a person.</summary>
internal static class CalendarRoute
{
    /// <summary>Octets of a line (RFC 5545, 3.1).</summary>
    private const int LongestLine = 75;

    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<OrganisationStore>() is not { } store)
        {
            return;
        }

        routes.MapGet("/api/v1/calendar.ics", (HttpContext http, CurrentElectoralData data, Reader reader, string? token) =>
        {
            var account = Account(http, token);
            http.Response.Headers.CacheControl = "no-store";
            return account is { } known
                ? Results.Text(Write(store, data.Value, reader, known), "text/calendar", new UTF8Encoding(false))
                : FailurePages.Problem([new Refusal(RefusalKind.Forbidden, "sign-in-first", new Message("accounts.sign-in-first"))], reader);
        }).WithTags("Daira").WithSummary("Deadlines and ends in the bodies where the token's holder has an office, as iCalendar. The token stands in the header Authorization or, for calendar programs, in token=.");
    }

    /// <summary>Calendar programs send no header; a token in an address can be ended by its holder at any time.</summary>
    private static Guid? Account(HttpContext http, string? token) =>
        http.Actor() is Actor.Person signed ? signed.Account
        : token is { Length: > 0 } ? http.RequestServices.GetService<AccessTokens>()?.Find(token)?.Account
        : null;

    private static string Write(OrganisationStore store, ElectoralData data, Reader reader, Guid account)
    {
        var (org, today) = (store.Current, store.Today);
        var bodies = org.PersonOf(account) is { } person ? org.MandatesOf(person).Where(m => m.IsInForce(today)).Select(m => m.Body).ToHashSet() : [];
        var items = WorkList.Of(org, data.Atlas, Calendars.Morocco(today), today, [.. bodies.Select(b => org.Bodies[b])], bodies).Where(i => i.Kind is not (WorkKind.Vacancy or WorkKind.Dormant or WorkKind.NotAccepted));
        var stamp = store.Clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var lines = new List<string> { "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Daira//Daira//EN", $"X-WR-CALNAME:{Escaped(reader.Plain(new Message("calendar.name")))}" };
        foreach (var item in items)
        {
            lines.AddRange(Event(item, org, data, reader, today, stamp));
        }

        lines.Add("END:VCALENDAR");
        return string.Concat(lines.Select(Folded));
    }

    private static IEnumerable<string> Event(WorkItem item, OrganisationData org, ElectoralData data, Reader reader, DateOnly today, string stamp)
    {
        var what = new Message($"calendar.{item.Kind.ToString().ToLowerInvariant()}");
        var number = (item.Case?.Id ?? item.Mandate?.Id ?? item.Body!.Id).ToString(CultureInfo.InvariantCulture);
        var title = $"{reader.Plain(what)}{(item.Case is { } c ? $" D-{c.Id.ToString(CultureInfo.InvariantCulture)}" : "")} – {org.NameOf(item.Body!, data.Atlas, today).NameIn(reader.Language.Code).Text}";
        return
        [
            "BEGIN:VEVENT", $"UID:{item.Kind.ToString().ToLowerInvariant()}-{number}-{item.Due:yyyyMMdd}@daira", $"DTSTAMP:{stamp}",
            $"DTSTART;VALUE=DATE:{item.Due.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}", $"DTEND;VALUE=DATE:{item.Due.AddDays(1).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}",
            $"SUMMARY:{Escaped(title)}", "TRANSP:TRANSPARENT", "END:VEVENT",
        ];
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);

    /// <summary>Lines of 75 octets at most, cut between characters and never inside one.</summary>
    private static string Folded(string line)
    {
        var (folded, octets) = (new StringBuilder(line.Length + 8), 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                folded.Append("\r\n ");
                octets = 1;
            }

            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return folded.Append("\r\n").ToString();
    }
}
