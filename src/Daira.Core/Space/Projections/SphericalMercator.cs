namespace Daira.Core.Space.Projections;

/// <summary>The plane of web maps (EPSG 3857): Mercator of a sphere with WGS 84's equatorial radius, fed with ellipsoidal latitudes.</summary>
public sealed class SphericalMercator : IProjection
{
    /// <summary>Latitude of the square's edge, degrees.</summary>
    public const double MaxLatitude = 85.051128779806604;

    private const double Radius = 6378137;

    /// <inheritdoc/>
    public int Epsg => 3857;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A pole, which lies at infinity.</exception>
    public PlanePosition Project(GeographicPosition at)
    {
        if (double.Abs(at.Latitude) >= 90)
        {
            throw new ArgumentOutOfRangeException(nameof(at), at.Latitude, $"Latitude {at.Latitude} has no place on the Mercator plane; allowed are −90 to 90 without the ends.");
        }

        return new PlanePosition(Radius * double.DegreesToRadians(at.Longitude), Radius * double.Asinh(double.Tan(double.DegreesToRadians(at.Latitude))));
    }

    /// <inheritdoc/>
    public GeographicPosition Unproject(PlanePosition at) =>
        new(double.RadiansToDegrees(at.Easting / Radius), double.RadiansToDegrees(double.Atan(double.Sinh(at.Northing / Radius))));
}
