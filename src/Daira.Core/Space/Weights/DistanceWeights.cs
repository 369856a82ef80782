using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>How a kernel falls from 1 at distance 0 towards the bandwidth (u = distance / bandwidth); 0 beyond it, the Gaussian too.</summary>
public enum Kernel
{
    /// <summary>1.</summary>
    Uniform,

    /// <summary>1 − u.</summary>
    Triangular,

    /// <summary>1 − u².</summary>
    Epanechnikov,

    /// <summary>(1 − u²)².</summary>
    Quartic,

    /// <summary>exp(−u² / 2).</summary>
    Gaussian,
}

/// <summary>Neighbours by distance between points in a plane; project longitudes and latitudes first. Points that coincide are at distance 0.</summary>
/// <remarks>A coordinate that is not finite throws <see cref="ArgumentException"/>.</remarks>
public static class DistanceWeights
{
    /// <summary>All others at most this far, strength 1.</summary>
    /// <param name="distance">Positive, in the unit of the coordinates.</param>
    public static Neighbours Band(IReadOnlyList<Coordinate> points, double distance)
    {
        CheckPositive(distance, nameof(distance));
        var grid = new PointGrid(points);
        return Neighbours.FromLists([.. Each(points.Count, unit => grid.Within(unit, distance).Select(near => near.Point).ToArray())]);
    }

    /// <summary>The same links with strength 1 / distance^power.</summary>
    /// <param name="power">Positive; 1 or 2 by custom.</param>
    /// <exception cref="ArgumentException">Neighbours that coincide: the strength would be infinite.</exception>
    public static Neighbours Inverse(Neighbours neighbours, IReadOnlyList<Coordinate> points, double power = 1)
    {
        CheckPositive(power, nameof(power));
        ArgumentOutOfRangeException.ThrowIfNotEqual(points.Count, neighbours.Count, nameof(points));
        return neighbours.WithStrengths((from, to) => points[from].Distance(points[to]) is > 0 and var distance
            ? Math.Pow(distance, -power)
            : throw new ArgumentException($"Points {from} and {to} coincide; their inverse distance is infinite. Move or merge them, or use a kernel.", nameof(points)));
    }

    /// <summary>Kernel strengths with one bandwidth everywhere.</summary>
    /// <param name="bandwidth">Positive, in the unit of the coordinates.</param>
    public static Neighbours FixedKernel(IReadOnlyList<Coordinate> points, double bandwidth, Kernel kernel) =>
        Band(points, bandwidth).WithStrengths((from, to) => Value(kernel, points[from].Distance(points[to]) / bandwidth)).WithoutZeros();

    /// <summary>Kernel strengths whose bandwidth at each point is the distance of its k-th nearest other.</summary>
    /// <param name="k">1 … points − 1.</param>
    public static Neighbours AdaptiveKernel(IReadOnlyList<Coordinate> points, int k, Kernel kernel)
    {
        var nearest = Nearest.Of(points, k);
        var bandwidths = Enumerable.Range(0, points.Count).Select(unit => nearest[unit].ToArray().Max(other => points[unit].Distance(points[other]))).ToArray();
        return nearest.WithStrengths((from, to) => bandwidths[from] == 0 ? 1 : Value(kernel, points[from].Distance(points[to]) / bandwidths[from])).WithoutZeros();
    }

    /// <summary>Strength of a kernel.</summary>
    /// <param name="u">Distance / bandwidth, 0 … 1.</param>
    public static double Value(Kernel kernel, double u) => kernel switch
    {
        Kernel.Uniform => 1,
        Kernel.Triangular => 1 - u,
        Kernel.Epanechnikov => 1 - (u * u),
        Kernel.Quartic => (1 - (u * u)) * (1 - (u * u)),
        Kernel.Gaussian => Math.Exp(-u * u / 2),
        _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "Not a kernel."),
    };

    private static ParallelQuery<int[]> Each(int count, Func<int, int[]> rule) =>
        Enumerable.Range(0, count).AsParallel().AsOrdered().Select(rule);

    private static void CheckPositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, "It must be positive.");
    }
}
