using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Weights;

/// <summary>
/// Neighbours by great-circle distance between points given as longitude and latitude in degrees, on a sphere of the mean
/// radius of WGS 84 (its distances differ from the ellipsoid's by 0.6 % at most). Strength 1.
/// </summary>
/// <remarks>A coordinate that is not finite throws <see cref="ArgumentException"/>.</remarks>
public static class GreatCircle
{
    /// <summary>Mean radius (2a + b) / 3 of WGS 84, in metres.</summary>
    public const double Radius = 6_371_008.8;

    /// <summary>Metres between two points.</summary>
    public static double Metres(Coordinate first, Coordinate second) =>
        2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(SquaredChord(Place.Of(first, 0), Place.Of(second, 1))) / 2));

    /// <summary>All others at most this far.</summary>
    /// <param name="metres">Positive.</param>
    public static Neighbours Band(IReadOnlyList<Coordinate> points, double metres)
    {
        if (!(metres > 0 && double.IsFinite(metres)))
            throw new ArgumentOutOfRangeException(nameof(metres), metres, "It must be positive.");
        var places = ByLatitude(points);
        var angle = Math.Min(Math.PI, metres / Radius);
        var chord = 4 * Math.Pow(Math.Sin(angle / 2), 2);
        return Lists(places, at =>
        {
            var near = new List<int>();
            foreach (var step in (int[])[-1, 1])
                for (var other = at + step; other >= 0 && other < places.Length && Math.Abs(places[other].Latitude - places[at].Latitude) <= angle; other += step)
                    if (SquaredChord(places[at], places[other]) <= chord)
                        near.Add(places[other].Number);
            return near;
        });
    }

    /// <summary>The k nearest others of each; where distances are equal the lower number comes first.</summary>
    /// <param name="k">1 … points − 1.</param>
    public static Neighbours Nearest(IReadOnlyList<Coordinate> points, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, Math.Max(1, points.Count - 1));
        var places = ByLatitude(points);
        return Lists(places, at =>
        {
            var best = new SortedSet<(double Chord, int Number)>();
            foreach (var step in (int[])[-1, 1])
                for (var other = at + step; other >= 0 && other < places.Length && (best.Count < k || LeastChord(places[at], places[other]) <= best.Max.Chord); other += step)
                {
                    best.Add((SquaredChord(places[at], places[other]), places[other].Number));
                    if (best.Count > k)
                        best.Remove(best.Max);
                }

            return best.Select(one => one.Number);
        });
    }

    private static Place[] ByLatitude(IReadOnlyList<Coordinate> points)
    {
        if (points.FirstOrDefault(point => !double.IsFinite(point.X) || !double.IsFinite(point.Y)) is { } wrong)
            throw new ArgumentException($"The coordinate {wrong} is not finite.", nameof(points));
        return [.. points.Select(Place.Of).OrderBy(place => place.Latitude).ThenBy(place => place.Number)];
    }

    private static Neighbours Lists(Place[] places, Func<int, IEnumerable<int>> near)
    {
        var lists = new int[places.Length][];
        Parallel.For(0, places.Length, at => lists[places[at].Number] = [.. near(at).Order()]);
        return Neighbours.FromLists(lists);
    }

    /// <summary>No point at that latitude is nearer; a hair less, so that rounding leaves none out.</summary>
    private static double LeastChord(Place first, Place second) =>
        4 * Math.Pow(Math.Sin((first.Latitude - second.Latitude) / 2), 2) * (1 - 1e-9);

    private static double SquaredChord(Place first, Place second) =>
        ((first.X - second.X) * (first.X - second.X)) + ((first.Y - second.Y) * (first.Y - second.Y)) + ((first.Z - second.Z) * (first.Z - second.Z));

    /// <summary>A point of the unit sphere; the latitude in radians.</summary>
    private readonly record struct Place(int Number, double Latitude, double X, double Y, double Z)
    {
        public static Place Of(Coordinate degrees, int number)
        {
            var (longitude, latitude) = (degrees.X * Math.PI / 180, degrees.Y * Math.PI / 180);
            return new(number, latitude, Math.Cos(latitude) * Math.Cos(longitude), Math.Cos(latitude) * Math.Sin(longitude), Math.Sin(latitude));
        }
    }
}
