using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Seen">How many events of the case the person saw.</param>
public sealed record OwnAct(long Case, CaseAct Act, int? Seen = null);

/// <summary>Acts in one's own case, with reference and secret instead of an account: says something, completes, withdraws, appeals.</summary>
public sealed class ActInOwnCase(OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<StoredCase> Run(OwnAct request, MembershipKey key) => store.Change(Actor.Anyone, "case-moved", change =>
        OpenMembership.Fits(change.Members.AccessOf(key.Reference), key) is not { } member ? Errors.NoAccess()
        : change.Data.Cases.GetValueOrDefault(request.Case)?.State.Applicant != MemberRow.SubjectOf(member) ? Errors.NoAccess()
        : ActInCase.Run(change, new CaseRequest(request.Case, request.Act, new Capacity(null), request.Seen), ActingAs.Applicant(MemberRow.SubjectOf(member)), atlas()));
}
