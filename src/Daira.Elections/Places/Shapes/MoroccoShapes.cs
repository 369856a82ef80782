using Daira.Core.Space.Cells;
using Daira.Core.Space.Repair;
using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Places.Shapes;

/// <summary>
/// The shapes of Morocco's places from what may be shipped: the outlines of the npm package <c>morocco-map</c> and one point per unit.
/// </summary>
/// <param name="Shapes">Place code → shape, for a <see cref="ShapeCatalogue"/>.</param>
/// <param name="Findings">What was repaired, moved or left out.</param>
public sealed record MoroccoShapes(IReadOnlyDictionary<string, PlaceShape> Shapes, IReadOnlyList<ShapeFinding> Findings)
{
    public const string Attribution = "© OpenStreetMap contributors, ODbL 1.0";

    private const string Source = "npm morocco-map 1.3.0";

    /// <summary>Reads <c>data/provinces.json</c> and <c>data/regions.json</c> of the package and computes every other shape. Takes a few seconds.</summary>
    /// <param name="atlas">Regions, provinces, communes and units with their points and constituencies.</param>
    /// <param name="packageFolder">E.g. <c>node_modules/morocco-map</c>.</param>
    public static Outcome<MoroccoShapes> Build(Atlas atlas, string packageFolder)
    {
        var provinces = Read(packageFolder, "provinces");
        var regions = Read(packageFolder, "regions");
        var refusals = provinces.Refusals.Concat(regions.Refusals).ToArray();
        return refusals.Length > 0
            ? Outcome<MoroccoShapes>.Refused(refusals)
            : Build(atlas, provinces.Value, regions.Value);
    }

    private static Outcome<MoroccoShapes> Build(Atlas atlas, IReadOnlyList<Geometry> provinces, IReadOnlyList<Geometry> regions)
    {
        var coverage = CoverageRepair.Clean(provinces);
        var codes = OutlineNames.Recognise(coverage.Shapes, atlas);
        if (Array.FindIndex(codes, c => c is null) is var nameless and >= 0)
        {
            var at = coverage.Shapes[nameless].PointOnSurface;
            return new Refusal(RefusalKind.Conflict, "outline-without-province", new Message("shapes.outline-without-province", Degrees(at.X), Degrees(at.Y)));
        }

        var outlineOf = codes.Select((code, i) => (code, i)).ToDictionary(c => c.code!, c => c.i);
        var units = atlas.Units.Where(u => u.Point is not null && outlineOf.ContainsKey(ProvinceOf(u, atlas))).ToArray();
        var cells = ApproximateCells.Share(
            coverage.Shapes,
            [.. units.Select(u => new CellPoint(u.Point!.Value.Longitude, u.Point.Value.Latitude, outlineOf[ProvinceOf(u, atlas)]))]);
        var shapes = new Unions(atlas, units, cells, outlineOf).All(Source, Attribution);
        return new MoroccoShapes(shapes, new ShapeFindings(atlas, shapes).Of(coverage, codes!, units, cells, regions));
    }

    private static string ProvinceOf(Place unit, Atlas atlas) => atlas.AncestorAt(unit, PlaceLevel.Province)?.Code ?? "";

    internal static string Degrees(double value) => value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);

    private static Outcome<Geometry[]> Read(string packageFolder, string layer)
    {
        var path = Path.Combine(packageFolder, "data", layer + ".json");
        try
        {
            var read = TopoJsonShapes.Parse(path, File.ReadAllBytes(path));
            return read.IsDone
                ? read.Value.Features.Select(f => f.Shape).ToArray()
                : new Refusal(RefusalKind.Invalid, "outlines-unreadable", new Message("shapes.outlines-unreadable", path, read.Refusals[0].Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.NotFound, "outlines-missing", new Message("shapes.outlines-missing", path));
        }
    }
}
