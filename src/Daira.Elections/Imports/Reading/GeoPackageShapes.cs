using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;

namespace Daira.Elections.Imports.Reading;

/// <summary>
/// Reads a feature layer of an OGC GeoPackage (12-128r17). The file is a database from a stranger: it is opened read-only, only plain
/// tables are read, and nothing in it is trusted to be a function.
/// </summary>
internal static partial class GeoPackageShapes
{
    /// <exception cref="ReadingFaultException">No such layer, or a feature is faulty.</exception>
    public static ShapeFile Read(string file, string name, string? layer, CancellationToken stop)
    {
        try
        {
            using var connection = Open(file);
            var layers = connection.Read(
                "select table_name, column_name, srs_id from gpkg_geometry_columns order by table_name", r => (Table: r.GetString(0), Column: r.GetString(1), Srs: r.GetInt64(2)));
            var chosen = Layers.Choose(name, layers.ConvertAll(l => l.Table), layer);
            var found = layers.Find(l => l.Table == chosen);
            CheckTable(connection, name, found.Table);
            var features = Features(connection, found.Table, found.Column, stop);
            var shapes = new ShapeFile(name, features, false) { Crs = CrsOf(connection, found.Srs) };
            return features.Count == 0 ? throw ReadingFaultException.Of("shapes.none", name) : shapes;
        }
        catch (Exception e) when (e is SqliteException or InvalidCastException or ArgumentException or InvalidOperationException)
        {
            throw ReadingFaultException.Of("shapes.geopackage-malformed", name, Written.Short(e.Message));
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        connection.Run("pragma trusted_schema = off; pragma query_only = on; pragma cell_size_check = on; pragma mmap_size = 0");
        return connection;
    }

    /// <summary>A view or a virtual table would run what the file's author wrote.</summary>
    private static void CheckTable(SqliteConnection connection, string name, string table)
    {
        var made = connection.Read("select type, coalesce(sql, '') from sqlite_master where name = @name", r => (Type: r.GetString(0), Sql: r.GetString(1)), ("@name", table));
        if (made is not [{ Type: "table" } plain] || !plain.Sql.StartsWith("create table", StringComparison.OrdinalIgnoreCase) || Generated().IsMatch(plain.Sql))
        {
            throw ReadingFaultException.Of("shapes.not-a-plain-table", name, Written.Short(table));
        }
    }

    private static List<ShapeFeature> Features(SqliteConnection connection, string table, string geometry, CancellationToken stop)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A name cannot travel as a parameter; it is quoted, and the table was looked up by it.
        command.CommandText = $"select * from \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var at = Enumerable.Range(0, reader.FieldCount).FirstOrDefault(i => string.Equals(reader.GetName(i), geometry, StringComparison.OrdinalIgnoreCase), -1);
        var features = new List<ShapeFeature>();
        var vertices = new VertexLimit();
        while (at >= 0 && reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            var number = features.Count + 1;
            var blob = reader.GetValue(at) as byte[] ?? throw ReadingFaultException.Of("shapes.no-geometry", number);
            features.Add(new ShapeFeature(number, null, new WellKnownBinary(Body(blob, number), number, vertices).Read(), Values(reader, at)));
        }

        return features;
    }

    /// <summary>What follows the header of a GeoPackage's geometry: "GP", version, flags, reference system, bounds by the flags.</summary>
    private static ReadOnlySpan<byte> Body(byte[] blob, int number)
    {
        var bounds = blob.Length < 8 || blob[0] != 'G' || blob[1] != 'P' ? -1 : ((blob[3] >> 1) & 7) switch { 0 => 0, 1 => 32, 2 or 3 => 48, 4 => 64, _ => -1 };
        return bounds >= 0 && blob.Length > 8 + bounds ? blob.AsSpan(8 + bounds) : throw ReadingFaultException.Of("shapes.cut-short", number);
    }

    private static Dictionary<string, object> Values(DbDataReader reader, int geometry)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (i != geometry && reader.GetValue(i) is { } value and (string or long or double))
            {
                values[reader.GetName(i)] = value;
            }
        }

        return values;
    }

    private static string? CrsOf(SqliteConnection connection, long srs)
    {
        var known = connection.Read(
            "select organization, organization_coordsys_id, coalesce(definition, '') from gpkg_spatial_ref_sys where srs_id = @srs",
            r => (Organisation: r.GetString(0), Number: r.GetInt64(1), Definition: r.GetString(2)),
            ("@srs", srs));
        return known is [var one]
            ? string.Equals(one.Organisation, "EPSG", StringComparison.OrdinalIgnoreCase) ? $"EPSG:{one.Number.ToString(CultureInfo.InvariantCulture)}" : one.Definition
            : null;
    }

    [GeneratedRegex(@"\bgenerated\s+always\b|\bas\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generated();
}
