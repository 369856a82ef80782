using System.Collections.Concurrent;

namespace Daira.Core.Space.Tiling;

/// <summary>The tiles of one zoom: which features may lie in which, and where their borders run.</summary>
internal sealed class LevelTiles
{
    private readonly Level level;
    private readonly LayerTable[] tables;
    private readonly TileSettings settings;
    private readonly Dictionary<(int X, int Y), List<TileShape>?[]> shapesIn = [];

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

    /// <summary>Points of a tile are numbered below this.</summary>
    public int PointCount => TileClip.PointCount(level, settings);

    /// <summary>The borders of the zoom.</summary>
    public Level Level => level;

    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="writers">Shared by all zooms: each has a place for every point, which is too much to make anew for each.</param>
    public byte[] Tile(int x, int y, Writers writers)
    {
        if (!shapesIn.TryGetValue((x, y), out var shapes))
        {
            return [];
        }

        var writer = writers.Take();
        try
        {
            return writer.Write(level, x, y, shapes);
        }
        finally
        {
            writers.Return(writer);
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

/// <summary>Writers that wait for the next tile.</summary>
internal sealed class Writers(Func<TileWriter> make)
{
    private readonly ConcurrentBag<TileWriter> waiting = [];

    public TileWriter Take() => waiting.TryTake(out var writer) ? writer : make();

    public void Return(TileWriter writer) => waiting.Add(writer);
}
