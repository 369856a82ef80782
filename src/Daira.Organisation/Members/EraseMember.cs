using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Reason">Shown to the second person and kept in the journal: it names nobody.</param>
public sealed record MemberErasureRequest(long Member, string Reason);

/// <summary>Asks that a member's data be destroyed; a second person must allow it (<see cref="EraseMember"/>). Somebody who is a member leaves first.</summary>
public sealed class AskMemberErasure(OrganisationStore store)
{
    public const string Kind = "erase-member";

    public Outcome<JointAct> Run(MemberErasureRequest request, Actor actor) => store.Change<JointAct>(actor, "member-erasure-asked", change =>
        change.Members.Find(request.Member) is not { } row ? Errors.Unknown(request.Member)
        : row.State is MemberState.Erased ? Errors.Erased(row.Id)
        : row.State is MemberState.Member or MemberState.Suspended || HasOpenCase(change, row) ? Errors.WrongState(row.State)
        : change.AskSecondPerson(Rights.Erase, Kind, row.Subject, "{}", request.Reason));

    /// <summary>Nobody's data go while a decision about them is awaited.</summary>
    internal static bool HasOpenCase(OrganisationChange change, MemberRow row) => MemberCases.Of(change.Data, row.Id).Any(c => c.State.IsOpen);
}

/// <summary>What is left of an erasure: that it took place, and the digest of the key that is gone.</summary>
public sealed record ErasureCertificate(long Member, DateOnly On, string KeyDigest);

/// <summary>
/// Destroys a person's key when a second person allows what a first one asked for, and with it everything that lay under it. A backup made before
/// holds the key until it is deleted itself. Events stay as acts of the institution, with a number.
/// </summary>
public sealed class EraseMember(OrganisationStore store)
{
    /// <param name="request">Id of the request (<see cref="AskMemberErasure"/>).</param>
    public Outcome<ErasureCertificate> Run(Guid request, Actor actor) => store.Change<ErasureCertificate>(actor, "member-erased", change =>
    {
        var allowed = change.AllowAsSecondPerson(request, AskMemberErasure.Kind);
        if (!allowed.IsDone)
        {
            return Outcome<ErasureCertificate>.Refused(allowed.Refusals);
        }

        var row = change.Members.Find(MemberRow.Of(allowed.Value.Subject)!.Value)!;
        if (row.State is MemberState.Erased or MemberState.Member or MemberState.Suspended || AskMemberErasure.HasOpenCase(change, row))
        {
            return Errors.WrongState(row.State);
        }

        var digest = change.Members.Destroy(row.Id);
        change.Members.Add(row, new Erased(change.Today, digest, null));
        change.Journal(row.Subject, new { certificate = digest });
        return new ErasureCertificate(row.Id, change.Today, digest);
    });
}
