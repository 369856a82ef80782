namespace Daira.Core.Space.Tiling;

/// <summary>Writes the tiles of one zoom, one after the other, for one thread.</summary>
internal sealed class TileWriter
{
    private readonly Level level;
    private readonly TileSettings settings;
    private readonly TileClip clip;
    private readonly RingAssembly assembly;
    private readonly List<int[]> rings = [];
    private readonly MvtWriter geometry = new();
    private readonly MvtWriter feature = new();
    private readonly MvtWriter tags = new();
    private readonly MvtWriter layer = new();
    private readonly MvtWriter tile = new();
    private readonly Dictionary<int, int> keyNumbers = [];
    private readonly Dictionary<int, int> valueNumbers = [];
    private readonly List<int> values = [];
    private readonly List<int> keys = [];
    private int penX;
    private int penY;

    public TileWriter(Level level, TileSettings settings)
    {
        (this.level, this.settings) = (level, settings);
        clip = new TileClip(level);
        assembly = new RingAssembly(TileClip.PointCount(level, settings));
    }

    /// <summary>One tile, of each layer's features that may lie in it.</summary>
    public byte[] Write(int x, int y, IEnumerable<(LayerTable Layer, IEnumerable<TileShape> Features)> features)
    {
        var box = BoxOf(x, y, settings.Buffer);
        clip.Start(box);
        tile.Clear();
        foreach (var (table, shapes) in features)
        {
            StartLayer();
            foreach (var shape in shapes)
            {
                geometry.Clear();
                (penX, penY) = (x << WorldGrid.TileBits, y << WorldGrid.TileBits);
                if (shape.IsPoint ? DrawPoints(shape, box) : DrawArea(shape))
                {
                    WriteFeature(table, shape);
                }
            }

            EndLayer(table);
        }

        return tile.Written.ToArray();
    }

    public static Box BoxOf(int x, int y, int buffer) => new(
        (x << WorldGrid.TileBits) - buffer,
        (y << WorldGrid.TileBits) - buffer,
        ((x + 1) << WorldGrid.TileBits) + buffer,
        ((y + 1) << WorldGrid.TileBits) + buffer);

    private bool DrawPoints(TileShape shape, Box box)
    {
        var shift = WorldGrid.Shift(level.Zoom);
        var at = shape.Points!.Select(p => (X: WorldGrid.ToUnit(p.X, shift), Y: WorldGrid.ToUnit(p.Y, shift))).Where(p => box.Contains(p.X, p.Y)).ToArray();
        if (at.Length == 0)
        {
            return false;
        }

        geometry.Varint(Command(1, at.Length));
        foreach (var (px, py) in at)
        {
            MoveTo(px, py);
        }

        return true;
    }

    private bool DrawArea(TileShape shape)
    {
        assembly.Clear();
        clip.Add(shape.Area, assembly);
        assembly.Rings(clip.Locate, rings);
        foreach (var ring in RingOrder.ShellsWithHoles(rings, clip.Locate))
        {
            DrawRing(ring);
        }

        return geometry.Length > 0;
    }

    private void DrawRing(int[] ring)
    {
        for (var i = 0; i < ring.Length; i++)
        {
            if (i < 2)
            {
                geometry.Varint(i == 0 ? Command(1, 1) : Command(2, ring.Length - 1));
            }

            var (px, py) = clip.Locate(ring[i]);
            MoveTo(px, py);
        }

        geometry.Varint(Command(7, 1));
    }

    private static uint Command(uint id, int count) => id | ((uint)count << 3);

    private void MoveTo(int x, int y)
    {
        geometry.ZigZag(x - penX);
        geometry.ZigZag(y - penY);
        (penX, penY) = (x, y);
    }

    private void StartLayer()
    {
        layer.Clear();
        keyNumbers.Clear();
        valueNumbers.Clear();
        keys.Clear();
        values.Clear();
    }

    private void WriteFeature(LayerTable table, TileShape shape)
    {
        tags.Clear();
        foreach (var (key, value) in table.Tags[shape.Feature])
        {
            tags.Varint((uint)NumberIn(keyNumbers, keys, key));
            tags.Varint((uint)NumberIn(valueNumbers, values, value));
        }

        feature.Clear();
        feature.Number(1, table.Layer.Features[shape.Feature].Id);
        feature.Bytes(2, tags.Written);
        feature.Number(3, shape.IsPoint ? 1UL : 3UL);
        feature.Bytes(4, geometry.Written);
        layer.Bytes(2, feature.Written);
    }

    private static int NumberIn(Dictionary<int, int> numbers, List<int> order, int item)
    {
        if (!numbers.TryGetValue(item, out var number))
        {
            numbers.Add(item, number = order.Count);
            order.Add(item);
        }

        return number;
    }

    private void EndLayer(LayerTable table)
    {
        if (layer.Length == 0)
        {
            return;
        }

        foreach (var key in keys)
        {
            layer.Text(3, table.Keys[key]);
        }

        foreach (var value in values)
        {
            layer.Bytes(4, table.Values[value]);
        }

        feature.Clear();
        feature.Number(15, 2);
        feature.Text(1, table.Layer.Name);
        feature.Raw(layer.Written);
        feature.Number(5, 1 << WorldGrid.TileBits);
        tile.Bytes(3, feature.Written);
    }
}

/// <summary>A feature's place in the tiles: an area by its number in the topology, or points in world steps.</summary>
internal sealed record TileShape(int Feature, int Area, (int X, int Y)[]? Points)
{
    public bool IsPoint => Points is not null;
}
