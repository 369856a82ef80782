using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Messages;

/// <summary>A member agrees to messages of the party, or wants none: at once, and as often as they like. Each answer stays as evidence until the person is erased.</summary>
public sealed class AgreeToMessages(RecordStore record, OrganisationStore store)
{
    /// <summary>Of the text that is shown now (<c>message.consent.{Version}</c>).</summary>
    public const int Version = 1;

    public Outcome<bool> Run(bool given, MembershipKey key) => store.Change<bool>(Actor.Anyone, given ? "messages-agreed" : "messages-opposed", change =>
    {
        if (OpenMembership.Fits(change.Members.AccessOf(key.Reference), key) is not { } id || change.Members.Find(id) is not { State: not MemberState.Erased } member)
        {
            return Members.Errors.NoAccess();
        }

        if (change.Members.AgreesToMessages(id) != given)
        {
            change.Members.SayOfMessages(id, given);
            change.Journal(member.Subject);
        }

        return given;
    });

    /// <summary>Whether a member agrees now.</summary>
    public bool Of(long member) => record.Read(db =>
        db.Rows<MessageConsent>().AsNoTracking().Where(c => c.Member == member).OrderByDescending(c => c.Number).Select(c => (bool?)c.Given).FirstOrDefault() is true);
}
