using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>One layer of a tile: features of one kind under one name.</summary>
/// <param name="Name">Name in the tile, e.g. <c>units</c>.</param>
/// <param name="Features">Areas (polygons and multipolygons of one clean coverage) or points; may be mixed, other geometries are refused.</param>
/// <param name="MinZoom">First zoom that shows the layer, 0…22.</param>
/// <param name="MaxZoom">Last zoom that shows the layer, <paramref name="MinZoom"/>…22.</param>
public sealed record TileLayer(string Name, IReadOnlyList<TileFeature> Features, int MinZoom = 0, int MaxZoom = 22);

/// <summary>One feature.</summary>
/// <param name="Id">Number that the map knows the feature by (feature state); unique in its layer.</param>
/// <param name="Shape">WGS 84 degrees.</param>
/// <param name="Properties">
/// Name → <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>. An unknown figure is absent, never 0.
/// </param>
public sealed record TileFeature(ulong Id, Geometry Shape, IReadOnlyDictionary<string, object> Properties);

/// <summary>How tiles are cut.</summary>
public sealed record TileSettings
{
    /// <summary>Last zoom with tiles of its own, 0…14, default 10: maps draw deeper zooms from it. It keeps every detail that its units can show; details nearer than half a unit (5 m at zoom 10) become one.</summary>
    public int MaxZoom { get; init; } = 10;

    /// <summary>Tile units beyond each edge that a tile repeats of its neighbours, 0…1024, default 64 (1/64 of the tile's 4096).</summary>
    public int Buffer { get; init; } = 64;

    /// <summary>
    /// A border point is left out of the zooms where the triangle that it makes with its neighbours is smaller than this, in squared tile
    /// units (4096 to a tile; a screen pixel of a 512-pixel tile is 64). Default 96. Not applied at <see cref="MaxZoom"/>.
    /// </summary>
    public double LeastTriangle { get; init; } = 96;

    /// <summary>Worker threads, ≥ 1; default one per processor. The bytes do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal TileSettings Checked()
    {
        Check(nameof(MaxZoom), MaxZoom is >= 0 and <= 14, MaxZoom, "0 to 14");
        Check(nameof(Buffer), Buffer is >= 0 and <= 1024, Buffer, "0 to 1024");
        Check(nameof(LeastTriangle), LeastTriangle is >= 0 and <= 1e6, LeastTriangle, "0 to 1,000,000");
        Check(nameof(Threads), Threads >= 1, Threads, "1 and more");
        return this;
    }

    private static void Check(string name, bool isAllowed, object value, string range)
    {
        if (!isAllowed)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; allowed are {range}.");
        }
    }
}

/// <summary>Which tile: zoom, column from the west, row from the north (XYZ scheme).</summary>
public readonly record struct TileAddress(int Zoom, int X, int Y);
