using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Recruitment;

/// <summary>Whom a target counts among those who were admitted.</summary>
public enum TargetGroup
{
    Everyone,
    Women,

    /// <summary>Under 35 on the campaign's last day.</summary>
    Young,

    /// <summary>Whoever declared a profession that holds the target's word.</summary>
    Profession,
}

/// <summary>How many a campaign wants.</summary>
/// <param name="Value">The word of a profession; null for the other groups.</param>
/// <param name="Place">Code of a place with all below it; null = the campaign's.</param>
public sealed record CampaignTarget(TargetGroup Group, string? Value, string? Place, int Count);

/// <summary>A time in which people are invited to register themselves.</summary>
/// <param name="Id">Small letters and hyphens, 2 to 40; stands in the address of its page.</param>
/// <param name="Place">Where: a place with all below it.</param>
/// <param name="Until">Last day, itself included.</param>
public sealed record Campaign(string Id, Names Names, string Place, DateOnly From, DateOnly Until, IReadOnlyList<CampaignTarget> Targets) : INamed
{
    internal const string Kind = "recruitment-campaign";

    public bool IsOpen(DateOnly day) => From <= day && day <= Until;

    public NameIn NameIn(string language) => Names.In(language);
}

/// <summary>Somebody who registered themselves: neither a member nor an applicant. Everything about the person lies under a key in the same row and goes with it.</summary>
/// <param name="Sealed">What the person declared.</param>
/// <param name="Digest">Of the secret that opens it with the reference.</param>
/// <param name="Member">Entry of the register, once the person applied; the declaration is taken out then, because the application holds it.</param>
public sealed record InterestedPerson(long Id, string Campaign, string Place, DateOnly On, string Reference, string Digest, byte[]? Wrapped, byte[]? Sealed, long? Member)
{
    /// <summary>Months after which a registration without an application is erased.</summary>
    public const int Months = 6;

    internal string Subject => SubjectOf(Id);

    internal static string SubjectOf(long id) => FormattableString.Invariant($"registration/{id}");
}
