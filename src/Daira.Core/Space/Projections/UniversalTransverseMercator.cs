namespace Daira.Core.Space.Projections;

/// <summary>UTM on WGS 84: transverse Mercator in zones of 6°, scale 0.9996 on the middle meridian.</summary>
/// <remarks>Krüger's series to the sixth order in the third flattening (Karney 2011, "Transverse Mercator with an accuracy of a few nanometers", eqs 35 and 36): better than a micrometre within 30° of the middle meridian.</remarks>
public sealed class UniversalTransverseMercator : IProjection
{
    private const double Scale = 0.9996;
    private const double FalseEasting = 500_000;

    private static readonly double[] Forward = Series([1 / 2d, -2 / 3d, 5 / 16d, 41 / 180d, -127 / 288d, 7891 / 37800d], [13 / 48d, -3 / 5d, 557 / 1440d, 281 / 630d, -1983433 / 1935360d], [61 / 240d, -103 / 140d, 15061 / 26880d, 167603 / 181440d], [49561 / 161280d, -179 / 168d, 6601661 / 7257600d], [34729 / 80640d, -3418889 / 1995840d], [212378941 / 319334400d]);
    private static readonly double[] Backward = Series([1 / 2d, -2 / 3d, 37 / 96d, -1 / 360d, -81 / 512d, 96199 / 604800d], [1 / 48d, 1 / 15d, -437 / 1440d, 46 / 105d, -1118711 / 3870720d], [17 / 480d, -37 / 840d, -209 / 4480d, 5569 / 90720d], [4397 / 161280d, -11 / 504d, -830251 / 7257600d], [4583 / 161280d, -108847 / 3991680d], [20648693 / 638668800d]);

    private readonly bool isNorth;
    private readonly double meridian;
    private readonly double radius;

    /// <param name="zone">1…60; Morocco lies in 28 to 30.</param>
    /// <param name="isNorth">Northern hemisphere; the southern adds 10,000 km to northings.</param>
    /// <exception cref="ArgumentOutOfRangeException">The zone is outside 1…60.</exception>
    public UniversalTransverseMercator(int zone, bool isNorth)
    {
        if (zone is < 1 or > 60)
        {
            throw new ArgumentOutOfRangeException(nameof(zone), zone, $"The UTM zone is {zone}; allowed are 1 to 60.");
        }

        this.isNorth = isNorth;
        Epsg = (isNorth ? 32600 : 32700) + zone;
        meridian = (6 * zone) - 183;
        var n = Ellipsoid.Wgs84.ThirdFlattening;
        radius = Ellipsoid.Wgs84.SemiMajor / (1 + n) * (1 + (n * n / 4) + (double.Pow(n, 4) / 64) + (double.Pow(n, 6) / 256));
    }

    /// <inheritdoc/>
    public int Epsg { get; }

    /// <summary>The zone of a longitude, without the exceptions of Norway and Svalbard; 180° belongs to zone 1.</summary>
    public static int ZoneOf(double longitude) => ((int)double.Floor((longitude + 180) / 6) % 60) + 1;

    /// <inheritdoc/>
    public PlanePosition Project(GeographicPosition at)
    {
        var conformal = double.Atan(double.Sinh(Ellipsoid.Wgs84.Isometric(double.DegreesToRadians(at.Latitude))));
        var longitude = double.DegreesToRadians(at.Longitude - meridian);
        var xi = double.Atan2(double.Tan(conformal), double.Cos(longitude));
        var eta = double.Asinh(double.Sin(longitude) / double.Hypot(double.Tan(conformal), double.Cos(longitude)));
        var (bentXi, bentEta) = (xi, eta);
        for (var j = 1; j <= 6; j++)
        {
            bentXi += Forward[j - 1] * double.Sin(2 * j * xi) * double.Cosh(2 * j * eta);
            bentEta += Forward[j - 1] * double.Cos(2 * j * xi) * double.Sinh(2 * j * eta);
        }

        return new PlanePosition(FalseEasting + (Scale * radius * bentEta), FalseNorthing + (Scale * radius * bentXi));
    }

    /// <inheritdoc/>
    public GeographicPosition Unproject(PlanePosition at)
    {
        var (bentXi, bentEta) = ((at.Northing - FalseNorthing) / (Scale * radius), (at.Easting - FalseEasting) / (Scale * radius));
        var (xi, eta) = (bentXi, bentEta);
        for (var j = 1; j <= 6; j++)
        {
            xi -= Backward[j - 1] * double.Sin(2 * j * bentXi) * double.Cosh(2 * j * bentEta);
            eta -= Backward[j - 1] * double.Cos(2 * j * bentXi) * double.Sinh(2 * j * bentEta);
        }

        var isometric = double.Asinh(double.Sin(xi) / double.Hypot(double.Sinh(eta), double.Cos(xi)));
        var longitude = double.Atan2(double.Sinh(eta), double.Cos(xi));
        return new GeographicPosition(meridian + double.RadiansToDegrees(longitude), double.RadiansToDegrees(Ellipsoid.Wgs84.FromIsometric(isometric)));
    }

    private double FalseNorthing => isNorth ? 0 : 10_000_000;

    /// <summary>Polynomials in the third flattening n; the j-th starts at nʲ.</summary>
    private static double[] Series(params double[][] polynomials)
    {
        var n = Ellipsoid.Wgs84.ThirdFlattening;
        return [.. polynomials.Select((p, j) => p.Select((c, i) => c * double.Pow(n, j + 1 + i)).Sum())];
    }
}
