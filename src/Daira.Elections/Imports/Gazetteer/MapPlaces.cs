using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>One place as a file gives it, cleaned of what cannot be seen.</summary>
/// <param name="Line">Line of a table, number of a feature.</param>
/// <param name="Row">1 for the first.</param>
/// <param name="Shape">In degrees of WGS 84; null in tables.</param>
/// <param name="PopulationFault">Id of the text that says what is wrong with the inhabitants; null when nothing is.</param>
internal sealed record WrittenPlace(int Line, int Row, string Code, string? Parent, string? Arabic, string? French, string? English, long? Inhabitants, string? PopulationFault, Geometry? Shape)
{
    public IEnumerable<string> Names => new[] { Arabic, French, English }.OfType<string>();
}

/// <summary>The first two steps of an import of places: reads a table or shapes, and puts the columns where they belong.</summary>
internal sealed record WrittenPlaces(string File, string Checksum, IReadOnlyList<WrittenPlace> Places, IReadOnlyList<Message> Notices)
{
    public static Outcome<WrittenPlaces> Read(string file, PlacesMapping mapping, CancellationToken stop) =>
        ReadShapes.IsFor(file) ? OfShapes(file, mapping, stop) : OfSheet(file, mapping, stop);

    private static Outcome<WrittenPlaces> OfShapes(string file, PlacesMapping mapping, CancellationToken stop)
    {
        var read = ReadShapes.Run(file, new ShapeOptions { Layer = mapping.Layer, Crs = mapping.Crs is { } epsg ? new ReferenceSystem(epsg) : null }, stop);
        if (!read.IsDone)
        {
            return Outcome<WrittenPlaces>.Refused(read.Refusals);
        }

        var shapes = read.Value;
        var there = shapes.Features.SelectMany(f => f.Properties.Keys).Append("id").Distinct().ToHashSet(StringComparer.Ordinal);
        return Missing(shapes.Name, mapping, there.Contains, there) is { } refusal
            ? refusal
            : new WrittenPlaces(shapes.Name, shapes.Checksum, [.. shapes.Features.Select(f => Written(f.Number, f.Number, c => f.Text(c), mapping, f.Shape))], shapes.Notices);
    }

    private static Outcome<WrittenPlaces> OfSheet(string file, PlacesMapping mapping, CancellationToken stop)
    {
        var read = ReadSheets.Run(file, new SheetOptions { Encoding = TextEncoding.Named(mapping.Encoding) }, stop);
        if (!read.IsDone)
        {
            return Outcome<WrittenPlaces>.Refused(read.Refusals);
        }

        var sheet = mapping.Layer is { } name ? read.Value.Find(name) : read.Value.Sheets[0];
        if (sheet is null)
        {
            return ReadingFaultException.Of("shapes.no-layer", read.Value.Name, mapping.Layer!, string.Join(", ", read.Value.Sheets.Select(s => s.Name))).Refusal;
        }

        return Missing(sheet.File, mapping, c => sheet.Column(c) is not null, sheet.Header) is { } refusal
            ? refusal
            : new WrittenPlaces(sheet.File, sheet.Checksum, [.. sheet.Rows.Select((r, i) => Written(r.Line, i + 1, c => r.Fields[sheet.Column(c)!.Value], mapping, null))], read.Value.Notices);
    }

    private static Refusal? Missing(string file, PlacesMapping mapping, Func<string, bool> isThere, IEnumerable<string> there) =>
        mapping.Columns.FirstOrDefault(c => !isThere(c)) is { } missing
            ? new Refusal(RefusalKind.Invalid, "no-column", new Message("gazetteer.no-column", file, missing, string.Join(", ", there.Take(60).Select(Reading.Written.Short))))
            : null;

    private static WrittenPlace Written(int line, int row, Func<string, string?> value, PlacesMapping mapping, Geometry? shape)
    {
        string? Clean(string? column) => column is not null && value(column) is { } text && Reading.Written.Clean(text) is { Length: > 0 } clean ? clean : null;
        var inhabitants = Clean(mapping.Population) is { } written ? CellNumbers.ReadCount(written) : default;
        return new WrittenPlace(line, row, Clean(mapping.Code) ?? "", Clean(mapping.Parent), Clean(mapping.Arabic), Clean(mapping.French), Clean(mapping.English), inhabitants.Value, inhabitants.Fault, shape);
    }
}
