using System.Globalization;
using Daira.Foundation.Storage;
using Daira.Organisation.Statistics;
using Daira.Organisation.Storage;
using Daira.Web.Pages.Organisation;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Pages.Statistics;

/// <summary>The same counts as a file and for programs.</summary>
internal static class StatisticFiles
{
    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<OrganisationStore>() is not { } store)
        {
            return;
        }

        routes.MapGet("/{lang}/organisation/statistics.csv", (HttpContext http, RecordStore record, Prepared prepared, Reader reader, string? by, string? within, string? on) =>
        {
            var table = new MemberStatistics(record, store, () => prepared.Data.Atlas).Run(TopicOf(by), within, DayOf(on), http.Actor());
            return table.IsDone
                ? OrganisationFiles.Csv(http, ["on", "place", "name_ar", "name_fr", "level", "category", "members"], Rows(table.Value))
                : FailurePages.Problem(table.Refusals, reader);
        }).WithMetadata(new PersonalAttribute()).ExcludeFromDescription();
        routes.MapGet("/api/v1/members/statistics", (HttpContext http, RecordStore record, Prepared prepared, Reader reader, string? by, string? within, string? on) =>
        {
            var table = new MemberStatistics(record, store, () => prepared.Data.Atlas).Run(TopicOf(by), within, DayOf(on), http.Actor());
            http.Response.Headers.CacheControl = "no-store";
            return table.IsDone
                ? Results.Ok(new StatisticsReply(table.Value.On, table.Value.Categories, [.. table.Value.Below.Prepend(table.Value.Around).Select(l => new StatisticReplyRow(l.Place.Code, l.Counts))]))
                : FailurePages.Problem(table.Refusals, reader);
        }).WithTags("Daira").WithSummary("Members by sex, age or profession (by=), in steps of ten and more; null: fewer than ten are told of. For a token with the right read-members.");
    }

    /// <summary>Sex where nothing else was asked.</summary>
    public static StatisticTopic TopicOf(string? written) => Enum.TryParse<StatisticTopic>(written, ignoreCase: true, out var topic) && Enum.IsDefined(topic) ? topic : StatisticTopic.Sex;

    public static DateOnly? DayOf(string? written) => DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IEnumerable<object?[]> Rows(StatisticTable table) => table.Below.Prepend(table.Around).SelectMany(l => table.Categories.Select((c, i) =>
        new object?[] { table.On, l.Place.Code, l.Place.Names.Arabic, l.Place.Names.French, l.Place.Level.ToString().ToLowerInvariant(), c, l.Counts[i] }));
}

/// <param name="On">Day of publication; null while nothing was published.</param>
public sealed record StatisticsReply(DateOnly? On, IReadOnlyList<string> Categories, IReadOnlyList<StatisticReplyRow> Rows);

public sealed record StatisticReplyRow(string Place, IReadOnlyList<int?> Members);
