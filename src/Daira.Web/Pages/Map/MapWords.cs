using Daira.Elections.Places;

namespace Daira.Web.Pages.Map;

/// <summary>Words of this page's texts for the domain's enumerations.</summary>
internal static class MapWords
{
    /// <summary>As in addresses: communes and arrondissements are units.</summary>
    public static string Level(PlaceLevel level) => level switch
    {
        PlaceLevel.Commune or PlaceLevel.Arrondissement => "unit",
        _ => level.ToString().ToLowerInvariant(),
    };
}
