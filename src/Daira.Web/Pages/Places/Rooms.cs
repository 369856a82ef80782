using System.Collections.Concurrent;
using Daira.Elections.Places;
using NetTopologySuite.Algorithm.Construct;

namespace Daira.Web.Pages.Places;

/// <summary>The largest circle inside each shape: where letters stand, and how large they may be. Found once for a version of the data.</summary>
public sealed class Rooms(ShapeCatalogue shapes)
{
    private readonly ConcurrentDictionary<string, Room?> found = new();

    /// <summary>Null for a place without a shape.</summary>
    public Room? Of(string place) => found.GetOrAdd(place, code => shapes.Find(code) is { Geometry.IsEmpty: false } shape ? Find(shape) : null);

    private static Room Find(PlaceShape shape)
    {
        var envelope = shape.Geometry.EnvelopeInternal;
        var circle = new MaximumInscribedCircle(shape.Geometry, Math.Max(envelope.Width, envelope.Height) / 40);
        var centre = circle.GetCenter();
        return new Room(centre.X, centre.Y, circle.GetRadiusLine().Length);
    }

    /// <param name="Radius">Degrees.</param>
    public readonly record struct Room(double Longitude, double Latitude, double Radius);
}
