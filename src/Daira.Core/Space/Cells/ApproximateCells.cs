using Daira.Core.Space.Repair;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Daira.Core.Space.Cells;

/// <summary>
/// Approximate territories where only points are known: each outline is shared out among the points that belong to it,
/// every place going to the nearest point (Voronoi 1908, cut by the outline).
/// </summary>
/// <remarks>
/// Distances are measured on a plane local to each outline: degrees of longitude shrunk by the cosine of its middle latitude.
/// The map to that plane is affine, so that straight borders stay straight. Outlines and cells are noded together on one
/// grid: the cells of an outline partition it exactly, and borders have the same points on both sides, across outlines too.
/// </remarks>
public static class ApproximateCells
{
    private const double KilometresPerDegree = 111.195;

    /// <param name="outlines">Valid areas of one clean coverage (see <see cref="CoverageRepair"/>), WGS 84 degrees.</param>
    /// <param name="points">Points with the outline that each belongs to.</param>
    /// <returns>The cells in the order of the points, and the outlines with the new corners on their borders.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A point names an outline that is not there.</exception>
    public static CellCoverage Share(IReadOnlyList<Geometry> outlines, IReadOnlyList<CellPoint> points)
    {
        var plots = Plots(outlines, points);
        var lines = outlines.Select(o => o.Boundary).Concat(plots.SelectMany(p => p.Borders()));
        var faces = PlanarFaces.Of(lines, CoverageRepair.DefaultScale);
        var plotOf = new int[faces.Count];
        var cellOf = new int[faces.Count];
        for (var f = 0; f < faces.Count; f++)
        {
            var inside = faces[f].InteriorPoint.Coordinate;
            plotOf[f] = Array.FindIndex(plots, p => p.Contains(inside));
            cellOf[f] = plotOf[f] < 0 ? PlanarFaces.NoOwner : plots[plotOf[f]].Nearest(inside);
        }

        var cells = faces.Merge(cellOf, points.Count);
        var moved = plots.SelectMany(p => p.Moved).OrderBy(m => m.Point).ToArray();
        int[] without = [.. Enumerable.Range(0, points.Count).Where(i => cells[i].IsEmpty)];
        return new CellCoverage(cells, faces.Merge(plotOf, outlines.Count), moved, without);
    }

    private static Plot[] Plots(IReadOnlyList<Geometry> outlines, IReadOnlyList<CellPoint> points)
    {
        var members = points.Select((p, i) => (Point: p, Index: i)).ToLookup(p => p.Point.Outline);
        foreach (var stray in members.Where(m => m.Key < 0 || m.Key >= outlines.Count))
        {
            throw new ArgumentOutOfRangeException(nameof(points), stray.Key, $"A point belongs to outline {stray.Key}; allowed are 0 to {outlines.Count - 1}.");
        }

        return [.. outlines.Select((outline, i) => new Plot(outline, [.. members[i]]))];
    }

    /// <summary>One outline with its points, in the plane where distances are measured.</summary>
    private sealed class Plot
    {
        private readonly Geometry outline;
        private readonly IndexedPointInAreaLocator locator;
        private readonly double shrink;
        private readonly (Coordinate At, int Index)[] sites;

        public Plot(Geometry outline, (CellPoint Point, int Index)[] points)
        {
            this.outline = outline;
            locator = new IndexedPointInAreaLocator(outline);
            shrink = double.Cos(double.DegreesToRadians(outline.EnvelopeInternal.Centre?.Y ?? 0));
            sites = [.. points.Select(p => (OnPlane(Inside(p.Point, p.Index)), p.Index))];
        }

        public List<MovedPoint> Moved { get; } = [];

        public bool Contains(Coordinate point) =>
            outline.EnvelopeInternal.Contains(point) && locator.Locate(point) == Location.Interior;

        /// <summary>The point whose cell this is; of several at one distance the first.</summary>
        public int Nearest(Coordinate point)
        {
            var at = OnPlane(point);
            return sites.Length == 0 ? PlanarFaces.NoOwner : sites.MinBy(s => s.At.Distance(at)).Index;
        }

        /// <summary>The lines between cells, cut at the outline.</summary>
        public IEnumerable<Geometry> Borders()
        {
            if (sites.Length < 2)
            {
                return [];
            }

            var onPlane = ToPlane.Transform(outline);
            var frame = onPlane.EnvelopeInternal.Copy();
            frame.ExpandBy(frame.Diameter);
            var back = ToPlane.GetInverse();
            return VoronoiBorders.Between([.. sites.Select(s => s.At)], frame).Select(border =>
                back.Transform(OverlayNGRobust.Overlay(onPlane.Factory.CreateLineString([border.From, border.To]), onPlane, SpatialFunction.Intersection)));
        }

        private Coordinate Inside(CellPoint point, int index)
        {
            var at = new Coordinate(point.Longitude, point.Latitude);
            if (locator.Locate(at) != Location.Exterior)
            {
                return at;
            }

            var there = outline.Factory.CreatePoint(OnPlane(at));
            var nearest = DistanceOp.NearestPoints(ToPlane.Transform(outline), there)[0];
            Moved.Add(new MovedPoint(index, nearest.Distance(there.Coordinate) * KilometresPerDegree));
            return new Coordinate(nearest.X / shrink, nearest.Y);
        }

        private AffineTransformation ToPlane => AffineTransformation.ScaleInstance(shrink, 1);

        private Coordinate OnPlane(Coordinate c) => new(c.X * shrink, c.Y);
    }
}

/// <summary>A point that stands for a territory.</summary>
/// <param name="Longitude">Degrees, −180…180.</param>
/// <param name="Latitude">Degrees, −90…90.</param>
/// <param name="Outline">Position of the outline it belongs to.</param>
public readonly record struct CellPoint(double Longitude, double Latitude, int Outline);

/// <summary>Cells that partition their outlines.</summary>
/// <param name="Cells">One valid area per point, in the order of the points; empty for those in <paramref name="Without"/>.</param>
/// <param name="Outlines">The outlines in their order, with the corners where cells meet their border.</param>
/// <param name="Moved">Points that lay outside their outline and were taken at the nearest place on its border.</param>
/// <param name="Without">Positions of the points that got no cell: another of the same outline stands at the same place, or the outline is empty.</param>
public sealed record CellCoverage(
    IReadOnlyList<Geometry> Cells,
    IReadOnlyList<Geometry> Outlines,
    IReadOnlyList<MovedPoint> Moved,
    IReadOnlyList<int> Without);

/// <summary>A point outside its outline.</summary>
/// <param name="Point">Its position in the list of points.</param>
/// <param name="Kilometres">How far outside it lay.</param>
public readonly record struct MovedPoint(int Point, double Kilometres);
