using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses;

/// <summary>Words that several questions share.</summary>
internal static class Words
{
    public static Message Level(PlaceLevel level) => new(level switch
    {
        PlaceLevel.Country => "level.country",
        PlaceLevel.Region => "level.region",
        PlaceLevel.Province => "level.province",
        PlaceLevel.Constituency => "level.constituency",
        PlaceLevel.Station => "level.station",
        _ => "level.unit",
    });

    /// <summary>As in addresses and recipes.</summary>
    public static string LevelId(PlaceLevel level) => Level(level).Id["level.".Length..];

    /// <summary>Communes and arrondissements are one level to a reader: the units where votes are counted.</summary>
    public static PlaceLevel AsAsked(PlaceLevel level) => level == PlaceLevel.Arrondissement ? PlaceLevel.Commune : level;

    public static Message Column(string id) => new($"column.{id}");
}
