namespace Daira.Core.Space.Tiling;

/// <summary>Writes tiles of any zoom, one after the other, for one thread.</summary>
internal sealed class TileWriter
{
    private readonly TileSettings settings;
    private readonly TileClip clip;
    private readonly RingAssembly assembly;
    private readonly RingSet rings = new();
    private readonly LayerNumbers[] numbers;
    private readonly MvtWriter geometry = new();
    private readonly MvtWriter tags = new();
    private readonly MvtWriter layers = new();
    private readonly List<(int Layer, int Start, int End)> written = [];
    private int[] xs = new int[256];
    private int[] ys = new int[256];
    private (int X, int Y) pen;

    /// <param name="level">Any of the zooms.</param>
    /// <param name="pointCount">Points of a tile of any zoom are numbered below this.</param>
    /// <param name="tables">The layers.</param>
    /// <param name="settings">How tiles are cut.</param>
    public TileWriter(Level level, int pointCount, LayerTable[] tables, TileSettings settings)
    {
        this.settings = settings;
        clip = new TileClip(level);
        assembly = new RingAssembly(pointCount);
        numbers = [.. tables.Select(t => new LayerNumbers(t))];
    }

    /// <summary>One tile, of each layer's features that may lie in it.</summary>
    public byte[] Write(Level level, int x, int y, List<TileShape>?[] features)
    {
        var box = BoxOf(x, y, settings.Buffer);
        clip.Start(level, box);
        layers.Clear();
        written.Clear();
        for (var l = 0; l < features.Length; l++)
        {
            if (features[l] is not { } shapes)
            {
                continue;
            }

            var start = layers.Length;
            numbers[l].Clear();
            foreach (var shape in shapes)
            {
                geometry.Clear();
                pen = (x << WorldGrid.TileBits, y << WorldGrid.TileBits);
                if (shape.IsPoint ? DrawPoints(shape, level, box) : DrawArea(shape, level))
                {
                    WriteFeature(numbers[l], shape);
                }
            }

            if (layers.Length > start)
            {
                WriteNamesAndValues(numbers[l]);
                written.Add((l, start, layers.Length));
            }
        }

        return Assembled();
    }

    private static Box BoxOf(int x, int y, int buffer) => new(
        (x << WorldGrid.TileBits) - buffer,
        (y << WorldGrid.TileBits) - buffer,
        ((x + 1) << WorldGrid.TileBits) + buffer,
        ((y + 1) << WorldGrid.TileBits) + buffer);

    private bool DrawPoints(TileShape shape, Level level, Box box)
    {
        var shift = WorldGrid.Shift(level.Zoom);
        var at = shape.Points!.Select(p => (X: WorldGrid.ToUnit(p.X, shift), Y: WorldGrid.ToUnit(p.Y, shift))).Where(p => box.Contains(p.X, p.Y)).ToArray();
        if (at.Length == 0)
        {
            return false;
        }

        geometry.Varint(Command(1, at.Length));
        geometry.Steps(Array.ConvertAll(at, p => p.X), Array.ConvertAll(at, p => p.Y), at.Length, ref pen);
        return true;
    }

    private bool DrawArea(TileShape shape, Level level)
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
        if (xs.Length < ring.Length)
        {
            (xs, ys) = (new int[2 * ring.Length], new int[2 * ring.Length]);
        }

        clip.Locate(ring, xs, ys);
        geometry.Varint(Command(1, 1));
        geometry.Steps(xs, ys, 1, ref pen);
        geometry.Varint(Command(2, ring.Length - 1));
        geometry.Steps(xs.AsSpan(1), ys.AsSpan(1), ring.Length - 1, ref pen);
        geometry.Varint(Command(7, 1));
    }

    private static uint Command(uint id, int count) => id | ((uint)count << 3);

    private void WriteFeature(LayerNumbers numbered, TileShape shape)
    {
        tags.Clear();
        foreach (var (key, value) in numbered.Table.TagsOf(shape.Feature))
        {
            tags.Pair((uint)numbered.Keys.NumberOf(key), (uint)numbered.Values.NumberOf(value));
        }

        var id = numbered.Table.Ids[shape.Feature];
        layers.Head(2, 5 + MvtWriter.LengthOf(id) + MvtWriter.LengthOf((uint)tags.Length) + tags.Length + MvtWriter.LengthOf((uint)geometry.Length) + geometry.Length);
        layers.Number(1, id);
        layers.Bytes(2, tags.Written);
        layers.Number(3, shape.IsPoint ? 1UL : 3UL);
        layers.Bytes(4, geometry.Written);
    }

    private void WriteNamesAndValues(LayerNumbers numbered)
    {
        foreach (var key in numbered.Keys.InOrder)
        {
            layers.Text(3, numbered.Table.Keys[key]);
        }

        foreach (var value in numbered.Values.InOrder)
        {
            layers.Raw(numbered.Table.ValueField(value));
        }

        layers.Number(5, 1 << WorldGrid.TileBits);
    }

    /// <summary>The layers, each with its head, in an array of just their length.</summary>
    private byte[] Assembled()
    {
        var heads = tags;
        heads.Clear();
        Span<int> ends = stackalloc int[written.Count + 1];
        for (var i = 0; i < written.Count; i++)
        {
            var (layer, start, end) = written[i];
            var name = numbers[layer].Table.Name;
            heads.Head(3, 3 + MvtWriter.LengthOf((uint)name.Length) + name.Length + end - start);
            heads.Number(15, 2);
            heads.Bytes(1, name);
            ends[i + 1] = heads.Length;
        }

        var tile = GC.AllocateUninitializedArray<byte>(heads.Length + layers.Length);
        var at = 0;
        for (var i = 0; i < written.Count; i++)
        {
            var head = heads.Written[ends[i]..ends[i + 1]];
            var body = layers.Written[written[i].Start..written[i].End];
            head.CopyTo(tile.AsSpan(at));
            body.CopyTo(tile.AsSpan(at + head.Length));
            at += head.Length + body.Length;
        }

        return tile;
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
