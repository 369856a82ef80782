using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace Daira.Core.Space.Repair;

/// <summary>Makes an invalid area valid, and says what was wrong and what it cost.</summary>
/// <remarks>
/// Validity is that of OGC Simple Features (ISO 19125-1, 6.1.11). Every ring is rebuilt from its noded lines, so that the
/// area that a self-crossing ring encloses is kept on both sides of the crossing; nothing is moved and no part is dropped
/// except parts without area.
/// </remarks>
public static class ShapeRepair
{
    /// <summary>The same area as a valid polygon or multipolygon; a valid one comes back as it is.</summary>
    /// <param name="shape">Polygon or multipolygon in any planar unit.</param>
    /// <exception cref="ArgumentException">The geometry is neither a polygon nor a multipolygon.</exception>
    public static RepairedShape Repair(Geometry shape)
    {
        if (shape is not IPolygonal)
        {
            throw new ArgumentException($"A {shape.GeometryType} is not an area; allowed are Polygon and MultiPolygon.", nameof(shape));
        }

        var fault = new IsValidOp(shape).ValidationError;
        if (fault is null)
        {
            return new RepairedShape(shape, null, null, shape.Area, shape.Area);
        }

        var repaired = GeometryFixer.Fix(new GeometryEditor().Edit(shape, new WithoutReturns()));
        return new RepairedShape(repaired, Name(fault.ErrorType), fault.Coordinate, shape.Area, repaired.Area);
    }

    /// <summary>
    /// Points at which a ring turns back the way it came, to the point before, enclose nothing and are left out: a ring that goes over one
    /// line again and again would be noded in the square of the times.
    /// </summary>
    private sealed class WithoutReturns : GeometryEditor.CoordinateOperation
    {
        public override Coordinate[] Edit(Coordinate[] coordinates, Geometry geometry)
        {
            var kept = new List<Coordinate>(coordinates.Length);
            foreach (var point in coordinates)
            {
                if (kept.Count > 0 && kept[^1].Equals2D(point))
                {
                    continue;
                }

                if (kept.Count > 1 && kept[^2].Equals2D(point))
                {
                    kept.RemoveAt(kept.Count - 1);
                    continue;
                }

                kept.Add(point);
            }

            return kept.Count < LinearRing.MinimumValidSize ? [] : [.. kept];
        }
    }

    private static ShapeFault Name(TopologyValidationErrors error) => error switch
    {
        TopologyValidationErrors.SelfIntersection => ShapeFault.BoundaryCrossesItself,
        TopologyValidationErrors.RingSelfIntersection => ShapeFault.RingTouchesItself,
        TopologyValidationErrors.HoleOutsideShell => ShapeFault.HoleOutsideShell,
        TopologyValidationErrors.NestedHoles => ShapeFault.NestedHoles,
        TopologyValidationErrors.NestedShells => ShapeFault.NestedShells,
        TopologyValidationErrors.DisconnectedInteriors => ShapeFault.InteriorCutApart,
        TopologyValidationErrors.DuplicateRings => ShapeFault.RingTwice,
        TopologyValidationErrors.TooFewPoints => ShapeFault.TooFewPoints,
        TopologyValidationErrors.RingNotClosed => ShapeFault.RingNotClosed,
        TopologyValidationErrors.InvalidCoordinate => ShapeFault.CoordinateNotFinite,
        _ => ShapeFault.Other,
    };
}

/// <summary>A valid shape with the history of its repair.</summary>
/// <param name="Shape">Valid polygon or multipolygon.</param>
/// <param name="Fault">The first fault found; null when there was none.</param>
/// <param name="Where">Where that fault lies, in the shape's units; null when there was none.</param>
/// <param name="AreaBefore">Area by the shoelace formula of the rings as received, in squared units of the shape; lobes of opposite turn cancel in it.</param>
/// <param name="AreaAfter">Area of the valid shape, in the same unit.</param>
public sealed record RepairedShape(Geometry Shape, ShapeFault? Fault, Coordinate? Where, double AreaBefore, double AreaAfter)
{
    /// <summary>Whether anything had to be repaired.</summary>
    public bool WasInvalid => Fault is not null;
}

/// <summary>What was wrong with a shape, in the order in which validity is checked.</summary>
public enum ShapeFault
{
    /// <summary>A coordinate is NaN or infinite.</summary>
    CoordinateNotFinite,

    /// <summary>A ring has fewer than four points.</summary>
    TooFewPoints,

    /// <summary>A ring's last point is not its first.</summary>
    RingNotClosed,

    /// <summary>Two pieces of the boundary cross or overlap.</summary>
    BoundaryCrossesItself,

    /// <summary>A ring meets itself in a point.</summary>
    RingTouchesItself,

    /// <summary>A hole lies outside its shell.</summary>
    HoleOutsideShell,

    /// <summary>A hole lies in another hole.</summary>
    NestedHoles,

    /// <summary>A part lies in another part.</summary>
    NestedShells,

    /// <summary>Rings that touch cut the interior into pieces.</summary>
    InteriorCutApart,

    /// <summary>The same ring stands twice.</summary>
    RingTwice,

    /// <summary>Another fault of the rings.</summary>
    Other,
}
