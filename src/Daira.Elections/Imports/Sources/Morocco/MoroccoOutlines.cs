using Daira.Elections.Places;
using Daira.Elections.Places.Shapes;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Languages;
using NetTopologySuite.IO;

namespace Daira.Elections.Imports.Sources.Morocco;

/// <summary>Joins the shapes computed from the outlines package to the tables; without the package everything but maps goes on.</summary>
public static class MoroccoOutlines
{
    /// <summary>
    /// The package beside a working copy or a program: the nearest <c>node_modules/morocco-map</c> above a folder, also where the
    /// web project keeps its packages; null when it is not installed.
    /// </summary>
    public static string? Find(string startingFolder)
    {
        for (var folder = new DirectoryInfo(startingFolder); folder is not null; folder = folder.Parent)
        {
            foreach (var below in (string[])["", "src/Daira.Web"])
            {
                var package = Path.Combine(folder.FullName, below, "node_modules", "morocco-map");
                if (Files(package).Count() == 2)
                {
                    return package;
                }
            }
        }

        return null;
    }

    internal static IEnumerable<string> Files(string? package) =>
        package is null ? [] : new[] { "provinces", "regions" }.Select(layer => Path.Combine(package, "data", layer + ".json")).Where(File.Exists);

    internal static ElectionTables Add(ElectionTables tables, string? package, IProgress<Message> progress, List<Message> notices)
    {
        if (package is null)
        {
            return Without(tables, new Message("finding.outlines-missing", "morocco-map"), notices);
        }

        progress.Report(new Message("load.shapes"));
        var atlas = ElectoralDataBuilder.Build(tables, "shapes", ShapeCatalogue.Empty).Atlas;
        var built = MoroccoShapes.Build(atlas, package);
        if (!built.IsDone)
        {
            return Without(tables, built.Refusals[0].Message, notices);
        }

        // That constituencies of 2002 and 2007 have no shape follows from their unknown composition, which is a finding of its own.
        var findings = built.Value.Findings.Where(f => f.Place is null || atlas.Find(f.Place)?.ValidTo is null).Select(f => new Finding("shape-" + f.Kind, FindingKind.Note, null, f.Place, null, f.Message));
        return tables with
        {
            Shapes = [.. atlas.Places.Where(p => built.Value.Shapes.ContainsKey(p.Code)).Select(p => ToRow(p.Code, built.Value.Shapes[p.Code]))],
            Findings = [.. tables.Findings, .. findings.Select((f, i) => FindingText.ToRow(f, tables.Findings.Count + i))],
        };
    }

    private static ElectionTables Without(ElectionTables tables, Message reason, List<Message> notices)
    {
        notices.Add(reason);
        var finding = new Finding("outlines-missing", FindingKind.Gap, null, null, null, reason);
        return tables with { Findings = [.. tables.Findings, FindingText.ToRow(finding, tables.Findings.Count)] };
    }

    private static ShapeRow ToRow(string place, PlaceShape shape)
    {
        var bounds = shape.Geometry.EnvelopeInternal;
        return new ShapeRow(
            place,
            new WKBWriter().Write(shape.Geometry),
            bounds.MinX,
            bounds.MinY,
            bounds.MaxX,
            bounds.MaxY,
            shape.IsApproximate,
            shape.Source,
            shape.Attribution);
    }
}
