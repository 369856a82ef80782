using System.Buffers.Binary;
using System.Globalization;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Daira.Elections.Exchange;

/// <summary>
/// OGC GeoPackage 1.3 (12-128r17): one feature layer in WGS 84, and a table <c>origin</c>. Written to a new file,
/// which is only in place when complete.
/// </summary>
public static class GeoPackageWriter
{
    private const int Wgs84 = 4326;

    /// <param name="path">Replaced when it exists.</param>
    public static void Write(Table table, ShapeCatalogue shapes, string path, Writing writing, DateTimeOffset now)
    {
        var unfinished = path + ".part";
        File.Delete(unfinished);
        try
        {
            Fill(table, shapes, unfinished, writing, now);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void Fill(Table table, ShapeCatalogue shapes, string path, Writing writing, DateTimeOffset now)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        using var connection = new SqliteConnection(source);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Run(connection, Schema);
        var layer = Identifier(table.Id);
        var bounds = BoundsOf(table, shapes);
        CreateLayer(connection, table, layer);
        InsertRows(connection, table, shapes, layer, writing);
        Register(connection, table, layer, bounds, writing, now);
        transaction.Commit();
    }

    private static void CreateLayer(SqliteConnection connection, Table table, string layer)
    {
        var columns = table.Columns.Select(c => $"\"{Identifier(c.Id)}\" {TypeOf(c.Kind)}").Append("\"approximate_shape\" BOOLEAN");
        Run(connection, $"CREATE TABLE \"{layer}\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, {string.Join(", ", columns)})");
    }

    private static string TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Votes or ColumnKind.Seats => "INTEGER",
        ColumnKind.Share or ColumnKind.Points or ColumnKind.Number => "REAL",
        _ => "TEXT",
    };

    private static void InsertRows(SqliteConnection connection, Table table, ShapeCatalogue shapes, string layer, Writing writing)
    {
        using var insert = connection.CreateCommand();
        var width = table.Columns.Count;
        insert.CommandText = $"INSERT INTO \"{layer}\" VALUES (NULL, {string.Join(", ", Enumerable.Range(0, width + 2).Select(i => $"@p{i}"))})";
        for (var i = 0; i < width + 2; i++)
        {
            insert.Parameters.Add(new SqliteParameter($"@p{i}", null));
        }

        foreach (var row in table.Rows)
        {
            var shape = row.Place is null ? null : shapes.Find(row.Place.Code);
            insert.Parameters[0].Value = shape is null ? DBNull.Value : Blob(shape.Geometry);
            for (var c = 0; c < width; c++)
            {
                insert.Parameters[c + 1].Value = Stored(writing.Plain(row.Cells[c]));
            }

            insert.Parameters[width + 1].Value = shape is null ? DBNull.Value : shape.IsApproximate;
            insert.ExecuteNonQuery();
        }
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        // GeoPackage knows no decimal type: its REAL is an IEEE double, enough for a share of any electorate.
        decimal d => (double)d,
        _ => value,
    };

    private static void Register(SqliteConnection connection, Table table, string layer, Envelope bounds, Writing writing, DateTimeOffset now)
    {
        using var contents = connection.CreateCommand();
        contents.CommandText = """
            INSERT INTO gpkg_contents VALUES (@layer, 'features', @layer, @description, @changed, @minx, @miny, @maxx, @maxy, 4326);
            INSERT INTO gpkg_geometry_columns VALUES (@layer, 'geom', 'GEOMETRY', 4326, 0, 0);
            INSERT INTO gpkg_contents VALUES ('origin', 'attributes', 'origin', 'Where the figures come from', @changed, NULL, NULL, NULL, NULL, NULL);
            """;
        contents.Parameters.AddWithValue("@layer", layer);
        contents.Parameters.AddWithValue("@description", writing.Say(table.Origin.Title));
        contents.Parameters.AddWithValue("@changed", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        contents.Parameters.AddWithValue("@minx", bounds.IsNull ? DBNull.Value : bounds.MinX);
        contents.Parameters.AddWithValue("@miny", bounds.IsNull ? DBNull.Value : bounds.MinY);
        contents.Parameters.AddWithValue("@maxx", bounds.IsNull ? DBNull.Value : bounds.MaxX);
        contents.Parameters.AddWithValue("@maxy", bounds.IsNull ? DBNull.Value : bounds.MaxY);
        contents.ExecuteNonQuery();
        foreach (var (key, value) in OriginRows.Of(table.Origin, writing))
        {
            using var origin = connection.CreateCommand();
            origin.CommandText = "INSERT INTO origin (name, value) VALUES (@name, @value)";
            origin.Parameters.AddWithValue("@name", key);
            origin.Parameters.AddWithValue("@value", value);
            origin.ExecuteNonQuery();
        }
    }

    private static Envelope BoundsOf(Table table, ShapeCatalogue shapes)
    {
        var bounds = new Envelope();
        foreach (var place in table.Rows.Select(r => r.Place).OfType<Place>())
        {
            if (shapes.Find(place.Code) is { } shape)
            {
                bounds.ExpandToInclude(shape.Geometry.EnvelopeInternal);
            }
        }

        return bounds;
    }

    // GeoPackageBinary: magic, version 0, little-endian with an xy envelope, srs id, the envelope, then ISO WKB.
    private static byte[] Blob(Geometry geometry)
    {
        var wkb = new WKBWriter(ByteOrder.LittleEndian).Write(geometry);
        var blob = new byte[40 + wkb.Length];
        blob[0] = (byte)'G';
        blob[1] = (byte)'P';
        blob[3] = 0b0000_0011;
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(4), Wgs84);
        var e = geometry.EnvelopeInternal;
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(8), e.MinX);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(16), e.MaxX);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(24), e.MinY);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(32), e.MaxY);
        wkb.CopyTo(blob, 40);
        return blob;
    }

    private static string Identifier(string id) => new([.. id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only identifiers of letters, digits and underscores enter the text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private const string Schema = """
        PRAGMA application_id = 0x47504B47;
        PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
            organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES
            ('Undefined cartesian', -1, 'NONE', -1, 'undefined', NULL),
            ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
            ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]', NULL);
        CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
            description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
            srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL PRIMARY KEY REFERENCES gpkg_contents(table_name),
            column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
            z TINYINT NOT NULL, m TINYINT NOT NULL);
        CREATE TABLE origin (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL);
        """;
}
