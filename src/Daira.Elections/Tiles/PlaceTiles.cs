using Daira.Core.Space.Tiling;
using Daira.Elections.Places;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Tiles;

/// <summary>
/// Which layers the tiles of places have and what they say: <c>country region province constituency unit</c>, areas with their code alone, so that
/// one set of tiles serves every question; and <c>…-name</c>, points with names for the zooms where there is room for them.
/// </summary>
public static class PlaceTiles
{
    public const string Name = "places";

    /// <summary>Takes a few seconds; depends on the data only.</summary>
    public static TileSet Build(ElectoralData data) => TileSet.Build([.. Layers(data)]);

    /// <summary>What must be said wherever the tiles are shown.</summary>
    public static string Attribution(ElectoralData data) => string.Join(
        ", ",
        data.Atlas.Places.Select(p => data.Shapes.Find(p.Code)).OfType<PlaceShape>().Select(s => s.Attribution).Distinct());

    private static IEnumerable<TileLayer> Layers(ElectoralData data)
    {
        (string Name, IEnumerable<Place> Places, int NamesFrom, int NamesTo)[] levels =
        [
            ("country", data.Atlas.At(PlaceLevel.Country), 0, 2),
            ("region", data.Atlas.At(PlaceLevel.Region), 3, 9),
            ("province", data.Atlas.At(PlaceLevel.Province), 3, 9),
            ("constituency", data.Atlas.At(PlaceLevel.Constituency), 3, 9),
            ("unit", data.Atlas.Units, 8, 22),
        ];
        foreach (var (name, places, from, to) in levels)
        {
            var shaped = places.Where(p => data.Shapes.Find(p.Code) is not null).ToArray();
            if (shaped.Length > 0)
            {
                yield return new TileLayer(name, [.. shaped.Select(p => Area(p, data.Shapes.Find(p.Code)!))]);
                yield return new TileLayer($"{name}-name", [.. shaped.Select(p => Label(p, data.Shapes.Find(p.Code)!))], from, to);
            }
        }
    }

    private static TileFeature Area(Place place, PlaceShape shape)
    {
        var properties = new Dictionary<string, object> { ["code"] = place.Code };
        if (shape.IsApproximate)
        {
            properties["approximate"] = true;
        }

        return new TileFeature((ulong)place.Index, shape.Geometry, properties);
    }

    private static TileFeature Label(Place place, PlaceShape shape)
    {
        var properties = new Dictionary<string, object> { ["code"] = place.Code };
        foreach (var language in (string[])["ar", "fr", "en", "zgh"])
        {
            if (place.Names.Exactly(language) is { Length: > 0 } name)
            {
                properties[language] = name;
            }
        }

        Geometry at = place.Point is { } p ? shape.Geometry.Factory.CreatePoint(new Coordinate(p.Longitude, p.Latitude)) : LabelPoints.Of(shape.Geometry);
        return new TileFeature((ulong)place.Index, at, properties);
    }
}
