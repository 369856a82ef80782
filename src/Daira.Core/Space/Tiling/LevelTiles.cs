using System.Collections.Concurrent;

namespace Daira.Core.Space.Tiling;

/// <summary>The tiles of one zoom: which features may lie in which, and writers kept for the next call.</summary>
internal sealed class LevelTiles
{
    private readonly Level level;
    private readonly LayerTable[] tables;
    private readonly TileSettings settings;
    private readonly Dictionary<(int X, int Y), List<TileShape>?[]> shapesIn = [];
    private readonly ConcurrentBag<TileWriter> writers = [];

    public LevelTiles(Level level, LayerTable[] tables, TileShape[][] shapes, TileSettings settings)
    {
        (this.level, this.tables, this.settings) = (level, tables, settings);
        for (var l = 0; l < tables.Length; l++)
        {
            if (level.Zoom >= tables[l].Layer.MinZoom && level.Zoom <= tables[l].Layer.MaxZoom)
            {
                foreach (var shape in shapes[l])
                {
                    Place(shape, l);
                }
            }
        }
    }

    public IEnumerable<TileAddress> Addresses => shapesIn.Keys.Order().Select(at => new TileAddress(level.Zoom, at.X, at.Y));

    public byte[] Tile(int x, int y)
    {
        if (!shapesIn.TryGetValue((x, y), out var shapes))
        {
            return [];
        }

        var writer = writers.TryTake(out var kept) ? kept : new TileWriter(level, tables, settings);
        try
        {
            return writer.Write(x, y, shapes);
        }
        finally
        {
            writers.Add(writer);
        }
    }

    private void Place(TileShape shape, int layer)
    {
        var bounds = BoundsOf(shape);
        if (bounds.IsNothing || (!shape.IsPoint && (bounds.MinX == bounds.MaxX || bounds.MinY == bounds.MaxY)))
        {
            // An area without width has no ring.
            return;
        }

        var last = (1 << level.Zoom) - 1;
        for (var y = TileOf(bounds.MinY - settings.Buffer, last); y <= TileOf(bounds.MaxY + settings.Buffer, last); y++)
        {
            for (var x = TileOf(bounds.MinX - settings.Buffer, last); x <= TileOf(bounds.MaxX + settings.Buffer, last); x++)
            {
                if (!shapesIn.TryGetValue((x, y), out var shapes))
                {
                    shapesIn.Add((x, y), shapes = new List<TileShape>?[tables.Length]);
                }

                (shapes[layer] ??= []).Add(shape);
            }
        }
    }

    private Box BoundsOf(TileShape shape)
    {
        if (!shape.IsPoint)
        {
            return level.ShapeBoundsOf(shape.Area);
        }

        var shift = WorldGrid.Shift(level.Zoom);
        return shape.Points!.Aggregate(Box.Nothing, (box, p) => box.With(WorldGrid.ToUnit(p.X, shift), WorldGrid.ToUnit(p.Y, shift)));
    }

    /// <summary>Units up to and including a tile's last edge belong to it, hence one less on the lower side.</summary>
    private static int TileOf(int unit, int last) => Math.Clamp(unit >> WorldGrid.TileBits, 0, last);
}
