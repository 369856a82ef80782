using System.Diagnostics;
using System.Globalization;
using Daira.Core.Space.Projections;

namespace Daira.Core.Tests.Projections;

public class ProjectionTests
{
    [Fact]
    public void Rabat_in_north_Morocco_is_where_PROJ_puts_it()
    {
        var at = LambertConic.NorthMorocco.Project(new GeographicPosition(-6.85, 34.02));
        at.Easting.ShouldBe(365968.155, 0.001);
        at.Northing.ShouldBe(381052.944, 0.001);
    }

    [Theory]
    [InlineData(3857)]
    [InlineData(26191)]
    [InlineData(26192)]
    [InlineData(32628)]
    [InlineData(32629)]
    [InlineData(32630)]
    [InlineData(32733)]
    public void There_and_back_is_the_same_place(int epsg)
    {
        var projection = Projection.Find(epsg)!;
        projection.Epsg.ShouldBe(epsg);
        foreach (var at in Places())
        {
            var back = projection.Unproject(projection.Project(at));
            // A shift of datum drops the height that it gives: some millimetres on the way back, as with PROJ.
            var within = epsg is 26191 or 26192 ? 1e-7 : 1e-9;
            back.Longitude.ShouldBe(at.Longitude, within);
            back.Latitude.ShouldBe(at.Latitude, within);
        }
    }

    [Theory]
    [InlineData(3857)]
    [InlineData(26191)]
    [InlineData(26192)]
    [InlineData(32628)]
    [InlineData(32629)]
    [InlineData(32630)]
    [InlineData(32733)]
    public void Every_place_is_where_GDAL_puts_it_to_a_millimetre(int epsg)
    {
        var projection = Projection.Find(epsg)!;
        GeographicPosition[] places = [.. Places()];
        var theirs = Gdal(places, epsg);
        for (var i = 0; i < places.Length; i++)
        {
            var mine = projection.Project(places[i]);
            mine.Easting.ShouldBe(theirs[i].Easting, 0.001, $"{places[i]}");
            mine.Northing.ShouldBe(theirs[i].Northing, 0.001, $"{places[i]}");
        }
    }

    [Theory]
    [InlineData(-180, 1)]
    [InlineData(-6.001, 29)]
    [InlineData(-6, 30)]
    [InlineData(0, 31)]
    [InlineData(180, 1)]
    public void A_zone_owns_its_western_meridian(double longitude, int zone) => UniversalTransverseMercator.ZoneOf(longitude).ShouldBe(zone);

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public void A_zone_that_does_not_exist_is_refused_with_the_range(int zone) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new UniversalTransverseMercator(zone, isNorth: true)).Message.ShouldContain("1 to 60");

    [Fact]
    public void An_unknown_number_is_no_projection() => Projection.Find(2154).ShouldBeNull();

    [Fact]
    public void The_pole_has_no_place_on_the_Mercator_plane() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SphericalMercator().Project(new GeographicPosition(0, 90)));

    private static IEnumerable<GeographicPosition> Places() =>
        from longitude in Enumerable.Range(0, 9) from latitude in Enumerable.Range(0, 9) select new GeographicPosition(-17.1 + (2.013 * longitude), 20.8 + (1.907 * latitude));

    private static PlanePosition[] Gdal(GeographicPosition[] places, int epsg)
    {
        var program = "/usr/bin/gdaltransform";
        Assert.SkipUnless(File.Exists(program), "GDAL's gdaltransform is not installed");
        using var process = Process.Start(new ProcessStartInfo(program, ["-s_srs", "OGC:CRS84", "-t_srs", $"EPSG:{epsg}", "-output_xy"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        foreach (var at in places)
        {
            process.StandardInput.WriteLine(FormattableString.Invariant($"{at.Longitude:R} {at.Latitude:R}"));
        }

        process.StandardInput.Close();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(l => l.Split(' ')).Select(c => new PlanePosition(double.Parse(c[0], CultureInfo.InvariantCulture), double.Parse(c[1], CultureInfo.InvariantCulture)))];
    }
}
