using System.Collections.Concurrent;
using Daira.Elections.Places;
using NetTopologySuite.Algorithm.Construct;
using NetTopologySuite.Simplify;

namespace Daira.Web.Pages.Places;

/// <summary>The largest circle inside each shape: where letters stand, and how large they may be. Found once for a version of the data.</summary>
public sealed class Rooms(ShapeCatalogue shapes)
{
    private readonly ConcurrentDictionary<string, Room?> found = new();

    /// <summary>Null for a place without a shape.</summary>
    public Room? Of(string place) => found.GetOrAdd(place, code => shapes.Find(code) is { Geometry.IsEmpty: false } shape ? Find(shape) : null);

    /// <summary>Letters need no exact circle: it is sought in the largest part, with its outline reduced to a few corners.</summary>
    private static Room Find(PlaceShape shape)
    {
        var part = Enumerable.Range(0, shape.Geometry.NumGeometries).Select(shape.Geometry.GetGeometryN).MaxBy(g => g.Area)!;
        var extent = Math.Max(part.EnvelopeInternal.Width, part.EnvelopeInternal.Height);
        var few = DouglasPeuckerSimplifier.Simplify(part, extent / 40);
        var circle = new MaximumInscribedCircle(few.IsEmpty || few.Area <= 0 ? part : few, extent / 30);
        var centre = circle.GetCenter();
        return new Room(centre.X, centre.Y, circle.GetRadiusLine().Length);
    }

    /// <param name="Radius">Degrees.</param>
    public readonly record struct Room(double Longitude, double Latitude, double Radius);
}
