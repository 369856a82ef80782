using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Number">The number on the card the member holds already; null = the next.</param>
/// <param name="Since">First day of membership, as the old register has it.</param>
/// <param name="Act">What shows the membership: the register, the card.</param>
public sealed record Registration(Declaration Person, string Place, long? Number, DateOnly Since, Act Act);

/// <summary>Enters somebody who was a member before this register was kept.</summary>
public sealed class RegisterMember(OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<MemberRow> Run(Registration request, Actor actor) => store.Change(actor, "member-registered", change => Run(change, request, atlas()));

    private static Outcome<MemberRow> Run(OrganisationChange change, Registration request, Atlas atlas)
    {
        if (atlas.Find(request.Place) is not { Level: PlaceLevel.Commune or PlaceLevel.Arrondissement })
        {
            return Bodies.Errors.UnknownPlace(request.Place);
        }

        if (change.Ask(MemberRights.Keep, OrganisationScopes.OfPlace("party", request.Place), Sensitivity.Personal) is { } forbidden)
        {
            return forbidden;
        }

        var data = Declared.Check(request.Person, change.Today, new Consent(Consent.Now, change.Now, "register"));
        Refusal?[] faults =
        [
            request.Since > change.Today ? Errors.DayInFuture(request.Since, change.Today) : null,
            request.Number is { } taken && change.Members.IsTaken(taken) ? Errors.NumberTaken(taken) : null,
            .. CleanText.Words(request.Act.Reference, "field.act").Refusals,
        ];
        if (data.Refusals.Concat(faults.OfType<Refusal>()).ToList() is { Count: > 0 } refusals)
        {
            return Outcome<MemberRow>.Refused(refusals);
        }

        var row = change.Members.Enter(request.Place, data.Value, new Registered(request.Since, request.Place, request.Number ?? change.Members.NextNumber(), request.Act));
        change.Journal(row.Subject);
        return row;
    }
}
