namespace Daira.Core.Space.Projections;

/// <summary>Moves positions between WGS 84 and another datum by a shift of the earth's centre (EPSG method 9603).</summary>
/// <param name="ellipsoid">The other datum's ellipsoid.</param>
/// <param name="x">Metres added to that datum's geocentric X to give WGS 84's.</param>
/// <param name="y">Metres added to Y.</param>
/// <param name="z">Metres added to Z.</param>
internal sealed class DatumShift(Ellipsoid ellipsoid, double x, double y, double z)
{
    /// <summary>Merchich (EPSG transformation 1166): 31, 146, 47 m; good to about 7 m.</summary>
    public static DatumShift Merchich { get; } = new(Ellipsoid.Clarke1880Ign, 31, 146, 47);

    public GeographicPosition FromWgs84(GeographicPosition at)
    {
        var (gx, gy, gz) = Geocentric(at, Ellipsoid.Wgs84);
        return Geographic(gx - x, gy - y, gz - z, ellipsoid);
    }

    public GeographicPosition ToWgs84(GeographicPosition at)
    {
        var (gx, gy, gz) = Geocentric(at, ellipsoid);
        return Geographic(gx + x, gy + y, gz + z, Ellipsoid.Wgs84);
    }

    private static (double X, double Y, double Z) Geocentric(GeographicPosition at, Ellipsoid on)
    {
        var (sinLatitude, cosLatitude) = double.SinCos(double.DegreesToRadians(at.Latitude));
        var (sinLongitude, cosLongitude) = double.SinCos(double.DegreesToRadians(at.Longitude));
        var normal = on.SemiMajor / double.Sqrt(1 - (on.EccentricitySquared * sinLatitude * sinLatitude));
        return (normal * cosLatitude * cosLongitude, normal * cosLatitude * sinLongitude, normal * (1 - on.EccentricitySquared) * sinLatitude);
    }

    /// <summary>Bowring (1976), repeated until it stands still; heights are dropped.</summary>
    private static GeographicPosition Geographic(double x, double y, double z, Ellipsoid on)
    {
        var distance = double.Hypot(x, y);
        var secondSquared = on.EccentricitySquared / (1 - on.EccentricitySquared);
        var (a, b) = (on.SemiMajor, on.SemiMinor);
        var reduced = double.Atan2(z * a, distance * b);
        var latitude = 0d;
        for (var step = 0; step < 5; step++)
        {
            var (sine, cosine) = double.SinCos(reduced);
            latitude = double.Atan2(z + (secondSquared * b * sine * sine * sine), distance - (on.EccentricitySquared * a * cosine * cosine * cosine));
            reduced = double.Atan2(b * double.Sin(latitude), a * double.Cos(latitude));
        }

        return new GeographicPosition(double.RadiansToDegrees(double.Atan2(y, x)), double.RadiansToDegrees(latitude));
    }
}
