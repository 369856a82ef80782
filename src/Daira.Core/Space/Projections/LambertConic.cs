namespace Daira.Core.Space.Projections;

/// <summary>Lambert's conformal conic with one standard parallel (EPSG method 9801) on the Merchich datum: the plane of Morocco's maps.</summary>
/// <remarks>Formulas: Snyder 1987, section 15, with isometric latitudes; parameters: EPSG 26191 and 26192.</remarks>
public sealed class LambertConic : IProjection
{
    private const double Meridian = -5.4;
    private const double FalseEasting = 500_000;
    private const double FalseNorthing = 300_000;

    private readonly double cone;
    private readonly double scaledRadius;
    private readonly double originRadius;

    private LambertConic(int epsg, double parallel, double scale)
    {
        Epsg = epsg;
        var latitude = double.DegreesToRadians(parallel);
        var ellipsoid = Ellipsoid.Clarke1880Ign;
        cone = double.Sin(latitude);
        var normal = ellipsoid.SemiMajor / double.Sqrt(1 - (ellipsoid.EccentricitySquared * cone * cone));
        originRadius = scale * normal / double.Tan(latitude);
        scaledRadius = originRadius * double.Exp(cone * ellipsoid.Isometric(latitude));
    }

    /// <summary>EPSG 26191, Merchich / Nord Maroc: parallel 33.3° N.</summary>
    public static LambertConic NorthMorocco { get; } = new(26191, 33.3, 0.999625769);

    /// <summary>EPSG 26192, Merchich / Sud Maroc: parallel 29.7° N.</summary>
    public static LambertConic SouthMorocco { get; } = new(26192, 29.7, 0.999615596);

    /// <inheritdoc/>
    public int Epsg { get; }

    /// <inheritdoc/>
    public PlanePosition Project(GeographicPosition at)
    {
        var local = DatumShift.Merchich.FromWgs84(at);
        var radius = scaledRadius * double.Exp(-cone * Ellipsoid.Clarke1880Ign.Isometric(double.DegreesToRadians(local.Latitude)));
        var angle = cone * double.DegreesToRadians(local.Longitude - Meridian);
        return new PlanePosition(FalseEasting + (radius * double.Sin(angle)), FalseNorthing + originRadius - (radius * double.Cos(angle)));
    }

    /// <inheritdoc/>
    public GeographicPosition Unproject(PlanePosition at)
    {
        var (dx, dy) = (at.Easting - FalseEasting, originRadius - (at.Northing - FalseNorthing));
        var isometric = double.Log(scaledRadius / double.Hypot(dx, dy)) / cone;
        var longitude = Meridian + double.RadiansToDegrees(double.Atan2(dx, dy) / cone);
        return DatumShift.Merchich.ToWgs84(new GeographicPosition(longitude, double.RadiansToDegrees(Ellipsoid.Clarke1880Ign.FromIsometric(isometric))));
    }
}
