using System.IO.Compression;
using System.Text;
using Daira.Core.Space.Repair;
using Daira.Core.Space.Weights;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Daira.Platform.Tests.Imports.Fuzzing;

/// <summary>Every parser of files that come from others.</summary>
internal static class Parsers
{
    private static readonly byte[][] Tables =
    [
        "place,votes,list\n530,1234,A\n531,12,B\n"u8.ToArray(),
        Encoding.UTF8.GetBytes("الجماعة;الأصوات;ملاحظة\nسيدي سليمان;١٬٢٣٤;\"قال \"\"لا\"\"\"\nتمارة;9,5;\n"),
        Encoding.UTF8.GetBytes("Résultats 2026\n\ncommune\tvoix\tpart\r\nFès-Médina\t1 234\t12,5 %\r\nAït Ourir\t-\t#N/A\r\n"),
        Encoding.Latin1.GetBytes("préfecture|voix\nKénitra|1.234\nSalé|=1+1\n"),
        Encoding.UTF8.GetBytes("code,name\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},\"name {i}\nwith a line\"\n"))),
    ];

    private static readonly string[] Sheets =
    [
        """<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>530</v></c><c r="B2"><f>1+1</f><v>2</v></c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#DIV/0!</v></c></row>""",
        """<row r="1"><c r="A1" t="inlineStr"><is><t>Results</t></is></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>place</t></is></c><c r="C4" t="inlineStr"><is><t>votes</t></is></c></row><row r="5"><c r="A5" s="1"><v>44000</v></c><c r="C5"><v>1.5E10</v></c></row>""",
    ];

    private static readonly byte[][] GeoJson =
    [
        """{"type":"FeatureCollection","features":[{"type":"Feature","id":"A","properties":{"code":"01","name":"الرباط","n":1.5,"x":null},"geometry":{"type":"Polygon","coordinates":[[[-7,34],[-7,34.1],[-6.8,34.1],[-6.8,34],[-7,34]],[[-6.9,34.02],[-6.85,34.02],[-6.85,34.05],[-6.9,34.05],[-6.9,34.02]]]}}]}"""u8.ToArray(),
        """{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:26191"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[365000,381000],[366000,381000],[366000,382000],[365000,381000]]],[[[1,1],[2,1],[2,2],[1,1]]]]}},{"type":"Feature","properties":{"a":[1,{"b":2}]},"geometry":{"type":"Point","coordinates":[365968.155,381052.944]}}]}"""u8.ToArray(),
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"bow tie"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}},{"type":"Feature","properties":{"code":"bow tie"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[2,2],[6,2],[6,6],[2,6],[2,2]]]}}]}"""u8.ToArray(),
    ];

    private static readonly byte[][] TopoJson =
    [
        """{"type":"Topology","transform":{"scale":[0.01,0.01],"translate":[-7,34]},"arcs":[[[20,0],[0,10]],[[20,10],[-20,0],[0,-10],[20,0]],[[20,10],[10,-10],[-10,0]]],"objects":{"units":{"type":"GeometryCollection","geometries":[{"type":"Polygon","id":"A","arcs":[[0,1]],"properties":{"name":"a"}},{"type":"MultiPolygon","id":"B","arcs":[[[0,2]],[[-1,-2]]]},{"type":"Point","coordinates":[3,4]}]}}}"""u8.ToArray(),
        """{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],"objects":{"a":{"type":"Polygon","arcs":[[0]]},"b":{"type":"Polygon","arcs":[[-1]]}}}"""u8.ToArray(),
    ];

    private static readonly string[] Systems =
    [
        "EPSG:26191", "urn:ogc:def:crs:OGC:1.3:CRS84",
        "PROJCS[\"Merchich / Sud Maroc\",GEOGCS[\"Merchich\",AUTHORITY[\"EPSG\",\"4261\"]],PROJECTION[\"Lambert_Conformal_Conic_1SP\"],PARAMETER[\"latitude_of_origin\",29.7],AUTHORITY[\"EPSG\",\"26192\"]]",
        "PROJCS[\"WGS_1984_UTM_Zone_29N\",GEOGCS[\"GCS_WGS_1984\"],PROJECTION[\"Transverse_Mercator\"],UNIT[\"Meter\",1.0]]",
    ];

    private static readonly byte[][] Workbooks = [SmallXls.Of("Sheet1", ["place", "votes"], ["530", 12], ["الرباط", 1.5]), SmallXls.Of("x", [.. Enumerable.Range(0, 60).Select(i => (object[])[$"name {i}", i])])];

    private static readonly Lazy<byte[]> GeoPackage = new(MakeGeoPackage);

    private static readonly Lazy<(string Ending, byte[] Bytes)[]> Shapefile = new(MakeShapefile);

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("sheet-text", m => m.Of(Tables), ReadSheet),
        new("sheet-xlsx", MakeXlsx, ReadSheet),
        new("sheet-xls", m => m.Of(Workbooks), ReadSheet),
        new("csv-table", m => m.Of(Tables), ReadTable),
        new("cell-numbers", m => m.Of(Tables), ReadNumbers),
        new("geojson", m => m.Of(GeoJson), ReadShape),
        new("topojson", m => m.Of(TopoJson), ReadShape),
        new("geopackage", m => m.Of([GeoPackage.Value]), ReadShape),
        new("shapefile", MakeShapefileArchive, ReadShape),
        new("well-known-binary", m => m.Of([.. Shapes().Select(s => new WKBWriter().Write(s))]), ReadBinary),
        new("reference-system", m => m.Of([.. Systems.Select(Encoding.UTF8.GetBytes)]), ReadSystem),
        new("gal", m => m.Of(["3\nA 2\nB C\nB 1\nA\nC 1\nA\n"u8.ToArray(), "0 2 units code\n1 1\n2\n2 1\n1\n"u8.ToArray()]), ReadGal),
    ];

    private static Refusal? First(IReadOnlyList<Refusal> refusals) => refusals is [var first, ..] ? first : null;

    private static Refusal? ReadSheet(string file)
    {
        var read = ReadSheets.Run(file);
        foreach (var sheet in read.IsDone ? read.Value.Sheets : [])
        {
            var rows = sheet.Rows.ToList();
            rows.Count.ShouldBe(sheet.Count);
            rows.ShouldAllBe(r => r.Fields.Length >= sheet.Header.Count && r.Line > sheet.HeaderLine);
            sheet.Header.Distinct().Count().ShouldBe(sheet.Header.Count);
            NumberForm.Of(rows.SelectMany(r => r.Fields));
        }

        return First(read.Refusals);
    }

    private static Refusal? ReadTable(string file)
    {
        try
        {
            CsvTable.Read(file);
            return null;
        }
        catch (InvalidDataException)
        {
            return new Refusal(RefusalKind.Invalid, "invalid-data", new Message("reading.no-table", "t"));
        }
    }

    private static Refusal? ReadNumbers(string file)
    {
        foreach (var cell in File.ReadAllText(file).Split(',', ';', '\t', '\n'))
        {
            var (count, quantity) = (CellNumbers.ReadCount(cell), CellNumbers.ReadQuantity(cell));
            (count.Value is null or (>= 0 and <= CellNumbers.Largest)).ShouldBeTrue();
            (count.Value is null || count.Fault is null).ShouldBeTrue();
            (quantity.Value is null || quantity.Fault is null).ShouldBeTrue();
        }

        return null;
    }

    /// <summary>What is taken is finite, in degrees, and can be made valid.</summary>
    private static Refusal? ReadShape(string file)
    {
        var read = ReadShapes.Run(file);
        foreach (var feature in read.IsDone ? read.Value.Features : [])
        {
            feature.Shape.Coordinates.ShouldAllBe(c => Math.Abs(c.X) <= 180 && Math.Abs(c.Y) <= 90);
            if (feature.Shape is IPolygonal)
            {
                ShapeRepair.Repair(feature.Shape).Shape.IsValid.ShouldBeTrue();
            }
        }

        return First(read.Refusals);
    }

    private static Refusal? ReadBinary(string file) => First(WellKnownBinary.Parse(File.ReadAllBytes(file)).Refusals);

    private static Refusal? ReadSystem(string file)
    {
        var system = ReferenceSystem.Find(File.ReadAllText(file));
        system?.ToDegrees(365968.155, 381052.944);
        return system is null ? new Refusal(RefusalKind.Invalid, "unknown", new Message("shapes.no-crs", "t")) : null;
    }

    private static Refusal? ReadGal(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            WeightFiles.ReadGal(reader);
            return null;
        }
        catch (WeightFileException)
        {
            return new Refusal(RefusalKind.Invalid, "gal-file", new Message("reading.no-table", "t"));
        }
    }

    private static byte[] MakeXlsx(Mutation mutation)
    {
        (string Name, string Text)[] parts =
        [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/sharedStrings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"2\" uniqueCount=\"2\"><si><t>place</t></si><si><r><t>vo</t></r><r><t>tes</t></r></si></sst>"),
            ("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:C6\"/><sheetData>{Sheets[mutation.Below(Sheets.Length)]}</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:C1\"/></mergeCells></worksheet>"),
        ];
        var damaged = mutation.Below(parts.Length + 1);
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var ((name, text), i) in parts.Select((p, i) => (p, i)))
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                var bytes = Encoding.UTF8.GetBytes(text);
                entry.Write(i == damaged ? mutation.Of([bytes]) : bytes);
            }
        }

        return damaged == parts.Length ? mutation.Of([zip.ToArray()]) : zip.ToArray();
    }

    private static byte[] MakeShapefileArchive(Mutation mutation)
    {
        var parts = Shapefile.Value;
        var damaged = mutation.Below(parts.Length + 1);
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var ((ending, bytes), i) in parts.Select((p, i) => (p, i)))
            {
                using var entry = archive.CreateEntry("t" + ending, CompressionLevel.Fastest).Open();
                entry.Write(i == damaged ? mutation.Of([bytes]) : bytes);
            }
        }

        return damaged == parts.Length ? mutation.Of([zip.ToArray()]) : zip.ToArray();
    }

    private static Geometry[] Shapes() => [.. GeoJson.SelectMany(text => GeoJsonShapes.Parse("t", text).Value.Features.Select(f => f.Shape))];

    private static (string Ending, byte[] Bytes)[] MakeShapefile()
    {
        var folder = Directory.CreateTempSubdirectory("daira-fuzz-");
        try
        {
            Reading.ReadShapesTests.WriteShapefile(folder.FullName, "t", "UTF-8"u8.ToArray());
            return [.. Directory.GetFiles(folder.FullName).Select(f => (Path.GetExtension(f), File.ReadAllBytes(f)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] MakeGeoPackage()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()))
            {
                connection.Open();
                connection.Run("""
                    pragma page_size = 512;
                    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer, organization text, organization_coordsys_id integer, definition text);
                    insert into gpkg_spatial_ref_sys values ('WGS 84', 4326, 'EPSG', 4326, '');
                    create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
                    insert into gpkg_geometry_columns values ('units', 'geom', 4326);
                    create table units (fid integer primary key, geom blob, code text, n integer);
                    """);
                foreach (var shape in Shapes().Where(s => s.EnvelopeInternal.MaxX <= 180))
                {
                    byte[] blob = [(byte)'G', (byte)'P', 0, 1, 0xE6, 0x10, 0, 0, .. new WKBWriter().Write(shape)];
                    connection.Run("insert into units (geom, code, n) values (@geom, 'الرباط', 1)", ("@geom", blob));
                }
            }

            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
