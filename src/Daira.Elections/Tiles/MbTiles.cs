using System.Globalization;
using System.IO.Compression;
using Daira.Core.Space.Tiling;
using Microsoft.Data.Sqlite;

namespace Daira.Elections.Tiles;

/// <summary>Writes a tile set as one MBTiles 1.3 file, for any map program that reads them from disk.</summary>
public static class MbTiles
{
    private const string Schema = """
        PRAGMA application_id = 0x4d504258;
        CREATE TABLE metadata (name TEXT NOT NULL, value TEXT NOT NULL);
        CREATE TABLE tiles (zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL, tile_data BLOB NOT NULL, PRIMARY KEY (zoom_level, tile_column, tile_row)) WITHOUT ROWID;
        """;

    /// <summary>Replaces the file in one step: who reads it sees the old or the new one whole.</summary>
    /// <param name="attribution">What must be said wherever the tiles are shown.</param>
    /// <returns>How many tiles were written; empty ones are left out.</returns>
    public static int Write(TileSet tiles, string path, string name, string attribution, CancellationToken stop = default)
    {
        var unfinished = path + ".unfinished";
        File.Delete(unfinished);
        try
        {
            var count = Fill(tiles, unfinished, name, attribution, stop);
            File.Move(unfinished, path, overwrite: true);
            return count;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static int Fill(TileSet tiles, string path, string name, string attribution, CancellationToken stop)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = Schema;
            command.ExecuteNonQuery();
        }

        foreach (var (key, value) in Metadata(tiles.Metadata, name, attribution))
        {
            Insert(connection, "INSERT INTO metadata VALUES ($0, $1)", key, value);
        }

        var count = 0;
        foreach (var at in tiles.Addresses)
        {
            stop.ThrowIfCancellationRequested();
            var tile = tiles.Tile(at.Zoom, at.X, at.Y);
            if (tile.Length > 0)
            {
                // Rows count from the south there.
                Insert(connection, "INSERT INTO tiles VALUES ($0, $1, $2, $3)", at.Zoom, at.X, (1 << at.Zoom) - 1 - at.Y, Compressed(tile));
                count++;
            }
        }

        transaction.Commit();
        return count;
    }

    private static IEnumerable<(string Key, string Value)> Metadata(TileMetadata set, string name, string attribution) =>
    [
        ("name", name),
        ("format", "pbf"),
        ("type", "overlay"),
        ("version", "1"),
        ("attribution", attribution),
        ("minzoom", Text(set.MinZoom)),
        ("maxzoom", Text(set.MaxZoom)),
        ("bounds", string.Join(',', Text(set.West), Text(set.South), Text(set.East), Text(set.North))),
        ("center", string.Join(',', Text((set.West + set.East) / 2), Text((set.South + set.North) / 2), Text(set.MinZoom))),
        ("json", set.ToVectorLayersJson()),
    ];

    private static string Text(double value) => double.Round(value, 6).ToString(CultureInfo.InvariantCulture);

    private static byte[] Compressed(byte[] tile)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(tile);
        }

        return stream.ToArray();
    }

    private static void Insert(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i]);
        }

        command.ExecuteNonQuery();
    }
}
