using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Place">Official code of the commune or arrondissement where the applicant lives.</param>
/// <param name="Consents">To the text of version <see cref="Consent.Now"/>.</param>
/// <param name="OnHonour">That no law forbids the applicant to belong to a party.</param>
/// <param name="Once">Drawn by chance with the form: a form that is sent twice is received once and answered the same.</param>
public sealed record Application(Declaration Person, string Place, bool Consents, bool OnHonour, string? Once = null);

/// <summary>What the applicant keeps: shown once, and again only to whoever sends the same form again.</summary>
/// <param name="Reference">Names the application; may be told to anyone who helps.</param>
/// <param name="Secret">Opens it, with the reference.</param>
public sealed record ApplicationReceipt(long Member, long Case, string Reference, string Secret);

/// <summary>Receives an application from anyone: it opens a case at the place, whose body must decide in time, with a reason when it refuses.</summary>
public sealed class ApplyForMembership(OrganisationStore store, Func<Atlas> atlas)
{
    private const int LongestOnce = 100;

    public Outcome<ApplicationReceipt> Run(Application request, Actor actor) => store.Change(actor, "membership-applied", change => Run(change, request, atlas()));

    internal static Outcome<ApplicationReceipt> Run(OrganisationChange change, Application request, Atlas atlas)
    {
        var once = request.Once is { Length: > 0 and <= LongestOnce } given ? given : Secrets.New();
        var (reference, secret) = change.Keys.AccessOf(once);
        if (change.Members.AccessOf(reference) is { } before)
        {
            return new ApplicationReceipt(before.Member, MemberCases.Of(change.Data, before.Member)[0].Id, reference, secret);
        }

        var data = Declared.Check(request.Person, change.Today, new Consent(Consent.Now, change.Now, "form"));
        Refusal?[] faults = [request.Consents ? null : Errors.ConsentMissing(), request.OnHonour ? null : Errors.HonourMissing(), CleanText.Words(request.Place, "member.field.place").Why ?? (IsUnit(atlas, request.Place) ? null : Bodies.Errors.UnknownPlace(request.Place))];
        if (data.Refusals.Concat(faults.OfType<Refusal>()).ToList() is { Count: > 0 } refusals)
        {
            return Outcome<ApplicationReceipt>.Refused(refusals);
        }

        var number = OrganisationChange.Next(change.Data.Cases.Keys);
        var applicant = change.Members.Enter(request.Place, data.Value, new Applied(change.Today, request.Place, number));
        change.Members.Grant(applicant.Id, reference, secret);
        var opened = OpenMemberCase.Open(change, MemberCases.Membership, applicant, ActingAs.Applicant(applicant.Subject), request.Place, null, atlas);
        return opened.IsDone ? new ApplicationReceipt(applicant.Id, opened.Value.Id, reference, secret) : Outcome<ApplicationReceipt>.Refused(opened.Refusals);
    }

    /// <summary>Members belong to the smallest place that is administered: whoever asks for more asks them to be found.</summary>
    private static bool IsUnit(Atlas atlas, string place) => atlas.Find(place) is { ValidTo: null, Level: PlaceLevel.Commune or PlaceLevel.Arrondissement };
}
