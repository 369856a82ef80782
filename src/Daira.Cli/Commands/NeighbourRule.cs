using System.Globalization;
using Daira.Core.Space.Projections;
using Daira.Core.Space.Weights;
using Daira.Elections.Imports;
using NetTopologySuite.Geometries;

namespace Daira.Cli.Commands;

/// <summary>A rule of <c>--weights</c>: who neighbours whom among the shapes of a file, and how strongly.</summary>
/// <param name="Name">E.g. <c>knn</c>.</param>
/// <param name="Number">What stands behind the colon; null where nothing does.</param>
/// <param name="Kernel">Of <c>kernel:NAME:M</c>.</param>
internal sealed record NeighbourRule(string Name, double? Number, Kernel Kernel)
{
    private static readonly string[] Borders = ["queen", "rook", "border"];
    private static readonly string[] Graphs = ["delaunay", "gabriel", "relative"];
    private static readonly string[] Distances = ["distance", "inverse", "kernel"];

    /// <summary>Whether it asks for borders, and so for areas.</summary>
    public bool NeedsAreas => Borders.Contains(Name);

    /// <summary>Whether the tolerance means anything to it.</summary>
    public bool TakesTolerance => NeedsAreas;

    /// <summary>Whether its number is a distance.</summary>
    public bool IsMeasured => Distances.Contains(Name) || Name == "knn";

    /// <summary>Null when it is none.</summary>
    public static NeighbourRule? Of(string text, int units) => text.Split(':') switch
    {
        [var name] when Borders.Contains(name) || Graphs.Contains(name) => new NeighbourRule(name, null, default),
        ["queen" or "rook" or "knn", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole >= 1 && whole < Math.Max(2, units) =>
            new NeighbourRule(text.Split(':')[0], whole, default),
        ["distance" or "inverse", var number] when Positive(number) is { } distance => new NeighbourRule(text.Split(':')[0], distance, default),
        ["kernel", var name, var number] when Positive(number) is { } distance && Enum.TryParse<Kernel>(name, ignoreCase: true, out var kernel) && char.IsLetter(name[0]) =>
            new NeighbourRule("kernel", distance, kernel),
        _ => null,
    };

    /// <summary>Neighbours, and pairs whose borders come close without meeting in common points.</summary>
    /// <param name="file">Areas, or points where no borders are asked for.</param>
    /// <param name="tolerance">Largest gap between borders that still meet.</param>
    /// <exception cref="ArgumentException">Points that coincide where their distance must divide.</exception>
    public (Neighbours Neighbours, IReadOnlyList<DoubtfulPair> Doubtful) Find(ShapeFile file, double tolerance) =>
        NeedsAreas ? ByBorder([.. file.Features.Select(f => f.Shape)], tolerance) : (ByPoint([.. file.Features.Select(f => f.Shape.Centroid.Coordinate)], file.IsGeographic), []);

    private (Neighbours Neighbours, IReadOnlyList<DoubtfulPair> Doubtful) ByBorder(Geometry[] shapes, double tolerance)
    {
        var found = Name == "border" ? Contiguity.SharedBorders(shapes, tolerance) : Contiguity.Of(shapes, Name == "rook" ? ContiguityRule.Rook : ContiguityRule.Queen, tolerance);
        return (Number is > 1 ? found.Neighbours.UpToOrder((int)Number) : found.Neighbours, found.Doubtful);
    }

    private Neighbours ByPoint(Coordinate[] points, bool isGeographic) => Name switch
    {
        "knn" => isGeographic ? GreatCircle.Nearest(points, (int)Number!) : Nearest.Of(points, (int)Number!),
        "distance" => Band(points, isGeographic),
        "inverse" => isGeographic
            ? Band(points, isGeographic).WithStrengths((from, to) => 1 / Apart(points, from, to))
            : DistanceWeights.Inverse(Band(points, isGeographic), points),
        "kernel" => isGeographic
            ? Band(points, isGeographic).WithStrengths((from, to) => DistanceWeights.Value(Kernel, GreatCircle.Metres(points[from], points[to]) / Number!.Value))
            : DistanceWeights.FixedKernel(points, Number!.Value, Kernel),
        "delaunay" => GraphNeighbours.Delaunay(Plane(points, isGeographic)),
        "gabriel" => GraphNeighbours.Gabriel(Plane(points, isGeographic)),
        _ => GraphNeighbours.Relative(Plane(points, isGeographic)),
    };

    private Neighbours Band(Coordinate[] points, bool isGeographic) =>
        isGeographic ? GreatCircle.Band(points, Number!.Value) : DistanceWeights.Band(points, Number!.Value);

    private static double Apart(Coordinate[] points, int from, int to) => GreatCircle.Metres(points[from], points[to]) is > 0 and var metres
        ? metres
        : throw new ArgumentException($"Points {from} and {to} coincide; their inverse distance is infinite.", nameof(points));

    /// <summary>Circles and nearness are judged on Mercator's plane, which keeps circles as long as they are small.</summary>
    private static Coordinate[] Plane(Coordinate[] points, bool isGeographic) =>
        isGeographic ? Array.ConvertAll(points, p => new SphericalMercator().Project(new GeographicPosition(p.X, p.Y)) is var at ? new Coordinate(at.Easting, at.Northing) : p) : points;

    private static double? Positive(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number) ? number : null;
}
