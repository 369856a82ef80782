using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Organisation.DataRights;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Recruitment;

/// <param name="Place">Code of the commune or arrondissement where the person lives.</param>
/// <param name="Consents">To <c>recruitment.consent.1</c>.</param>
/// <param name="Once">Drawn by chance with the form: sent twice, received once.</param>
public sealed record Interest(string Campaign, Declaration Person, string Place, bool Consents, string? Once = null);

/// <summary>Shown once: what opens the registration again, to apply or to withdraw it.</summary>
public sealed record InterestReceipt(long Number, string Reference, string Secret, DateOnly ErasedOn);

/// <summary>Receives the registration of somebody who writes down themselves: nobody else can, and there is no import.</summary>
public sealed class RegisterInterest(OrganisationStore store, Func<Atlas> atlas)
{
    private const int LongestOnce = 100;

    public Outcome<InterestReceipt> Run(Interest request) => store.Change<InterestReceipt>(Actor.Anyone, "interest-registered", change =>
    {
        var once = request.Once is { Length: > 0 and <= LongestOnce } given ? given : Secrets.New();
        var (reference, secret) = change.Keys.AccessOf("interest/" + once);
        if (change.RegistrationOf(reference) is { } before)
        {
            return new InterestReceipt(before.Id, reference, secret, before.On.AddMonths(InterestedPerson.Months));
        }

        if (change.LastDecided(Campaign.Kind, request.Campaign) is not { } content)
        {
            return Errors.Unknown(request.Campaign);
        }

        var (campaign, places) = (OrganisationJson.Read<Campaign>(content), atlas());
        var data = Declared.Check(request.Person, change.Today, new Consent(Consent.Now, change.Now, "interest"));
        Refusal?[] faults =
        [
            campaign.IsOpen(change.Today) ? null : Errors.Closed(campaign.From, campaign.Until),
            request.Consents ? null : Members.Errors.ConsentMissing(),
            places.Find(request.Place) is not { ValidTo: null, Level: PlaceLevel.Commune or PlaceLevel.Arrondissement } place ? Bodies.Errors.UnknownPlace(request.Place)
                : places.PathTo(place).Any(p => p.Code == campaign.Place) ? null : Errors.Outside(request.Place),
        ];
        if (data.Refusals.Concat(faults.OfType<Refusal>()).ToList() is { Count: > 0 } refusals)
        {
            return Outcome<InterestReceipt>.Refused(refusals);
        }

        var id = change.NextRegistration();
        var (wrapped, key) = change.Keys.NewFor(InterestedPerson.SubjectOf(id));
        change.Keep(new InterestedPerson(
            id, campaign.Id, request.Place, change.Today, reference, OpenMembership.DigestOf(secret), wrapped, PersonKeys.SealFor(key, InterestedPerson.SubjectOf(id), data.Value), null));
        change.Journal($"campaign/{campaign.Id}");
        return new InterestReceipt(id, reference, secret, change.Today.AddMonths(InterestedPerson.Months));
    });
}

/// <summary>An application by somebody who registered before.</summary>
/// <param name="Key">What opens the registration, as typed.</param>
/// <param name="Consents">To the text that applicants consent to: the one given with the registration was for being invited only.</param>
public sealed record OwnInterest(MembershipKey Key, bool Consents, bool OnHonour);

/// <summary>Turns one's registration into an application: what was declared goes to the body that decides, and is taken out of the registration.</summary>
public sealed class ApplyFromInterest(OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<ApplicationReceipt> Run(OwnInterest request) => store.Change(Actor.Anyone, "membership-applied", change =>
    {
        if (change.Fitting(request.Key) is not { } found)
        {
            return Members.Errors.NoAccess();
        }

        if (found is not { Wrapped: { } wrapped, Sealed: { } content, Member: null })
        {
            return Errors.Applied();
        }

        var data = PersonKeys.ReadFor(change.Keys.OpenFor(found.Subject, wrapped), found.Subject, content);
        var declared = new Declaration(
            data.Arabic, data.Latin, data.Born?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), data.Sex, data.Phone, data.Mail, data.Language, data.Profession, data.Skills);
        var applied = ApplyForMembership.Run(change, new Application(declared, found.Place, request.Consents, request.OnHonour), atlas());
        if (applied.IsDone)
        {
            change.Alter(found with { Wrapped = null, Sealed = null, Member = applied.Value.Member });
        }

        return applied;
    });
}

/// <summary>Takes one's registration back: it is gone at once.</summary>
public sealed class WithdrawInterest(OrganisationStore store)
{
    public Outcome<bool> Run(MembershipKey key) => store.Change<bool>(Actor.Anyone, "interest-withdrawn", change =>
    {
        if (change.Fitting(key) is not { } found)
        {
            return Members.Errors.NoAccess();
        }

        change.Remove([found]);
        change.Journal($"campaign/{found.Campaign}");
        return true;
    });
}

/// <summary>Erases registrations that are six months old and led to no application: called every night by the clock.</summary>
public sealed class EraseStaleRegistrations(OrganisationStore store)
{
    /// <summary>Of the register of processings, which says how long.</summary>
    public const string Rule = "stale-registration";

    /// <returns>How many were erased.</returns>
    public Outcome<int> Run(Actor actor)
    {
        if (Rights.RefuseInTime(actor) is { } forbidden)
        {
            return forbidden;
        }

        return store.Change<int>(actor, "registrations-erased", change =>
        {
            var stale = change.StaleRegistrations(Processings.Rule(Rule, change.Today)!.Before(change.Today));
            if (stale.Count > 0)
            {
                change.Remove(stale);
                change.Journal("registrations", new { erased = stale.Count });
            }

            return stale.Count;
        });
    }
}
