using Daira.Core.Space.Crosswalks;
using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Daira.Core.Tests.Space;

/// <summary>How figures pass between two sets of areas.</summary>
public class CrosswalkTests
{
    [Fact]
    public void An_area_inside_a_new_one_passes_whole()
    {
        var table = Crosswalk.Between([Box(0, 0, 1, 1), Box(1, 0, 2, 1)], [Box(0, 0, 2, 1)], []);
        table.Parts.ShouldBe([new(0, 0, 1, CrosswalkBasis.Whole), new(1, 0, 1, CrosswalkBasis.Whole)]);
        table.Guessed.ShouldBe([0, 0]);
        table.Carry([10, 5]).ShouldBe([15]);
    }

    [Fact]
    public void A_split_area_passes_by_area_and_says_that_all_is_guessed()
    {
        var table = Crosswalk.Between([Box(0, 0, 4, 1)], [Box(0, 0, 1, 1), Box(1, 0, 4, 1)], []);
        table.Parts.Select(p => p.Basis).ShouldAllBe(b => b == CrosswalkBasis.Area);
        table.Carry([100]).Select(v => Math.Round(v!.Value, 9)).ShouldBe([25, 75]);
        table.Guessed.Single().ShouldBe(1, 1e-9);
        table.GuessedShares([100]).ShouldAllBe(g => Math.Abs(g - 1) < 1e-9);
    }

    [Fact]
    public void Inhabitants_come_before_area()
    {
        Inhabited[] people = [new(new Point(0.5, 0.5), 90), new(new Point(3, 0.5), 10)];
        var table = Crosswalk.Between([Box(0, 0, 4, 1)], [Box(0, 0, 1, 1), Box(1, 0, 4, 1)], people);
        table.Carry([100]).Select(v => Math.Round(v!.Value, 9)).ShouldBe([90, 10]);
        table.Parts.ShouldAllBe(p => p.Basis == CrosswalkBasis.Population);
        table.Guessed.Single().ShouldBe(0);
    }

    [Fact]
    public void Only_homes_that_the_new_border_cuts_are_guessed()
    {
        Inhabited[] people = [new(Box(0, 0, 0.8, 1), 60), new(Box(0.8, 0, 1.2, 1), 40)];
        var table = Crosswalk.Between([Box(0, 0, 4, 1)], [Box(0, 0, 1, 1), Box(1, 0, 4, 1)], people);
        table.Carry([100]).Select(v => Math.Round(v!.Value, 9)).ShouldBe([80, 20]);
        table.Guessed.Single().ShouldBe(0.4, 1e-9);
    }

    [Fact]
    public void Areas_are_those_of_the_sphere()
    {
        // Between the equator and 30° lies half of the hemisphere's area.
        var table = Crosswalk.Between([Box(0, 0, 1, 90)], [Box(0, 0, 1, 30), Box(0, 30, 1, 90)], []);
        table.Carry([1]).Select(v => Math.Round(v!.Value, 9)).ShouldBe([0.5, 0.5]);
    }

    [Fact]
    public void Slivers_are_drawing_and_pass_nothing()
    {
        var table = Crosswalk.Between([Box(0, 0, 1, 1)], [Box(0, 0, 0.999, 1), Box(0.999, 0, 2, 1)], []);
        table.Parts.ShouldBe([new(0, 0, 1, CrosswalkBasis.Whole)]);
    }

    [Fact]
    public void What_lies_outside_is_said_and_unknown_stays_unknown()
    {
        var table = Crosswalk.Between([Box(0, 0, 2, 1), Box(5, 0, 6, 1)], [Box(0, 0, 1, 1), Box(8, 0, 9, 1)], []);
        table.Uncovered.Select(u => Math.Round(u, 9)).ShouldBe([0.5, 1]);
        table.Carry([100, 7]).Select(v => v is { } known ? Math.Round(known, 9) : (double?)null).ShouldBe([50, null]);
        table.Carry([null, 7]).ShouldBe([null, null]);
    }

    [Fact]
    public void Faulty_input_is_refused()
    {
        Should.Throw<ArgumentException>(() => Crosswalk.Between([new WKTReader().Read("LINESTRING (0 0, 1 1)")], [], []));
        Should.Throw<ArgumentException>(() => Crosswalk.Between([], [], [], new CrosswalkSettings { Sliver = double.NaN }));
        Should.Throw<ArgumentException>(() => Crosswalk.Between([Box(0, 0, 1, 1)], [], []).Carry([]));
    }

    /// <summary>Old columns cut anew at other places: whatever the cuts and the people, the sum of the figures stays.</summary>
    [Fact]
    public void Sums_are_kept_where_the_new_areas_cover_the_old()
    {
        var cuts = Gen.Choose(1, 99).ListOf().Select(list => list.Append(0).Append(100).Distinct().Order().ToArray());
        var people = Gen.Zip(Gen.Choose(1, 99), Gen.Choose(1, 1000)).ListOf();
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Zip(Gen.Zip(cuts, cuts), people).ToArbitrary(), drawn =>
        {
            var ((old, fresh), homes) = drawn;
            Inhabited[] inhabited = [.. homes.Select(h => new Inhabited(new Point(h.Item1 / 10.0, 1.5), h.Item2))];
            var table = Crosswalk.Between(Columns(old), Columns(fresh), inhabited);
            double?[] figures = [.. Enumerable.Range(1, old.Length - 1).Select(i => (double?)(i * 100))];
            var sum = table.Carry(figures).Sum(v => v ?? 0);
            return Math.Abs(sum - figures.Sum()!.Value) < 1e-6 && table.Guessed.All(g => g is >= 0 and <= 1 + 1e-9);
        }));
    }

    private static Geometry[] Columns(int[] cuts) => [.. cuts.Zip(cuts.Skip(1), (a, b) => Box(a / 10.0, 1, b / 10.0, 2))];

    private static Geometry Box(double west, double south, double east, double north) => new GeometryFactory().ToGeometry(new Envelope(west, east, south, north));
}
