using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>When two shapes are neighbours.</summary>
public enum ContiguityRule
{
    /// <summary>They share a point of their borders.</summary>
    Queen,

    /// <summary>They share a stretch of border.</summary>
    Rook,
}

/// <summary>Two shapes whose borders come close but do not meet in common points.</summary>
/// <param name="Distance">Gap between the borders, in the unit of the coordinates; 0 where they touch without a common point.</param>
/// <param name="Length">Length of border along which they are that close.</param>
/// <param name="Neighbours">Whether they were taken as neighbours.</param>
public readonly record struct DoubtfulPair(int First, int Second, double Distance, double Length, bool Neighbours);

/// <summary>Neighbours by common borders, and the pairs a person may want to look at.</summary>
public sealed record Contiguous(Neighbours Neighbours, IReadOnlyList<DoubtfulPair> Doubtful);

/// <summary>
/// Contiguity of polygons. Common points and common edges are found exactly; stretches of border that no other shape
/// shares are then compared with each other, so that borders drawn twice with small differences still meet.
/// </summary>
public static class Contiguity
{
    /// <summary>Which polygons are neighbours.</summary>
    /// <param name="shapes">Polygons or multipolygons; an empty shape becomes an isolate.</param>
    /// <param name="tolerance">
    /// Largest gap between borders that still counts as meeting, in the unit of the coordinates, ≥ 0. With 0, borders meet
    /// only where they truly touch, with or without a common point.
    /// </param>
    /// <exception cref="ArgumentException">A shape that is not a polygon, or a coordinate that is not finite.</exception>
    public static Contiguous Of(IReadOnlyList<Geometry> shapes, ContiguityRule rule = ContiguityRule.Queen, double tolerance = 0) =>
        Find(shapes, rule, tolerance, lengths: false);

    /// <summary>Rook neighbours whose strength is the length of border they share, in the unit of the coordinates.</summary>
    /// <inheritdoc cref="Of"/>
    public static Contiguous SharedBorders(IReadOnlyList<Geometry> shapes, double tolerance = 0) =>
        Find(shapes, ContiguityRule.Rook, tolerance, lengths: true);

    private static Contiguous Find(IReadOnlyList<Geometry> shapes, ContiguityRule rule, double tolerance, bool lengths)
    {
        if (!(tolerance >= 0 && double.IsFinite(tolerance)))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must be 0 or more, in the unit of the coordinates.");
        using var borders = Borders.Of(shapes);
        var meeting = CommonPoints.Find(borders, rule);
        var doubtful = NearBorders.Find(borders, meeting, rule, tolerance);
        var found = doubtful.Where(pair => pair.Neighbours).Select(pair => (pair.First, pair.Second, pair.Length));
        return new(meeting.ToNeighbours(found, lengths), doubtful);
    }
}
