using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Year">This year or the next.</param>
/// <param name="Act">What shows it: a form, a decision.</param>
public sealed record MembershipRenewal(long Member, int Year, Act Act);

/// <summary>Notes that a membership goes on for a year, once for each.</summary>
public sealed class RenewMembership(OrganisationStore store)
{
    public Outcome<MemberRow> Run(MembershipRenewal request, Actor actor) => store.Change<MemberRow>(actor, "membership-renewed", change =>
    {
        var row = change.Members.Find(request.Member);
        if ((MemberDuties.Ask(change, row, request.Member) ?? Fault(change, row!, request.Year) ?? CleanText.Words(request.Act.Reference, "field.act").Why) is { } refusal)
        {
            return refusal;
        }

        change.Journal(row!.Subject, new { request.Year });
        return change.Members.Add(row, new Renewed(change.Today, request.Year, request.Act));
    });

    /// <summary>What stands against renewing a membership for a year.</summary>
    internal static Refusal? Fault(OrganisationChange change, MemberRow row, int year) =>
        row.State is not (MemberState.Member or MemberState.Suspended) ? Errors.WrongState(row.State)
        : year < change.Today.Year || year > change.Today.Year + 1 ? Errors.RenewalYear(year, change.Today.Year)
        : IsRenewed(change, row, year) ? Errors.RenewedAlready(year)
        : null;

    internal static bool IsRenewed(OrganisationChange change, MemberRow row, int year) => change.Members.EventsOf(row.Id).OfType<Renewed>().Any(r => r.Year == year);
}
