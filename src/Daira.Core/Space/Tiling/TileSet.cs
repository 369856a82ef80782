using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Tiling;

/// <summary>
/// Vector tiles (Mapbox Vector Tile 2.1, spherical Mercator, XYZ) of areas that share borders and of points: at every zoom no gap, no overlap, no invalid ring.
/// </summary>
/// <remarks>
/// Borders are found once and shared by all layers, thinned once for all zooms, and bent onto each zoom's units together;
/// areas are then closed from them. Built once, read by any number of threads; the same input gives the same bytes.
/// </remarks>
public sealed class TileSet
{
    private static readonly byte[] Empty = [];

    private readonly TileSettings settings;
    private readonly LevelTiles[] levels;
    private readonly Writers writers;

    private TileSet(TileSettings settings, LevelTiles[] levels, LayerTable[] tables, TileMetadata metadata)
    {
        (this.settings, this.levels, Metadata) = (settings, levels, metadata);
        var pointCount = levels.Max(l => l.PointCount);
        writers = new Writers(() => new TileWriter(levels[0].Level, pointCount, tables, settings));
    }

    /// <summary>What the tiles hold: for TileJSON and MBTiles.</summary>
    public TileMetadata Metadata { get; }

    /// <summary>Every address whose tile is likely not empty, zoom by zoom.</summary>
    public IEnumerable<TileAddress> Addresses => levels.SelectMany(l => l.Addresses);

    /// <param name="layers">Layers in the order in which they stand in the tile, names unique. Areas of one layer must be a clean coverage (see <see cref="Repair.CoverageRepair"/>): overlaps that are there stay.</param>
    /// <param name="settings">Defaults when null.</param>
    /// <exception cref="ArgumentException">A geometry is neither area nor point or has no finite coordinates, a layer's name stands twice, or a property has another type than those allowed.</exception>
    public static TileSet Build(IReadOnlyList<TileLayer> layers, TileSettings? settings = null)
    {
        var set = (settings ?? new TileSettings()).Checked();
        CheckNames(layers);
        var (shapes, areas) = Shapes(layers);
        // Names and values are written down beside the borders: neither waits for the other.
        var describing = Task.Run(() => TileMetadata.Of(layers, set));
        var writing = Task.Run(() => layers.Select(l => new LayerTable(l)).ToArray());
        var topology = Topology.Of(areas, set.MaxZoom, set.Threads);
        var firstZooms = Importance.FirstZooms(topology, SmallestTriangles(set), set.Threads);
        var tables = writing.GetAwaiter().GetResult();
        var built = new LevelTiles[set.MaxZoom + 1];
        Parallel.For(0, built.Length, new ParallelOptions { MaxDegreeOfParallelism = set.Threads }, i =>
        {
            var zoom = set.MaxZoom - i;
            built[zoom] = new LevelTiles(Level.At(zoom, set.MaxZoom, topology, firstZooms), tables, shapes, set);
        });
        return new TileSet(set, built, tables, describing.GetAwaiter().GetResult());
    }

    /// <summary>The bytes of a tile, not compressed; none when nothing lies in it or it lies outside the zooms. Safe to call from many threads.</summary>
    public byte[] Tile(int zoom, int x, int y) =>
        zoom < 0 || zoom > settings.MaxZoom ? Empty : levels[zoom].Tile(x, y, writers);

    /// <summary>Gives every tile that is not empty, from as many threads at once as the settings allow, in no order.</summary>
    public void ForEach(Action<TileAddress, byte[]> take, CancellationToken stop = default)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Threads, CancellationToken = stop };
        Parallel.ForEach(Addresses, options, at =>
        {
            var tile = Tile(at.Zoom, at.X, at.Y);
            if (tile.Length > 0)
            {
                take(at, tile);
            }
        });
    }

    private static double[] SmallestTriangles(TileSettings settings) =>
        [.. Enumerable.Range(0, settings.MaxZoom).Select(zoom => settings.LeastTriangle * double.Exp2(2 * (settings.MaxZoom - zoom)))];

    private static void CheckNames(IReadOnlyList<TileLayer> layers)
    {
        if (layers.GroupBy(l => l.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The layer name {twice.Key} stands twice.", nameof(layers));
        }
    }

    private static (TileShape[][] Shapes, List<Geometry> Areas) Shapes(IReadOnlyList<TileLayer> layers)
    {
        var areas = new List<Geometry>();
        var shapes = layers.Select(layer => layer.Features.Select((feature, i) => Shape(layer, feature, i, areas)).ToArray()).ToArray();
        return (shapes, areas);
    }

    private static TileShape Shape(TileLayer layer, TileFeature feature, int number, List<Geometry> areas)
    {
        switch (feature.Shape)
        {
            case IPolygonal:
                areas.Add(feature.Shape);
                return new TileShape(number, areas.Count - 1, null);
            case IPuntal when feature.Shape.Coordinates.Any(c => !double.IsFinite(c.X) || !double.IsFinite(c.Y)):
                throw new ArgumentException($"Feature {feature.Id} of layer {layer.Name} has a coordinate that is not finite.", nameof(layer));
            case IPuntal:
                return new TileShape(number, -1, [.. feature.Shape.Coordinates.Select(c => (WorldGrid.X(c.X), WorldGrid.Y(c.Y)))]);
            default:
                throw new ArgumentException($"Feature {feature.Id} of layer {layer.Name} is a {feature.Shape.GeometryType}; allowed are polygons and points.", nameof(layer));
        }
    }
}
