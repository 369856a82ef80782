using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>A member whose time is over.</summary>
/// <param name="Wrapped">The person's key; null when there is none left.</param>
internal sealed record DueMember(long Id, int Version, DateOnly Since, byte[]? Wrapped);

/// <summary>What is done to many members at once, by statements over tables and never row by row.</summary>
internal sealed partial class MemberRegister
{
    /// <summary>Members in a state since a day or longer, in the order of those days.</summary>
    /// <param name="after">The last one seen; those after it are read.</param>
    public IReadOnlyList<DueMember> Due(MemberState state, DateOnly before, (DateOnly Since, long Id) after, int most) =>
    [
        .. db.Rows<MemberRow>().AsNoTracking()
            .Where(m => m.State == state && m.Since <= before && (m.Since > after.Since || (m.Since == after.Since && m.Id > after.Id)))
            .OrderBy(m => m.Since).ThenBy(m => m.Id).Take(most)
            .Select(m => new DueMember(m.Id, m.Version, m.Since, db.Rows<PersonKey>().Where(k => k.Member == m.Id).Select(k => k.Wrapped).FirstOrDefault())),
    ];

    /// <summary>Destroys the keys of many, and with each everything that lay under it.</summary>
    /// <param name="act">What it rests on.</param>
    /// <returns>The digests of the keys, in the same order.</returns>
    public IReadOnlyList<string> EraseAll(IReadOnlyList<DueMember> due, Act act)
    {
        var digests = new string[due.Count];
        Parallel.For(0, due.Count, i => digests[i] = due[i].Wrapped is { } wrapped ? DigestOf(keys.Open(new PersonKey(due[i].Id, wrapped))) : "");
        var first = Next();
        seq = first + due.Count - 1;
        var by = Foundation.Journal.Journaling.NameOf(change.Actor);
        BulkInsert.Into(db, due.Select((d, i) => new StoredMemberEvent(first + i, d.Id, d.Version + 1, change.Now, by, OrganisationJson.Write<MemberEvent>(new Erased(change.Today, digests[i], act)))), default);
        var connection = db.Database.GetDbConnection();
        const string these = "(select member from member_events where seq >= @first)";
        connection.Run($"delete from person_keys where member in {these}", ("@first", first));
        connection.Run($"delete from sealed_texts where member in {these}", ("@first", first));
        connection.Run($"delete from member_accounts where member in {these}", ("@first", first));
        connection.Run($"delete from messages where member in {these}", ("@first", first));
        connection.Run($"delete from message_consents where member in {these}", ("@first", first));
        connection.Run(
            $"""
            update members set state = 'Erased', sealed = null, since = @today, version = version + 1,
                seq = (select e.seq from member_events e where e.member = members.id and e.number = members.version + 1) where id in {these}
            """,
            ("@first", first),
            ("@today", change.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        return digests;
    }

    public IReadOnlyList<PersonKey> KeysAfter(long member, int most) => [.. db.Rows<PersonKey>().AsNoTracking().Where(k => k.Member > member).OrderBy(k => k.Member).Take(most)];

    /// <summary>Rows that stand there already, with another content.</summary>
    public void Replace(IReadOnlyList<PersonKey> changed)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var (first, last) = (changed[0].Member, changed[^1].Member);
        var untouched = db.Rows<PersonKey>().AsNoTracking().Where(k => k.Member >= first && k.Member <= last).AsEnumerable().ExceptBy(changed.Select(c => c.Member), k => k.Member).ToList();
        db.Rows<PersonKey>().Where(k => k.Member >= first && k.Member <= last).ExecuteDelete();
        BulkInsert.Into(db, changed.Concat(untouched), default);
    }

    /// <summary>Ways into the pages of those erased on a day or before.</summary>
    public int TakeAccessOfErased(DateOnly before) =>
        db.Rows<MemberAccess>().Where(a => db.Rows<MemberRow>().Any(m => m.Id == a.Member && m.State == MemberState.Erased && m.Since <= before)).ExecuteDelete();

    private static string DigestOf(byte[] key) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(key));
}
