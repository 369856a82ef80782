using System.Collections.Frozen;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Places;

/// <summary>The shapes of places in memory. A place without one is simply absent.</summary>
public sealed class ShapeCatalogue(IReadOnlyDictionary<string, PlaceShape> shapes)
{
    private readonly FrozenDictionary<string, PlaceShape> shapes = shapes.ToFrozenDictionary();

    public static ShapeCatalogue Empty { get; } = new(new Dictionary<string, PlaceShape>());

    public PlaceShape? Find(string code) => shapes.GetValueOrDefault(code);

    public int Count => shapes.Count;
}

/// <summary>Polygon or multipolygon in WGS 84 degrees, valid, with what it is worth.</summary>
/// <param name="IsApproximate">Computed from points, not surveyed: every map, tile and download says so.</param>
/// <param name="Attribution">What must be said wherever it is shown, e.g. “© OpenStreetMap contributors, ODbL 1.0”.</param>
public sealed record PlaceShape(Geometry Geometry, bool IsApproximate, string Source, string Attribution)
{
    /// <summary>First day on which an official boundary holds; null when it is not known.</summary>
    public DateOnly? ValidFrom { get; init; }
}
