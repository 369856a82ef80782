using Daira.Core.Space.Cells;
using Daira.Core.Space.Repair;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Places.Shapes;

/// <summary>Every shape of the atlas as a union of cells or outlines of one coverage, so that all levels fit each other.</summary>
internal sealed class Unions
{
    private readonly Atlas atlas;
    private readonly Dictionary<string, Geometry> cellOf = [];
    private readonly Dictionary<string, Geometry> outlineOf = [];

    public Unions(Atlas atlas, Place[] units, CellCoverage cells, Dictionary<string, int> outlines)
    {
        this.atlas = atlas;
        foreach (var (unit, cell) in units.Zip(cells.Cells).Where(u => !u.Second.IsEmpty))
        {
            cellOf.Add(unit.Code, cell);
        }

        foreach (var (province, i) in outlines)
        {
            outlineOf.Add(province, cells.Outlines[i]);
        }
    }

    public Dictionary<string, PlaceShape> All(string source, string attribution)
    {
        var shapes = new Dictionary<string, PlaceShape>();
        foreach (var place in atlas.Places)
        {
            if (Of(place) is var (shape, isApproximate))
            {
                shapes.Add(place.Code, new PlaceShape(shape, isApproximate, source, attribution));
            }
        }

        return shapes;
    }

    /// <summary>The shape and whether it is approximate; null when any part of it is unknown.</summary>
    private (Geometry Shape, bool IsApproximate)? Of(Place place)
    {
        if (outlineOf.TryGetValue(place.Code, out var outline))
        {
            return (outline, false);
        }

        return place.Level switch
        {
            PlaceLevel.Country or PlaceLevel.Region => Merge(ProvincesIn(place), outlineOf) is { } whole ? (whole, false) : null,
            _ => OfUnits(place),
        };
    }

    /// <summary>Whole provinces are known outlines; anything less is a union of approximate cells.</summary>
    private (Geometry Shape, bool IsApproximate)? OfUnits(Place place)
    {
        var units = atlas.UnitsIn(place);
        var provinces = units.Select(u => atlas.AncestorAt(u, PlaceLevel.Province)).Distinct().OfType<Place>().ToArray();
        if (units.Count > 1 && provinces.Sum(p => atlas.UnitsIn(p).Count) == units.Count)
        {
            return Merge(provinces, outlineOf) is { } whole ? (whole, false) : null;
        }

        return Merge(units, cellOf) is { } shape ? (shape, true) : null;
    }

    private IEnumerable<Place> ProvincesIn(Place place) =>
        atlas.At(PlaceLevel.Province).Where(p => atlas.PathTo(p).Any(above => above.Code == place.Code));

    private static Geometry? Merge(IEnumerable<Place> places, Dictionary<string, Geometry> shapes)
    {
        var parts = places.Select(p => shapes.GetValueOrDefault(p.Code)).ToArray();
        return parts.Length == 0 || parts.Contains(null) ? null : CoverageMerge.Union(parts!);
    }
}
