using System.Text.Json.Serialization;
using Daira.Organisation.Bodies;

namespace Daira.Organisation.Members;

/// <summary>Where somebody stands towards the party.</summary>
public enum MemberState
{
    /// <summary>Asked to be admitted; nothing is decided.</summary>
    Applicant,

    /// <summary>Was refused, or took the application back.</summary>
    NotAdmitted,
    Member,
    Suspended,
    Resigned,
    Expelled,
    Deceased,

    /// <summary>The same person as another entry, which stays.</summary>
    Merged,

    /// <summary>The data were destroyed; a number is left.</summary>
    Erased,
}

/// <summary>One thing that happened to a membership, with its day and the decision it rests on. It holds no name and no reason: those lie under the person's own key.</summary>
/// <param name="Act">The decision; null where none is needed, e.g. for an application.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(Applied), "applied")]
[JsonDerivedType(typeof(Registered), "registered")]
[JsonDerivedType(typeof(NotAdmitted), "notAdmitted")]
[JsonDerivedType(typeof(Admitted), "admitted")]
[JsonDerivedType(typeof(Suspended), "suspended")]
[JsonDerivedType(typeof(Reinstated), "reinstated")]
[JsonDerivedType(typeof(Resigned), "resigned")]
[JsonDerivedType(typeof(Expelled), "expelled")]
[JsonDerivedType(typeof(Transferred), "transferred")]
[JsonDerivedType(typeof(Died), "died")]
[JsonDerivedType(typeof(Rectified), "rectified")]
[JsonDerivedType(typeof(Renewed), "renewed")]
[JsonDerivedType(typeof(Merged), "merged")]
[JsonDerivedType(typeof(Parted), "parted")]
[JsonDerivedType(typeof(Erased), "erased")]
public abstract record MemberEvent(DateOnly On, Act? Act)
{
    /// <summary>The state from that day on; null when it stays what it was.</summary>
    [JsonIgnore]
    public abstract MemberState? Makes { get; }
}

/// <param name="Case">Number of the case in which it is decided.</param>
public sealed record Applied(DateOnly On, string Place, long Case) : MemberEvent(On, null)
{
    public override MemberState? Makes => MemberState.Applicant;
}

/// <summary>Was a member before the register was kept here.</summary>
public sealed record Registered(DateOnly On, string Place, long Number, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Member;
}

public sealed record NotAdmitted(DateOnly On, long Case, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.NotAdmitted;
}

/// <param name="Number">The member's number, kept for life.</param>
public sealed record Admitted(DateOnly On, long Number, long Case, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Member;
}

/// <summary>The membership stays, its rights rest; offices held in the party are a matter of their own.</summary>
public sealed record Suspended(DateOnly On, long Case, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Suspended;
}

/// <summary>A suspension ended, or a sanction was annulled on appeal.</summary>
public sealed record Reinstated(DateOnly On, long? Case, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Member;
}

/// <summary>Left by their own will.</summary>
public sealed record Resigned(DateOnly On, long Case, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Resigned;
}

/// <summary>Was made to leave.</summary>
public sealed record Expelled(DateOnly On, long Case, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Expelled;
}

/// <param name="To">Official code of the place the membership belongs to from that day on.</param>
public sealed record Transferred(DateOnly On, string From, string To, long Case, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => null;
}

public sealed record Died(DateOnly On, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Deceased;
}

/// <summary>The data were put right, as their person asked.</summary>
public sealed record Rectified(DateOnly On, long Case, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => null;
}

/// <summary>The membership goes on for a year.</summary>
/// <param name="Act">The decision, or the dues that were paid.</param>
public sealed record Renewed(DateOnly On, int Year, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => null;
}

/// <summary>A person judged that this entry and another are one person.</summary>
/// <param name="Into">The entry that stays.</param>
/// <param name="Was">The state that comes back when it is undone.</param>
public sealed record Merged(DateOnly On, long Into, MemberState Was, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Merged;
}

/// <summary>They are two persons after all.</summary>
public sealed record Parted(DateOnly On, MemberState Back, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => Back;
}

/// <summary>The key was destroyed: nothing that lay under it can be read again.</summary>
/// <param name="Certificate">Digest of the key that is gone.</param>
public sealed record Erased(DateOnly On, string Certificate, Act? Act) : MemberEvent(On, Act)
{
    public override MemberState? Makes => MemberState.Erased;
}
