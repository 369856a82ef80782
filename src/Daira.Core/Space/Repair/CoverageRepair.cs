using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Daira.Core.Space.Repair;

/// <summary>
/// Turns neighbouring shapes into one clean coverage: no overlap, no sliver, and every shared border the same points on both sides.
/// </summary>
/// <remarks>
/// All borders are noded together on a fine grid; each face between them then belongs to exactly one shape. A face claimed
/// by several shapes, or an enclosed face claimed by none, goes to the claimant (or neighbour) with the longest border on it.
/// </remarks>
public static class CoverageRepair
{
    /// <summary>Grid on which borders are noded: 1e-7 of the unit, about 1 cm for degrees.</summary>
    public const double DefaultScale = 1e7;

    /// <param name="shapes">Polygons or multipolygons, valid or not, in one planar unit.</param>
    /// <param name="largestGap">Enclosed gaps up to this area (squared units) are closed; larger ones stay, as lakes and enclaves do. ≥ 0.</param>
    /// <param name="scale">Grid cells per unit. &gt; 0.</param>
    /// <returns>One valid shape per input, in the same order, and what was done to it.</returns>
    public static CleanCoverage Clean(IReadOnlyList<Geometry> shapes, double largestGap = double.PositiveInfinity, double scale = DefaultScale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(largestGap);
        var repaired = shapes.Select(ShapeRepair.Repair).ToArray();
        var faces = PlanarFaces.Of(repaired.Select(r => r.Shape.Boundary), scale);
        var claims = Claims(faces, repaired);
        var owners = new int[faces.Count];
        var disputes = new List<DisputedFace>();
        for (var f = 0; f < faces.Count; f++)
        {
            owners[f] = claims[f].Count == 1 ? claims[f][0] : PlanarFaces.NoOwner;
        }

        Settle(faces, claims, owners, largestGap, disputes);
        return new CleanCoverage(repaired, faces.Merge(owners, shapes.Count), disputes);
    }

    private static List<int>[] Claims(PlanarFaces faces, RepairedShape[] repaired)
    {
        var index = new STRtree<int>();
        for (var i = 0; i < repaired.Length; i++)
        {
            index.Insert(repaired[i].Shape.EnvelopeInternal, i);
        }

        var locators = repaired.Select(r => new IndexedPointInAreaLocator(r.Shape)).ToArray();
        var claims = new List<int>[faces.Count];
        for (var f = 0; f < faces.Count; f++)
        {
            var inside = faces[f].InteriorPoint.Coordinate;
            claims[f] = [.. index.Query(new Envelope(inside)).Where(i => locators[i].Locate(inside) == Location.Interior).Order()];
        }

        return claims;
    }

    /// <summary>Repeated until nothing changes, because a sliver may border only on other slivers.</summary>
    private static void Settle(PlanarFaces faces, List<int>[] claims, int[] owners, double largestGap, List<DisputedFace> disputes)
    {
        var open = Enumerable.Range(0, faces.Count)
            .Where(f => claims[f].Count > 1 || (claims[f].Count == 0 && faces[f].Area <= largestGap && faces.IsEnclosed(f)))
            .ToList();
        for (var progress = true; progress && open.Count > 0;)
        {
            var settled = open.Select(f => (Face: f, Owner: LongestBorder(faces, f, owners, claims[f]))).Where(s => s.Owner >= 0).ToList();
            foreach (var (f, owner) in settled)
            {
                owners[f] = owner;
                disputes.Add(new DisputedFace(faces[f].InteriorPoint.Coordinate, faces[f].Area, claims[f], owner));
            }

            progress = settled.Count > 0;
            open.RemoveAll(f => owners[f] >= 0);
        }

        foreach (var f in open.Where(f => claims[f].Count > 1))
        {
            owners[f] = claims[f][0];
            disputes.Add(new DisputedFace(faces[f].InteriorPoint.Coordinate, faces[f].Area, claims[f], owners[f]));
        }
    }

    private static int LongestBorder(PlanarFaces faces, int face, int[] owners, List<int> claimants)
    {
        var lengths = new SortedDictionary<int, double>();
        foreach (var (neighbour, length) in faces.BordersOf(face))
        {
            var owner = owners[neighbour];
            if (owner >= 0 && (claimants.Count == 0 || claimants.Contains(owner)))
            {
                lengths[owner] = lengths.GetValueOrDefault(owner) + length;
            }
        }

        return lengths.Count == 0 ? PlanarFaces.NoOwner : lengths.MaxBy(l => l.Value).Key;
    }
}

/// <summary>Shapes that partition what they cover.</summary>
/// <param name="Repairs">What each shape was before, in the order of the input.</param>
/// <param name="Shapes">The clean shapes, in the order of the input; empty where nothing of a shape remained.</param>
/// <param name="Disputed">Faces that more than one shape claimed, or that lay between shapes unclaimed, and who got them.</param>
public sealed record CleanCoverage(
    IReadOnlyList<RepairedShape> Repairs,
    IReadOnlyList<Geometry> Shapes,
    IReadOnlyList<DisputedFace> Disputed);

/// <summary>A face that was an overlap (several claimants) or a gap (none).</summary>
/// <param name="Where">A point inside it.</param>
/// <param name="Area">Squared units of the shapes.</param>
/// <param name="Claimants">Positions of the shapes that claimed it.</param>
/// <param name="GivenTo">Position of the shape that got it.</param>
public sealed record DisputedFace(Coordinate Where, double Area, IReadOnlyList<int> Claimants, int GivenTo);
