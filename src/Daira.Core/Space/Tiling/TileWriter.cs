namespace Daira.Core.Space.Tiling;

/// <summary>Writes the tiles of one zoom, one after the other, for one thread.</summary>
internal sealed class TileWriter
{
    private readonly Level level;
    private readonly TileSettings settings;
    private readonly TileClip clip;
    private readonly RingAssembly assembly;
    private readonly RingSet rings = new();
    private readonly LayerNumbers[] numbers;
    private readonly MvtWriter geometry = new();
    private readonly MvtWriter feature = new();
    private readonly MvtWriter tags = new();
    private readonly MvtWriter layer = new();
    private readonly MvtWriter tile = new();
    private int penX;
    private int penY;

    public TileWriter(Level level, LayerTable[] tables, TileSettings settings)
    {
        (this.level, this.settings) = (level, settings);
        clip = new TileClip(level);
        assembly = new RingAssembly(TileClip.PointCount(level, settings));
        numbers = [.. tables.Select(t => new LayerNumbers(t))];
    }

    /// <summary>One tile, of each layer's features that may lie in it.</summary>
    public byte[] Write(int x, int y, List<TileShape>?[] features)
    {
        var box = BoxOf(x, y, settings.Buffer);
        clip.Start(box);
        tile.Clear();
        for (var l = 0; l < features.Length; l++)
        {
            if (features[l] is not { } shapes)
            {
                continue;
            }

            layer.Clear();
            numbers[l].Clear();
            foreach (var shape in shapes)
            {
                geometry.Clear();
                (penX, penY) = (x << WorldGrid.TileBits, y << WorldGrid.TileBits);
                if (shape.IsPoint ? DrawPoints(shape, box) : DrawArea(shape))
                {
                    WriteFeature(numbers[l], shape);
                }
            }

            EndLayer(numbers[l]);
        }

        return tile.Written.ToArray();
    }

    private static Box BoxOf(int x, int y, int buffer) => new(
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
        if (!clip.HoldsWhole(shape.Area) || !assembly.TryWhole(level, shape.Area, rings))
        {
            assembly.Clear();
            clip.Add(shape.Area, assembly);
            assembly.Rings(clip, rings);
        }

        foreach (var ring in RingOrder.ShellsWithHoles(rings, clip))
        {
            DrawRing(rings[ring]);
        }

        return geometry.Length > 0;
    }

    private void DrawRing(ReadOnlySpan<int> ring)
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
        geometry.ZigZag(x - penX, y - penY);
        (penX, penY) = (x, y);
    }

    private void WriteFeature(LayerNumbers numbered, TileShape shape)
    {
        tags.Clear();
        foreach (var (key, value) in numbered.Table.Tags[shape.Feature])
        {
            tags.Pair((uint)numbered.Keys.NumberOf(key), (uint)numbered.Values.NumberOf(value));
        }

        feature.Clear();
        feature.Number(1, numbered.Table.Layer.Features[shape.Feature].Id);
        feature.Bytes(2, tags.Written);
        feature.Number(3, shape.IsPoint ? 1UL : 3UL);
        feature.Bytes(4, geometry.Written);
        layer.Bytes(2, feature.Written);
    }

    private void EndLayer(LayerNumbers numbered)
    {
        if (layer.Length == 0)
        {
            return;
        }

        foreach (var key in numbered.Keys.InOrder)
        {
            layer.Text(3, numbered.Table.Keys[key]);
        }

        foreach (var value in numbered.Values.InOrder)
        {
            layer.Raw(numbered.Table.ValueField(value));
        }

        feature.Clear();
        feature.Number(15, 2);
        feature.Text(1, numbered.Table.Layer.Name);
        feature.Raw(layer.Written);
        feature.Number(5, 1 << WorldGrid.TileBits);
        tile.Bytes(3, feature.Written);
    }

    /// <summary>The numbers that a layer's names and values get in one tile.</summary>
    private sealed class LayerNumbers(LayerTable table)
    {
        public LayerTable Table { get; } = table;

        public Numbering Keys { get; } = new(table.Keys.Count);

        public Numbering Values { get; } = new(table.ValueCount);

        public void Clear()
        {
            Keys.Clear();
            Values.Clear();
        }
    }

    /// <summary>Numbers items from 0 in the order in which they are first met.</summary>
    private sealed class Numbering(int count)
    {
        private readonly (int Mark, int Number)[] numbers = new (int, int)[count];
        private int mark;

        public List<int> InOrder { get; } = [];

        public void Clear()
        {
            mark++;
            InOrder.Clear();
        }

        public int NumberOf(int item)
        {
            ref var known = ref numbers[item];
            if (known.Mark != mark)
            {
                known = (mark, InOrder.Count);
                InOrder.Add(item);
            }

            return known.Number;
        }
    }
}

/// <summary>A feature's place in the tiles: an area by its number in the topology, or points in world steps.</summary>
internal sealed record TileShape(int Feature, int Area, (int X, int Y)[]? Points)
{
    public bool IsPoint => Points is not null;
}
