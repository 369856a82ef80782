namespace Daira.Core.Tests.Tiling;

/// <summary>A checker that finds nothing must be one that could have found something.</summary>
public class CoverageCheckerTests
{
    private static readonly (int, int)[] Square = [(0, 0), (10, 0), (10, 10), (0, 10)];

    [Fact]
    public void Two_squares_side_by_side_are_clean() => Count(Square, [(10, 0), (20, 0), (20, 10), (10, 10)]).ShouldBe((0, 0, 0, 0));

    [Fact]
    public void Areas_whose_edges_cross_are_found() => Count(Square, [(5, 5), (20, 5), (20, 20), (5, 20)]).Crossings.ShouldBeGreaterThan(0);

    [Fact]
    public void An_overlap_between_shared_corners_is_found() =>
        Count([(0, 0), (10, 0), (9, 8), (0, 10)], [(10, 0), (20, 0), (0, 10), (5, 4)]).ShouldNotBe((0, 0, 0, 0));

    [Fact]
    public void An_area_inside_another_is_found() => Count([(0, 0), (30, 0), (30, 30), (0, 30)], [(5, 5), (9, 5), (9, 9)]).Overlaps.ShouldBe(1);

    [Fact]
    public void A_T_junction_is_found() => Count(Square, [(10, 0), (20, 0), (20, 20), (10, 20)]).Crossings.ShouldBeGreaterThan(0);

    [Fact]
    public void A_hole_between_areas_is_found() =>
        Count([(0, 0), (30, 0), (20, 10), (10, 10)], [(30, 0), (30, 30), (20, 20), (20, 10)], [(30, 30), (0, 30), (10, 20), (20, 20)], [(0, 30), (0, 0), (10, 10), (10, 20)]).Gaps.ShouldBe(1);

    [Fact]
    public void A_ring_that_crosses_itself_and_one_without_area_are_found()
    {
        Count([(0, 0), (10, 10), (10, 0), (0, 30)]).Invalid.ShouldBe(1);
        Count([(0, 0), (10, 10), (5, 5)]).Invalid.ShouldBeGreaterThan(0);
    }

    private static (int Invalid, int Crossings, int Overlaps, int Gaps) Count(params (int, int)[][] rings)
    {
        var found = CoverageChecker.Check(new ReadLayer("x", 4096, [.. rings.Select((r, i) => new ReadFeature((ulong)i, 3, [], [r]))]));
        return (found.Invalid, found.Crossings, found.Overlaps, found.Gaps.Count);
    }
}
