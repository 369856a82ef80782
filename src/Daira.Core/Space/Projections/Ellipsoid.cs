namespace Daira.Core.Space.Projections;

/// <summary>An ellipsoid of revolution.</summary>
/// <param name="SemiMajor">Equatorial radius, metres.</param>
/// <param name="SemiMinor">Polar radius, metres.</param>
public sealed record Ellipsoid(double SemiMajor, double SemiMinor)
{
    /// <summary>WGS 84 (EPSG 7030).</summary>
    public static Ellipsoid Wgs84 { get; } = new(6378137, 6378137 * (1 - (1 / 298.257223563)));

    /// <summary>Clarke 1880 (IGN) (EPSG 7011), the ellipsoid of the Merchich datum.</summary>
    public static Ellipsoid Clarke1880Ign { get; } = new(6378249.2, 6356515);

    /// <summary>Square of the first eccentricity.</summary>
    public double EccentricitySquared => 1 - (SemiMinor * SemiMinor / (SemiMajor * SemiMajor));

    /// <summary>First eccentricity.</summary>
    public double Eccentricity => double.Sqrt(EccentricitySquared);

    /// <summary>Third flattening (a − b) / (a + b).</summary>
    public double ThirdFlattening => (SemiMajor - SemiMinor) / (SemiMajor + SemiMinor);

    /// <summary>Isometric latitude of a geographic latitude, both in radians (Snyder 1987, eq. 3-7).</summary>
    internal double Isometric(double latitude) =>
        double.Asinh(double.Tan(latitude)) - (Eccentricity * double.Atanh(Eccentricity * double.Sin(latitude)));

    /// <summary>Geographic latitude of an isometric one, radians, by Newton's method to the last bits.</summary>
    internal double FromIsometric(double isometric)
    {
        var latitude = double.Atan(double.Sinh(isometric));
        for (var step = 0; step < 10; step++)
        {
            var sine = double.Sin(latitude);
            var slope = (1 - EccentricitySquared) / ((1 - (EccentricitySquared * sine * sine)) * double.Cos(latitude));
            var change = (isometric - Isometric(latitude)) / slope;
            latitude += change;
            if (double.Abs(change) < 1e-15)
            {
                break;
            }
        }

        return latitude;
    }
}
