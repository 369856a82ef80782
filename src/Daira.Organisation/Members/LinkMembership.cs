using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>Says, once, that a membership belongs to an account: whoever signed in shows reference and secret, and from then on sees their data without them.</summary>
public sealed class LinkMembership(RecordStore record, OrganisationStore store)
{
    public Outcome<MemberRow> Run(MembershipKey key, Actor actor) => store.Change<MemberRow>(actor, "membership-linked", change =>
    {
        if (actor is not Actor.Person { Standing.IsStrong: true } signed)
        {
            return Errors.SignInFirst();
        }

        if (OpenMembership.Fits(change.Members.AccessOf(key.Reference), key) is not { } id || change.Members.Find(id) is not { State: not MemberState.Erased } member)
        {
            return Errors.NoAccess();
        }

        change.Members.Link(id, signed.Account);
        change.Journal(member.Subject);
        return member;
    });

    /// <summary>Takes the link away.</summary>
    public Outcome<bool> End(Actor actor) => store.Change<bool>(actor, "membership-unlinked", change =>
    {
        if (actor is not Actor.Person signed)
        {
            return Errors.SignInFirst();
        }

        var member = change.Members.Unlink(signed.Account);
        if (member is { } id)
        {
            change.Journal(MemberRow.SubjectOf(id));
        }

        return member is not null;
    });

    /// <summary>The membership of an account; null when none is linked.</summary>
    public OwnMembership? Of(Guid account) => store.Prepare().IsDone
        ? record.Read(db => db.Rows<MemberAccount>().AsNoTracking().SingleOrDefault(a => a.Account == account) is { } link ? OwnMembership.Of(db, store, link.Member) : null)
        : null;
}
