using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Web.Pages.Organisation;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Pages.Members;

/// <summary>What the pages of members give as files, within the rights of the pages.</summary>
internal static class MembersFiles
{
    public static void MapMembersFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/{lang}/organisation/members/import/{id:guid}/report.csv", (HttpContext http, Reader reader, Guid id) =>
            http.RequestServices.GetService<MemberImports>()?.Find(id, http.Actor())?.Preview.Result is { } preview
                ? OrganisationFiles.Csv(http, ["line", "fate", "reason", "perhaps"], preview.Rows.Select(r => new object?[]
                {
                    r.Line, r.Fate.ToString().ToLowerInvariant(), string.Join(" ", r.Reasons.Select(w => reader.Plain(w.Message))), string.Join(" ", r.Alike.Select(a => a.Member is { } member ? $"member/{member}" : $"line {a.Line}")),
                }))
                : Results.NotFound()).WithMetadata(new PersonalAttribute());
}
