using System.Globalization;
using Daira.Core.Space.Cells;
using Daira.Core.Space.Repair;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Places.Shapes;

/// <summary>One thing that building the shapes repaired, moved, decided or left out.</summary>
/// <param name="Kind">Stable word: <c>repaired overlap gap point-outside no-cell no-outline region-differs</c>.</param>
/// <param name="Place">Code of the place concerned; null when none is.</param>
public sealed record ShapeFinding(string Kind, string? Place, Message Message);

/// <summary>Turns what the geometry did into findings about places.</summary>
internal sealed class ShapeFindings(Atlas atlas, IReadOnlyDictionary<string, PlaceShape> shapes)
{
    /// <summary>Area per square degree at the equator, shrunk by the latitude's cosine; 0.1 km² is what findings show.</summary>
    private const double SquareKilometres = 111.195 * 111.195;

    private readonly List<ShapeFinding> findings = [];

    public IReadOnlyList<ShapeFinding> Of(
        CleanCoverage coverage, string[] codes, Place[] units, CellCoverage cells, IReadOnlyList<Geometry> regions)
    {
        Repairs(coverage, codes);
        Disputes(coverage, codes);
        Points(units, cells);
        Missing();
        Regions(regions);
        return findings;
    }

    private void Repairs(CleanCoverage coverage, string[] codes)
    {
        foreach (var (repair, code) in coverage.Repairs.Zip(codes).Where(r => r.First.WasInvalid))
        {
            var latitude = repair.Where!.Y;
            Add("repaired", code, Named(code), repair.Fault!.Value.ToString(), At(repair.Where!), Area(repair.AreaBefore, latitude), Area(repair.AreaAfter, latitude));
        }
    }

    private void Disputes(CleanCoverage coverage, string[] codes)
    {
        foreach (var face in coverage.Disputed)
        {
            var code = codes[face.GivenTo];
            Add(face.Claimants.Count > 1 ? "overlap" : "gap", code, At(face.Where), Area(face.Area, face.Where.Y), Named(code));
        }
    }

    private void Points(Place[] units, CellCoverage cells)
    {
        foreach (var moved in cells.Moved)
        {
            var unit = units[moved.Point];
            Add("point-outside", unit.Code, unit, Rounded(moved.Kilometres), atlas.AncestorAt(unit, PlaceLevel.Province)!);
        }

        foreach (var unit in cells.Without.Select(i => units[i]))
        {
            Add("no-cell", unit.Code, unit);
        }
    }

    private void Missing()
    {
        foreach (var place in atlas.Places.Where(p => p.Level != PlaceLevel.Station && !shapes.ContainsKey(p.Code)))
        {
            Add("no-outline", place.Code, place);
        }
    }

    /// <summary>Regions are unions of their provinces; where the package draws them otherwise, the difference is said.</summary>
    private void Regions(IReadOnlyList<Geometry> drawn)
    {
        var repaired = drawn.Select(d => ShapeRepair.Repair(d).Shape).ToArray();
        foreach (var region in atlas.At(PlaceLevel.Region))
        {
            if (shapes.GetValueOrDefault(region.Code)?.Geometry is not { } shape || Same(shape, repaired) is not { } other)
            {
                continue;
            }

            var difference = shape.SymmetricDifference(other).Area;
            if (difference > shape.Area * 1e-6)
            {
                Add("region-differs", region.Code, region, Area(difference, shape.Centroid.Y), Area(shape.Area, shape.Centroid.Y));
            }
        }
    }

    private static Geometry? Same(Geometry shape, Geometry[] drawn)
    {
        var inside = shape.PointOnSurface;
        return Array.Find(drawn, d => d.Contains(inside));
    }

    private void Add(string kind, string? code, params object[] arguments) =>
        findings.Add(new ShapeFinding(kind, code, new Message("shapes." + kind, arguments)));

    private object Named(string code) => atlas.Find(code) is { } place ? place : code;

    private static string At(Coordinate c) => $"{MoroccoShapes.Degrees(c.Y)}, {MoroccoShapes.Degrees(c.X)}";

    private static string Area(double squareDegrees, double latitude) =>
        Rounded(squareDegrees * SquareKilometres * double.Cos(double.DegreesToRadians(latitude)));

    private static string Rounded(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
