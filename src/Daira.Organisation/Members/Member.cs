using Daira.Foundation.Languages;
using Daira.Organisation.Mandates;

namespace Daira.Organisation.Members;

/// <summary>A member as the register keeps one: what the organisation counts by in clear, everything about the person under a key of the person's own.</summary>
/// <param name="Place">Official code of the place the membership belongs to.</param>
/// <param name="Since">First day of the state.</param>
/// <param name="Number">Given on admission, kept for life; null before.</param>
/// <param name="Sealed"><see cref="PersonalData"/> under the person's key; null after erasure.</param>
/// <param name="Version">How many events.</param>
/// <param name="Seq">Of the last change, over all members: whoever holds a copy asks what came after.</param>
public sealed record MemberRow(long Id, string Place, MemberState State, DateOnly Since, long? Number, byte[]? Sealed, int Version, long Seq)
{
    /// <summary>How cases and the journal name the member.</summary>
    public string Subject => SubjectOf(Id);

    public static string SubjectOf(long member) => $"member/{member.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>The number of a member from what a case calls its applicant; null for anybody else.</summary>
    public static long? Of(string applicant) =>
        applicant.StartsWith("member/", StringComparison.Ordinal)
        && long.TryParse(applicant.AsSpan(7), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;
}

/// <summary>What the party knows of a person: the least that serves, as the person declared it. There is no field for an opinion, a vote, a judgement or a score, and none may come (docs/decisions/0601).</summary>
/// <param name="Arabic">Name in Arabic letters; one of the two at least.</param>
/// <param name="Latin">Name in Latin letters.</param>
/// <param name="Born">Needed for the age of membership and to tell namesakes apart.</param>
/// <param name="Sex">For quotas, if given.</param>
/// <param name="Language">In which messages are written: <c>ar</c> or <c>fr</c>.</param>
/// <param name="Profession">As declared.</param>
/// <param name="Skills">As declared: what the member offers to do.</param>
/// <param name="Consent">To which text, and when.</param>
public sealed record PersonalData(
    string? Arabic, string? Latin, DateOnly? Born, Sex? Sex, string? Phone, string? Mail, string Language, string? Profession, string? Skills, Consent? Consent) : INamed
{
    public NameIn NameIn(string language) =>
        language is "ar" or "zgh"
            ? Arabic is { } a ? new(a, "ar") : new(Latin ?? "–", "fr")
            : Latin is { } l ? new(l, "fr") : new(Arabic ?? "–", "ar");
}

/// <param name="Version">Of the text (<c>member.consent.{Version}</c>).</param>
/// <param name="Channel"><c>form</c>, <c>paper</c> or <c>register</c>: how it was given.</param>
public sealed record Consent(int Version, DateTimeOffset At, string Channel)
{
    /// <summary>Version of the text that is shown now.</summary>
    public const int Now = 1;
}

/// <summary>One event as kept; only ever added.</summary>
public sealed record StoredMemberEvent(long Seq, long Member, int Number, DateTimeOffset At, string Actor, string Content);

/// <summary>A person's key, wrapped under the installation's. Erasing a person is deleting this row.</summary>
public sealed record PersonKey(long Member, byte[] Wrapped);

/// <summary>What opens a person's own page: a reference and the digest of a secret.</summary>
/// <param name="Reference">Eight signs drawn by chance; says nothing of how many there are.</param>
public sealed record MemberAccess(string Reference, long Member, string Digest, DateTimeOffset At);

/// <summary>The account by which a member signs in, if the member linked one.</summary>
public sealed record MemberAccount(Guid Account, long Member, DateTimeOffset At);

/// <summary>Words written in a case about a member, under the member's key; the case itself holds the number only.</summary>
public sealed record SealedText(long Id, long Member, byte[] Content);
