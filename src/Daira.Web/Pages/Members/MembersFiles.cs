using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
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
    public static void MapMembersFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{lang}/organisation/members.csv", (HttpContext http, RecordStore record, OrganisationStore store, MemberDirectory directory, Prepared prepared, Reader reader, Guid request) =>
        {
            var taken = new ExportMembers(store, new FindMembers(record, store, directory, () => prepared.Data.Atlas)).Run(request, http.Actor());
            return taken.IsDone
                ? OrganisationFiles.Csv(http, ["number", "name_ar", "name_latin", "place", "since", "copy"], taken.Value.Lines.Select(l => new object?[] { l.Row.Number, l.Name?.Arabic, l.Name?.Latin, l.Row.Place, l.Row.Since, taken.Value.Copy }))
                : FailurePages.Problem(taken.Refusals, reader);
        }).WithMetadata(new PersonalAttribute());
        routes.MapGet("/{lang}/organisation/members/import/{id:guid}/report.csv", (HttpContext http, Reader reader, Guid id) =>
            http.RequestServices.GetService<MemberImports>()?.Find(id, http.Actor())?.Preview.Result is { } preview
                ? OrganisationFiles.Csv(http, ["line", "fate", "reason", "perhaps"], preview.Rows.Select(r => new object?[]
                {
                    r.Line, r.Fate.ToString().ToLowerInvariant(), string.Join(" ", r.Reasons.Select(w => reader.Plain(w.Message))), string.Join(" ", r.Alike.Select(a => a.Member is { } member ? $"member/{member}" : $"line {a.Line}")),
                }))
                : Results.NotFound()).WithMetadata(new PersonalAttribute());
    }
}
