using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;
using Daira.Elections.Places.Shapes;
using Daira.Platform.Tests.Analyses;
using NetTopologySuite.Geometries;

namespace Daira.Platform.Tests.Places;

/// <summary>The shapes that the program computes from the outlines package and the units' points.</summary>
public class MoroccoShapesTests
{
    private static readonly Lazy<MoroccoShapes> Built = new(() =>
    {
        var package = MoroccoOutlines.Find(AppContext.BaseDirectory);
        Assert.SkipUnless(package is not null, "the npm package morocco-map is not installed");
        return MoroccoShapes.Build(Atlas, package!).Value;
    });

    private static Atlas Atlas => Morocco.Data.Atlas;

    [Theory]
    [InlineData(PlaceLevel.Country, 1, 0)]
    [InlineData(PlaceLevel.Region, 12, 0)]
    [InlineData(PlaceLevel.Province, 75, 0)]
    public void Every_place_of_a_level_has_a_valid_outline(PlaceLevel level, int count, int approximate)
    {
        var shapes = ShapesOf(Atlas.At(level));
        shapes.Length.ShouldBe(count);
        shapes.ShouldAllBe(s => s.Geometry.IsValid && !s.Geometry.IsEmpty);
        shapes.Count(s => s.IsApproximate).ShouldBe(approximate);
    }

    [Fact]
    public void Every_unit_and_every_constituency_in_force_has_a_shape_and_what_is_computed_says_so()
    {
        var units = ShapesOf(Atlas.Units);
        units.Length.ShouldBe(1538);
        units.ShouldAllBe(s => s.Geometry.IsValid && s.IsApproximate && s.Attribution == "© OpenStreetMap contributors, ODbL 1.0");
        var constituencies = Atlas.At(PlaceLevel.Constituency).Where(c => Atlas.UnitsIn(c).Count > 0).ToArray();
        constituencies.Length.ShouldBe(92);
        foreach (var constituency in constituencies)
        {
            var provinces = Atlas.UnitsIn(constituency).Select(u => Atlas.AncestorAt(u, PlaceLevel.Province)!).Distinct().ToArray();
            var isWhole = provinces.Sum(p => Atlas.UnitsIn(p).Count) == Atlas.UnitsIn(constituency).Count;
            Built.Value.Shapes[constituency.Code].IsApproximate.ShouldBe(!isWhole, constituency.Code);
        }
    }

    [Fact]
    public void Levels_fit_each_other_point_for_point()
    {
        var country = Built.Value.Shapes[Atlas.At(PlaceLevel.Country).Single().Code].Geometry;
        foreach (var parts in new[] { Atlas.Units, Atlas.At(PlaceLevel.Province), Atlas.At(PlaceLevel.Region), Atlas.At(PlaceLevel.Constituency).Where(c => Atlas.UnitsIn(c).Count > 0) })
        {
            var shapes = parts.Select(p => Built.Value.Shapes[p.Code].Geometry).ToArray();
            shapes.Sum(s => s.Area).ShouldBe(country.Area, country.Area * 1e-12);
            OpenEdges(shapes).ShouldBe(OpenEdges([country]), ignoreOrder: true);
        }
    }

    [Fact]
    public void A_unit_lies_in_its_cell_but_for_the_two_whose_points_are_known_to_lie_outside()
    {
        var outside = Atlas.Units.Where(u => !Built.Value.Shapes[u.Code].Geometry.Intersects(At(u.Point!.Value))).Select(u => u.Names.French).ToArray();
        outside.Length.ShouldBe(2);
        var said = Built.Value.Findings.Where(f => f.Kind == "point-outside").ToArray();
        said.Select(f => Atlas.Find(f.Place!)!.Names.French).ShouldBe(outside, ignoreOrder: true);
        outside.ShouldContain(n => n!.StartsWith("Lagouira", StringComparison.Ordinal));
    }

    [Fact]
    public void The_48_invalid_outlines_and_their_repair_are_reported()
    {
        Built.Value.Findings.Count(f => f.Kind == "repaired").ShouldBe(48);
        Built.Value.Findings.ShouldAllBe(f => !Morocco.Say(f.Message, "ar").Contains('{') && Morocco.Say(f.Message, "fr").Length > 10);
    }

    [Fact]
    public void A_folder_without_the_package_is_refused_with_the_remedy()
    {
        var refusal = MoroccoShapes.Build(Atlas, Path.GetTempPath()).Refusals[0];
        refusal.Code.ShouldBe("outlines-missing");
        Morocco.Say(refusal.Message).ShouldContain("npm ci");
    }

    [Fact]
    public void A_file_that_is_not_TopoJSON_is_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory();
        Directory.CreateDirectory(Path.Combine(folder.FullName, "data"));
        File.WriteAllText(Path.Combine(folder.FullName, "data", "provinces.json"), """{"type":"FeatureCollection"}""");
        File.WriteAllText(Path.Combine(folder.FullName, "data", "regions.json"), "[");
        var refusals = MoroccoShapes.Build(Atlas, folder.FullName).Refusals;
        refusals.Count.ShouldBe(2);
        refusals.ShouldAllBe(r => r.Code == "outlines-unreadable");
        folder.Delete(recursive: true);
    }

    private static PlaceShape[] ShapesOf(IEnumerable<Place> places) =>
        [.. places.Select(p => Built.Value.Shapes.GetValueOrDefault(p.Code)).OfType<PlaceShape>()];

    private static Point At(GeographicPoint point) => new(point.Longitude, point.Latitude);

    /// <summary>Edges that only one of the shapes has, either way round.</summary>
    private static HashSet<(Coordinate, Coordinate)> OpenEdges(Geometry[] shapes)
    {
        var open = new HashSet<(Coordinate, Coordinate)>();
        foreach (var ring in shapes.SelectMany(s => NetTopologySuite.Geometries.Utilities.LinearComponentExtracter.GetLines(s)).Cast<LineString>())
        {
            foreach (var (a, b) in ring.Coordinates.Zip(ring.Coordinates.Skip(1)))
            {
                var edge = a.CompareTo(b) < 0 ? (a, b) : (b, a);
                if (!open.Remove(edge))
                {
                    open.Add(edge);
                }
            }
        }

        return open;
    }
}
