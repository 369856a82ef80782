using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Places.Shapes;

/// <summary>Which province an outline without an official code is: the one most of whose units' points lie inside it.</summary>
internal static class OutlineNames
{
    /// <returns>For each outline the province's code; null when no point lies inside it, or another outline holds more of that province's points.</returns>
    public static string?[] Recognise(IReadOnlyList<Geometry> outlines, Atlas atlas)
    {
        var counts = outlines.Select(o => CountByProvince(o, atlas)).ToArray();
        return [.. counts.Select((mine, i) => Winner(mine) is { } code && counts.Where((_, j) => j != i).All(other => other.GetValueOrDefault(code) < mine[code]) ? code : null)];
    }

    private static Dictionary<string, int> CountByProvince(Geometry outline, Atlas atlas)
    {
        var locator = new IndexedPointInAreaLocator(outline);
        return atlas.Units
            .Where(u => u.Point is { } p && locator.Locate(new Coordinate(p.Longitude, p.Latitude)) != Location.Exterior)
            .GroupBy(u => atlas.AncestorAt(u, PlaceLevel.Province)!.Code)
            .ToDictionary(g => g.Key, g => g.Count());
    }

    private static string? Winner(Dictionary<string, int> counts) => counts.Count == 0 ? null : counts.MaxBy(c => c.Value).Key;
}
