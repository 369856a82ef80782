using System.Globalization;
using System.Text;
using Daira.Elections;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;
using Daira.Elections.Places.Crosswalks;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;
using NetTopologySuite.Geometries;

namespace Daira.Platform.Tests.Imports.Gazetteer;

/// <summary>Places and official boundaries from files, on both engines.</summary>
public sealed class ImportPlacesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("daira-places-").FullName;

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Engines))]
    public void Another_country_begins_with_its_own_places_and_all_of_it_is_undone(Engine engine)
    {
        using var place = Installation.On(engine);
        var regions = Import(place, Csv("code,name\nN,North\nS,South\n"), new PlacesMapping("code") { Level = PlaceLevel.Region, English = "name" }, "ZZ");
        regions.Value.Preview.Count(RowFate.New).ShouldBe(2);
        var units = Import(place, Json(("1", "Alpha", "N", 0), ("2", "Beta", "South", 1)), Mapping(), "ZZ");
        units.Value.Number.ShouldBe(2);
        var atlas = Data(place).Atlas;
        atlas.PathTo(atlas.Find("2")!).Select(p => p.Code).ShouldBe(["ZZ", "S", "2"]);
        atlas.Find("1")!.IsUnit.ShouldBeTrue();
        Data(place).Shapes.Find("ZZ").ShouldNotBeNull().Geometry.Area.ShouldBe(2, 1e-9);

        Undo(place, 2);
        Data(place).Atlas.Places.Select(p => p.Code).ShouldBe(["ZZ", "N", "S"], ignoreOrder: true);
        Data(place).Shapes.Count.ShouldBe(0);
        Undo(place, 1);
        Data(place).Atlas.Places.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_same_file_again_writes_nothing_and_a_changed_one_keeps_the_old_name(Engine engine)
    {
        using var place = Installation.On(engine);
        Import(place, Json(("1", "Alpha", null, 0), ("2", "Beta", null, 1)), Mapping(parent: null), "ZZ").IsDone.ShouldBeTrue();
        var version = Data(place).Version;
        var again = Import(place, Json(("1", "Alpha", null, 0), ("2", "Beta", null, 1)), Mapping(parent: null), "ZZ").Value;
        again.Number.ShouldBeNull();
        again.Preview.Count(RowFate.Same).ShouldBe(2);
        Data(place).Version.ShouldBe(version);

        var renamed = Import(place, Json(("1", "Alphaville", null, 0), ("2", "Beta", null, 1)), Mapping(parent: null), "ZZ").Value;
        (renamed.Preview.Count(RowFate.Changed), renamed.Preview.Count(RowFate.Same)).ShouldBe((1, 1));
        var names = Data(place).Atlas.Find("1")!.Names;
        names.French.ShouldBe("Alphaville");
        names.Aliases.Select(a => a.Text).ShouldBe(["Alpha"]);
        Undo(place, 2);
        Data(place).Atlas.Find("1")!.Names.ShouldSatisfyAllConditions(n => n.French.ShouldBe("Alpha"), n => n.Aliases.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("code,name\n,Alpha\n", PlaceRules.NoCode)]
    [InlineData("code,name\n1 2,Alpha\n", PlaceRules.BadCode)]
    [InlineData("code,name\n1,Alpha\n1,Beta\n", PlaceRules.CodeTwice)]
    [InlineData("code,name,in\n1,Alpha,Nowhere\n", PlaceRules.UnknownParent)]
    [InlineData("code,name,in\n1,Alpha,1\n", PlaceRules.OwnParent)]
    [InlineData("code,name,pop\n1,Alpha,-5\n", PlaceRules.BadPopulation)]
    public void A_hard_rule_stops_the_whole_file_with_line_and_remedy(string text, string rule)
    {
        using var place = Installation.On(Engine.Sqlite);
        var mapping = new PlacesMapping("code") { French = "name", Parent = text.Contains(",in\n") ? "in" : null, Population = text.Contains(",pop\n") ? "pop" : null };
        var refused = Import(place, Csv(text), mapping, "ZZ");
        refused.Refusals.Single().Code.ShouldBe(rule);
        place.Elections.State.ShouldBeOfType<SchemaState.Missing>();
        var preview = new ImportPlaces(place.Elections, place.Record, place.Clock).Preview(new PlacesRequest(Csv(text), mapping) { Country = "ZZ" }, new Progress<Message>(), CancellationToken.None).Value;
        preview.Rows.Single(r => r.Rule == rule).ShouldSatisfyAllConditions(r => r.Fate.ShouldBe(RowFate.Refused), r => r.Reason.ShouldNotBeNull(), r => r.Remedy.ShouldNotBeNull());
    }

    [Fact]
    public void The_public_may_not_import_places_nor_take_an_import_back()
    {
        using var place = Installation.On(Engine.Sqlite);
        var request = new PlacesRequest(Csv("code,name\n1,Alpha\n"), new PlacesMapping("code")) { Country = "ZZ" };
        new ImportPlaces(place.Elections, place.Record, place.Clock).Run(request, Actor.Anyone, new Progress<Message>(), CancellationToken.None).Refusals.Single().Kind.ShouldBe(RefusalKind.Forbidden);
        place.Elections.State.ShouldBeOfType<SchemaState.Missing>();
    }

    [Fact]
    public void A_code_whose_name_is_another_places_is_asked_about_and_believed_when_accepted()
    {
        using var place = Installation.Loaded(Engine.Sqlite);
        var atlas = Data(place).Atlas;
        var siblings = atlas.Units.GroupBy(u => u.Parent).First(g => g.Count() > 3).Take(2).ToArray();
        var text = $"code,name\n{siblings[0].Code},{siblings[1].Names.French}\n";
        Import(place, Csv(text), new PlacesMapping("code") { French = "name" }).Refusals.Single().Code.ShouldBe(PlaceRules.CodeMoved);
        Import(place, Csv(text), new PlacesMapping("code") { French = "name" }, null, PlaceRules.CodeMoved).IsDone.ShouldBeTrue();
        Data(place).Atlas.Find(siblings[0].Code)!.Names.French.ShouldBe(siblings[1].Names.French);
    }

    [Fact]
    public void A_row_without_a_code_is_found_by_its_name_within_its_parent()
    {
        using var place = Installation.Loaded(Engine.Sqlite);
        var unit = Data(place).Atlas.Units.First(u => u.Names.Arabic is not null && Data(place).Atlas.Find(u.Parent!)!.Level == PlaceLevel.Province);
        var text = $"code,name,in,pop\n,{unit.Names.Arabic},{unit.Parent},77\n";
        var done = Import(place, Csv(text), new PlacesMapping("code") { Arabic = "name", Parent = "in", Population = "pop" });
        done.Refusals.ShouldBeEmpty();
        Data(place).Atlas.Find(unit.Code)!.Population!.Value.Inhabitants.ShouldBe(77);
    }

    [Fact]
    public void Invalid_shapes_are_repaired_and_overlaps_said_and_a_large_one_is_asked_about()
    {
        using var place = Installation.On(Engine.Sqlite);
        var bow = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"1","name":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}},{"type":"Feature","properties":{"code":"2","name":"B"},"geometry":{"type":"Polygon","coordinates":[[[3,0],[5,0],[5,2],[3,2],[3,0]]]}},{"type":"Feature","properties":{"code":"3","name":"C"},"geometry":{"type":"Polygon","coordinates":[[[4.999,0],[7,0],[7,2],[4.999,2],[4.999,0]]]}}]}""";
        var done = Import(place, Write("b.geojson", bow), Mapping(parent: null), "ZZ").Value;
        (done.Preview.Repaired, done.Preview.Overlaps).ShouldBe((1, 1));
        var data = Data(place);
        data.Shapes.Find("1")!.Geometry.IsValid.ShouldBeTrue();
        data.Shapes.Find("2")!.Geometry.Intersection(data.Shapes.Find("3")!.Geometry).Area.ShouldBe(0, 1e-12);
        data.Findings.Select(f => f.Code).ShouldBe(["boundaries-imported", "boundary-repaired", "boundary-overlap"], ignoreOrder: true);

        var wide = bow.Replace("4.999", "4.5");
        Import(place, Write("w.geojson", wide), Mapping(parent: null), "ZZ").Refusals.Single().Code.ShouldBe(PlaceRules.ShapeOverlaps);
    }

    /// <summary>Whatever is imported and taken back in whatever order: what stands is what stands after only the rest was imported.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Undoing_in_any_order_leaves_what_the_rest_makes(int seed)
    {
        var chance = new Random(seed);
        using var place = Installation.On(Engine.Sqlite);
        var files = Enumerable.Range(0, 5).Select(i => Write($"f{i}.geojson", File.ReadAllText(Json([.. Enumerable.Range(1, 4).Where(_ => chance.Next(3) > 0).Select(k => (k.ToString(CultureInfo.InvariantCulture), $"Name {k} {chance.Next(3)}", (string?)null, k + (chance.Next(2) * 10)))])))).ToList();
        var numbers = files.ToDictionary(f => f, f => Import(place, f, Mapping(parent: null), "ZZ", [.. PlaceRules.Soft]) is { IsDone: true } done ? done.Value.Number : null);
        foreach (var undone in files.Where(f => numbers[f] is not null).OrderBy(_ => chance.Next()).Take(3).ToList())
        {
            Undo(place, numbers[undone]!.Value);
            files.Remove(undone);
        }

        using var fresh = Installation.On(Engine.Sqlite);
        foreach (var file in files.Where(f => numbers[f] is not null))
        {
            Import(fresh, file, Mapping(parent: null), "ZZ", [.. PlaceRules.Soft]);
        }

        Told(place).ShouldBe(Told(fresh));
    }

    [Fact]
    public void Official_boundaries_replace_every_approximate_cell_survive_a_rebuild_and_are_undone()
    {
        var trial = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
        Assert.SkipUnless(trial is { Length: > 0 }, "DAIRA_TRIAL_DATA does not name the trial data folder.");
        var outlines = MoroccoOutlines.Find(AppContext.BaseDirectory);
        Assert.SkipUnless(outlines is not null, "the npm package morocco-map is not installed");
        using var place = Installation.On(Engine.Sqlite);
        place.Load(outlines: outlines).IsDone.ShouldBeTrue();
        var before = Told(place);
        var units = Data(place).Atlas.Units.ToArray();
        units.ShouldAllBe(u => Data(place).Shapes.Find(u.Code)!.IsApproximate);

        var file = Path.Combine(trial!, "morocco/boundaries/electoral_units_1538.geojson");
        var request = new PlacesRequest(file, new PlacesMapping("code24")) { ValidFrom = new DateOnly(2024, 9, 1), Publisher = "HCP" };
        var done = new ImportPlaces(place.Elections, place.Record, place.Clock).Run(request, Actor.Operator, new Progress<Message>(), CancellationToken.None);
        done.Refusals.ShouldBeEmpty();
        done.Value.Preview.Count(RowFate.Changed).ShouldBe(1538);
        done.Value.Preview.Missing.ShouldBe(0);
        var data = Data(place);
        var drawn = data.Atlas.Places.Where(p => data.Shapes.Find(p.Code) is not null).ToArray();
        drawn.Length.ShouldBeGreaterThanOrEqualTo(1538 + 92 + 75 + 12 + 6 + 1);
        drawn.Select(p => data.Shapes.Find(p.Code)!).ShouldAllBe(s => !s.IsApproximate && s.Attribution == "HCP" && s.ValidFrom == new DateOnly(2024, 9, 1) && s.Geometry.IsValid);
        var told = Told(place);

        place.Load(outlines: outlines, withUnverified: false).IsDone.ShouldBeTrue();
        place.Load(outlines: outlines).IsDone.ShouldBeTrue();
        Told(place).ShouldBe(told);

        Undo(place, done.Value.Number!.Value);
        Told(place).ShouldBe(before);
    }

    [Fact]
    public void Votes_pass_to_other_boundaries_and_none_is_lost()
    {
        using var place = Installation.On(Engine.Sqlite);
        Import(place, Json(("1", "Alpha", null, 0), ("2", "Beta", null, 1)), Mapping(parent: null), "ZZ").IsDone.ShouldBeTrue();
        var data = Data(place);
        NamedAreas Boxes(params (string Id, double West, double East)[] boxes) => new([.. boxes.Select(b => b.Id)], [.. boxes.Select(b => new GeometryFactory().ToGeometry(new Envelope(b.West, b.East, 0, 1)))]);
        var table = CarryOver.Between(Boxes(("1", 0, 1), ("2", 1, 2)), Boxes(("x", 0, 0.5), ("y", 0.5, 2)), data, CancellationToken.None);
        table.Carry([100, 50]).Select(v => Math.Round(v!.Value, 6)).ShouldBe([50, 100]);
        CarryOver.Run("none", Boxes(("x", 0, 2)), data, CancellationToken.None).Refusals.Single().Code.ShouldBe("unknown-contest");
    }

    private static PlacesMapping Mapping(string? parent = "in") => new("code") { French = "name", Parent = parent };

    private static ElectoralData Data(Installation place) => place.Elections.Load().Value;

    private Outcome<PlacesDone> Import(Installation place, string file, PlacesMapping mapping, string? country = null, params string[] accepted) =>
        new ImportPlaces(place.Elections, place.Record, place.Clock).Run(new PlacesRequest(file, mapping) { Country = country, Accepted = accepted, Publisher = "Office" }, Actor.Operator, new Progress<Message>(), CancellationToken.None);

    private static void Undo(Installation place, int import)
    {
        new UndoDecision(place.Elections, place.Record, place.Clock).Run(import, null, Actor.Anyone, CancellationToken.None).Refusals.Single().Kind.ShouldBe(RefusalKind.Forbidden);
        new UndoDecision(place.Elections, place.Record, place.Clock).Run(import, null, Actor.Operator, CancellationToken.None).Refusals.ShouldBeEmpty();
    }

    /// <summary>Everything a reader sees of places and shapes.</summary>
    private static string Told(Installation place)
    {
        var data = Data(place);
        var text = new StringBuilder();
        foreach (var p in data.Atlas.Places.OrderBy(p => p.Code, StringComparer.Ordinal))
        {
            var shape = data.Shapes.Find(p.Code);
            text.Append(CultureInfo.InvariantCulture, $"{p.Code} {p.Level} {p.Parent} {p.Names.Arabic} {p.Names.French} {p.Names.English} {p.Population?.Inhabitants} {p.Point} {string.Join('/', p.Names.Aliases.Select(a => a.Text).Order(StringComparer.Ordinal))} ");
            text.Append(CultureInfo.InvariantCulture, $"{shape?.IsApproximate} {shape?.Attribution} {shape?.Geometry.Area:R} {shape?.Geometry.NumPoints}\n");
        }

        return text.ToString();
    }

    private string Csv(string text) => Write("t.csv", text);

    /// <summary>Squares of one degree side by side.</summary>
    private string Json(params (string Code, string Name, string? Within, int At)[] units) => Write("t.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', units.Select(u =>
        $$$"""{"type":"Feature","properties":{"code":"{{{u.Code}}}","name":"{{{u.Name}}}","in":"{{{u.Within}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{u.At}}},0],[{{{u.At + 1}}},0],[{{{u.At + 1}}},1],[{{{u.At}}},1],[{{{u.At}}},0]]]} }""")) + "]}");

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
