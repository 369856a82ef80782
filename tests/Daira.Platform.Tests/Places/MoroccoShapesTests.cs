using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;
using Daira.Elections.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Daira.Platform.Tests.Places;

/// <summary>The shapes that ship: computed from the outlines package and the units' points.</summary>
public class MoroccoShapesTests
{
    private static readonly Atlas Atlas = MoroccoTables.Preview().Atlas;

    private static readonly MoroccoShapes Built = MoroccoShapes.Build(
        Atlas, MoroccoOutlines.Find(AppContext.BaseDirectory) ?? throw new InvalidOperationException("The outlines package is not installed.")).Value;

    [Theory]
    [InlineData(PlaceLevel.Region, 12)]
    [InlineData(PlaceLevel.Province, 75)]
    [InlineData(PlaceLevel.Constituency, 92)]
    public void Every_place_that_stands_has_a_valid_shape(PlaceLevel level, int count)
    {
        var shapes = Atlas.At(level).Select(p => Built.Shapes.GetValueOrDefault(p.Code)).OfType<PlaceShape>().ToList();
        shapes.Count.ShouldBe(count);
        shapes.ShouldAllBe(s => s.Geometry.IsValid && !s.Geometry.IsEmpty);
    }

    [Fact]
    public void Every_unit_has_a_valid_cell_that_says_it_is_approximate()
    {
        var cells = Atlas.Units.Select(u => Built.Shapes[u.Code]).ToList();
        cells.Count.ShouldBe(1538);
        cells.ShouldAllBe(c => c.Geometry.IsValid && !c.Geometry.IsEmpty && c.IsApproximate && c.Attribution == MoroccoShapes.Attribution);
    }

    [Fact]
    public void A_unit_holds_its_own_point_or_the_report_says_that_it_lies_outside()
    {
        var reported = Built.Findings.Where(f => f.Kind is "point-outside").Select(f => f.Place).ToHashSet();
        Atlas.Units.Where(u => u.Point is not null && !reported.Contains(u.Code))
            .Where(u => Built.Shapes[u.Code].Geometry.Distance(new Point(u.Point!.Value.Longitude, u.Point.Value.Latitude)) > 1e-6)
            .Select(u => u.Code).ShouldBeEmpty();
        reported.Count.ShouldBeInRange(1, 5);
    }

    [Fact]
    public void The_cells_of_a_province_fill_it_and_no_more()
    {
        foreach (var cells in Atlas.Units.GroupBy(u => Atlas.AncestorAt(u, PlaceLevel.Province)!.Code))
        {
            var whole = Built.Shapes[cells.Key].Geometry.Area;
            (cells.Sum(u => Built.Shapes[u.Code].Geometry.Area) / whole).ShouldBe(1, 1e-6, cells.Key);
        }
    }

    [Fact]
    public void The_provinces_of_a_region_fill_it_and_no_more()
    {
        foreach (var region in Atlas.At(PlaceLevel.Region))
        {
            var provinces = Atlas.ChildrenOf(region).Where(p => p.Level == PlaceLevel.Province).Sum(p => Built.Shapes[p.Code].Geometry.Area);
            (provinces / Built.Shapes[region.Code].Geometry.Area).ShouldBe(1, 1e-6, region.Code);
        }
    }

    [Fact]
    public void What_was_invalid_in_the_package_was_repaired_and_reported() =>
        Built.Findings.Count(f => f.Kind == "repaired").ShouldBe(48);
}
