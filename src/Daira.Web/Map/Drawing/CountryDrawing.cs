using Daira.Elections;
using Daira.Elections.Places;
using NetTopologySuite.Geometries;

namespace Daira.Web.Map.Drawing;

/// <summary>
/// The country, or one place of it, as a partition into its smallest known shapes, ready to be coloured by any question.
/// Depends on the data only, so it is made once for a version of them.
/// </summary>
public sealed class CountryDrawing
{
    /// <summary>Width of every drawing, in its own units; 2.5 of them are one pixel on a desk, 5 on a phone.</summary>
    public const int Width = 1900;
    private const int Margin = 40;
    private const double Touch = 7;

    private readonly Atlas atlas;
    private readonly string?[][] codes;
    private readonly Dictionary<string, int> faceOf;

    private CountryDrawing(Atlas atlas, IReadOnlyList<Place> faces, IReadOnlyList<PlaceShape> shapes, MapFrame frame, int height, bool whole, double tolerance)
    {
        (this.atlas, Faces, Frame, Height, IsWhole) = (atlas, faces, frame, height, whole);
        IsApproximate = shapes.Any(s => s.IsApproximate);
        Attributions = [.. shapes.Select(s => s.Attribution).Distinct()];
        Network = ArcNetworkBuilder.Build([.. shapes.Select(s => s.Geometry)], frame, tolerance);
        Touchable = Network.Thinned(Touch);
        codes = [.. Enum.GetValues<PlaceLevel>().Select(level => faces.Select(f => CodeAt(atlas, f, level)).ToArray())];
        faceOf = faces.Select((f, i) => (f.Code, i)).ToDictionary(x => x.Code, x => x.i);
    }

    /// <summary>The smallest places with a shape: electoral units where known.</summary>
    public IReadOnlyList<Place> Faces { get; }

    public ArcNetwork Network { get; }

    /// <summary>Coarse areas under the pointer: nobody aims finer.</summary>
    public ArcNetwork Touchable { get; }

    public MapFrame Frame { get; }

    public int Height { get; }

    /// <summary>The whole country, with room for its furniture.</summary>
    public bool IsWhole { get; }

    /// <summary>Degrees; where the scale bar holds.</summary>
    public double MiddleLatitude => Faces.Where(f => f.Point is not null).Select(f => f.Point!.Value.Latitude).DefaultIfEmpty(0).Average();

    public bool IsApproximate { get; }

    public IReadOnlyList<string> Attributions { get; }

    /// <summary>Code of the place of a level that a face lies in; null where it lies in none.</summary>
    public string? CodeAt(int face, PlaceLevel level) => codes[(int)(level == PlaceLevel.Arrondissement ? PlaceLevel.Commune : level)][face];

    /// <summary>The place of a level that a face lies in.</summary>
    public Place? PlaceAt(int face, PlaceLevel level) => CodeAt(face, level) is { } code ? atlas.Find(code) : null;

    /// <summary>Whether anything of a place can be drawn.</summary>
    public bool Shows(Place place) => faceOf.ContainsKey(place.Code) || codes[(int)place.Level].Contains(place.Code);

    /// <param name="within">Only this place, filling the drawing; null = everything that has a shape.</param>
    /// <returns>Null when nothing there has a shape.</returns>
    public static CountryDrawing? Of(ElectoralData data, Place? within = null)
    {
        var faces = Drawable(data, within);
        if (faces.Length == 0)
        {
            return null;
        }

        var shapes = faces.Select(f => data.Shapes.Find(f.Code)!).ToArray();
        var bounds = new Envelope();
        foreach (var shape in shapes)
        {
            bounds.ExpandToInclude(shape.Geometry.EnvelopeInternal);
        }

        var height = within is null ? Width : HeightOf(bounds);
        var frame = new MapFrame(bounds, new DrawingBox(Margin, Margin, Width - (2 * Margin), height - (2 * Margin)));
        return new CountryDrawing(data.Atlas, faces, shapes, frame, height, within is null, within is null ? 2 : 2.5);
    }

    /// <summary>Boundaries that are not stored yet.</summary>
    /// <returns>Null when there are none.</returns>
    public static CountryDrawing? OfBoundaries(Atlas atlas, IReadOnlyList<(Place Face, PlaceShape Shape)> boundaries)
    {
        var bounds = new Envelope();
        foreach (var (_, shape) in boundaries)
        {
            bounds.ExpandToInclude(shape.Geometry.EnvelopeInternal);
        }

        var height = bounds.IsNull ? 0 : HeightOf(bounds);
        return bounds.IsNull ? null : new CountryDrawing(
            atlas, [.. boundaries.Select(b => b.Face)], [.. boundaries.Select(b => b.Shape)], new MapFrame(bounds, new DrawingBox(Margin, Margin, Width - (2 * Margin), height - (2 * Margin))), height, whole: false, 2.5);
    }

    /// <summary>The same faces around a city, in a window of the same sheet.</summary>
    public static CountryDrawing? Inset(ElectoralData data, Envelope degrees, DrawingBox box)
    {
        var faces = Drawable(data, null).Where(f => data.Shapes.Find(f.Code)!.Geometry.EnvelopeInternal.Intersects(degrees)).ToArray();
        return faces.Length == 0
            ? null
            : new CountryDrawing(data.Atlas, faces, [.. faces.Select(f => data.Shapes.Find(f.Code)!)], new MapFrame(degrees, box, fill: true), Width, whole: false, 2.5);
    }

    private static Place[] Drawable(ElectoralData data, Place? within)
    {
        var shaped = (within is null ? data.Atlas.Units : data.Atlas.UnitsIn(within)).Where(HasShape).ToArray();
        return shaped.Length > 0
            ? shaped
            : [.. data.Atlas.Places.Where(p => p.Level == PlaceLevel.Province && HasShape(p) && (within is null || data.Atlas.PathTo(p).Contains(within)))];

        bool HasShape(Place p) => data.Shapes.Find(p.Code) is not null;
    }

    private static int HeightOf(Envelope degrees)
    {
        var unit = new MapFrame(degrees, new DrawingBox(0, 0, Width, 100 * Width));
        var (_, top) = unit.Project(degrees.MinX, degrees.MaxY);
        var (_, bottom) = unit.Project(degrees.MinX, degrees.MinY);
        return Math.Clamp((int)(bottom - top), Width / 2, Width);
    }

    private static string? CodeAt(Atlas atlas, Place face, PlaceLevel level) => level switch
    {
        PlaceLevel.Constituency => face.Constituency,
        PlaceLevel.Commune or PlaceLevel.Arrondissement => face.Code,
        _ => atlas.AncestorAt(face, level)?.Code,
    };
}
