using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>A membership as its own person sees it: everything, and who looked.</summary>
/// <param name="Data">Null after erasure.</param>
/// <param name="Cases">Oldest first.</param>
/// <param name="Texts">Words of the cases, by reference.</param>
/// <param name="Readings">Who read or changed it, newest first.</param>
public sealed record OwnMembership(
    MemberRow Row, PersonalData? Data, IReadOnlyList<MemberEvent> Events, IReadOnlyList<StoredCase> Cases, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<JournalEntry> Readings)
{
    /// <summary>Entries of the journal that are shown.</summary>
    public const int MostReadings = 200;

    internal static OwnMembership Of(RecordDb db, OrganisationStore store, long member)
    {
        var row = db.Rows<MemberRow>().AsNoTracking().Single(m => m.Id == member);
        var key = db.Rows<PersonKey>().AsNoTracking().SingleOrDefault(k => k.Member == member) is { } kept ? store.Keys.Open(kept) : null;
        var cases = MemberCases.Of(store.Current, member);
        string[] subjects = [row.Subject, .. cases.Select(c => $"case/{c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}")];
        return new OwnMembership(
            row,
            key is not null && row.Sealed is { } content ? PersonKeys.Read(key, member, content) : null,
            EventsOf(db, member),
            cases,
            MemberTexts.Open(db, key, member),
            [.. db.Rows<JournalEntry>().AsNoTracking().Where(e => subjects.Contains(e.Subject)).OrderByDescending(e => e.Id).Take(MostReadings)]);
    }

    internal static IReadOnlyList<MemberEvent> EventsOf(RecordDb db, long member) =>
        [.. db.Rows<StoredMemberEvent>().AsNoTracking().Where(e => e.Member == member).OrderBy(e => e.Number).Select(e => e.Content).AsEnumerable().Select(OrganisationJson.Read<MemberEvent>)];
}
