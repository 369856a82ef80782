using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Elections.Contests;

/// <summary>One election of one body on one date, e.g. <c>ma-house-2021-local</c>.</summary>
/// <param name="Id">Stable id, <c>country-body-year[-part]</c>.</param>
/// <param name="Law">Id of the law that allots its seats, e.g. <c>ma-house-2021</c>; null where no law is modelled.</param>
/// <param name="Level">The level its results are counted at.</param>
/// <param name="Comparable">Series of contests whose places are the same set, e.g. <c>ma-constituencies-2011</c>; contests of different series are never compared on a map. Null: composition unknown.</param>
/// <param name="Verified">False for figures of unknown licence or authorship, which every page then says.</param>
public sealed record Contest(
    string Id,
    string Country,
    Names Names,
    DateOnly Date,
    ContestKind Kind,
    string? Law,
    PlaceLevel Level,
    string? Comparable,
    ResultStatus Status,
    bool Verified,
    string Source) : INamed
{
    public NameIn NameIn(string language) => Names.In(language);
}

public enum ContestKind
{
    HouseLocal,
    HouseNational,
    HouseRegional,

    /// <summary>Communal councils together, whatever way each is elected.</summary>
    Communal,
    Other,
    RegionalCouncil,
    ProvincialCouncil,

    /// <summary>Communes and arrondissements that elect their council from lists.</summary>
    CommunalList,

    /// <summary>Communes that elect one councillor per constituency.</summary>
    CommunalSeat,
}

/// <summary>How far a result has come on its way through the authorities and courts.</summary>
public enum ResultStatus
{
    Provisional,
    Proclaimed,
    Contested,
    Final,
}

/// <summary>A list that stood, under the code the publisher of the results gave it.</summary>
/// <param name="Slot">0-based slot of the list palette (8 slots; slot 7 means “others”); set once per installation, kept over contests.</param>
public sealed record ElectoralList(string Code, Names Names, int Slot) : INamed
{
    public NameIn NameIn(string language) => Names.In(language);
}

/// <summary>Where figures come from: publisher, title, licence, checksum of the file as received.</summary>
public sealed record Source(string Id, string Publisher, string Title, string Licence, string Address, DateOnly Retrieved, string Sha256, string? Note);
