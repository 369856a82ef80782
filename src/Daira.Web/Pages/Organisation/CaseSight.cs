using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation.Access;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Web.Pages.Organisation;

/// <summary>Who may look into a case: its applicant, whoever holds an office in a body that had the turn, and whoever may read at its place.</summary>
public static class CaseSight
{
    public static bool May(OrganisationData org, Atlas atlas, StoredCase seen, Actor actor) =>
        Rights.Refuse(actor, OrganisationRights.Read, OrganisationScopes.OfPlace("party", seen.State.Place)) is null
        || (actor is Actor.Person signed && org.PersonOf(signed.Account) is { } person
            && (seen.State.Applicant == person.Id.ToString(CultureInfo.InvariantCulture)
                || org.MandatesOf(person).Any(m => m.Body.ToString(CultureInfo.InvariantCulture) == seen.State.Body)));

    /// <summary>Mandates in which the actor could act here today, the one whose turn it is first.</summary>
    public static IReadOnlyList<Mandate> Capacities(OrganisationData org, StoredCase? seen, Actor actor, DateOnly today)
    {
        var mine = actor is Actor.Person signed
            ? org.PersonOf(signed.Account) is { } person ? org.MandatesOf(person) : []
            : seen is null || seen.State.Body is null ? org.Mandates.Values : org.Mandates.Values.Where(m => m.Body.ToString(CultureInfo.InvariantCulture) == seen.State.Body || SecondFits(org, seen, m));
        return [.. mine.Where(m => m.IsInForce(today) && !org.TypeOf(org.Bodies[m.Body]).IsPublic)
            .OrderBy(m => seen?.State.Body != m.Body.ToString(CultureInfo.InvariantCulture)).ThenBy(m => m.Id).Take(200)];
    }

    private static bool SecondFits(OrganisationData org, StoredCase seen, Mandate mandate) =>
        seen.State is { Proposal: { } proposal, Step: { } step } && step.Find(proposal.Move)?.SecondPerson is ActorRule.Office rule
        && org.Bodies[mandate.Body].Type == rule.BodyType && rule.Offices.Contains(mandate.Office);
}
