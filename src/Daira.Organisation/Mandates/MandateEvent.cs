using System.Text.Json.Serialization;
using Daira.Organisation.Bodies;

namespace Daira.Organisation.Mandates;

/// <summary>How somebody came to an office.</summary>
public enum MandateMode
{
    Elected,
    Appointed,

    /// <summary>By holding another office.</summary>
    ExOfficio,

    /// <summary>For the time being, until the office is filled.</summary>
    Interim,
}

/// <summary>Why a mandate ended before its term.</summary>
public enum EndReason
{
    Resigned,
    Revoked,
    Died,
    Replaced,
    Moved,
}

/// <summary>One thing that happened to a mandate.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(MandateGiven), "given")]
[JsonDerivedType(typeof(MandateAccepted), "accepted")]
[JsonDerivedType(typeof(CharterSigned), "charterSigned")]
[JsonDerivedType(typeof(MandateEnded), "ended")]
public abstract record MandateEvent(DateOnly On);

/// <param name="On">First day.</param>
/// <param name="Until">Last day, itself included; null while no end is known.</param>
public sealed record MandateGiven(DateOnly On, long Person, long Body, string Office, DateOnly? Until, MandateMode Mode, Act Act) : MandateEvent(On);

/// <param name="Charter">Version of the honour charter signed with it; null where there was none.</param>
public sealed record MandateAccepted(DateOnly On, int? Charter) : MandateEvent(On);

/// <summary>The holder signed a later version of the honour charter.</summary>
public sealed record CharterSigned(DateOnly On, int Charter) : MandateEvent(On);

/// <param name="On">First day without the mandate.</param>
public sealed record MandateEnded(DateOnly On, EndReason Reason, Act Act) : MandateEvent(On);

/// <summary>A person in an office of a body for a term, with all that happened to it.</summary>
public sealed record Mandate(long Id, IReadOnlyList<MandateEvent> Events)
{
    public MandateGiven Given { get; } = (MandateGiven)Events[0];

    public MandateAccepted? Acceptance { get; } = Events.OfType<MandateAccepted>().FirstOrDefault();

    /// <summary>The latest version of the honour charter that the holder signed; null when none.</summary>
    public int? SignedCharter { get; } = Events.OfType<CharterSigned>().LastOrDefault()?.Charter ?? Events.OfType<MandateAccepted>().FirstOrDefault()?.Charter;

    public MandateEnded? End { get; } = Events.OfType<MandateEnded>().FirstOrDefault();

    public int Version => Events.Count;

    public long Person => Given.Person;

    public long Body => Given.Body;

    public string Office => Given.Office;

    /// <summary>First day.</summary>
    public DateOnly From => Given.On;

    /// <summary>Last day, itself included; null while no end is known.</summary>
    public DateOnly? Last { get; } = Events.OfType<MandateEnded>().FirstOrDefault() is { } end ? end.On.AddDays(-1) : ((MandateGiven)Events[0]).Until;

    /// <summary>Whether its dates cover a day; whether the body works on it is asked of the body.</summary>
    public bool IsInForce(DateOnly day) => From <= day && (Last is not { } last || day <= last);

    /// <summary>Whether it shares a day with a term.</summary>
    public bool Overlaps(DateOnly from, DateOnly? until) => (until is not { } u || From <= u) && (Last is not { } last || from <= last);
}
