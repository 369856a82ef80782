using Daira.Elections.Places;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Mandates;

/// <summary>Two offices that one person may not hold together, from a day on.</summary>
/// <param name="Sure">Read in an official text or in the party's statutes: then it refuses. Otherwise it warns and says its doubt.</param>
public sealed record Incompatibility(string Id, Names Names, OfficeMatch One, OfficeMatch Other, DateOnly From, string Basis, bool Sure) : INamed
{
    /// <summary>Last day; null while in force.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether a term that begins on a day meets the rule.</summary>
    public bool IsInForce(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    public bool Forbids(HeldOffice a, HeldOffice b) => (One.Fits(a) && Other.Fits(b)) || (One.Fits(b) && Other.Fits(a));

    /// <summary>Pairs of mandates in force on a day that the rule would forbid, also those given before it.</summary>
    public IEnumerable<(Person Person, Mandate One, Mandate Other)> BrokenOn(DateOnly day, OrganisationData data, Atlas atlas) =>
        from held in data.Mandates.Values.Where(m => m.IsInForce(day)).GroupBy(m => m.Person)
        let mandates = held.ToArray()
        where mandates.Length > 1
        from one in mandates
        from other in mandates
        where one.Id < other.Id && Forbids(HeldOffice.Of(data, one, atlas), HeldOffice.Of(data, other, atlas))
        select (data.Persons[held.Key], one, other);

    public NameIn NameIn(string language) => Names.In(language);
}

/// <param name="Type">Type of the body.</param>
/// <param name="Office">Null = any office in it.</param>
public sealed record OfficeMatch(string Type, string? Office = null)
{
    /// <summary>Only bodies of this level; null = any.</summary>
    public PlaceLevel? Level { get; init; }

    /// <summary>Only bodies of places with more inhabitants than this; a place of unknown population does not fit.</summary>
    public long? Above { get; init; }

    public bool Fits(HeldOffice held) =>
        held.Type == Type && (Office is null || held.Office == Office) && (Level is null || held.Level == Level) && (Above is not { } least || held.Inhabitants > least);
}

/// <summary>An office as rules see it.</summary>
public readonly record struct HeldOffice(string Type, string Office, PlaceLevel? Level, long? Inhabitants)
{
    internal static HeldOffice Of(OrganisationData data, Mandate mandate, Atlas atlas) => Of(data, data.Bodies[mandate.Body], mandate.Office, atlas);

    internal static HeldOffice Of(OrganisationData data, Body body, string office, Atlas atlas)
    {
        var place = body.Place is { } code ? atlas.Find(code) : null;
        return new HeldOffice(data.TypeOf(body).Id, office, place?.Level, place?.Population?.Inhabitants);
    }
}
