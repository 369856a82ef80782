using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;

namespace Daira.Core.Space.Repair;

/// <summary>The union of shapes that share borders point for point.</summary>
public static class CoverageMerge
{
    /// <summary>Drops the borders that two of the shapes share; every other border keeps all its points, so that unions still fit their neighbours.</summary>
    /// <param name="shapes">Valid areas of one clean coverage; overlapping ones give a wrong answer, as no crossing is looked for.</param>
    /// <returns>Valid polygon or multipolygon; an empty multipolygon for no shapes.</returns>
    public static Geometry Union(IReadOnlyCollection<Geometry> shapes)
    {
        if (shapes.Count == 0)
        {
            return MultiPolygon.Empty;
        }

        var factory = shapes.First().Factory;
        if (shapes.Count == 1)
        {
            return shapes.First();
        }

        // Where parts enclose a hole that touches the outside in one point, the library makes one ring of both.
        var union = CoverageUnion.Union(factory.BuildGeometry(shapes));
        return union.IsValid ? union : GeometryFixer.Fix(union);
    }
}
