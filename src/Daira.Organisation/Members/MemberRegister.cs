using Daira.Foundation;
using Daira.Foundation.Storage;
using Daira.Foundation.Journal;
using Daira.Organisation.Bodies;
using Daira.Organisation.Members.Import;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>The members inside a change: each event moves its member's row, gets the next running number, and commits with the case it came from.</summary>
internal sealed partial class MemberRegister(OrganisationChange change, RecordDb db, PersonKeys keys)
{
    private const int BatchSize = 20_000;

    private readonly Dictionary<long, byte[]> opened = [];
    private long? seq;
    private long? text;

    public MemberRow? Find(long id) => db.Rows<MemberRow>().Find(id) is { } row ? row with { } : null;

    /// <summary>A new person under a key of their own.</summary>
    /// <param name="first">Makes the first event from the member's number in the register.</param>
    public MemberRow Enter(string place, PersonalData data, MemberEvent first)
    {
        var id = (db.Rows<MemberRow>().Max(m => (long?)m.Id) ?? 0) + 1;
        var (kept, key) = keys.New(id);
        opened[id] = key;
        db.Add(kept);
        var row = new MemberRow(id, place, first.Makes!.Value, first.On, NumberIn(first), PersonKeys.Seal(key, id, data), 1, Next());
        db.Add(row with { });
        Keep(row, first);
        return row;
    }

    /// <summary>Whether anybody like these was entered or changed after a point.</summary>
    public bool CameMeanwhile(IReadOnlyList<MemberOfFile> rows, long since, CancellationToken stop)
    {
        if ((db.Rows<MemberRow>().Max(m => (long?)m.Seq) ?? 0) <= since)
        {
            return false;
        }

        var alike = new AlikeMembers(rows, stop);
        alike.LookInRegister(db.Database.GetDbConnection(), keys, since, null, stop);
        return alike.Standings.Any(s => s.IsSame || s.IsNumberTaken || s.Alike.Count > 0);
    }

    /// <summary>Many persons at once, each under a key of their own: around the tracker, in the same transaction.</summary>
    /// <returns>The first and the last entry.</returns>
    public (long First, long Last) EnterMany(IReadOnlyList<MemberOfFile> people, Act act, Action<int> entered, CancellationToken stop)
    {
        var first = (db.Rows<MemberRow>().Max(m => (long?)m.Id) ?? 0) + 1;
        var number = Math.Max(NextNumber(), people.Max(p => p.Number ?? 0) + 1);
        var (actor, written) = (Journaling.NameOf(change.Actor), 0);
        foreach (var some in people.Chunk(BatchSize))
        {
            var from = first + written;
            var boxes = new (PersonKey Kept, byte[] Sealed)[some.Length];
            Parallel.For(0, some.Length, new ParallelOptions { CancellationToken = stop }, i =>
            {
                var (kept, key) = keys.New(from + i);
                boxes[i] = (kept, PersonKeys.Seal(key, from + i, some[i].Data!));
            });
            MemberRow[] rows = [.. some.Select((p, i) => new MemberRow(from + i, p.Place!, MemberState.Member, p.Since, p.Number ?? number++, boxes[i].Sealed, 1, Next()))];
            BulkInsert.Into(db, rows, stop);
            BulkInsert.Into(db, boxes.Select(b => b.Kept), stop);
            BulkInsert.Into(db, rows.Select(r => new StoredMemberEvent(r.Seq, r.Id, 1, change.Now, actor, OrganisationJson.Write<MemberEvent>(new Registered(r.Since, r.Place, r.Number!.Value, act)))), stop);
            written += some.Length;
            entered(written);
        }

        return (first, first + written - 1);
    }

    /// <summary>What happened to a member, and what it makes of them.</summary>
    public MemberRow Add(MemberRow row, MemberEvent happened)
    {
        var next = row with
        {
            State = happened.Makes ?? row.State,
            Since = happened.Makes is { } made && made != row.State ? happened.On : row.Since,
            Place = happened is Transferred moved ? moved.To : row.Place,
            Number = NumberIn(happened) ?? row.Number,
            Sealed = happened is Erased ? null : row.Sealed,
            Version = row.Version + 1,
            Seq = Next(),
        };
        db.Entry(db.Rows<MemberRow>().Find(row.Id)!).CurrentValues.SetValues(next);
        Keep(next, happened);
        return next;
    }

    /// <summary>What happened to a member before this change.</summary>
    public IReadOnlyList<MemberEvent> EventsOf(long member) => OwnMembership.EventsOf(db, member);

    /// <summary>The next number of a member.</summary>
    public long NextNumber() => (db.Rows<MemberRow>().Max(m => m.Number) ?? 0) + 1;

    public bool IsTaken(long number) => db.Rows<MemberRow>().Any(m => m.Number == number);

    public PersonalData? DataOf(MemberRow row) => row.Sealed is { } content && KeyOf(row.Id) is { } key ? PersonKeys.Read(key, row.Id, content) : null;

    /// <summary>Puts words under the member's key.</summary>
    /// <returns>What stands in their place; null when the key is gone.</returns>
    public string? Seal(long member, string words)
    {
        if (KeyOf(member) is not { } key)
        {
            return null;
        }

        text = (text ?? db.Rows<SealedText>().Max(t => (long?)t.Id) ?? 0) + 1;
        db.Add(new SealedText(text.Value, member, PersonKeys.SealText(key, member, words)));
        return MemberTexts.Reference(text.Value);
    }

    /// <summary>What opens the member's own page; nothing is added when the same form came before.</summary>
    public void Grant(long member, string reference, string secret) => db.Add(new MemberAccess(reference, member, OpenMembership.DigestOf(secret), change.Now));

    /// <summary>From here on nothing opens the member's own page.</summary>
    public void TakeAccess(long member) => db.RemoveRange(db.Rows<MemberAccess>().Where(a => a.Member == member));

    public MemberAccess? AccessOf(string reference) => db.Rows<MemberAccess>().AsNoTracking().SingleOrDefault(a => a.Reference == reference);

    /// <summary>Destroys the key, and with it everything that lay under it; what is left in the tables is taken out too. Reference and secret open the certificate for a while.</summary>
    /// <returns>The digest of the key, by which the certificate names it.</returns>
    public string Destroy(long member)
    {
        var digest = DigestOf(KeyOf(member)!);
        db.RemoveRange(db.Rows<PersonKey>().Where(k => k.Member == member));
        db.RemoveRange(db.Rows<SealedText>().Where(t => t.Member == member));
        db.RemoveRange(db.Rows<MemberAccount>().Where(a => a.Member == member));
        db.RemoveRange(db.Rows<Messages.StoredMessage>().Where(m => m.Member == member));
        db.RemoveRange(db.Rows<Messages.MessageConsent>().Where(c => c.Member == member));
        ForgetNewWords(member);
        opened.Remove(member);
        return digest;
    }

    private byte[]? KeyOf(long member) =>
        opened.TryGetValue(member, out var known) ? known
        : db.Rows<PersonKey>().AsNoTracking().SingleOrDefault(k => k.Member == member) is { } kept ? opened[member] = keys.Open(kept)
        : null;

    private void Keep(MemberRow row, MemberEvent happened) =>
        db.Add(new StoredMemberEvent(row.Seq, row.Id, row.Version, change.Now, Journaling.NameOf(change.Actor), OrganisationJson.Write(happened)));

    /// <summary>Numbers run over all members; changes stand in one line, so nobody else takes the next one.</summary>
    private long Next() => (seq = (seq ?? db.Rows<MemberRow>().Max(m => (long?)m.Seq) ?? 0) + 1).Value;

    private static long? NumberIn(MemberEvent happened) => happened switch { Admitted admitted => admitted.Number, Registered registered => registered.Number, _ => null };
}
