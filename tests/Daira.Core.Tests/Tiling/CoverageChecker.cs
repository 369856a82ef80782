using NetTopologySuite.Geometries;

namespace Daira.Core.Tests.Tiling;

/// <summary>Counts what is wrong with the areas of one layer of one tile, in whole numbers, knowing only the tile.</summary>
/// <remarks>
/// Overlaps: with no two edges crossing, two areas can only overlap where at some corner the angle of one holds an edge of another, or where one lies
/// wholly inside another. Gaps: uncovered places with areas all round; a bay whose mouth is narrower than a unit counts too, and is told apart by asking the source.
/// </remarks>
internal sealed class CoverageChecker
{
    private static readonly GeometryFactory Factory = new();

    private readonly Dictionary<(Pt From, Pt To), int> owners = [];
    private readonly List<Polygon[]> areas = [];

    private CoverageChecker(ReadLayer layer)
    {
        for (var f = 0; f < layer.Features.Length; f++)
        {
            var feature = layer.Features[f];
            if (feature.Type == 3)
            {
                areas.Add(Polygons(feature));
                Note(feature, areas.Count - 1);
            }
        }
    }

    public int Invalid { get; private set; }

    public int Crossings { get; private set; }

    public int Overlaps { get; private set; }

    public List<Pt[]> Gaps { get; } = [];

    public int Vertices { get; private set; }

    public static CoverageChecker Check(ReadLayer layer)
    {
        var checker = new CoverageChecker(layer);
        checker.CountCrossings();
        checker.CountOverlaps();
        checker.FindGaps();
        return checker;
    }

    /// <summary>Specification 4.3.4.4: a positive ring opens an area, negative ones that follow are its holes.</summary>
    private Polygon[] Polygons(ReadFeature feature)
    {
        var rings = new List<(LinearRing Shell, List<LinearRing> Holes)>();
        foreach (var path in feature.Paths)
        {
            Vertices += path.Length;
            if (path.Length < 3 || TwiceArea(path) == 0)
            {
                Invalid++;
                continue;
            }

            var ring = Factory.CreateLinearRing([.. path.Append(path[0]).Select(p => new Coordinate(p.X, p.Y))]);
            if (TwiceArea(path) > 0)
            {
                rings.Add((ring, []));
            }
            else if (rings.Count == 0)
            {
                Invalid++;
            }
            else
            {
                rings[^1].Holes.Add(ring);
            }
        }

        Polygon[] polygons = [.. rings.Select(r => Factory.CreatePolygon(r.Shell, [.. r.Holes]))];
        if (polygons.Length == 0 || !Factory.BuildGeometry(polygons).IsValid || (polygons.Length > 1 && !Factory.CreateMultiPolygon(polygons).IsValid))
        {
            Invalid++;
        }

        return polygons;
    }

    private void Note(ReadFeature feature, int owner)
    {
        foreach (var path in feature.Paths)
        {
            for (int i = 0, j = path.Length - 1; i < path.Length; j = i++)
            {
                if (!owners.TryAdd((new Pt(path[j].X, path[j].Y), new Pt(path[i].X, path[i].Y)), owner))
                {
                    Overlaps++;
                }
            }
        }
    }

    private void CountCrossings()
    {
        var edges = owners.Keys.Where(e => (e.From.X, e.From.Y).CompareTo((e.To.X, e.To.Y)) < 0 || !owners.ContainsKey((e.To, e.From))).ToList();
        var cell = 1 + (int)edges.Select(e => Math.Max(Math.Abs(e.To.X - e.From.X), Math.Abs(e.To.Y - e.From.Y))).DefaultIfEmpty().Average();
        var cells = new Dictionary<(int, int), List<(Pt A, Pt B)>>();
        foreach (var (a, b) in edges)
        {
            for (var cx = Floor(Math.Min(a.X, b.X), cell); cx <= Floor(Math.Max(a.X, b.X), cell); cx++)
            {
                for (var cy = Floor(Math.Min(a.Y, b.Y), cell); cy <= Floor(Math.Max(a.Y, b.Y), cell); cy++)
                {
                    if (!TouchesCell(a, b, cx * cell, cy * cell, cell))
                    {
                        continue;
                    }

                    if (!cells.TryGetValue((cx, cy), out var inCell))
                    {
                        cells.Add((cx, cy), inCell = []);
                    }

                    Crossings += inCell.Count(other => Cross(a, b, other.A, other.B));
                    inCell.Add((a, b));
                }
            }
        }
    }

    private static int Floor(int n, int d) => (int)Math.Floor((double)n / d);

    private static bool TouchesCell(Pt a, Pt b, int x, int y, int size)
    {
        if (Math.Max(a.X, b.X) < x || Math.Min(a.X, b.X) > x + size || Math.Max(a.Y, b.Y) < y || Math.Min(a.Y, b.Y) > y + size)
        {
            return false;
        }

        long[] sides = [Side(a, b, new(x, y)), Side(a, b, new(x + size, y)), Side(a, b, new(x, y + size)), Side(a, b, new(x + size, y + size))];
        return sides.Min() <= 0 && sides.Max() >= 0;
    }

    /// <summary>Whether two edges share anything but an end of both.</summary>
    private static bool Cross(Pt a, Pt b, Pt c, Pt d)
    {
        if (Math.Max(a.X, b.X) < Math.Min(c.X, d.X) || Math.Max(c.X, d.X) < Math.Min(a.X, b.X) || Math.Max(a.Y, b.Y) < Math.Min(c.Y, d.Y) || Math.Max(c.Y, d.Y) < Math.Min(a.Y, b.Y))
        {
            return false;
        }

        var (c1, d1, a1, b1) = (Math.Sign(Side(a, b, c)), Math.Sign(Side(a, b, d)), Math.Sign(Side(c, d, a)), Math.Sign(Side(c, d, b)));
        if (c1 * d1 < 0 && a1 * b1 < 0)
        {
            return true;
        }

        return (c1 == 0 && Within(a, b, c)) || (d1 == 0 && Within(a, b, d)) || (a1 == 0 && Within(c, d, a)) || (b1 == 0 && Within(c, d, b));
    }

    /// <summary>Of a point on the line, whether it lies between the ends and is none of them.</summary>
    private static bool Within(Pt a, Pt b, Pt p) =>
        p != a && p != b && p.X >= Math.Min(a.X, b.X) && p.X <= Math.Max(a.X, b.X) && p.Y >= Math.Min(a.Y, b.Y) && p.Y <= Math.Max(a.Y, b.Y);

    private void CountOverlaps()
    {
        var around = owners.Keys.SelectMany(e => new[] { (At: e.From, Other: e.To), (At: e.To, Other: e.From) }).Distinct().ToLookup(e => e.At, e => e.Other);
        foreach (var corner in around)
        {
            Overlaps += OverlapsAt(corner.Key, [.. corner]);
        }

        Overlaps += Nested(around);
    }

    /// <summary>Round a corner, each turn from one edge to the next must lie in the area left of the one going out and right of the other coming in, or in none.</summary>
    private int OverlapsAt(Pt corner, Pt[] others)
    {
        Array.Sort(others, (p, q) => Angle(corner, p).CompareTo(Angle(corner, q)));
        var faults = 0;
        for (var i = 0; i < others.Length; i++)
        {
            var (first, second) = (others[i], others[(i + 1) % others.Length]);
            var leftOfFirst = owners.GetValueOrDefault((corner, first), -1);
            var rightOfSecond = owners.GetValueOrDefault((second, corner), -1);
            faults += leftOfFirst == rightOfSecond ? 0 : 1;
        }

        return faults;
    }

    private static double Angle(Pt from, Pt to) => Math.Atan2(to.Y - from.Y, to.X - from.X);

    /// <summary>Parts of the border network that lie wholly inside an area that has no edge in them.</summary>
    private int Nested(ILookup<Pt, Pt> around)
    {
        var component = new Dictionary<Pt, int>();
        var firsts = new List<Pt>();
        foreach (var start in around.Select(a => a.Key).Where(p => !component.ContainsKey(p)))
        {
            firsts.Add(start);
            var open = new Stack<Pt>([start]);
            component[start] = firsts.Count - 1;
            while (open.TryPop(out var at))
            {
                foreach (var next in around[at].Where(n => component.TryAdd(n, firsts.Count - 1)))
                {
                    open.Push(next);
                }
            }
        }

        var index = new NetTopologySuite.Index.Strtree.STRtree<Polygon>();
        foreach (var polygon in areas.SelectMany(a => a))
        {
            index.Insert(polygon.EnvelopeInternal, polygon);
        }

        return firsts.Count < 2 ? 0 : firsts.Where((p, i) => IsInsideAnother(p, i)).Count();

        bool IsInsideAnother(Pt p, int own) => index.Query(new Envelope(p.X, p.X, p.Y, p.Y))
            .Any(polygon => component[new Pt((int)polygon.Coordinate.X, (int)polygon.Coordinate.Y)] != own && polygon.Contains(Factory.CreatePoint(new Coordinate(p.X, p.Y))));
    }

    /// <summary>Walks along the uncovered side of edges that belong to one area only.</summary>
    private void FindGaps()
    {
        var open = owners.Keys.Where(e => !owners.ContainsKey((e.To, e.From))).Select(e => (From: e.To, To: e.From)).ToHashSet();
        var outgoing = open.ToLookup(e => e.From, e => e.To);
        while (open.Count > 0)
        {
            var first = open.First();
            var (edge, walk) = (first, new List<Pt>());
            do
            {
                open.Remove(edge);
                walk.Add(edge.From);
                var back = Angle(edge.To, edge.From);
                if (!outgoing.Contains(edge.To))
                {
                    // Edges run twice the same way leave the walk without a way on; they are counted as overlaps already.
                    return;
                }

                var next = outgoing[edge.To].MinBy(n => (back - Angle(edge.To, n) + (4 * Math.PI) - 1e-12) % (2 * Math.PI));
                edge = (edge.To, next);
            }
            while (open.Contains(edge));
            if (TwiceArea([.. walk.Select(p => (p.X, p.Y))]) > 0)
            {
                Gaps.Add([.. walk]);
            }
        }
    }

    private static long Side(Pt a, Pt b, Pt c) => ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X));

    private static long TwiceArea((int X, int Y)[] ring)
    {
        var sum = 0L;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            sum += ((long)ring[j].X * ring[i].Y) - ((long)ring[i].X * ring[j].Y);
        }

        return sum;
    }
}

internal readonly record struct Pt(int X, int Y);
