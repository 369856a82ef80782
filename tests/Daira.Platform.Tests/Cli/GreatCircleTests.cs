using Daira.Core.Space.Weights;
using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;

namespace Daira.Platform.Tests.Cli;

/// <summary>Neighbours on the sphere, which <c>knn:K</c> and <c>distance:M</c> use for degrees.</summary>
public class GreatCircleTests
{
    private static readonly Gen<Coordinate[]> Points =
        from places in Gen.Choose(-1800, 1800).Zip(Gen.Choose(-900, 900)).ListOf()
        where places.Count >= 3
        select places.Select(p => new Coordinate(p.Item1 / 10.0, p.Item2 / 10.0)).ToArray();

    [Theory]
    [InlineData(0, 0, 1, 0, 111_195.08)] // a degree: 2π·6,371,008.8 / 360
    [InlineData(179.5, 0, -179.5, 0, 111_195.08)]
    [InlineData(0, 89.5, 180, 89.5, 111_195.08)]
    [InlineData(0, 0, 180, 0, 20_015_114.4)]
    public void Distances_cross_the_antimeridian_and_the_poles(double x1, double y1, double x2, double y2, double metres) =>
        GreatCircle.Metres(new(x1, y1), new(x2, y2)).ShouldBe(metres, 0.2);

    [Fact]
    public void The_nearest_are_those_of_a_search_among_all() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Points.ToArbitrary(), points =>
    {
        var near = GreatCircle.Nearest(points, 2);
        return Enumerable.Range(0, points.Length).All(unit =>
        {
            var distances = Enumerable.Range(0, points.Length).Where(o => o != unit).Select(o => GreatCircle.Metres(points[unit], points[o])).Order().ToArray();
            var found = near[unit].ToArray().Select(o => GreatCircle.Metres(points[unit], points[o])).Order().ToArray();
            return found.Length == 2 && Math.Abs(found[0] - distances[0]) < 0.1 && Math.Abs(found[1] - distances[1]) < 0.1;
        });
    }));

    [Fact]
    public void A_band_holds_all_within_and_none_beyond() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Points.ToArbitrary(), points =>
    {
        const double reach = 4_000_000;
        var near = GreatCircle.Band(points, reach);
        return Enumerable.Range(0, points.Length).All(unit => Enumerable.Range(0, points.Length).Where(o => o != unit).All(other =>
            GreatCircle.Metres(points[unit], points[other]) is var metres && (Math.Abs(metres - reach) < 1 || near.Contains(unit, other) == metres < reach)));
    }));

    [Fact]
    public void Wrong_figures_throw()
    {
        Coordinate[] points = [new(0, 0), new(1, 1), new(2, 2)];
        Should.Throw<ArgumentOutOfRangeException>(() => GreatCircle.Band(points, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => GreatCircle.Nearest(points, 3));
        Should.Throw<ArgumentException>(() => GreatCircle.Nearest([new(0, 0), new(double.NaN, 1)], 1));
    }
}
