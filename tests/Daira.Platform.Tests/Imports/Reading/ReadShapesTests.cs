using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Daira.Core.Space.Projections;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Daira.Platform.Tests.Imports.Reading;

/// <summary>The same two areas come back from every format and from every plane.</summary>
public sealed class ReadShapesTests : IDisposable
{
    /// <summary>A square with a hole around 34.02 N 6.85 W, and a triangle beside it.</summary>
    private static readonly string[] Expected =
    [
        "POLYGON ((-7 34, -7 34.1, -6.8 34.1, -6.8 34, -7 34), (-6.9 34.02, -6.85 34.02, -6.85 34.05, -6.9 34.05, -6.9 34.02))",
        "POLYGON ((-6.8 34, -6.8 34.1, -6.7 34, -6.8 34))",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("daira-shapes-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void GeoJson() => ShouldBeExpected(Read("t.geojson", Json()));

    [Theory]
    [InlineData("EPSG:26191")]
    [InlineData("EPSG:32629")]
    [InlineData("EPSG:32630")]
    [InlineData("EPSG:3857")]
    public void Planes_named_by_the_file_come_back_as_degrees(string crs)
    {
        var projection = Projection.Find(int.Parse(crs.AsSpan(5)))!;
        ShouldBeExpected(Read("t.geojson", Json(crs, projection)));
        Read("t.geojson", Json(null, projection)).Refusals.Single().Code.ShouldBe("shapes-no-crs");
        ShouldBeExpected(Read("t.geojson", Json(null, projection), new ShapeOptions { Crs = ReferenceSystem.Find(crs) }));
    }

    [Fact]
    public void Merchich_is_that_of_PROJ()
    {
        var at = ReferenceSystem.Find("EPSG:26191")!.ToDegrees(365968.155, 381052.944);
        at.Longitude.ShouldBe(-6.85, 1e-7);
        at.Latitude.ShouldBe(34.02, 1e-7);
    }

    [Theory]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", 4326)]
    [InlineData("urn:ogc:def:crs:EPSG::26192", 26192)]
    [InlineData("EPSG:4326", 4326)]
    [InlineData("32629", 32629)]
    [InlineData("GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]", 4326)]
    [InlineData("PROJCS[\"WGS_1984_UTM_Zone_29N\",GEOGCS[\"GCS_WGS_1984\"],PROJECTION[\"Transverse_Mercator\"],UNIT[\"Meter\",1.0]]", 32629)]
    [InlineData("PROJCS[\"Merchich_Nord_Maroc\",GEOGCS[\"GCS_Merchich\"],PROJECTION[\"Lambert_Conformal_Conic\"],PARAMETER[\"Standard_Parallel_1\",33.3],UNIT[\"Meter\",1.0]]", 26191)]
    [InlineData("PROJCS[\"Merchich / Sud Maroc\",GEOGCS[\"Merchich\"],PROJECTION[\"Lambert_Conformal_Conic_1SP\"],PARAMETER[\"latitude_of_origin\",29.7],AUTHORITY[\"EPSG\",\"26192\"]]", 26192)]
    [InlineData("EPSG:27700", null)]
    [InlineData("PROJCS[\"OSGB\",PROJECTION[\"Transverse_Mercator\"]]", null)]
    public void Reference_systems_are_recognised_by_number_and_by_name(string written, int? epsg) => ReferenceSystem.Find(written)?.Epsg.ShouldBe(epsg!.Value);

    [Fact]
    public void An_unknown_reference_system_is_refused_by_name() =>
        Read("t.geojson", Json("EPSG:27700", Projection.Find(3857))).Refusals.Single().Code.ShouldBe("shapes-unknown-crs");

    [Fact]
    public void TopoJson_with_shared_arcs_and_layers()
    {
        var text = """
            {"type":"Topology","transform":{"scale":[0.01,0.01],"translate":[-7,34]},
             "arcs":[[[20,0],[0,10]],[[20,10],[-20,0],[0,-10],[20,0]],[[20,10],[10,-10],[-10,0]],[[10,2],[5,0],[0,3],[-5,0],[0,-3]]],
             "objects":{"units":{"type":"GeometryCollection","geometries":[
               {"type":"Polygon","id":"A","arcs":[[0,1],[3]],"properties":{"name":"a"}},
               {"type":"Polygon","id":"B","arcs":[[0,2]],"properties":{"name":"b"}}]}}}
            """u8.ToArray();
        var read = Read("t.topojson", text);
        ShouldBeExpected(read);
        read.Value.Features.Select(f => f.Text("id") + f.Text("name")).ShouldBe(["Aa", "Bb"]);
        Read("t.topojson", text, new ShapeOptions { Layer = "roads" }).Refusals.Single().Code.ShouldBe("shapes-no-layer");
    }

    [Theory]
    [InlineData("{\"type\":\"Topology\"}", "shapes-topojson-malformed")]
    [InlineData("{\"type\":\"Topology\",\"arcs\":[],\"objects\":{}}", "shapes-none")]
    [InlineData("{\"type\":\"Topology\",\"arcs\":[],\"objects\":{\"a\":{\"type\":\"Polygon\",\"arcs\":[[7]]}}}", "shapes-no-arc")]
    [InlineData("{\"type\":\"Topology\",\"arcs\":[],\"objects\":{\"a\":{\"type\":\"Polygon\",\"arcs\":7}}}", "shapes-topojson-malformed")]
    [InlineData("{\"type\":\"Topology\",\"arcs\":[[[1e400,1]]],\"objects\":{\"a\":{\"type\":\"Polygon\",\"arcs\":[[0]]}}}", "shapes-no-position")]
    [InlineData("{\"type\":\"FeatureCollection\"", "shapes-not-json")]
    [InlineData("<kml/>", "shapes-ogr-refused")]
    [InlineData("<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>", "shapes-no-shapes")]
    [InlineData("<!--<kml--><OGRVRTDataSource><OGRVRTLayer name=\"t\"><SrcDataSource relativeToVRT=\"1\">u.csv</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>", "shapes-ogr-refused")]
    [InlineData("", "reading-empty")]
    public void What_is_no_file_of_shapes_is_refused_by_name(string text, string code)
    {
        Assert.SkipWhen(code == "shapes-ogr-refused" && !HasOgr(), "ogr2ogr is not installed.");
        Read("t.json", Encoding.UTF8.GetBytes(text)).Refusals.Single().Code.ShouldBe(code);
    }

    [Fact]
    public void GeoPackage()
    {
        var file = Path.Combine(folder, "t.gpkg");
        WriteGeoPackage(file, "create table units (fid integer primary key, geom blob, code text, n integer)");
        var read = ReadShapes.Run(file);
        ShouldBeExpected(read);
        read.Value.Features.Select(f => f.Text("code")).ShouldBe(["A", "B"]);
        read.Value.Features[1].Properties["n"].ShouldBe(2L);
    }

    [Theory]
    [InlineData("create table units (fid integer primary key, geom blob, code text, n integer generated always as (length(zeroblob(1000000))) virtual)", "shapes-not-a-plain-table")]
    [InlineData("create view units as with recursive t(n) as (select 1 union all select n + 1 from t) select n as fid, null as geom from t", "shapes-not-a-plain-table")]
    [InlineData("create table others (fid integer)", "shapes-not-a-plain-table")]
    public void A_GeoPackage_that_would_run_something_is_refused(string layer, string code)
    {
        var file = Path.Combine(folder, "t.gpkg");
        WriteGeoPackage(file, layer, withRows: false);
        ReadShapes.Run(file).Refusals.Single().Code.ShouldBe(code);
    }

    [Fact]
    public void A_shapefile_beside_its_parts_and_in_an_archive()
    {
        WriteShapefile(folder, "t", Encoding.UTF8.GetBytes("UTF-8"));
        var read = ReadShapes.Run(Path.Combine(folder, "t.shp"));
        ShouldBeExpected(read);
        read.Value.Features.Select(f => f.Text("CODE")).ShouldBe(["الرباط", "B"]);
        read.Value.Features.Select(f => f.Properties["N"]).ShouldBe([1L, 2.5]);
        var parts = Directory.GetFiles(folder);
        using (var archive = ZipFile.Open(Path.Combine(folder, "t.zip"), ZipArchiveMode.Create))
        {
            foreach (var part in parts)
            {
                archive.CreateEntryFromFile(part, "inner/" + Path.GetFileName(part));
            }
        }

        ShouldBeExpected(ReadShapes.Run(Path.Combine(folder, "t.zip")));
    }

    [Fact]
    public void A_shapefile_whose_table_has_other_rows_is_refused()
    {
        WriteShapefile(folder, "t", null);
        var table = Path.Combine(folder, "t.dbf");
        var bytes = File.ReadAllBytes(table);
        bytes[4] = 1;
        File.WriteAllBytes(table, bytes);
        ReadShapes.Run(Path.Combine(folder, "t.shp")).Refusals.Single().Code.ShouldBe("shapes-table-differs");
        bytes[4] = 99;
        File.WriteAllBytes(table, bytes);
        ReadShapes.Run(Path.Combine(folder, "t.shp")).Refusals.Single().Code.ShouldBe("shapes-table-cut-short");
    }

    [Theory]
    [InlineData("t.fgb", "FlatGeobuf")]
    [InlineData("t.gml", "GML")]
    [InlineData("t.mif", "MapInfo File")]
    [InlineData("g.shp", "ESRI Shapefile")]
    [InlineData("g.gpkg", "GPKG")]
    [InlineData("g.kml", "KML")]
    public void What_GDAL_writes_is_read(string name, string format)
    {
        Assert.SkipUnless(HasOgr(), "ogr2ogr is not installed.");
        var source = Path.Combine(folder, "source.geojson");
        File.WriteAllBytes(source, Json());
        Ogr("-f", format, Path.Combine(folder, name), source);
        ShouldBeExpected(ReadShapes.Run(Path.Combine(folder, name)));
    }

    [Fact]
    public void A_shapefile_in_Merchich_as_GDAL_writes_it_comes_back_in_degrees()
    {
        Assert.SkipUnless(HasOgr(), "ogr2ogr is not installed.");
        var source = Path.Combine(folder, "source.geojson");
        File.WriteAllBytes(source, Json());
        Ogr("-f", "ESRI Shapefile", "-t_srs", "EPSG:26191", Path.Combine(folder, "m.shp"), source);
        ShouldBeExpected(ReadShapes.Run(Path.Combine(folder, "m.shp")), 1e-6);
    }

    private static bool HasOgr() => File.Exists("/usr/bin/ogr2ogr");

    private static void Ogr(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ogr2ogr", arguments) { RedirectStandardError = true })!;
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, complaints);
    }

    private Outcome<ShapeFile> Read(string name, byte[] bytes, ShapeOptions? options = null)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllBytes(file, bytes);
        return ReadShapes.Run(file, options);
    }

    private static void ShouldBeExpected(Outcome<ShapeFile> read, double tolerance = 1e-7)
    {
        read.Refusals.ShouldBeEmpty();
        read.Value.IsGeographic.ShouldBeTrue();
        read.Value.Checksum.Length.ShouldBe(64);
        var shapes = read.Value.Features.Select(f => f.Shape).OrderByDescending(s => s.Area).ToArray();
        shapes.Length.ShouldBe(2);
        foreach (var (shape, expected) in shapes.Zip(Wanted()))
        {
            shape.NumPoints.ShouldBe(expected.NumPoints);
            DiscreteHausdorffDistance.Distance(shape.Boundary, expected.Boundary).ShouldBeLessThan(tolerance, shape.AsText());
        }
    }

    private static Geometry[] Wanted() => [.. Expected.Select(e => new WKTReader().Read(e))];

    private static byte[] Json(string? crs = null, IProjection? projection = null)
    {
        string Position(Coordinate c)
        {
            var at = projection is null ? new PlanePosition(c.X, c.Y) : projection.Project(new GeographicPosition(c.X, c.Y));
            return FormattableString.Invariant($"[{at.Easting:R},{at.Northing:R}]");
        }

        string Ring(LineString ring) => "[" + string.Join(',', ring.Coordinates.Select(Position)) + "]";
        string Feature(Geometry shape, int i) => $$$"""{"type":"Feature","properties":{"code":"{{{(char)('A' + i)}}}"},"geometry":{"type":"Polygon","coordinates":[{{{string.Join(',', ((Polygon)shape).InteriorRings.Prepend(((Polygon)shape).ExteriorRing).Select(Ring))}}}]}}""";
        var said = crs is null ? "" : "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + crs + "\"}},";
        return Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection",{{said}}"features":[{{string.Join(',', Wanted().Select(Feature))}}]}""");
    }

    private static void WriteGeoPackage(string file, string layer, bool withRows = true)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        connection.Run($"""
            create table gpkg_spatial_ref_sys (srs_name text, srs_id integer, organization text, organization_coordsys_id integer, definition text);
            insert into gpkg_spatial_ref_sys values ('WGS 84', 4326, 'EPSG', 4326, '');
            create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
            insert into gpkg_geometry_columns values ('units', 'geom', 4326);
            {layer};
            """);
        foreach (var (shape, i) in withRows ? Wanted().Select((s, i) => (s, i)) : [])
        {
            byte[] blob = [(byte)'G', (byte)'P', 0, 1, 0xE6, 0x10, 0, 0, .. new WKBWriter().Write(shape)];
            connection.Run("insert into units values (@fid, @geom, @code, @n)", ("@fid", i + 1), ("@geom", blob), ("@code", ((char)('A' + i)).ToString()), ("@n", i + 1));
        }
    }

    internal static void WriteShapefile(string folder, string name, byte[]? codePage)
    {
        using var main = new MemoryStream();
        main.Write(new byte[100]);
        foreach (var (shape, i) in Wanted().Select((s, i) => ((Polygon)s, i)))
        {
            var rings = shape.InteriorRings.Prepend(shape.ExteriorRing).ToArray();
            var points = rings.Sum(r => r.NumPoints);
            var record = new byte[44 + (4 * rings.Length) + (16 * points)];
            BinaryPrimitives.WriteInt32LittleEndian(record, 5);
            BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(36), rings.Length);
            BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(40), points);
            var at = 0;
            foreach (var (ring, r) in rings.Select((r, n) => (r, n)))
            {
                BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(44 + (4 * r)), at);
                foreach (var c in ring.Coordinates)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(record.AsSpan(44 + (4 * rings.Length) + (16 * at)), c.X);
                    BinaryPrimitives.WriteDoubleLittleEndian(record.AsSpan(52 + (4 * rings.Length) + (16 * at)), c.Y);
                    at++;
                }
            }

            var head = new byte[8];
            BinaryPrimitives.WriteInt32BigEndian(head, i + 1);
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), record.Length / 2);
            main.Write(head);
            main.Write(record);
        }

        var bytes = main.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, 9994);
        File.WriteAllBytes(Path.Combine(folder, name + ".shp"), bytes);
        File.WriteAllBytes(Path.Combine(folder, name + ".dbf"), Table());
        File.WriteAllText(Path.Combine(folder, name + ".prj"), "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]");
        if (codePage is not null)
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".cpg"), codePage);
        }
    }

    private static byte[] Table()
    {
        byte[] Field(string name, char kind, byte length) => [.. Encoding.ASCII.GetBytes(name.PadRight(11, '\0')), (byte)kind, 0, 0, 0, 0, length, .. new byte[15]];
        byte[] Padded(string text, int length) => [.. Encoding.UTF8.GetBytes(text), .. Enumerable.Repeat((byte)' ', length - Encoding.UTF8.GetByteCount(text))];
        byte[] head = [3, 126, 11, 20, 2, 0, 0, 0, 97, 0, 25, 0, .. new byte[20]];
        return [.. head, .. Field("CODE", 'C', 14), .. Field("N", 'N', 10), 0x0D, (byte)' ', .. Padded("الرباط", 14), .. Padded("1", 10), (byte)' ', .. Padded("B", 14), .. Padded("2.5", 10), 0x1A];
    }
}
