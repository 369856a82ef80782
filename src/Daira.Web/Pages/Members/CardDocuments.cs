using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Card;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Daira.Web.Pages.Organisation;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Pages.Members;

/// <summary>A member's card as PDF, for paper and for the phone. Asked for by a form: reference and secret stand in no address, and a card may be issued by it.</summary>
internal static class CardDocuments
{
    public static void MapCardDocuments(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{lang}/membership/card.pdf", Own).WithMetadata(new PersonalAttribute());
        routes.MapPost("/{lang}/organisation/members/{id:long}/card.pdf", OfMember).WithMetadata(new PersonalAttribute());
    }

    private static async Task<IResult> Own(
        HttpContext http, RecordStore record, OrganisationStore store, InstallationKeys keys, Prepared prepared, Reader reader, [FromForm] string? reference, [FromForm] string? secret, [FromForm] string? size)
    {
        var key = new MembershipKey(reference, secret);
        var own = new OpenMembership(record, store).Run(key);
        var card = own.Then(_ => new TakeCard(store, keys).Run(key, replace: false));
        return card.IsDone && own.Value.Data is { } holder ? await Printed(http, store, prepared, reader, card.Value, holder, own.Value.Row.Place, size) : FailurePages.Problem(card.Refusals, reader);
    }

    private static async Task<IResult> OfMember(
        long id, HttpContext http, RecordStore record, OrganisationStore store, InstallationKeys keys, Prepared prepared, Reader reader, [FromForm] string? size)
    {
        var seen = new ReadMember(record, store).Run(id, Sensitivity.Internal, http.Actor());
        var card = seen.Then(_ => new TakeCard(store, keys).Run(id, replace: false, http.Actor()));
        return card.IsDone && seen.Value.Data is { } holder ? await Printed(http, store, prepared, reader, card.Value, holder, seen.Value.Row.Place, size) : FailurePages.Problem(card.Refusals, reader);
    }

    private static Task<IResult> Printed(HttpContext http, OrganisationStore store, Prepared prepared, Reader reader, MemberCard card, INamed holder, string place, string? size) =>
        OrganisationDocuments.Printed<CardSheet>(http, "card.mine", "member-card.pdf", new()
        {
            ["Card"] = card,
            ["Holder"] = holder,
            ["Party"] = store.Current.Organisations["party"],
            ["Place"] = new MarkupString(Html.Escape(prepared.Data.Atlas.Find(place)?.NameIn(reader.Language.Code).Text ?? place)),
            ["Site"] = $"{http.Request.Scheme}://{http.Request.Host}",
            ["ForPhone"] = size == "phone",
        });
}
