using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Members.Import;

/// <summary>What would become of a row.</summary>
public enum MemberFate
{
    New,

    /// <summary>In the register already, or a second time in the file.</summary>
    Same,

    /// <summary>Perhaps somebody who is there already: a person must say.</summary>
    Doubtful,
    Refused,
}

/// <summary>Somebody whom a row may be.</summary>
/// <param name="Member">Entry of the register; null for a row of the same file.</param>
/// <param name="Line">Line of the file; null for an entry of the register.</param>
/// <param name="Evidence">Why, in words; there is no figure to it.</param>
public sealed record Perhaps(long? Member, int? Line, IReadOnlyList<Message> Evidence);

/// <summary>One row of a file of members.</summary>
/// <param name="Data">Null where it was refused.</param>
/// <param name="Number">On the card the member holds; null = the next.</param>
public sealed record MemberOfFile(int Line, MemberFate Fate, IReadOnlyList<Refusal> Reasons, IReadOnlyList<Perhaps> Alike, PersonalData? Data, string? Place, long? Number, DateOnly Since);

/// <summary>What a commit would do. It holds people's data and so lives in memory only.</summary>
/// <param name="Seq">How far the register was looked at.</param>
public sealed record MembersPreview(
    string File, string Checksum, FileOrigin Origin, MembersMapping Mapping, IReadOnlyList<Message> Notices, IReadOnlyList<MemberOfFile> Rows, long Seq)
{
    public int Count(MemberFate fate) => Rows.Count(r => r.Fate == fate);
}
