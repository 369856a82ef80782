namespace Daira.Core.Space.Tiling;

/// <summary>The spherical Mercator square as whole numbers: x eastward from 180° W, y southward from 85.05° N, 2³⁰ steps (3.7 cm at the equator).</summary>
internal static class WorldGrid
{
    /// <summary>Steps across the world, as a power of two.</summary>
    public const int Bits = 30;

    /// <summary>Tile units across a tile, as a power of two (4096).</summary>
    public const int TileBits = 12;

    private const double Size = 1 << Bits;

    /// <summary>World steps per tile unit at a zoom, as a power of two.</summary>
    public static int Shift(int zoom) => Bits - TileBits - zoom;

    public static int X(double longitude) =>
        (int)double.Clamp(double.Round(((longitude / 360) + 0.5) * Size), 0, Size);

    /// <summary>Latitudes beyond the square's edge (85.05113°) are taken at the edge.</summary>
    public static int Y(double latitude)
    {
        var sine = double.Sin(latitude * (double.Pi / 180));
        var y = 0.5 - (double.Log((1 + sine) / (1 - sine)) / (4 * double.Pi));
        return (int)double.Clamp(double.Round(y * Size), 0, Size);
    }

    public static double Longitude(double x) => ((x / Size) - 0.5) * 360;

    public static double Latitude(double y) =>
        double.Atan(double.Sinh((0.5 - (y / Size)) * 2 * double.Pi)) * (180 / double.Pi);

    /// <summary>Nearest tile unit at a zoom; a tie goes up.</summary>
    public static int ToUnit(int world, int shift) => (world + (1 << (shift - 1))) >> shift;
}
