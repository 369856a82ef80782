using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Places;

/// <summary>What a place is called as a kind of territory, and by its full name.</summary>
public static class KindOf
{
    public static Message Kind(Place place) => new($"place.kind.{Id(place)}");

    /// <summary>“إقليم صفرو” in Arabic, where the kind is part of the name; the bare name elsewhere.</summary>
    public static Message Title(Place place) => new($"place.title.{Id(place)}", place);

    private static string Id(Place place) => place.Level switch
    {
        PlaceLevel.Country => "country",
        PlaceLevel.Region => "region",
        PlaceLevel.Province => place.Kind == "prefecture" ? "prefecture" : "province",
        PlaceLevel.Constituency => "constituency",
        PlaceLevel.Commune => place.IsUnit ? "commune" : "city",
        PlaceLevel.Arrondissement => "arrondissement",
        _ => "station",
    };
}
