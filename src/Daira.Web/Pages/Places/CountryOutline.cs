using Daira.Elections;
using Daira.Elections.Places;
using Daira.Web.Map.Drawing;
using NetTopologySuite.Geometries;

namespace Daira.Web.Pages.Places;

/// <summary>The small map that says where in the country a place lies; its land is drawn once for a version of the data.</summary>
public sealed class CountryOutline
{
    private static readonly DrawingBox Box = new(40, 40, 1920, 1720);
    private readonly ElectoralData data;
    private readonly MapFrame? frame;
    private readonly ArcNetwork? regions;
    private readonly List<Place> places;

    public CountryOutline(ElectoralData data)
    {
        this.data = data;
        places = [.. data.Atlas.At(PlaceLevel.Region).Where(r => data.Shapes.Find(r.Code) is not null)];
        if (places.Count == 0)
        {
            return;
        }

        var shapes = places.Select(r => data.Shapes.Find(r.Code)!.Geometry).ToList();
        var extent = new Envelope();
        shapes.ForEach(s => extent.ExpandToInclude(s.EnvelopeInternal));
        frame = new MapFrame(extent, Box);
        regions = ArcNetworkBuilder.Build(shapes, frame, tolerance: 8);
        Land = PathText.Rings(regions.Coast());
    }

    /// <summary>Path of the whole country; null where no outlines are loaded.</summary>
    public string? Land { get; }

    /// <summary>Path of the region around a place; null for the country and for regions themselves.</summary>
    public string? Around(Place place)
    {
        var region = data.Atlas.AncestorAt(place, PlaceLevel.Region);
        return region is null || region == place || regions is null ? null : PathText.Rings(regions.Outline(face => places[face] == region));
    }

    /// <summary>Path of the place itself; null when it has no shape, or one too small to see.</summary>
    public string? Shape(Place place)
    {
        if (frame is null || place.Level is PlaceLevel.Country || data.Shapes.Find(place.Code) is not { } shape)
        {
            return null;
        }

        var path = PathText.Rings(ArcNetworkBuilder.Build([shape.Geometry], frame, tolerance: 6).Coast());
        return path.Length > 0 ? path : null;
    }

    /// <summary>Where to put a dot for a place without a visible shape.</summary>
    public GridPoint? Dot(Place place)
    {
        var point = place.Point ?? Middle(data.Atlas.UnitsIn(place));
        return frame is not null && point is { } p && place.Level != PlaceLevel.Country ? frame.Place(p.Longitude, p.Latitude) : null;
    }

    private static GeographicPoint? Middle(IReadOnlyList<Place> units)
    {
        var points = units.Select(u => u.Point).OfType<GeographicPoint>().ToList();
        return points.Count == 0 ? null : new GeographicPoint(points.Average(p => p.Longitude), points.Average(p => p.Latitude));
    }
}
