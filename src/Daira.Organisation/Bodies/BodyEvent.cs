using System.Text.Json.Serialization;
using Daira.Elections.Places;

namespace Daira.Organisation.Bodies;

/// <summary>Where a body stands in its life.</summary>
public enum BodyStage
{
    /// <summary>It should exist.</summary>
    Planned,

    /// <summary>A committee prepares it, until a day.</summary>
    Preparatory,

    /// <summary>It works without having been elected yet, until a day.</summary>
    Provisional,

    /// <summary>Elected, with full powers.</summary>
    Constituted,

    /// <summary>Stopped for a time; nobody acts in it.</summary>
    Suspended,

    Dissolved,
}

/// <summary>What something was decided by.</summary>
/// <param name="Reference">Number and date of the decision or minutes, in the words of the paper.</param>
/// <param name="By">The deciding body; null when it is not in the register, e.g. a founding congress.</param>
public sealed record Act(string Reference, long? By = null);

/// <summary>One thing that happened to a body. Only ever added; what the body is on a day is computed from them.</summary>
/// <param name="On">The day it took effect.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(BodyPlanned), "planned")]
[JsonDerivedType(typeof(BodyFounded), "founded")]
[JsonDerivedType(typeof(BodyRenewed), "renewed")]
[JsonDerivedType(typeof(BodySuspended), "suspended")]
[JsonDerivedType(typeof(BodyResumed), "resumed")]
[JsonDerivedType(typeof(BodyDissolved), "dissolved")]
[JsonDerivedType(typeof(BodyRenamed), "renamed")]
[JsonDerivedType(typeof(BodyAttached), "attached")]
[JsonDerivedType(typeof(BodyActive), "active")]
public abstract record BodyEvent(DateOnly On);

/// <param name="Place">Official code; null for a body abroad or without a place.</param>
/// <param name="Names">A name of its own; null = named by its type and place.</param>
/// <param name="Parent">The body above; null at the top.</param>
/// <param name="Due">By when it should be constituted.</param>
public sealed record BodyPlanned(DateOnly On, string Type, string? Place, Names? Names, long? Parent, DateOnly? Due) : BodyEvent(On)
{
    /// <summary>First day of validity of the place's code; null while the code is the present one.</summary>
    public DateOnly? PlaceFrom { get; init; }

    /// <summary>For a section abroad: ISO 3166 code of the country.</summary>
    public string? Country { get; init; }

    /// <summary>For a section abroad: IANA time zone, e.g. <c>Europe/Paris</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The body of the party at the same place, for an organ of a parallel organisation; a link, not a chain of command.</summary>
    public long? LinkedTo { get; init; }
}

/// <summary>Founded, or moved on to a later stage.</summary>
/// <param name="Until">Last day of a preparatory or provisional body; null when constituted.</param>
public sealed record BodyFounded(DateOnly On, BodyStage Stage, DateOnly? Until, Act Act) : BodyEvent(On);

/// <summary>The time of a preparatory or provisional body was prolonged.</summary>
public sealed record BodyRenewed(DateOnly On, DateOnly Until, Act Act) : BodyEvent(On);

public sealed record BodySuspended(DateOnly On, string Reason, Act Act) : BodyEvent(On);

public sealed record BodyResumed(DateOnly On, Act Act) : BodyEvent(On);

public sealed record BodyDissolved(DateOnly On, string Reason, Act Act) : BodyEvent(On);

public sealed record BodyRenamed(DateOnly On, Names Names, Act Act) : BodyEvent(On);

public sealed record BodyAttached(DateOnly On, long? Parent, Act Act) : BodyEvent(On);

/// <summary>Something happened on the ground: a meeting, a visit. Keeps a body from being called dormant.</summary>
public sealed record BodyActive(DateOnly On, string Note) : BodyEvent(On);
