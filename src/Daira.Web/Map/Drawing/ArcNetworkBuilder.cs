using NetTopologySuite.Geometries;

namespace Daira.Web.Map.Drawing;

/// <summary>
/// Finds the borders that polygons share, on the whole units of a drawing. Rounding makes equal corners equal; where one
/// side has a corner in the middle of the other's edge, the edge is split there.
/// </summary>
internal sealed class ArcNetworkBuilder
{
    /// <summary>How far a corner may lie from a neighbour's edge and still be on it: rounding moves each by up to 0.71.</summary>
    private const double Reach = 1.5;

    private readonly Dictionary<(GridPoint From, GridPoint To), List<int>> sides = [];
    private readonly List<List<GridPoint>> rings = [];
    private readonly List<int> faceOf = [];

    /// <param name="shapes">Polygons or multipolygons in WGS 84 degrees; a face is its position here.</param>
    /// <param name="tolerance">How far a simplified arc may leave the true one, in drawing units.</param>
    public static ArcNetwork Build(IReadOnlyList<Geometry> shapes, MapFrame frame, double tolerance)
    {
        var builder = new ArcNetworkBuilder();
        for (var face = 0; face < shapes.Count; face++)
        {
            builder.AddFace(shapes[face], face, frame);
        }

        builder.SplitAtCorners();
        return new ArcNetwork([.. builder.Arcs()]).Thinned(tolerance);
    }

    private void AddFace(Geometry shape, int face, MapFrame frame)
    {
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            if (shape.GetGeometryN(i) is Polygon polygon)
            {
                AddRing(polygon.ExteriorRing, face, frame, faceOnLeft: true);
                foreach (var hole in polygon.InteriorRings)
                {
                    AddRing(hole, face, frame, faceOnLeft: false);
                }
            }
        }
    }

    private void AddRing(LineString line, int face, MapFrame frame, bool faceOnLeft)
    {
        var ring = new List<GridPoint>(line.NumPoints);
        foreach (var c in line.Coordinates)
        {
            var point = frame.Place(c.X, c.Y);
            if (ring.Count == 0 || ring[^1] != point)
            {
                ring.Add(point);
            }
        }

        if (ring.Count < 4)
        {
            return;
        }

        if (TwiceArea(ring) > 0 != faceOnLeft)
        {
            ring.Reverse();
        }

        rings.Add(ring);
        faceOf.Add(face);
        Count(ring, face);
    }

    private void Count(List<GridPoint> ring, int face)
    {
        for (var i = 1; i < ring.Count; i++)
        {
            Side(ring[i - 1], ring[i]).Add(face);
        }
    }

    private List<int> Side(GridPoint from, GridPoint to)
    {
        if (!sides.TryGetValue((from, to), out var faces))
        {
            sides[(from, to)] = faces = [];
        }

        return faces;
    }

    private void SplitAtCorners()
    {
        for (var round = 0; round < 4; round++)
        {
            var lonely = sides.Keys.Where(e => !sides.ContainsKey((e.To, e.From))).ToHashSet();
            var corners = new CornerGrid(lonely.SelectMany(e => new[] { e.From, e.To }));
            var changed = false;
            sides.Clear();
            for (var r = 0; r < rings.Count; r++)
            {
                var split = Split(rings[r], lonely, corners);
                changed |= split.Count != rings[r].Count;
                rings[r] = split;
                Count(split, faceOf[r]);
            }

            if (!changed)
            {
                return;
            }
        }
    }

    private static List<GridPoint> Split(List<GridPoint> ring, HashSet<(GridPoint, GridPoint)> lonely, CornerGrid corners)
    {
        var split = new List<GridPoint>(ring.Count) { ring[0] };
        for (var i = 1; i < ring.Count; i++)
        {
            if (lonely.Contains((ring[i - 1], ring[i])))
            {
                split.AddRange(corners.On(ring[i - 1], ring[i], Reach));
            }

            split.Add(ring[i]);
        }

        return split;
    }

    /// <summary>Edges whose two sides differ, chained through every corner where just two of the same pair of faces meet.</summary>
    private IEnumerable<Arc> Arcs()
    {
        var edges = NetEdges().ToList();
        var at = edges.SelectMany(e => new[] { (Point: e.From, Edge: e), (Point: e.To, Edge: e) }).ToLookup(x => x.Point, x => x.Edge);
        var done = new HashSet<Edge>();
        foreach (var start in edges.OrderBy(e => Passes(e.From) ? 1 : 0))
        {
            if (done.Add(start))
            {
                var points = new List<GridPoint> { start.From, start.To };
                for (var here = start; Passes(here.To) && points[^1] != points[0];)
                {
                    here = at[here.To].First(e => e != here);
                    if (!done.Add(here))
                    {
                        break;
                    }

                    points.Add(here.To);
                }

                yield return new Arc(start.Left, start.Right, points);
            }
        }

        bool Passes(GridPoint p)
        {
            var meeting = at[p].Take(3).ToArray();
            return meeting.Length == 2 && meeting[0].Left == meeting[1].Left && meeting[0].Right == meeting[1].Right
                && (meeting[0].To == meeting[1].From || meeting[1].To == meeting[0].From);
        }
    }

    /// <summary>
    /// Each border edge once, directed so that the lower-numbered face (the outside last) lies on its left. Where rounding
    /// laid more than two faces on one edge, those left over face the outside, so that every face stays closed.
    /// </summary>
    private IEnumerable<Edge> NetEdges()
    {
        foreach (var ((from, to), faces) in sides)
        {
            var opposite = sides.GetValueOrDefault((to, from)) ?? [];
            if (opposite.Count > 0 && (from.X, from.Y).CompareTo((to.X, to.Y)) > 0)
            {
                continue;
            }

            var left = Without(faces, opposite);
            var right = Without(opposite, faces);
            for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
            {
                var (l, r) = (i < left.Count ? left[i] : ArcNetwork.Outside, i < right.Count ? right[i] : ArcNetwork.Outside);
                yield return l != ArcNetwork.Outside && (r == ArcNetwork.Outside || l < r) ? new Edge(from, to, l, r) : new Edge(to, from, r, l);
            }
        }
    }

    private static List<int> Without(List<int> faces, List<int> others)
    {
        var rest = new List<int>(faces);
        foreach (var face in others)
        {
            rest.Remove(face);
        }

        rest.Sort();
        return rest;
    }

    private static long TwiceArea(List<GridPoint> ring)
    {
        long sum = 0;
        for (var i = 1; i < ring.Count; i++)
        {
            sum += ((long)ring[i - 1].X * ring[i].Y) - ((long)ring[i].X * ring[i - 1].Y);
        }

        return sum;
    }

    /// <remarks>A class: two edges of the same corners and faces are two.</remarks>
    private sealed class Edge(GridPoint from, GridPoint to, int left, int right)
    {
        public GridPoint From { get; } = from;

        public GridPoint To { get; } = to;

        public int Left { get; } = left;

        public int Right { get; } = right;
    }
}
