using Daira.Organisation.Messages;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>Messages to members, inside the change they belong to.</summary>
internal sealed partial class MemberRegister
{
    /// <returns>False when the same was queued before.</returns>
    public bool Queue(long member, string channel, MessageContent content, string key)
    {
        if (KeyOf(member) is not { } own || db.Rows<StoredMessage>().Local.Any(m => m.Key == key) || db.Rows<StoredMessage>().Any(m => m.Key == key))
        {
            return false;
        }

        var id = Guid.CreateVersion7(change.Now);
        db.Add(new StoredMessage(id, key, member, channel, MessageState.Waiting, 0, change.Now, null, null, Outbox.Seal(own, id, content)));
        return true;
    }

    /// <summary>Whether a member agreed to messages that are not about their own affairs.</summary>
    public bool AgreesToMessages(long member) =>
        db.Rows<MessageConsent>().AsNoTracking().Where(c => c.Member == member).OrderByDescending(c => c.Number).Select(c => (bool?)c.Given).FirstOrDefault() is true;

    public void SayOfMessages(long member, bool given)
    {
        var number = (db.Rows<MessageConsent>().Where(c => c.Member == member).Max(c => (int?)c.Number) ?? 0) + 1;
        db.Add(new MessageConsent(member, number, change.Now, AgreeToMessages.Version, given));
    }

    /// <summary>Members who agreed and did not take it back, in the order of their entry.</summary>
    public IReadOnlyList<MemberRow> Agreed() =>
    [
        .. db.Rows<MemberRow>().AsNoTracking()
            .Where(m => m.State == MemberState.Member && db.Rows<MessageConsent>().Any(c => c.Member == m.Id && c.Given && !db.Rows<MessageConsent>().Any(l => l.Member == m.Id && l.Number > c.Number)))
            .OrderBy(m => m.Id),
    ];

    /// <returns>False when the message is not one that waits for a judgement.</returns>
    public bool Judge(Guid message, bool hasLeft)
    {
        var state = hasLeft ? MessageState.Sent : MessageState.Waiting;
        var settled = hasLeft ? change.Now : (DateTimeOffset?)null;
        return db.Rows<StoredMessage>().Where(m => m.Id == message && m.State == MessageState.Uncertain)
            .ExecuteUpdate(set => set.SetProperty(m => m.State, state).SetProperty(m => m.Lease, (DateTimeOffset?)null).SetProperty(m => m.SettledAt, settled)) == 1;
    }
}
