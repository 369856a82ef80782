namespace Daira.Core.Space.Projections;

/// <summary>A map between WGS 84 and a plane.</summary>
public interface IProjection
{
    /// <summary>Number in the EPSG register, e.g. 32629.</summary>
    int Epsg { get; }

    /// <param name="at">WGS 84 degrees.</param>
    /// <returns>Metres on the plane.</returns>
    PlanePosition Project(GeographicPosition at);

    /// <param name="at">Metres on the plane.</param>
    /// <returns>WGS 84 degrees.</returns>
    GeographicPosition Unproject(PlanePosition at);
}

/// <summary>Degrees. Longitude −180…180 eastwards, latitude −90…90 northwards.</summary>
public readonly record struct GeographicPosition(double Longitude, double Latitude);

/// <summary>Metres eastwards and northwards, with the projection's false origin.</summary>
public readonly record struct PlanePosition(double Easting, double Northing);

/// <summary>The projections that Moroccan data come in, by EPSG number.</summary>
public static class Projection
{
    /// <summary>3857 spherical Mercator; 32601–32660 and 32701–32760 UTM on WGS 84; 26191 and 26192 Merchich / Nord Maroc and Sud Maroc. Null for every other number.</summary>
    public static IProjection? Find(int epsg) => epsg switch
    {
        3857 => new SphericalMercator(),
        26191 => LambertConic.NorthMorocco,
        26192 => LambertConic.SouthMorocco,
        >= 32601 and <= 32660 => new UniversalTransverseMercator(epsg - 32600, isNorth: true),
        >= 32701 and <= 32760 => new UniversalTransverseMercator(epsg - 32700, isNorth: false),
        _ => null,
    };
}
