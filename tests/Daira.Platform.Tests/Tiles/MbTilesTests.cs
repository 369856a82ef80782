using System.Diagnostics;
using System.IO.Compression;
using Daira.Core.Space.Tiling;
using Daira.Elections.Tiles;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;

namespace Daira.Platform.Tests.Tiles;

public sealed class MbTilesTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"tiles-{Guid.NewGuid():N}.mbtiles");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Every_tile_is_in_the_file_under_its_southern_row()
    {
        var tiles = Squares();

        var written = MbTiles.Write(tiles, path, "squares", "© nobody");

        written.ShouldBe((int)Read("SELECT count(*) FROM tiles"));
        var (x, y) = (484, 408);
        var expected = tiles.Tile(10, x, y);
        expected.ShouldNotBeEmpty();
        using var gzip = new GZipStream(new MemoryStream((byte[])Ask($"SELECT tile_data FROM tiles WHERE zoom_level = 10 AND tile_column = {x} AND tile_row = {1023 - y}")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        plain.ToArray().ShouldBe(expected);
        ((string)Ask("SELECT value FROM metadata WHERE name = 'attribution'")).ShouldBe("© nobody");
    }

    [Fact]
    public void GDAL_reads_the_areas_and_their_properties()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ogrinfo"), "GDAL's ogrinfo is not installed");
        MbTiles.Write(Squares(), path, "squares", "© nobody");

        var said = Ogrinfo("-al", path, "-where", "n = 3");

        said.ShouldContain("Layer name: squares");
        said.ShouldContain("Feature Count: ");
        said.ShouldContain("name (String) = Carré 3");
        said.ShouldMatch("(MULTI)?POLYGON \\(\\(");
    }

    [Fact]
    public void A_file_that_stood_there_is_replaced_and_nothing_else_is_left()
    {
        File.WriteAllText(path, "something else");
        MbTiles.Write(Squares(), path, "squares", "© nobody").ShouldBeGreaterThan(0);
        File.Exists(path + ".unfinished").ShouldBeFalse();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused() =>
        Should.Throw<Exception>(() => MbTiles.Write(Squares(), Path.Combine(path, "no", "such.mbtiles"), "squares", ""));

    private static TileSet Squares()
    {
        var factory = new GeometryFactory();
        var squares = Enumerable.Range(0, 9).Select(i => new TileFeature(
            (ulong)i,
            factory.ToGeometry(new Envelope(-10 + (i % 3), -9 + (i % 3), 33 + (i / 3), 34 + (i / 3))),
            new Dictionary<string, object> { ["n"] = i, ["name"] = $"Carré {i}" }));
        return TileSet.Build([new TileLayer("squares", [.. squares])]);
    }

    private long Read(string sql) => (long)Ask(sql);

    private object Ask(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private static string Ogrinfo(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/ogrinfo", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        return process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
    }
}
