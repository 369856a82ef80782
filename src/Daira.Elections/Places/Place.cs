using Daira.Foundation.Languages;

namespace Daira.Elections.Places;

/// <summary>What kind of territory a place is. Levels are never read from a code's digits.</summary>
public enum PlaceLevel
{
    Country,
    Region,

    /// <summary>Province or prefecture.</summary>
    Province,

    /// <summary>A set of units that elects together: one of the 92 local constituencies of the House.</summary>
    Constituency,

    /// <summary>Commune or municipality, divided into arrondissements or not.</summary>
    Commune,

    /// <summary>Part of one of the divided cities; its parent is the commune.</summary>
    Arrondissement,

    /// <summary>Polling station, below a unit.</summary>
    Station,
}

/// <summary>One territory, as valid on a date.</summary>
/// <param name="Index">0-based position in its <see cref="Atlas"/>; columns of figures are indexed by it. Valid inside one atlas only, never stored.</param>
/// <param name="Code">Official code (regions 1–2 digits, provinces 4–5, communes 8–9, constituencies by TAFRA's id).</param>
/// <param name="Parent">Code of the place above; null for the country. For an arrondissement the city, for a constituency the region.</param>
/// <param name="IsUnit">Whether votes are counted at it: an undivided commune or an arrondissement (1,538 in Morocco).</param>
/// <param name="Constituency">Code of the local constituency a unit belongs to; null for others and where unknown.</param>
/// <param name="Population">Inhabitants with their date; null when unknown.</param>
/// <param name="Point">A point inside it; null when unknown.</param>
public sealed record Place(
    int Index,
    string Code,
    PlaceLevel Level,
    string? Parent,
    Names Names,
    bool IsUnit,
    string? Constituency,
    Population? Population,
    GeographicPoint? Point,
    DateOnly? ValidFrom,
    DateOnly? ValidTo) : INamed
{
    /// <summary>Word of an urban or rural kind where the source tells it, e.g. <c>prefecture</c>, <c>municipality</c>.</summary>
    public string? Kind { get; init; }

    public NameIn NameIn(string language) => Names.In(language);
}

/// <summary>Inhabitants on a date, as published.</summary>
public readonly record struct Population(long Inhabitants, DateOnly Date, string Source);

/// <summary>WGS 84, degrees. Longitude −180…180, latitude −90…90.</summary>
public readonly record struct GeographicPoint(double Longitude, double Latitude);

/// <summary>What a place, a list or a contest is called: one official name per language, and aliases met in sources.</summary>
public sealed record Names(string? Arabic, string? French, string? English, string? Tamazight)
{
    public IReadOnlyList<Alias> Aliases { get; init; } = [];

    /// <summary>Languages whose name is machine-made or wants a second source: a person has still to confirm it.</summary>
    public IReadOnlyList<string> ToReview { get; init; } = [];

    /// <summary>The name in a language (<c>ar fr en zgh</c>), else the nearest that is known: English falls back to French, Tamazight and French to Arabic, and all to whatever there is.</summary>
    public NameIn In(string language)
    {
        ReadOnlySpan<string> order = language switch
        {
            "ar" => ["ar", "fr", "en", "zgh"],
            "fr" => ["fr", "en", "ar", "zgh"],
            "zgh" => ["zgh", "ar", "fr", "en"],
            _ => ["en", "fr", "ar", "zgh"],
        };
        foreach (var candidate in order)
        {
            if (Exactly(candidate) is { Length: > 0 } name)
            {
                return new NameIn(name, candidate);
            }
        }

        return new NameIn("–", language);
    }

    /// <summary>The name in exactly this language, or null.</summary>
    public string? Exactly(string language) => language switch
    {
        "ar" => Arabic,
        "fr" => French,
        "en" => English,
        "zgh" => Tamazight,
        _ => null,
    };
}

/// <summary>Another spelling, with where it was met.</summary>
public sealed record Alias(string Text, string? Language, string Source);
