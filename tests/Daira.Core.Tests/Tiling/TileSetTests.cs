using System.Text.Json;
using Daira.Core.Space.Tiling;
using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;

namespace Daira.Core.Tests.Tiling;

public class TileSetTests
{
    [Fact]
    public void Random_grids_stay_clean_when_they_shrink_to_a_few_units() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(25),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var layer = new TileLayer("grid", Coverages.Features(Grid(seed)));
            TileFaults.Of(TileSet.Build([layer], new TileSettings { MaxZoom = 9 }), layer).Where.ShouldBeEmpty();
        }));

    [Fact]
    public void An_enclave_with_an_enclave_keeps_its_holes_and_fits()
    {
        (double, double)[] middle = [(-7.8, 31.2), (-7.2, 31.2), (-7.2, 31.8), (-7.8, 31.8)];
        (double, double)[] inner = [(-7.6, 31.4), (-7.4, 31.4), (-7.4, 31.6), (-7.6, 31.6)];
        var layer = new TileLayer("units", Coverages.Features(
            Coverages.Polygon([(-8, 31), (-7, 31), (-7, 32), (-8, 32)], middle),
            Coverages.Polygon(middle, inner),
            Coverages.Polygon(inner)));
        var tiles = TileSet.Build([layer]);

        TileFaults.Of(tiles, layer).Where.ShouldBeEmpty();
        Read(tiles, 6, 30, 26, "units").Single(f => f.Id == 0).Paths.Count.ShouldBe(2);
    }

    [Fact]
    public void A_tile_in_the_middle_of_an_area_is_filled_to_its_frame()
    {
        var tiles = TileSet.Build([new TileLayer("units", Coverages.Features(Coverages.Polygon((-10, 25), (-1, 25), (-1, 35), (-10, 35))))]);
        var ring = Read(tiles, 10, 495, 424, "units").Single().Paths.Single();
        ring.Distinct().Count().ShouldBe(4);
        ring.Min(p => p.X).ShouldBeLessThan(-60);
        ring.Max(p => p.X).ShouldBeGreaterThan(4096 + 60);
    }

    [Fact]
    public void Layers_of_one_coverage_share_their_borders_at_every_zoom()
    {
        var units = RoughUnits.Make(300, 4);
        var merged = Daira.Core.Space.Repair.CoverageMerge.Union([.. units.Take(150).Select(u => u.Shape)]);
        var tiles = TileSet.Build([new TileLayer("units", units), new TileLayer("half", Coverages.Features(merged))]);
        foreach (var at in tiles.Addresses.Where(a => a.Zoom is 3 or 6 or 8))
        {
            var layers = MvtReader.Read(tiles.Tile(at.Zoom, at.X, at.Y)).ToDictionary(l => l.Name);
            if (layers.TryGetValue("half", out var half))
            {
                Edges(half.Features).Where(e => !OnFrame(e)).Except(Edges(layers["units"].Features)).ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void Ids_and_properties_arrive_as_they_were()
    {
        var properties = new Dictionary<string, object> { ["code"] = "441.01.", ["name"] = "الرباط ⵕⴱⴰⵟ", ["votes"] = 1234567890123L, ["loss"] = -3, ["share"] = 0.25, ["sure"] = true };
        var tiles = TileSet.Build([new TileLayer("units", [new TileFeature(77, Coverages.Polygon((-7, 34), (-6, 34), (-6, 35)), properties)])]);
        var read = Read(tiles, 7, 61, 50, "units").Single();
        read.Id.ShouldBe(77UL);
        read.Properties["code"].ShouldBe("441.01.");
        read.Properties["name"].ShouldBe("الرباط ⵕⴱⴰⵟ");
        read.Properties["votes"].ShouldBe(1234567890123L);
        read.Properties["loss"].ShouldBe(-3L);
        read.Properties["share"].ShouldBe(0.25);
        read.Properties["sure"].ShouldBe(true);
    }

    [Fact]
    public void Bytes_do_not_depend_on_the_number_of_threads()
    {
        var layer = new TileLayer("units", RoughUnits.Make(400, 3));
        var (one, four) = (TileSet.Build([layer], new TileSettings { Threads = 1 }), TileSet.Build([layer], new TileSettings { Threads = 4 }));
        one.Addresses.ShouldBe(four.Addresses);
        foreach (var at in one.Addresses)
        {
            one.Tile(at.Zoom, at.X, at.Y).ShouldBe(four.Tile(at.Zoom, at.X, at.Y));
        }
    }

    [Fact]
    public void Outside_the_zooms_and_beside_the_data_a_tile_is_empty()
    {
        var tiles = TileSet.Build([new TileLayer("units", Coverages.Features(Coverages.Polygon((-7, 34), (-6, 34), (-6, 35))))]);
        tiles.Tile(11, 0, 0).ShouldBeEmpty();
        tiles.Tile(-1, 0, 0).ShouldBeEmpty();
        tiles.Tile(5, 99, 99).ShouldBeEmpty();
        tiles.Tile(10, 0, 0).ShouldBeEmpty();
        TileSet.Build([]).Tile(0, 0, 0).ShouldBeEmpty();
        TileSet.Build([new TileLayer("units", Coverages.Features(Polygon.Empty))]).Tile(0, 0, 0).ShouldBeEmpty();
    }

    [Fact]
    public void Points_stand_where_they_are_and_only_at_their_zooms()
    {
        var tiles = TileSet.Build([new TileLayer("names", Coverages.Features(Coverages.Point(0, 0)), MinZoom: 2, MaxZoom: 5)]);
        tiles.Tile(1, 0, 0).ShouldBeEmpty();
        Read(tiles, 2, 2, 2, "names").Single().Paths.Single().ShouldBe([(0, 0)]);
        Read(tiles, 2, 1, 1, "names").Single().Paths.Single().ShouldBe([(4096, 4096)]);
        tiles.Tile(6, 32, 32).ShouldBeEmpty();
    }

    [Fact]
    public void Labels_stand_furthest_from_the_border()
    {
        // A long arm on a square: the label belongs into the square.
        var label = LabelPoints.Of(Coverages.Polygon((0, 0), (2, 0), (2, 0.9), (9, 0.9), (9, 1.1), (2, 1.1), (2, 2), (0, 2)));
        label.X.ShouldBe(1, 0.1);
        label.Y.ShouldBe(1, 0.1);
        Should.Throw<ArgumentException>(() => LabelPoints.Of(Polygon.Empty));
    }

    [Fact]
    public void TileJSON_names_layers_fields_and_bounds()
    {
        var tiles = TileSet.Build([new TileLayer("units", Coverages.Features(Coverages.Polygon((-7, 34), (-6, 34), (-6, 35))), MinZoom: 3)]);
        var json = JsonDocument.Parse(tiles.Metadata.ToTileJson("t", ["/tiles/{z}/{x}/{y}"], "© x")).RootElement;
        json.GetProperty("tilejson").GetString().ShouldBe("3.0.0");
        json.GetProperty("bounds").EnumerateArray().Select(n => n.GetDouble()).ShouldBe([-7, 34, -6, 35]);
        json.GetProperty("vector_layers")[0].GetProperty("fields").GetProperty("n").GetString().ShouldBe("Number");
        json.GetProperty("minzoom").GetInt32().ShouldBe(3);
    }

    [Fact]
    public void What_cannot_be_tiled_is_refused_by_name()
    {
        Should.Throw<ArgumentException>(() => TileSet.Build([new TileLayer("a", []), new TileLayer("a", [])])).Message.ShouldContain("twice");
        Should.Throw<ArgumentException>(() => TileSet.Build([new TileLayer("a", Coverages.Features(new LineString([new(0, 0), new(1, 1)])))])).Message.ShouldContain("LineString");
        Should.Throw<ArgumentException>(() => TileSet.Build([new TileLayer("a", Coverages.Features(Coverages.Polygon((0, 0), (double.NaN, 0), (1, 1))))])).Message.ShouldContain("finite");
        Should.Throw<ArgumentException>(() => TileSet.Build([new TileLayer("a", [new TileFeature(0, Coverages.Point(0, 0), new Dictionary<string, object> { ["x"] = double.NaN })])])).Message.ShouldContain("finite");
        Should.Throw<ArgumentOutOfRangeException>(() => TileSet.Build([], new TileSettings { MaxZoom = 15 })).Message.ShouldContain("0 to 14");
        Should.Throw<ArgumentOutOfRangeException>(() => TileSet.Build([], new TileSettings { Threads = 0 })).Message.ShouldContain("1 and more");
    }

    private static ReadFeature[] Read(TileSet tiles, int zoom, int x, int y, string layer) => MvtReader.Read(tiles.Tile(zoom, x, y)).Single(l => l.Name == layer).Features;

    private static HashSet<(Pt, Pt)> Edges(ReadFeature[] features) =>
        [.. features.SelectMany(f => f.Paths).SelectMany(p => p.Select((at, i) => (new Pt(p[(i + 1) % p.Length].X, p[(i + 1) % p.Length].Y), new Pt(at.X, at.Y)))).SelectMany(e => new[] { e, (e.Item2, e.Item1) })];

    private static bool OnFrame((Pt A, Pt B) edge) => (edge.A.X == edge.B.X && edge.A.X is -65 or 4161) || (edge.A.Y == edge.B.Y && edge.A.Y is -65 or 4161);

    /// <summary>Triangles and quadrangles over a jittered grid of 0.2° to 20 m steps, some corners nearly on others' edges.</summary>
    private static Geometry[] Grid(int seed)
    {
        var random = new System.Random(seed);
        var (size, step) = (random.Next(2, 9), 0.2 * double.Pow(0.4, random.Next(0, 8)));
        var corners = new (double X, double Y)[size + 1, size + 1];
        for (var i = 0; i <= size; i++)
        {
            for (var j = 0; j <= size; j++)
            {
                corners[i, j] = (-7 + (step * (i + (0.9 * (random.NextDouble() - 0.5)))), 33 + (step * (j + (0.9 * (random.NextDouble() - 0.5)) * 0.1)));
            }
        }

        var shapes = new List<Geometry>();
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                shapes.Add(Coverages.Polygon(corners[i, j], corners[i + 1, j], corners[i + 1, j + 1]));
                shapes.Add(Coverages.Polygon(corners[i, j], corners[i + 1, j + 1], corners[i, j + 1]));
            }
        }

        return [.. shapes.Where(s => s.IsValid)];
    }
}
