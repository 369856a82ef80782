using NetTopologySuite.Geometries;

namespace Daira.Web.Map.Drawing;

/// <summary>A corner of a drawing: whole units, y downwards.</summary>
public readonly record struct GridPoint(int X, int Y)
{
    public static GridPoint operator -(GridPoint a, GridPoint b) => new(a.X - b.X, a.Y - b.Y);
}

/// <summary>Web Mercator fitted into a rectangle of whole drawing units: the projection of the interactive map, so that both show the same.</summary>
public sealed class MapFrame
{
    private const double EarthRadius = 6_378_137;
    private readonly double scale;
    private readonly double west;
    private readonly double north;

    /// <param name="degrees">What must be seen, WGS 84.</param>
    /// <param name="box">Where on the drawing, in drawing units; the content is centred in it.</param>
    /// <param name="fill">True: cover the box, cutting what stands over; false: fit inside it.</param>
    public MapFrame(Envelope degrees, DrawingBox box, bool fill = false)
    {
        Box = box;
        var (left, right) = (degrees.MinX * Math.PI / 180, degrees.MaxX * Math.PI / 180);
        var (bottom, top) = (Northing(degrees.MinY), Northing(degrees.MaxY));
        var (across, down) = (box.Width / (right - left), box.Height / (top - bottom));
        scale = fill ? Math.Max(across, down) : Math.Min(across, down);
        west = ((left + right) / 2) - (box.CentreX / scale);
        north = ((bottom + top) / 2) + (box.CentreY / scale);
    }

    public DrawingBox Box { get; }

    public (double X, double Y) Project(double longitude, double latitude) =>
        (((longitude * Math.PI / 180) - west) * scale, (north - Northing(latitude)) * scale);

    public GridPoint Place(double longitude, double latitude)
    {
        var (x, y) = Project(longitude, latitude);
        return new GridPoint((int)Math.Round(x), (int)Math.Round(y));
    }

    /// <summary>How many drawing units a kilometre takes at a latitude.</summary>
    public double UnitsPerKilometre(double latitude) => scale * 1000 / EarthRadius / Math.Cos(latitude * Math.PI / 180);

    private static double Northing(double latitude) => Math.Log(Math.Tan((Math.PI / 4) + (latitude * Math.PI / 360)));
}

/// <summary>A rectangle in drawing units.</summary>
public readonly record struct DrawingBox(int X, int Y, int Width, int Height)
{
    public double CentreX => X + (Width / 2.0);

    public double CentreY => Y + (Height / 2.0);
}
