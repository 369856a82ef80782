using System.Text;
using Daira.Elections;
using Daira.Foundation;
using Daira.Foundation.Storage;
using Daira.Organisation.DataRights;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Daira.Web.Api;
using Daira.Web.Pages.Organisation;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Pages.Privacy;

/// <summary>The register of processings as a file and for programs.</summary>
internal static class PrivacyRoutes
{
    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<OrganisationStore>() is not { } store)
        {
            return;
        }

        routes.MapGet("/{lang}/privacy.csv", (HttpContext http, RecordStore record, Reader reader) =>
            OrganisationFiles.Csv(http, [.. RegisterOfProcessings.Columns], RegisterOfProcessings.Of(record, store.Today).Select(p => p.Cells(reader.Language.Code))))
            .WithMetadata(new PersonalAttribute()).ExcludeFromDescription();
        routes.MapPost("/{lang}/membership/own/data", ([FromForm] string? reference, [FromForm] string? secret, HttpContext http, RecordStore record, CurrentElectoralData data, Reader reader) =>
            Send(http, reader, new TakeOwnData(record, store, () => data.Value.Atlas).Run(new MembershipKey(reference, secret)))).WithMetadata(new PersonalAttribute()).ExcludeFromDescription();
        routes.MapGet("/{lang}/my-data.json", (HttpContext http, RecordStore record, CurrentElectoralData data, Reader reader) =>
            Send(http, reader, new TakeOwnData(record, store, () => data.Value.Atlas).Run(http.Actor()))).WithMetadata(new PersonalAttribute()).ExcludeFromDescription();
        routes.MapGet("/api/v1/processings", (RecordStore record) => RegisterOfProcessings.Of(record, store.Today).Select(ProcessingReply.Of))
            .WithTags("Daira").WithSummary("The register of processings: what is kept of persons, why, how long, and what was filed.");
    }

    private static IResult Send(HttpContext http, Reader reader, Outcome<OwnDataFile> taken)
    {
        http.Response.Headers.CacheControl = "no-store";
        return taken.IsDone ? Results.File(Encoding.UTF8.GetBytes(taken.Value.ToJson()), "application/json", OwnDataFile.Name) : FailurePages.Problem(taken.Refusals, reader);
    }
}

/// <param name="Number">Under which it was declared or authorised; null while nothing was entered.</param>
public sealed record ProcessingReply(
    string Id, NamesAnswer Names, NamesAnswer Purpose, string Basis, string Confidence, NamesAnswer Persons, NamesAnswer Data, bool Sensitive, NamesAnswer Recipients,
    IReadOnlyList<RetentionReply> Retention, string Filing, string? Number, DateOnly? FiledOn, IReadOnlyList<string> Tables)
{
    internal static ProcessingReply Of(RegisteredProcessing r) => new(
        r.Processing.Id, NamesAnswer.Of(r.Processing.Names), NamesAnswer.Of(r.Processing.Purpose), r.Processing.Basis.Text, Word(r.Processing.Basis.Confidence), NamesAnswer.Of(r.Processing.Persons),
        NamesAnswer.Of(r.Processing.Data), r.Processing.IsSensitive, NamesAnswer.Of(r.Processing.Recipients), [.. r.Rules.Select(RetentionReply.Of)], Word(r.Processing.Filing.Kind), r.Filed?.Number, r.Filed?.On,
        r.Processing.Tables);

    internal static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <param name="Unit"><c>calendarDays</c> or <c>months</c>.</param>
/// <param name="By">What ends the keeping.</param>
public sealed record RetentionReply(string Id, NamesAnswer Names, int Amount, string Unit, string By, DateOnly InForceFrom, string Basis, string Confidence)
{
    internal static RetentionReply Of(RetentionRule r) => new(
        r.Id, NamesAnswer.Of(r.Names), r.Amount, ProcessingReply.Word(r.Unit), ProcessingReply.Word(r.By), r.InForceFrom, r.Basis.Text, ProcessingReply.Word(r.Basis.Confidence));
}
