using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Daira.Core.Space.Crosswalks;

/// <summary>
/// How the figures of one set of areas pass to another: each old area's figures go to the new ones in proportion to the inhabitants of
/// their common parts, or to the parts' areas where inhabitants are not known more finely. What had to be guessed is said.
/// </summary>
/// <remarks>
/// Dasymetric and areal weighting (Goodchild and Lam 1980; Eicher and Brewer 2001). Areas are measured on the sphere, by
/// Lambert's cylindrical equal-area projection.
/// </remarks>
public static class Crosswalk
{
    /// <param name="from">The old areas: valid polygons or multipolygons in degrees.</param>
    /// <param name="to">The new areas, likewise; they do not overlap each other.</param>
    /// <param name="inhabitants">Where people live, more finely than the old areas; empty when only areas are known.</param>
    /// <param name="settings">Null for the defaults.</param>
    /// <param name="stop">Stops the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An area is not polygonal, or settings are out of range.</exception>
    public static CrosswalkTable Between(
        IReadOnlyList<Geometry> from, IReadOnlyList<Geometry> to, IReadOnlyList<Inhabited> inhabitants, CrosswalkSettings? settings = null, CancellationToken stop = default)
    {
        settings ??= new CrosswalkSettings();
        settings.Check();
        var targets = new AreaIndex([.. to.Select(EqualArea)]);
        Inhabited[] people = [.. inhabitants.Where(p => p.Inhabitants > 0).Select(p => p with { Shape = EqualArea(p.Shape) })];
        var homes = new STRtree<Inhabited>();
        foreach (var home in people)
        {
            homes.Insert(home.Shape.EnvelopeInternal, home);
        }

        var parts = new List<CrosswalkPart>();
        var (uncovered, guessed) = (new double[from.Count], new double[from.Count]);
        for (var i = 0; i < from.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            var source = new Source(i, EqualArea(from[i]), settings);
            var common = source.Common(targets);
            uncovered[i] = common.Count == 0 ? 1 : double.Max(0, 1 - common.Sum(c => c.Share));
            var passed = source.Pass(common, people.Length == 0 ? [] : homes.Query(source.Shape.EnvelopeInternal));
            guessed[i] = passed.Guessed;
            parts.AddRange(passed.Parts);
        }

        return new CrosswalkTable(from.Count, to.Count, parts, uncovered, guessed);
    }

    /// <summary>Longitude stays, latitude becomes its sine: areas on the plane are then areas on the sphere.</summary>
    private static Geometry EqualArea(Geometry shape)
    {
        if (shape is not (IPolygonal or Point))
        {
            throw new ArgumentException($"A {shape.GeometryType} is neither an area nor a point; allowed are Polygon, MultiPolygon and, for inhabitants, Point.", nameof(shape));
        }

        var copy = shape.Copy();
        copy.Apply(new SineOfLatitude());
        copy.GeometryChanged();
        return copy;
    }

    /// <summary>One old area.</summary>
    private sealed class Source(int index, Geometry shape, CrosswalkSettings settings)
    {
        public Geometry Shape { get; } = shape;

        /// <summary>The new areas it shares more than a sliver with, and which share of its own area.</summary>
        public List<(int To, Geometry Shape, double Share)> Common(AreaIndex targets)
        {
            var common = targets.Common(Shape).Select(c => (c.To, c.Shape, Share: c.Shape.Area / Shape.Area)).Where(c => c.Share >= settings.Sliver).ToList();
            // What differs by a sliver is the drawing, not the border.
            var rest = 1 - common.Sum(c => c.Share);
            return common.Count > 0 && rest < settings.Sliver ? common.ConvertAll(c => (c.To, c.Shape, c.Share / (1 - rest))) : common;
        }

        public (IReadOnlyList<CrosswalkPart> Parts, double Guessed) Pass(List<(int To, Geometry Shape, double Share)> common, IList<Inhabited> homes)
        {
            if (common is [var only] && only.Share >= 1 - settings.Sliver)
            {
                return ([new CrosswalkPart(index, only.To, 1, CrosswalkBasis.Whole)], 0);
            }

            var counted = common.Select(c => Living(c.Shape, homes)).ToArray();
            var all = counted.Sum(c => c.Inhabitants);
            var covered = common.Sum(c => c.Share);
            return common.Count == 0 ? ([], 0)
                : all <= 0 ? ([.. common.Select(c => new CrosswalkPart(index, c.To, c.Share, CrosswalkBasis.Area))], covered)
                : ([.. common.Zip(counted, (c, n) => new CrosswalkPart(index, c.To, n.Inhabitants / all, CrosswalkBasis.Population)).Where(p => p.Share > 0)], counted.Sum(c => c.Guessed) / all);
        }

        /// <summary>Inhabitants of a part: those known to live in it, and of those whose home area the part cuts, the share of that area.</summary>
        private (double Inhabitants, double Guessed) Living(Geometry part, IList<Inhabited> homes)
        {
            var prepared = PreparedGeometryFactory.Prepare(part);
            var (living, guessed) = (0d, 0d);
            foreach (var home in homes.Where(h => prepared.Intersects(h.Shape)))
            {
                var share = home.Shape is Point || prepared.Covers(home.Shape) ? 1 : OverlayNGRobust.Overlay(part, home.Shape, SpatialFunction.Intersection).Area / home.Shape.Area;
                var isWhole = share >= 1 - settings.Sliver;
                var here = share < settings.Sliver ? 0 : isWhole ? home.Inhabitants : share * home.Inhabitants;
                living += here;
                guessed += isWhole ? 0 : here;
            }

            return (living, guessed);
        }
    }

    /// <summary>The new areas, found by where they lie.</summary>
    private sealed class AreaIndex
    {
        private readonly Geometry[] areas;
        private readonly IPreparedGeometry[] prepared;
        private readonly STRtree<int> tree = new();

        public AreaIndex(Geometry[] areas)
        {
            this.areas = areas;
            prepared = [.. areas.Select(PreparedGeometryFactory.Prepare)];
            for (var i = 0; i < areas.Length; i++)
            {
                tree.Insert(areas[i].EnvelopeInternal, i);
            }
        }

        public IEnumerable<(int To, Geometry Shape)> Common(Geometry area)
        {
            foreach (var to in tree.Query(area.EnvelopeInternal).Order().Where(i => prepared[i].Intersects(area)))
            {
                var common = prepared[to].Covers(area) ? area : OverlayNGRobust.Overlay(areas[to], area, SpatialFunction.Intersection);
                if (common.Area > 0)
                {
                    yield return (to, common);
                }
            }
        }
    }

    private sealed class SineOfLatitude : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 0; i < seq.Count; i++)
            {
                seq.SetY(i, double.RadiansToDegrees(double.Sin(double.DegreesToRadians(seq.GetY(i)))));
            }
        }
    }
}

/// <summary>People who live somewhere: in a small area, or at a point.</summary>
/// <param name="Shape">Polygon, multipolygon or point in degrees.</param>
/// <param name="Inhabitants">≥ 0.</param>
public sealed record Inhabited(Geometry Shape, double Inhabitants);

/// <summary>How a crosswalk is made.</summary>
public sealed record CrosswalkSettings
{
    /// <summary>Common parts below this share of an area are differences of drawing and count for nothing. 0…0.1.</summary>
    public double Sliver { get; init; } = 0.002;

    internal void Check()
    {
        if (!(Sliver is >= 0 and <= 0.1))
        {
            throw new ArgumentException($"The sliver is {Sliver}; allowed are 0 to 0.1.");
        }
    }
}

/// <summary>What a part's share rests on.</summary>
public enum CrosswalkBasis
{
    /// <summary>The old area lies in one new one: nothing is computed.</summary>
    Whole,

    /// <summary>Inhabitants of the common part.</summary>
    Population,

    /// <summary>Area of the common part; inhabitants are not known more finely.</summary>
    Area,
}

/// <summary>What passes from one old area to one new one.</summary>
/// <param name="From">Position of the old area.</param>
/// <param name="To">Position of the new area.</param>
/// <param name="Share">Share of the old area's figures, 0…1.</param>
public readonly record struct CrosswalkPart(int From, int To, double Share, CrosswalkBasis Basis);

/// <summary>A crosswalk between two sets of areas.</summary>
/// <param name="From">How many old areas.</param>
/// <param name="To">How many new areas.</param>
/// <param name="Parts">By old area, then by new one.</param>
/// <param name="Uncovered">For each old area, the share of its own area that lies in no new one; by population nothing of its figures is lost with it, by area this share is.</param>
/// <param name="Guessed">For each old area, the share of its figures that passes by area alone, 0…1.</param>
public sealed record CrosswalkTable(int From, int To, IReadOnlyList<CrosswalkPart> Parts, IReadOnlyList<double> Uncovered, IReadOnlyList<double> Guessed)
{
    /// <summary>Figures of the old areas on the new ones; null where no old figure that is known arrives.</summary>
    /// <param name="figures">One per old area; null where unknown, which makes every new area it passes to unknown.</param>
    /// <exception cref="ArgumentException">Another number of figures.</exception>
    public double?[] Carry(IReadOnlyList<double?> figures)
    {
        if (figures.Count != From)
        {
            throw new ArgumentException($"There are {figures.Count} figures for {From} areas.", nameof(figures));
        }

        var carried = new double?[To];
        var unknown = new bool[To];
        foreach (var part in Parts)
        {
            unknown[part.To] |= figures[part.From] is null;
            carried[part.To] = (carried[part.To] ?? 0) + (part.Share * (figures[part.From] ?? 0));
        }

        for (var i = 0; i < To; i++)
        {
            carried[i] = unknown[i] ? null : carried[i];
        }

        return carried;
    }

    /// <summary>For each new area, which share of what arrives was guessed, weighted by a figure such as all votes; 0 where nothing arrives.</summary>
    /// <param name="weights">One per old area, ≥ 0.</param>
    public double[] GuessedShares(IReadOnlyList<double> weights)
    {
        var (all, guessed) = (new double[To], new double[To]);
        foreach (var part in Parts)
        {
            var arrives = part.Share * weights[part.From];
            all[part.To] += arrives;
            guessed[part.To] += arrives * Guessed[part.From];
        }

        return [.. all.Zip(guessed, (a, g) => a > 0 ? g / a : 0)];
    }
}
