using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>What a person may do with their own entry in the register.</summary>
internal sealed partial class MemberRegister
{
    /// <summary>Other data under the same key, with what happened.</summary>
    public MemberRow Rewrite(MemberRow row, PersonalData data, MemberEvent happened) => Add(row with { Sealed = PersonKeys.Seal(KeyOf(row.Id)!, row.Id, data) }, happened);

    /// <summary>The words that stand under a reference of a case; null when there are none.</summary>
    public string? WordsAt(long member, string reference) => MemberTexts.Open(db, KeyOf(member), member).GetValueOrDefault(reference);

    /// <summary>An account has one membership, and a membership one account: what was linked before is not any more.</summary>
    public void Link(long member, Guid account)
    {
        db.Rows<MemberAccount>().Where(a => a.Member == member || a.Account == account).ExecuteDelete();
        db.Add(new MemberAccount(account, member, change.Now));
    }

    /// <returns>The member; null when none was linked.</returns>
    public long? Unlink(Guid account)
    {
        var link = db.Rows<MemberAccount>().AsNoTracking().SingleOrDefault(a => a.Account == account);
        db.Rows<MemberAccount>().Where(a => a.Account == account).ExecuteDelete();
        return link?.Member;
    }

    /// <summary>Words that were put away in this very change, and that nobody can read any more.</summary>
    private void ForgetNewWords(long member)
    {
        foreach (var entry in db.ChangeTracker.Entries<Messages.StoredMessage>().Where(e => e.State is EntityState.Added && e.Entity.Member == member).ToList())
        {
            entry.State = EntityState.Detached;
        }

        foreach (var entry in db.ChangeTracker.Entries<SealedText>().Where(e => e.State is EntityState.Added && e.Entity.Member == member).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }
}
