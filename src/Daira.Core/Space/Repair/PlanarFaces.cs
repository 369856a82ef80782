using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snapround;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace Daira.Core.Space.Repair;

/// <summary>The faces of a plane cut by lines, all corners on one grid; the raw material of every clean coverage.</summary>
internal sealed class PlanarFaces
{
    /// <summary>A face that belongs to no shape.</summary>
    public const int NoOwner = -1;

    private readonly Polygon[] faces;
    private readonly Dictionary<Edge, int> left = [];

    private PlanarFaces(Polygon[] faces)
    {
        this.faces = faces;
        for (var f = 0; f < faces.Length; f++)
        {
            foreach (var edge in EdgesOf(faces[f]))
            {
                left.Add(edge, f);
            }
        }
    }

    public int Count => faces.Length;

    public Polygon this[int face] => faces[face];

    /// <param name="lines">Linear geometries, crossing or not.</param>
    /// <param name="scale">Grid cells per unit.</param>
    public static PlanarFaces Of(IEnumerable<Geometry> lines, double scale)
    {
        var strings = lines.SelectMany(LinearComponentExtracter.GetLines)
            .Where(line => line.NumPoints > 1)
            .Select(ISegmentString (line) => new NodedSegmentString(line.Coordinates, null))
            .ToList();
        var noder = new SnapRoundingNoder(new PrecisionModel(scale));
        noder.ComputeNodes(strings);
        var factory = new GeometryFactory(new PrecisionModel(), 4326);
        var polygonizer = new Polygonizer();
        foreach (var line in Once(noder.GetNodedSubstrings()))
        {
            polygonizer.Add(factory.CreateLineString(line));
        }

        return new PlanarFaces([.. polygonizer.GetPolygons().Cast<Polygon>().Select(Oriented)]);
    }

    /// <summary>Whether every neighbour across the face's border is a face too, so that it does not open to the outside.</summary>
    public bool IsEnclosed(int face) => EdgesOf(faces[face]).All(edge => left.ContainsKey(edge.Reversed));

    /// <summary>The faces across the border, once per border segment, with that segment's length.</summary>
    public IEnumerable<(int Neighbour, double Length)> BordersOf(int face)
    {
        foreach (var edge in EdgesOf(faces[face]))
        {
            if (left.TryGetValue(edge.Reversed, out var neighbour))
            {
                yield return (neighbour, edge.Length);
            }
        }
    }

    /// <summary>One valid geometry per owner 0…<paramref name="ownerCount"/>−1; shared borders keep all their points.</summary>
    public Geometry[] Merge(int[] owners, int ownerCount)
    {
        var parts = new List<Geometry>[ownerCount];
        for (var f = 0; f < faces.Length; f++)
        {
            if (owners[f] >= 0)
            {
                (parts[owners[f]] ??= []).Add(faces[f]);
            }
        }

        return [.. parts.Select(p => CoverageMerge.Union(p ?? []))];
    }

    /// <summary>Shells anticlockwise, holes clockwise: the face lies to the left of each of its edges.</summary>
    private static Polygon Oriented(Polygon face)
    {
        var factory = face.Factory;
        return factory.CreatePolygon(
            Turn((LinearRing)face.ExteriorRing, anticlockwise: true),
            [.. face.InteriorRings.Select(hole => Turn((LinearRing)hole, anticlockwise: false))]);
    }

    private static LinearRing Turn(LinearRing ring, bool anticlockwise) =>
        ring.IsCCW == anticlockwise ? ring : (LinearRing)ring.Reverse();

    private static IEnumerable<Edge> EdgesOf(Polygon face)
    {
        foreach (var ring in face.InteriorRings.Prepend(face.ExteriorRing))
        {
            var points = ring.CoordinateSequence;
            for (var i = 1; i < points.Count; i++)
            {
                yield return new Edge(points.GetX(i - 1), points.GetY(i - 1), points.GetX(i), points.GetY(i));
            }
        }
    }

    /// <summary>Each segment once, cut into single segments, whatever way round it came.</summary>
    private static IEnumerable<Coordinate[]> Once(IEnumerable<ISegmentString> strings)
    {
        var seen = new HashSet<Edge>();
        foreach (var line in strings)
        {
            for (var i = 1; i < line.Count; i++)
            {
                var (a, b) = (line.Coordinates[i - 1], line.Coordinates[i]);
                var edge = new Edge(a.X, a.Y, b.X, b.Y);
                if (!a.Equals2D(b) && !seen.Contains(edge.Reversed) && seen.Add(edge))
                {
                    yield return [a, b];
                }
            }
        }
    }

    private readonly record struct Edge(double X0, double Y0, double X1, double Y1)
    {
        public Edge Reversed => new(X1, Y1, X0, Y0);

        public double Length => double.Hypot(X1 - X0, Y1 - Y0);
    }
}
