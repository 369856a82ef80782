using System.Text;
using Daira.Cli;
using Daira.Elections.Imports;
using Microsoft.Data.Sqlite;

namespace Daira.Platform.Tests.Cli;

/// <summary><c>tiles</c> and the reader of shapes: need no database.</summary>
public sealed class TilesTests : IDisposable
{
    private readonly Grid grid = new();

    [Fact]
    public async Task Tiles_are_cut_into_files_and_into_one_file()
    {
        var run = await Run($"--shapes {grid.Shapes()} --zooms 2-5 --to {grid.In("out")} --mbtiles {grid.In("out.mbtiles")}");
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldBeEmpty();
        Directory.GetDirectories(grid.In("out")).Select(Path.GetFileName).Order().ShouldBe(["2", "3", "4", "5"]);
        var files = Directory.GetFiles(grid.In("out"), "*.mvt", SearchOption.AllDirectories);
        run.Error.ShouldContain($"Tiles written: {files.Length}");
        var tile = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(grid.In("out"), "5", "16", "15.mvt"), TestContext.Current.CancellationToken));
        tile.ShouldContain("board");
        tile.ShouldContain("column");
        tile.ShouldContain("u44");
        using var connection = new SqliteConnection($"Data Source={grid.In("out.mbtiles")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM tiles";
        count.ExecuteScalar().ShouldBe((long)files.Length);
    }

    [Fact]
    public async Task The_same_shapes_give_the_same_bytes_for_any_number_of_threads()
    {
        await Run($"--shapes {grid.Shapes()} --zooms 0-4 --to {grid.In("one")} --threads 1");
        await Run($"--shapes {grid.Shapes()} --zooms 0-4 --to {grid.In("two")} --threads 3");
        string[] Contents(string folder) =>
            [.. Directory.GetFiles(grid.In(folder), "*.mvt", SearchOption.AllDirectories).Order().Select(f => Convert.ToHexString(File.ReadAllBytes(f)))];
        Contents("one").ShouldNotBeEmpty();
        Contents("two").ShouldBe(Contents("one"));
    }

    [Theory]
    [InlineData("5-2")]
    [InlineData("0-15")]
    [InlineData("ten")]
    public Task Wrong_zooms_are_misuse(string zooms) => Misuse($"--shapes {grid.Shapes()} --zooms {zooms} --to {grid.In("out")}", "--zooms", "0-10");

    [Fact]
    public async Task Shapes_that_cannot_be_cut_are_misuse()
    {
        await Misuse($"--shapes {grid.Shapes()} --zooms 0-3", "--to", "missing");
        await Misuse($"--shapes {grid.Shapes(1000)} --zooms 0-3 --to {grid.In("out")}", "--shapes", "EPSG:4326");
        await Misuse($"--shapes {grid.In("none.geojson")} --zooms 0-3 --to {grid.In("out")}", "none.geojson", "cannot be read");
        await Misuse($"--shapes {grid.Shapes()} --zooms 0-3 --to {grid.File("taken", "x")}", "--to", "taken");
        Directory.Exists(grid.In("out")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "shapes.open-ring")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}""", "shapes.short-ring")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "shapes.empty")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,"0"],[1,1],[0,0]]]]}""", "shapes.no-position")]
    [InlineData("""{"type":"Point","coordinates":[1e999,0]}""", "shapes.no-position")]
    [InlineData("""{"type":"LineString","coordinates":[[0,0],[1,1]]}""", "shapes.wrong-type")]
    [InlineData("null", "shapes.no-geometry")]
    public void A_faulty_feature_is_refused_by_its_number(string geometry, string reason)
    {
        var text = Grid.Collection([Grid.Square("good", 0, 0), $$"""{"type":"Feature","properties":null,"geometry":{{geometry}}}"""]);
        var refusal = GeoJsonShapes.Parse("x", Encoding.UTF8.GetBytes(text)).Refusals.ShouldHaveSingleItem();
        refusal.Message.Id.ShouldBe(reason);
        refusal.Message.Arguments[0].ShouldBe(2);
    }

    [Theory]
    [InlineData("", "shapes.not-json")]
    [InlineData("[1]", "shapes.not-a-collection")]
    [InlineData("""{"type":"Feature"}""", "shapes.not-a-collection")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "shapes.none")]
    [InlineData("""{"type":"FeatureCollection","features":[{]}""", "shapes.not-json")]
    [InlineData("""{"type":"FeatureCollection","features":[]} x""", "shapes.not-json")]
    [InlineData("""{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[0,91]}}]}""", "shapes.outside")]
    public void A_file_that_is_no_collection_is_refused(string text, string reason) =>
        GeoJsonShapes.Parse("x", Encoding.UTF8.GetBytes(text)).Refusals.ShouldHaveSingleItem().Message.Id.ShouldBe(reason);

    [Fact]
    public void Properties_and_holes_are_carried_and_null_is_absent()
    {
        const string text = """
            {"features":[{"type":"Feature","id":7,"properties":{"a":"x","b":2,"c":2.5,"d":true,"e":null,"f":[1]},
            "geometry":{"coordinates":[[[[0,0],[9,0],[9,9],[0,0]],[[6,1],[7,1],[7,2],[6,1]]]],"type":"MultiPolygon"}}],"type":"FeatureCollection",
            "crs":{"type":"name","properties":{"name":"EPSG:26191"}}}
            """;
        var file = GeoJsonShapes.Parse("x", Encoding.UTF8.GetBytes("\uFEFF" + text)).Value;
        file.IsGeographic.ShouldBeFalse();
        var feature = file.Features.ShouldHaveSingleItem();
        feature.Shape.Area.ShouldBe(40);
        feature.Properties.ShouldBe(new Dictionary<string, object> { ["a"] = "x", ["b"] = 2L, ["c"] = 2.5, ["d"] = true, ["f"] = "[1]" }, ignoreOrder: true);
        feature.Text("id").ShouldBe("7");
        feature.Text("e").ShouldBeNull();
    }

    public void Dispose() => grid.Dispose();

    private static Task<Ended> Run(string options) => LoadedInstallation.Run(["tiles", .. options.Split(' ')], null);

    private static async Task Misuse(string options, string names, string says)
    {
        var run = await Run(options);
        run.Code.ShouldBe(ExitCode.Misuse, run.Error);
        run.Error.ShouldContain(names);
        run.Error.ShouldContain(says);
    }
}
