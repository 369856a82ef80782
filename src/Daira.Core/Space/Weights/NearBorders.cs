using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Daira.Core.Space.Weights;

/// <summary>Stretches of border that only one shape has, compared with those of other shapes.</summary>
internal static class NearBorders
{
    public static List<DoubtfulPair> Find(Borders borders, CommonPoints meeting, ContiguityRule rule, double tolerance)
    {
        var tree = new STRtree<int>();
        foreach (var edge in meeting.Unshared)
            tree.Insert(EnvelopeOf(borders, edge), edge);
        var owners = borders.Owner;
        var found = new SortedDictionary<(int, int), (double Distance, double Length)>();
        tree.Build();
        var candidates = new int[meeting.Unshared.Length][];
        Parallel.For(0, candidates.Length, at =>
        {
            var edge = meeting.Unshared[at];
            var envelope = EnvelopeOf(borders, edge);
            envelope.ExpandBy(tolerance);
            candidates[at] = [.. tree.Query(envelope).Where(other => owners[edge] < owners[other] && !meeting.Contains(owners[edge], owners[other]))];
        });
        for (var at = 0; at < candidates.Length; at++)
            foreach (var other in candidates[at])
                Compare(borders, (meeting.Unshared[at], owners[meeting.Unshared[at]]), (other, owners[other]), tolerance, found);

        return [.. found.Select(pair => Judge(pair.Key, pair.Value.Distance, pair.Value.Length, rule, tolerance))];
    }

    /// <summary>A corner that comes close is enough for the queen; the rook asks for a stretch longer than the tolerance could make of a corner.</summary>
    private static DoubtfulPair Judge((int First, int Second) pair, double distance, double length, ContiguityRule rule, double tolerance) =>
        new(pair.First, pair.Second, distance, length, rule == ContiguityRule.Queen || length > 4 * tolerance);

    private static void Compare(
        Borders borders, (int Point, int Shape) first, (int Point, int Shape) second, double tolerance, SortedDictionary<(int, int), (double Distance, double Length)> found)
    {
        var a = Segment(borders, first.Point);
        var b = Segment(borders, second.Point);
        var distance = a.Distance(b);
        if (distance > tolerance)
            return;
        var key = (first.Shape, second.Shape);
        var known = found.GetValueOrDefault(key, (double.PositiveInfinity, 0));
        found[key] = (Math.Min(known.Item1, distance), known.Item2 + LengthAlong(a, b, tolerance));
    }

    /// <summary>Length of the part of a that runs beside b within the tolerance, where the two are nearly parallel.</summary>
    private static double LengthAlong(LineSegment a, LineSegment b, double tolerance)
    {
        var from = Math.Clamp(a.ProjectionFactor(b.P0), 0, 1);
        var to = Math.Clamp(a.ProjectionFactor(b.P1), 0, 1);
        var beside = new LineSegment(a.PointAlong(Math.Min(from, to)), a.PointAlong(Math.Max(from, to)));
        var slack = tolerance + (1e-12 * (Math.Abs(a.P0.X) + Math.Abs(a.P0.Y)));
        return b.Distance(beside.P0) <= slack && b.Distance(beside.P1) <= slack ? beside.Length : 0;
    }

    private static LineSegment Segment(Borders borders, int point) => new(
        new Coordinate(borders.Points[point].X, borders.Points[point].Y),
        new Coordinate(borders.Points[point + 1].X, borders.Points[point + 1].Y));

    private static Envelope EnvelopeOf(Borders borders, int point) =>
        new(borders.Points[point].X, borders.Points[point + 1].X, borders.Points[point].Y, borders.Points[point + 1].Y);
}
