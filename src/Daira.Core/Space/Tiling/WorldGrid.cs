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
    public static int Y(double latitude) => (int)double.Clamp(double.Round((0.5 - (Mercator.Of(latitude) / (2 * double.Pi))) * Size), 0, Size);

    public static double Longitude(double x) => ((x / Size) - 0.5) * 360;

    public static double Latitude(double y) =>
        double.Atan(double.Sinh((0.5 - (y / Size)) * 2 * double.Pi)) * (180 / double.Pi);

    /// <summary>Nearest tile unit at a zoom; a tie goes up.</summary>
    public static int ToUnit(int world, int shift) => (world + (1 << (shift - 1))) >> shift;
}

/// <summary>
/// Mercator's ordinate asinh(tan φ) by Taylor's series about the nearest of many latitudes: a sine and a logarithm for each of a
/// million corners would take longer than finding their borders. Four terms leave an error below 10⁻¹⁴ (the fifth term at 85°).
/// </summary>
internal static class Mercator
{
    private const int PerDegree = 64, Edge = 86, Terms = 5;

    private static readonly double[] Series = Expand();

    /// <param name="latitude">Degrees; beyond 85.9° taken there; not finite: at the equator.</param>
    public static double Of(double latitude)
    {
        var within = double.Clamp(double.IsFinite(latitude) ? latitude : 0, 0.1 - Edge, Edge - 0.1);
        var nearest = (int)double.Round(within * PerDegree);
        var away = (within - (nearest / (double)PerDegree)) * (double.Pi / 180);
        var terms = Series.AsSpan((nearest + (Edge * PerDegree)) * Terms, Terms);
        return terms[0] + (away * (terms[1] + (away * (terms[2] + (away * (terms[3] + (away * terms[4])))))));
    }

    private static double[] Expand()
    {
        var series = new double[((2 * Edge * PerDegree) + 1) * Terms];
        for (var i = 0; i < series.Length; i += Terms)
        {
            var latitude = ((i / Terms) - (Edge * PerDegree)) * (double.Pi / 180 / PerDegree);
            var (tangent, secant) = (double.Tan(latitude), 1 / double.Cos(latitude));
            series[i] = double.Asinh(tangent);
            series[i + 1] = secant;
            series[i + 2] = secant * tangent / 2;
            series[i + 3] = secant * (1 + (2 * tangent * tangent)) / 6;
            series[i + 4] = secant * tangent * (5 + (6 * tangent * tangent)) / 24;
        }

        return series;
    }
}
