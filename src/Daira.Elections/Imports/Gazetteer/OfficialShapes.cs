using System.Globalization;
using Daira.Core.Space.Repair;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>One thing that making boundaries fit each other did.</summary>
/// <param name="Kind"><c>repaired overlap gap</c>.</param>
/// <param name="Code">The place it was done to, or that was given the area.</param>
public sealed record ShapeNote(string Kind, string Code, Message Message);

/// <summary>Official boundaries made valid, and made to fit each other without overlap or sliver; says what that took.</summary>
/// <param name="Shapes">By place code.</param>
/// <param name="Notes">Repairs, overlaps and gaps.</param>
/// <param name="Lost">Places that lost more than a twentieth of their area to others that claimed it too, with the share.</param>
/// <param name="Gone">Places whose shape has no area.</param>
internal sealed record OfficialShapes(IReadOnlyDictionary<string, Geometry> Shapes, IReadOnlyList<ShapeNote> Notes, IReadOnlyDictionary<string, decimal> Lost, IReadOnlyList<string> Gone)
{
    /// <summary>Enclosed gaps up to 0.1 km² are slivers between borders and are closed; a larger one may be a lake or a place that the file leaves out.</summary>
    private const double LargestGap = 1e-5;

    private const double MostLost = 0.05;
    private const double SquareKilometres = 111.195 * 111.195;

    public static OfficialShapes Of(IReadOnlyList<(string Code, Geometry Shape)> given)
    {
        var areas = given.Where(g => g.Shape is IPolygonal).ToArray();
        if (areas.Length == 0)
        {
            return new OfficialShapes(new Dictionary<string, Geometry>(), [], new Dictionary<string, decimal>(), []);
        }

        var coverage = CoverageRepair.Clean([.. areas.Select(a => a.Shape)], LargestGap);
        var shapes = areas.Zip(coverage.Shapes, (a, s) => (a.Code, Shape: s)).ToArray();
        return new OfficialShapes(
            shapes.Where(s => !s.Shape.IsEmpty).ToDictionary(s => s.Code, s => s.Shape),
            [.. Repairs(coverage, areas), .. Disputes(coverage, areas)],
            LostBy(coverage, areas),
            [.. shapes.Where(s => s.Shape.IsEmpty).Select(s => s.Code)]);
    }

    private static IEnumerable<ShapeNote> Repairs(CleanCoverage coverage, (string Code, Geometry)[] areas) =>
        from repaired in coverage.Repairs.Zip(areas)
        where repaired.First.WasInvalid
        let repair = repaired.First
        let at = repair.Where!
        select new ShapeNote("repaired", repaired.Second.Code, new Message(
            "shapes.repaired", repaired.Second.Code, repair.Fault!.Value.ToString(), At(at), Area(repair.AreaBefore, at.Y), Area(repair.AreaAfter, at.Y)));

    private static IEnumerable<ShapeNote> Disputes(CleanCoverage coverage, (string Code, Geometry)[] areas) =>
        from face in coverage.Disputed
        let kind = face.Claimants.Count > 1 ? "overlap" : "gap"
        let code = areas[face.GivenTo].Code
        select new ShapeNote(kind, code, new Message("shapes." + kind, At(face.Where), Area(face.Area, face.Where.Y), code));

    private static Dictionary<string, decimal> LostBy(CleanCoverage coverage, (string Code, Geometry)[] areas)
    {
        var lost = new Dictionary<int, double>();
        foreach (var face in coverage.Disputed.Where(f => f.Claimants.Count > 1))
        {
            foreach (var loser in face.Claimants.Where(c => c != face.GivenTo))
            {
                lost[loser] = lost.GetValueOrDefault(loser) + face.Area;
            }
        }

        return lost.Select(l => (areas[l.Key].Code, Share: l.Value / coverage.Repairs[l.Key].AreaAfter)).Where(l => l.Share > MostLost)
            .ToDictionary(l => l.Code, l => decimal.Round((decimal)double.Min(l.Share, 1), 4));
    }

    private static string At(Coordinate c) => string.Create(CultureInfo.InvariantCulture, $"{c.Y:0.0000}, {c.X:0.0000}");

    private static string Area(double squareDegrees, double latitude) =>
        (squareDegrees * SquareKilometres * double.Cos(double.DegreesToRadians(latitude))).ToString("0.####", CultureInfo.InvariantCulture);
}
