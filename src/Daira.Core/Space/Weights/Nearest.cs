using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>The k nearest units of each.</summary>
public static class Nearest
{
    /// <summary>Links from each point to its k nearest others; where distances are equal the lower number comes first. Often asymmetric.</summary>
    /// <param name="points">Points in a plane; project longitudes and latitudes first, or nearness is distorted.</param>
    /// <param name="k">1 … points − 1.</param>
    /// <exception cref="ArgumentException">A coordinate that is not finite.</exception>
    public static Neighbours Of(IReadOnlyList<Coordinate> points, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, Math.Max(1, points.Count - 1));
        var grid = new PointGrid(points);
        return Neighbours.FromLists([.. Enumerable.Range(0, points.Count).AsParallel().AsOrdered().Select(point => grid.Nearest(point, k))]);
    }
}
